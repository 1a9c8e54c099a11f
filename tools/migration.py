"""Write a migration from the difference between models and migrations (`python -m tools.migration NAME`)."""

import sys

from alembic import command

from canary import config, migrate


def write(name: str) -> None:
    """Upgrade a throwaway database, then compare it with the models; read what was written before committing it."""
    settings = config.load()
    migrate.upgrade(settings)
    command.revision(migrate.configuration(settings.database), name, autogenerate=True)


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]) or sys.exit("Name the migration: make migration NAME='add a column'"))
