"""EDGE: the one file that imports limits. Counts requests against rates such as "10 per minute; 50 per hour", and tries
to log in.

All processes of a server count together, in a small SQLite file in the data folder or where CANARY_RATE_LIMIT_STORAGE
says. If that is away, they go on in the next place that works: counting must never stop anybody from logging in.
"""

import hashlib
import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from canary.web.clock import now

T = TypeVar("T")
Rates = Sequence[RateLimitItem]
log = logging.getLogger(__name__)

TRIES, DAY_S = 5, 86_400  # tries without a delay; seconds until they're forgotten
FIRST_DELAY_S, LONGEST_DELAY_S = 60, 900
AWAY_S = 30  # how long a place that failed isn't asked again
_TABLE = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, expires REAL NOT NULL)"
_ADD = (
    "INSERT INTO counts VALUES (:key, :amount, :expires) ON CONFLICT (key) DO UPDATE SET "
    "count = CASE WHEN expires <= :now THEN :amount ELSE count + :amount END, "
    "expires = CASE WHEN expires <= :now THEN :expires ELSE expires END RETURNING count"
)


def parse(text: str) -> Rates:
    """Parse rates separated by semicolons. Raises ValueError for any other text."""
    return parse_many(text)


class FileCounts(Storage):
    """Counts in a SQLite file, which the processes of one server share. Losing the file loses no more than counts."""

    STORAGE_SCHEME = ["canary-file"]  # noqa: RUF012  (limits looks for a list)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path, self._own, self._added = path, threading.local(), 0

    @property
    def base_exceptions(self) -> type[Exception]:
        """What fails here."""
        return sqlite3.Error

    def _run(self, sql: str, **values: Any) -> Any:
        own = self._own
        if getattr(own, "pid", None) != os.getpid():  # a forked process must not use its parent's connection
            own.connection = sqlite3.connect(self._path, timeout=2, isolation_level=None, check_same_thread=False)
            own.connection.execute("PRAGMA journal_mode=WAL")
            own.connection.execute("PRAGMA synchronous=OFF")
            own.connection.execute(_TABLE)
            own.pid = os.getpid()
        return own.connection.execute(sql, values).fetchall()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a count and return it. A new one expires after `expiry` seconds."""
        moment, self._added = now().timestamp(), self._added + 1
        if self._added % 500 == 0:
            self._run("DELETE FROM counts WHERE expires <= :now", now=moment)
        rows = self._run(_ADD, key=key, amount=amount, now=moment, expires=moment + expiry)
        return int(rows[0][0])

    def get(self, key: str) -> int:
        """Return a count; 0 if there is none or it has expired."""
        rows = self._run("SELECT count FROM counts WHERE key = :key AND expires > :now", key=key, now=now().timestamp())
        return int(rows[0][0]) if rows else 0

    def get_expiry(self, key: str) -> float:
        """Return the Unix time (in seconds) when a count expires; now for none."""
        rows = self._run("SELECT expires FROM counts WHERE key = :key", key=key)
        return float(rows[0][0]) if rows else now().timestamp()

    def check(self) -> bool:
        """Return whether the file can be used."""
        try:
            self._run("SELECT 1")
        except sqlite3.Error:
            return False
        return True

    def reset(self) -> int:
        """Forget all counts, and return how many there were."""
        return len(self._run("DELETE FROM counts RETURNING key"))

    def clear(self, key: str) -> None:
        """Forget a count."""
        self._run("DELETE FROM counts WHERE key = :key", key=key)


class RateLimits:
    """A counter of requests in fixed windows, and of tries to log in.

    `storage` is an address such as `redis://localhost:6379` or `memory://`; "" for a file in `folder`. What can't be
    used is left out: first the address, then the file, at last the process's own memory.
    """

    def __init__(self, storage: str = "", folder: Path | None = None) -> None:
        self._stores: list[Storage] = []
        self._away: dict[int, float] = {}
        if storage:
            try:
                self._stores.append(_store(storage))
            except Exception as error:
                log.warning("CANARY_RATE_LIMIT_STORAGE can't be used (%s): counting in the data folder", _reason(error))
        if folder is not None and storage != "memory://":
            self._stores.append(FileCounts(folder / "limits.db"))
        self._stores.append(MemoryStorage())

    def _in_store(self, do: Callable[[Storage], T]) -> T:
        for number, store in enumerate(self._stores[:-1]):
            if self._away.get(number, 0) > now().timestamp():
                continue
            try:
                return do(store)
            except Exception as error:
                log.warning("request counts can't be kept in %s (%s)", type(store).__name__, type(error).__name__)
                self._away[number] = now().timestamp() + AWAY_S
        return do(self._stores[-1])

    def hit(self, rates: Rates, *key: str) -> float | None:
        """Count one request under `key` against each rate, up to the first rate that it exceeds.

        Returns None if no rate is exceeded, or else the Unix time (in seconds) when the exceeded window ends.
        """

        def count(store: Storage) -> float | None:
            windows = FixedWindowRateLimiter(store)
            for rate in rates:
                if not windows.hit(rate, *key):
                    return windows.get_window_stats(rate, *key).reset_time
            return None

        return self._in_store(count)

    def attempt(self, name: str) -> float | None:
        """Count a try to log in as `name` before its password is checked.

        Returns None if it may be checked, or else the Unix time (in seconds) until which it may not. From the fifth try
        on, each is followed by a delay: 1, 2, 4, 8, then 15 minutes. Tries at the same moment are counted first and
        checked afterwards, so they don't slip through together.
        """
        tries, wait = _keys(name)

        def count(store: Storage) -> float | None:
            if store.get(wait):
                return store.get_expiry(wait)
            number = store.incr(tries, DAY_S)
            if number >= TRIES and store.incr(wait, delay_s(number)) > 1:
                return store.get_expiry(wait)
            return None

        return self._in_store(count)

    def forgive(self, name: str) -> None:
        """Forget the tries to log in as `name`: its owner is in."""

        def forget(store: Storage) -> None:
            for key in _keys(name):
                store.clear(key)

        self._in_store(forget)


def delay_s(tries: int) -> int:
    """Return the seconds to wait after so many wrong tries."""
    if tries < TRIES:
        return 0
    doubled: int = FIRST_DELAY_S << min(tries - TRIES, 10)
    return min(doubled, LONGEST_DELAY_S)


def trouble(storage: str) -> str:
    """Return why request counts can't be kept at an address; "" if they can. Never names the address's password."""
    if not storage:
        return ""
    try:
        return "" if _store(storage).check() else "it doesn't answer"
    except Exception as error:
        return _reason(error)


def _store(storage: str) -> Storage:
    patience = {"socket_connect_timeout": 1, "socket_timeout": 1} if "redis" in storage.partition(":")[0] else {}
    found = storage_from_string(storage, **patience)
    if not isinstance(found, Storage):
        raise ConfigurationError(storage.partition(":")[0])
    return found


def _reason(error: Exception) -> str:
    text = str(error).lower()
    if "prerequisite" in text or isinstance(error, ImportError):
        return "its Python package isn't installed"
    if isinstance(error, ConfigurationError):
        return "this kind of address isn't known"
    return type(error).__name__


def _keys(name: str) -> tuple[str, str]:
    short = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:40]
    return f"tries/{short}", f"wait/{short}"
