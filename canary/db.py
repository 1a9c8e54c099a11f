"""The database: `Base` for models, `db.session`, SQLite's settings, `writing()`, the one way to change rows, and
`Question`, the short way to read what every request asks.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, SelectBase, TypeDecorator, event, select
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session


class Base(DeclarativeBase):
    """Every table's parent; constraints get predictable names so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# The `info` of a column. FILE: it names a file in the store, recorded by a learner; FILE_OF_CIRCLE: one that a song
# brought along. MINE: it names the learner whose row it is, who takes it home; PART_OF_MINE: it leads to such a row.
# SECRET: it opens an account or an address, and is never handed out.
FILE, FILE_OF_CIRCLE = {"file": True}, {"file": True, "of_circle": True}
MINE, PART_OF_MINE, SECRET = {"mine": True}, {"part_of_mine": True}, {"secret": True}


def not_mine(reason: str) -> dict[str, str]:
    """Return the `info` of a column that names a learner in somebody else's row, with why it isn't handed out."""
    return {"not_mine": reason}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; naive values are refused, and what SQLite gives back gets its zone again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """To UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Back with its zone."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


db = SQLAlchemy(model_class=Base)
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class WriteOutsideTransaction(RuntimeError):
    """Rows were changed outside `writing()`, where SQLite could not promise to take them."""


@contextmanager
def writing() -> Iterator[None]:
    """One use case that changes rows: takes the write lock, commits at the end, rolls back on any error.

    What was read before is forgotten and read again under the lock. On SQLite the transaction begins IMMEDIATE and
    waits in a queue of its own: under 16 writers a deferred one failed in 59 of 100 cases, and without
    the queue the slowest waited ten times longer. Inside another `writing()` it joins that one.
    """
    if _writing.get():
        yield
        return
    session = db.session
    session.rollback()
    with ExitStack() as stack:
        stack.enter_context(_queue(session.get_bind()))
        token = _writing.set(True)
        stack.callback(_writing.reset, token)
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


def hold(model: type[Any], number: int | None) -> None:
    """Let all who hold this row wait until the caller's `writing()` ends: for what is counted before it is written, or
    taken away and written anew. SQLite's queue of writers does as much; PostgreSQL has none. Others may refer to it.
    """
    db.session.execute(select(model.id).where(model.id == number).with_for_update(key_share=True))


@contextmanager
def _queue(engine: Any) -> Iterator[None]:
    """Wait for our turn among this server's writers: a lock on a file beside the SQLite database."""
    name = engine.url.database if engine.dialect.name == "sqlite" else None
    if not name or name == ":memory:":
        yield
        return
    with Path(f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Question:
    """A SELECT of plain columns that every request asks: its SQL is made once, its rows are the driver's own tuples.

    Through the session such a read costs 0.15 ms, straight to the driver 0.015, and the fastest pages take 0.2.
    A session that has begun is asked itself, so that it sees its own changes. `values` are the statement's bindparams.
    """

    def __init__(self, statement: SelectBase) -> None:
        self._statement = statement
        self._sql: dict[str, tuple[str, dict[str, Any], list[str] | None]] = {}

    def ask(self, **values: Any) -> Sequence[Any]:
        """The rows as tuples; a boolean may come as 0 or 1, a moment as text."""
        engine = db.engine
        sql, defaults, order = self._sql.get(engine.dialect.name) or self._write(engine.dialect)
        named = {**defaults, **values}
        parameters: Any = tuple(named[name] for name in order) if order is not None else named
        begun = db.session.registry.has() and db.session().in_transaction()
        if begun or engine.url.database in {None, "", ":memory:"}:  # memory has one connection, shared with the session
            return db.session.connection().exec_driver_sql(sql, parameters).all()
        if engine.dialect.name == "sqlite":
            return _read(engine, sql, parameters)
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(sql, parameters)
            return cursor.fetchall()
        finally:
            connection.close()

    def _write(self, dialect: Dialect) -> tuple[str, dict[str, Any], list[str] | None]:
        written = self._statement.compile(dialect=dialect)
        made = (str(written), dict(written.params), list(written.positiontup) if written.positiontup else None)
        self._sql[dialect.name] = made
        return made


# SQLite connections that only read, each for the moment of one statement, so that a few do for all threads. By process
# too, for none may cross a fork.
_readers: WeakKeyDictionary[Engine, dict[int, list[Any]]] = WeakKeyDictionary()


def _read(engine: Engine, sql: str, parameters: Any) -> Sequence[Any]:
    idle = _readers.setdefault(engine, {}).setdefault(os.getpid(), [])
    try:
        connection = idle.pop()
    except IndexError:
        connection = engine.raw_connection()
    rows: Sequence[Any] = connection.driver_connection.execute(sql, parameters).fetchall()
    idle.append(connection)  # after an error it goes back to the pool instead
    return rows


def files_in_use(keys: Iterable[str] | None = None) -> set[str]:
    """Those of the store's keys that some row names, of whatever room; of all files when `keys` is None."""
    wanted = None if keys is None else list(keys)
    columns = (column for table in Base.metadata.tables.values() for column in table.columns if "file" in column.info)
    found: set[str] = set()
    for column in columns:
        query = select(column).where(column.is_not(None), column != "").distinct()
        found.update(db.session.scalars(query if wanted is None else query.where(column.in_(wanted))))
    return found


@event.listens_for(Session, "before_flush")
def _refuse_stray_writes(session: Session, *_: object) -> None:
    if not _writing.get() and (session.new or session.dirty or session.deleted):
        raise WriteOutsideTransaction(f"{[*session.new, *session.dirty, *session.deleted][:3]}")


@event.listens_for(Session, "do_orm_execute")
def _refuse_stray_statements(asked: ORMExecuteState) -> None:
    if not _writing.get() and (asked.is_insert or asked.is_update or asked.is_delete):
        raise WriteOutsideTransaction(str(asked.statement))


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _: object) -> None:
    if type(connection).__module__ != "sqlite3":
        return
    connection.isolation_level = None  # the driver must not begin transactions; _begin does
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
