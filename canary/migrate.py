"""Bring the database's tables up to date, after a copy of the SQLite file was put aside."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from canary.config import ROOT, Settings


def configuration(url: str) -> Config:
    """Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(settings: Settings) -> bool:
    """Run what is missing; True when anything ran. Before that SQLite's file is copied to `<data>/backups/`."""
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
