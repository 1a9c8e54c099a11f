"""The database: `Base` for models, `db.session`, SQLite's settings, `writing()` to change rows, and `read()` for what
every request needs.
"""

import errno
import fcntl
import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import ceil
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import IO, Any, TypeVar
from weakref import WeakKeyDictionary

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CompoundSelect,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ExceptionContext,
    MetaData,
    PoolProxiedConnection,
    Select,
    TypeDecorator,
    event,
    func,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session

from canary.trouble import trouble

log = logging.getLogger(__name__)
LONGEST_WAIT_S = 10  # for a turn to write
_turns: dict[str, Lock] = {}  # by database file, for this process's threads


class Base(DeclarativeBase):
    """Base class of all tables. Constraints get predictable names so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# The `info` of a column. FILE: it names a file in the store that a learner recorded. FILE_OF_CIRCLE: it names a file in
# the store that belongs to a song. MINE: it names the learner who owns the row and gets it in their export.
# PART_OF_MINE: it refers to a row that is MINE. SECRET: it gives access to an account or an address, so it's never
# exported.
FILE, FILE_OF_CIRCLE = {"file": True}, {"file": True, "of_circle": True}
MINE, PART_OF_MINE, SECRET = {"mine": True}, {"part_of_mine": True}, {"secret": True}


def not_mine(reason: str) -> dict[str, str]:
    """Return the `info` for a column that names a learner but whose row belongs to somebody else.

    `reason` says why the row isn't part of the learner's export.
    """
    return {"not_mine": reason}


class UtcDateTime(TypeDecorator[datetime]):
    """A time in UTC. Naive values are refused; SQLite returns naive ones, which get their zone back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Convert to UTC. Raises ValueError for a naive value."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Add the zone if it is missing."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


db = SQLAlchemy(model_class=Base)
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class WriteOutsideTransaction(RuntimeError):
    """Raised when rows are changed outside `writing()`."""


@contextmanager
def writing() -> Iterator[None]:
    """Run one use case that changes rows: take the write lock, commit at the end, roll back on any error.

    The session forgets what it read before and reads it again under the lock. On SQLite the transaction begins
    IMMEDIATE and writers queue on a lock of our own: with 16 writers, 59 of 100 deferred transactions failed, and
    without the queue the slowest waited ten times longer. A nested `writing()` joins the outer one.
    """
    if _writing.get():
        yield
        return
    session = db.session
    session.rollback()
    with ExitStack() as stack:
        stack.enter_context(_writers_lock(session.get_bind()))
        token = _writing.set(True)
        stack.callback(_writing.reset, token)
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


@dataclass(slots=True)
class Outcome:
    """What became of a `writing_once()` block. `lost`: another request did the same first, so nothing was written."""

    lost: bool = False


@contextmanager
def writing_once() -> Iterator[Outcome]:
    """Run `writing()` for rows that a unique constraint allows only once.

    When the same request arrives twice at the same moment, the later one is rolled back without an error and marked as
    lost. Look at the outcome after the block, not inside it: the rows are written when the block ends. Don't nest it.
    """
    outcome = Outcome()
    try:
        with writing():
            yield outcome
    except IntegrityError:
        outcome.lost = True


def lock_row(model: type[Any], row_id: int | None) -> None:
    """Lock a row until the caller's `writing()` ends.

    Use it before counting rows that you are about to add to, or before deleting and rewriting them. SQLite has one
    writer at a time anyway. On PostgreSQL, other transactions that lock the row wait; they can still insert rows that
    refer to it by foreign key.
    """
    db.session.execute(select(model.id).where(model.id == row_id).with_for_update(key_share=True))


@contextmanager
def _writers_lock(engine: Any) -> Iterator[None]:
    """Hold the lock that this server's writers queue on: a file beside the SQLite database.

    Threads wait for each other in the order in which they came, and one thread of each process waits for the file. The
    portable `filelock` lets all of them poll: with 16 writers the slowest 1 % waited 2.9 instead of 0.8 s, and gunicorn
    needs a system with `fcntl` anyway. Raises OSError (EBUSY) after LONGEST_WAIT_S seconds.
    """
    name = engine.url.database if engine.dialect.name == "sqlite" else None
    if not name or name == ":memory:":
        yield
        return
    deadline = monotonic() + LONGEST_WAIT_S
    turn = _turns.setdefault(str(name), Lock())
    if not turn.acquire(timeout=LONGEST_WAIT_S):
        raise OSError(errno.EBUSY, "another request has been writing for too long")
    try:
        with Path(f"{name}.lock").open("w") as file:
            _lock(file, deadline)
            yield
    finally:
        turn.release()


def _lock(file: IO[str], deadline: float) -> None:
    """Lock a file against other processes. Raises OSError (EBUSY) if it isn't free by `deadline` (monotonic s)."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if monotonic() > deadline:
                raise OSError(errno.EBUSY, "another process has been writing for too long") from error
            sleep(0.001)
        else:
            return


@contextmanager
def in_passing() -> Iterator[None]:
    """Try to write what a page doesn't need, such as which news have been seen.

    If the disk, the data folder or the database doesn't allow it now, the log says so and the page is shown without.
    """
    try:
        yield
    except (OSError, DBAPIError) as error:
        if (why := trouble(error)) is None:
            raise
        log.warning("something was left unwritten while a page was shown: %s", why.value)


# Idle connections for `read`, by process id, since a forked process must not use its parent's connections.
_readers: WeakKeyDictionary[Engine, dict[int, list[PoolProxiedConnection]]] = WeakKeyDictionary()
Query = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Convert = Callable[[Any], Any]
_SQLITE = sqlite.dialect(paramstyle="named")


def read(statement: Query, **values: Any) -> Sequence[Sequence[Any]]:
    """Run a SELECT and return its rows as tuples. `values` are its parameters. Use it for what most requests need.

    The statement must select columns, not models. On a SQLite file, the driver runs the SQL that SQLAlchemy compiled,
    on a connection that stays open and has no transaction. Through the session, a song page would take 2.2 times as
    long (345 instead of 158 µs of CPU time for a visitor, 490 instead of 217 µs for a learner). A statement with a list
    (`in_`) runs through SQLAlchemy. Within a transaction, `read` uses the session, so that you see your own changes.
    """
    engine = db.engine
    if (db.session.registry.has() and db.session().in_transaction()) or engine.url.database in {None, "", ":memory:"}:
        return db.session.execute(statement, values).all()
    if engine.dialect.name == "sqlite":
        try:
            return _read_by_driver(engine, _compile(statement), values)
        except sqlite3.Error:
            pass  # fall back to SQLAlchemy, which either runs the statement or raises an error that callers handle
    with engine.connect() as connection:
        return connection.execute(statement, values).all()


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement compiled for SQLite's driver, with functions that convert values.

    `parameters` convert parameters for the driver, by name; `columns` convert the results, by position.
    """

    sql: str
    defaults: Mapping[str, Any]
    parameters: Mapping[str, Convert]
    columns: Sequence[Convert | None]


@lru_cache(maxsize=32)
def _compile(statement: Query) -> _Compiled:
    compiled = statement.compile(dialect=_SQLITE)
    types = {name: bound.type.dialect_impl(_SQLITE) for name, bound in compiled.binds.items()}
    parameters = {name: convert for name in compiled.params if (convert := types[name].bind_processor(_SQLITE))}
    results = [column.type.dialect_impl(_SQLITE) for column in statement.selected_columns]
    columns = [result.result_processor(_SQLITE, None) for result in results]
    return _Compiled(str(compiled), dict(compiled.params), parameters, columns)


def _read_by_driver(engine: Engine, query: _Compiled, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    parameters = {**query.defaults, **values}
    for name, convert in query.parameters.items():
        parameters[name] = convert(parameters[name])
    idle = _readers.setdefault(engine, {}).setdefault(os.getpid(), [])
    try:
        connection = idle.pop()
    except IndexError:
        connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    try:
        rows: list[tuple[Any, ...]] = driver.execute(query.sql, parameters).fetchall()
    except BaseException:
        connection.invalidate()
        raise
    idle.append(connection)
    if not any(query.columns):
        return rows
    return [
        tuple(convert(value) if convert else value for convert, value in zip(query.columns, row, strict=True))
        for row in rows
    ]


@event.listens_for(Engine, "engine_disposed")
def _close_readers(engine: Engine) -> None:
    for connection in _readers.pop(engine, {}).get(os.getpid(), []):
        connection.close()


T = TypeVar("T")
U = TypeVar("U")


class Page(list[T]):
    """One page of a long list. Pages count from 1 to `last`; `count_of_all` is the length of the whole list."""

    def __init__(self, rows: Iterable[T] = (), number: int = 1, last: int = 1, count: int = 0) -> None:
        super().__init__(rows)
        self.number, self.last, self.count_of_all = number, last, count

    def of(self, rows: Iterable[U]) -> "Page[U]":
        """Return the page with other things in the place of the same rows."""
        return Page(rows, self.number, self.last, self.count_of_all)


def paged(query: Any, number: int, size: int) -> Page[Any]:
    """Return a page of a query's rows, in one query; the last page if there is no such one. Order the query fully."""
    number = max(1, number)
    counted = query.add_columns(func.count().over())
    rows = db.session.execute(counted.offset((number - 1) * size).limit(size)).all()
    if not rows and number > 1:
        count = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
        return paged(query, ceil(count / size), size)
    count = rows[0][-1] if rows else 0
    return Page([row[:-1] for row in rows], number, max(1, ceil(count / size)), count)


def files_in_use(keys: Iterable[str] | None = None) -> set[str]:
    """Return the storage keys that rows of any table refer to: all, or those among `keys`."""
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


@event.listens_for(Engine, "handle_error")
def _drop_read_only(context: ExceptionContext) -> None:
    """Close a SQLite connection that was opened while its file was read-only: it would stay so for ever."""
    code = getattr(context.original_exception, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_READONLY:
        context.is_disconnect, context.invalidate_pool_on_disconnect = True, False


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and not connection.get_execution_options().get("autocommit"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
