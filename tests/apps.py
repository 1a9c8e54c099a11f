"""Apps apart from the one that most tests share: on a database file, with tokens and limits, or on PostgreSQL."""

import contextvars
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from canary.app import create_app
from canary.config import Settings
from canary.db import Base, db, files_in_use, writing
from canary.learners import accounts
from tests.published import lend


class Browser(FlaskClient):
    """Each request in a context of its own, as on a server: the test's database session and `g` stay out of it."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send a request; the answer is read whole and its files are closed."""
        if has_app_context():
            db.session.rollback()  # memory has one connection: the test must not keep a transaction open on it
        kwargs.setdefault("buffered", True)
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        answer.request.environ["wsgi.input"].close()  # a large upload is a file
        return answer


def logged_in(app: Flask, key: str) -> FlaskClient:
    """A browser of its own in which somebody is logged in, whose session names them by `key`."""
    browser = app.test_client()
    with browser.session_transaction() as session:
        session[accounts.ACCOUNT] = session["_user_id"] = key
    return browser


def empty() -> None:
    """Delete all rows."""
    db.session.rollback()
    with writing():
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())


class Snapshot:
    """The rows and files of an app, to be put back later; made and restored inside the app's context."""

    def __init__(self, app: Flask) -> None:
        db.session.rollback()
        self._rows = _Copy() if db.engine.url.database == ":memory:" else _Rows()
        store = app.extensions["canary"].store
        self._files = {path: path.read_bytes() for path in map(store.path, files_in_use())}

    def restore(self) -> None:
        """Replace all rows by those of the snapshot, and write its files that are gone."""
        self._rows.restore()
        for path, data in self._files.items():
            if not path.exists():
                path.write_bytes(data)


class _Copy:
    """A copy of SQLite's whole database in memory: restored in 0.3 ms, ids begin anew."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect(":memory:")
        self._driver().backup(self._kept)

    def restore(self) -> None:
        db.session.remove()
        self._kept.backup(self._driver())

    def _driver(self) -> sqlite3.Connection:
        found: Any = db.engine.raw_connection().driver_connection
        assert isinstance(found, sqlite3.Connection)
        return found


class _Rows:
    """The rows of each table, for databases that other connections use."""

    def __init__(self) -> None:
        tables = Base.metadata.sorted_tables
        self._kept = [(table, [dict(row) for row in db.session.execute(select(table)).mappings()]) for table in tables]

    def restore(self) -> None:
        empty()
        with writing():
            for table, rows in self._kept:
                if rows:
                    db.session.execute(insert(table), rows)
        db.session.remove()


@contextmanager
def another_app(data: Path, **values: Any) -> Iterator[Flask]:
    """An app of its own with empty tables, on a SQLite file in `data` unless `values` say otherwise."""
    chosen: dict[str, Any] = {"data": data, "rate_limits": False, "background": False} | values
    settings = Settings(**chosen)
    lend(settings.data)
    app = create_app(settings)
    app.test_client_class = Browser
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
