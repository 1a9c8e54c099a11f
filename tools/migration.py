"""Writes a migration from the differences between the models and the migrations (`python -m tools.migration NAME`)."""

import sys

from alembic import command
from alembic.script import ScriptDirectory

from canary import config, migrate


def write(name: str) -> None:
    """Upgrade the configured database, compare it with the models, and write a migration called `name`.

    Use a database that can be thrown away, and read the migration before you commit it.
    """
    settings = config.load()
    migrate.upgrade(settings)
    configuration = migrate.configuration(settings.database)
    last = ScriptDirectory.from_config(configuration).get_current_head() or "0"
    command.revision(configuration, name, autogenerate=True, rev_id=f"{int(last) + 1:04}")


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or sys.exit("Name the migration: make migration NAME='add a column'"))
