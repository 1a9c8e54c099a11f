"""Migrations: bring the database up to date, or check that it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from canary.config import ROOT, Settings
from canary.problems import Problem


class DatabaseUnusable(Problem):
    """Raised when the database doesn't answer, or this version of Canary can't use it."""


def configuration(url: str) -> Config:
    """Return Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(settings: Settings) -> bool:
    """Run the missing migrations, after copying SQLite's file to `<data>/backups/`. Returns whether there were any.

    Only its owner can read a new SQLite file. Raises DatabaseUnusable.
    """
    with _explained(settings):
        settings.data.mkdir(parents=True, exist_ok=True)
        file = database_file(settings)
        if file is not None:
            file.touch(mode=0o600)
        before, head = _revisions(settings)
        if before == head:
            return False
        if before and file is not None:
            backup(file, settings.data / "backups" / f"before-{head}.db")
        command.upgrade(configuration(settings.database), "head")
        return True


def check(settings: Settings) -> None:
    """Raise DatabaseUnusable unless the database exists and is up to date. Changes nothing."""
    file = database_file(settings)
    if file is not None and not file.exists():
        raise DatabaseUnusable(f"There is no database at {file}. Start `canary serve` once, or set CANARY_DATA.")
    with _explained(settings):
        before, head = _revisions(settings)
    if before != head:
        raise DatabaseUnusable("The database isn't up to date. Start `canary serve`: it updates the database first.")


def database_file(settings: Settings) -> Path | None:
    """Return the path of SQLite's file; None for another database or one in memory."""
    url = make_url(settings.database)
    is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(str(url.database)) if is_file else None


def postgres_address(url: str) -> tuple[str, str]:
    """Return a PostgreSQL address without its password, as PostgreSQL's programs take it, and the password or ""."""
    address = make_url(url).set(drivername="postgresql")
    return address.set(password=None).render_as_string(hide_password=False), str(address.password or "")


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise DatabaseUnusable(
            "The database was made by a newer Canary. Install that version again, or choose another CANARY_DATA folder."
        ) from error
    except SQLAlchemyError as error:
        where = "DATABASE_URL" if settings.database_url else f"{settings.data / 'canary.db'}"
        raise DatabaseUnusable(f"The database can't be used. Check {where}; `canary doctor` shows details.") from error


def revision(settings: Settings) -> str:
    """Return the database's revision, or "" for an empty database. Raises DatabaseUnusable."""
    with _explained(settings):
        return _revisions(settings)[0] or ""


def _revisions(settings: Settings) -> tuple[str | None, str | None]:
    """Return the database's revision and the newest one. Raises CommandError if the database's revision is unknown."""
    scripts = ScriptDirectory.from_config(configuration(settings.database))
    engine = create_engine(settings.database)
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    if found is not None:
        scripts.get_revision(found)
    return found, scripts.get_current_head()


def backup(database: Path, target: Path) -> None:
    """Copy a SQLite file, even while it's in use (SQLite's online backup). Only its owner can read the copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
