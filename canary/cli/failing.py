"""How commands end when something is wrong: with a message that says what to do."""

from typing import Any

import click

from canary import config
from canary.cli import files


class Fail(click.ClickException):
    """Raised to end the command with a message."""

    def show(self, file: Any = None) -> None:
        """Print the message without "Error:"."""
        click.echo(self.message, err=True, file=file)


def settings_or_fail(**changes: Any) -> config.Settings:
    """Return the settings from the environment with changes, or end the command with what's wrong in them."""
    try:
        return config.load({**files.environment(), **{k: str(v) for k, v in changes.items() if v is not None}})
    except config.SettingsError as error:
        raise Fail("\n".join(error.problems)) from error
