"""The commands `canary backup` and `canary restore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from canary import migrate
from canary.cli import backups
from canary.cli.failing import Fail, settings_or_fail
from canary.web.clock import now


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write all that the server keeps to FILE, also while it's running. FILE has the secret key: keep it safe."""
    settings = settings_or_fail()
    with _backups_or_fail(file):
        size = backups.save(settings, file, now())
    click.echo(f"Wrote {file} ({size / 2**20:.1f} MB).")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only check that the backup is complete and undamaged.")
@click.option("--replace", is_flag=True, help="Move an existing data folder aside first.")
def restore(file: Path, *, check: bool, replace: bool) -> None:
    """Put a backup back. Stop the server first."""
    settings = settings_or_fail()
    with _backups_or_fail(file):
        if check:
            manifest = backups.check(file)
            click.echo(f"{file} is complete: {len(manifest['members'])} files, made {manifest['made_at']}.")
            return
        before = backups.restore(settings, file, now(), replace=replace)
    if before:
        click.echo(f"The previous data folder is {before}.")
    click.echo(f"Restored {settings.data}. Start the server now.")


@contextmanager
def _backups_or_fail(file: Path) -> Iterator[None]:
    try:
        yield
    except (backups.BackupFailed, migrate.DatabaseUnusable) as error:
        raise Fail(str(error)) from error
    except OSError as error:
        raise Fail(f"Can't use {error.filename or file}: {error.strerror}.") from error
