"""Write a migration from the difference between models and migrations (`python -m tools.migration NAME`)."""

import sys

from alembic import command
from alembic.script import ScriptDirectory

from canary import config, migrate


def write(name: str) -> None:
    """Upgrade a throwaway database, then compare it with the models; read what was written before committing it."""
    settings = config.load()
    migrate.upgrade(settings)
    configuration = migrate.configuration(settings.database)
    last = ScriptDirectory.from_config(configuration).get_current_head() or "0"
    command.revision(configuration, name, autogenerate=True, rev_id=f"{int(last) + 1:04}")


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or sys.exit("Name the migration: make migration NAME='add a column'"))
