"""Bring the database's tables up to date, after a copy of the SQLite file was put aside."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SQLAlchemyError

from canary.config import ROOT, Settings
from canary.problems import Problem


class DatabaseUnusable(Problem):
    """The database does not answer, or is not one that this Canary can bring up to date."""


def configuration(url: str) -> Config:
    """Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(settings: Settings) -> bool:
    """Run what is missing; True when anything ran. Before that SQLite's file is copied to `<data>/backups/`.

    Raises DatabaseUnusable with a sentence.
    """
    try:
        return _upgrade(settings)
    except CommandError as error:
        raise DatabaseUnusable(
            "The database was made by a newer Canary. Install that one again, or choose another CANARY_DATA folder."
        ) from error
    except SQLAlchemyError as error:
        where = "DATABASE_URL" if settings.database_url else f"{settings.data / 'canary.db'}"
        raise DatabaseUnusable(
            f"The database cannot be used: see that {where} is right; `canary doctor` tells more."
        ) from error


def _upgrade(settings: Settings) -> bool:
    settings.data.mkdir(parents=True, exist_ok=True)
    config = configuration(settings.database)
    head = ScriptDirectory.from_config(config).get_current_head()
    engine = create_engine(settings.database)
    try:
        with engine.connect() as connection:
            before = _revision(connection)
    finally:
        engine.dispose()
    if before == head:
        return False
    if before and engine.url.database and engine.dialect.name == "sqlite":
        backup(Path(engine.url.database), settings.data / "backups" / f"before-{head}.db")
    command.upgrade(config, "head")
    return True


def backup(database: Path, target: Path) -> None:
    """Copy a SQLite file while others may be using it (SQLite's own online backup)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
