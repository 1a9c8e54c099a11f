"""What an error says about the machine."""

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from canary.trouble import Trouble, trouble


def of_sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("no")
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "no"), Trouble.FULL),
        (OSError(errno.EROFS, "no"), Trouble.READ_ONLY),
        (PermissionError(errno.EACCES, "no"), Trouble.READ_ONLY),
        (OSError(errno.EBUSY, "no"), Trouble.BUSY),
        (FileNotFoundError(errno.ENOENT, "no"), None),
        (ConnectionResetError(errno.ECONNRESET, "no"), None),
        (of_sqlite("SQLITE_FULL"), Trouble.FULL),
        (of_sqlite("SQLITE_READONLY_DIRECTORY"), Trouble.READ_ONLY),
        (of_sqlite("SQLITE_IOERR_WRITE"), Trouble.READ_ONLY),
        (of_sqlite("SQLITE_BUSY_SNAPSHOT"), Trouble.BUSY),
        (of_sqlite("SQLITE_CONSTRAINT"), None),
        (psycopg.errors.DiskFull(), Trouble.FULL),
        (psycopg.errors.ReadOnlySqlTransaction(), Trouble.READ_ONLY),
        (psycopg.errors.DeadlockDetected(), Trouble.BUSY),
        (psycopg.errors.AdminShutdown(), Trouble.AWAY),
        (psycopg.OperationalError("connection refused"), Trouble.AWAY),
        (psycopg.errors.UniqueViolation(), None),
        (ZeroDivisionError(), None),
    ],
)
def test_what_it_says(error: Exception, expected: Trouble | None) -> None:
    assert trouble(error) is expected
    if isinstance(error, (sqlite3.Error, psycopg.Error)):
        for wrapped in (DBAPIError, OperationalError):
            assert trouble(wrapped("SELECT 1", {}, error)) is expected


def test_a_full_disk_that_sqlite_calls_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = of_sqlite("SQLITE_IOERR_SHMSIZE")
    assert trouble(error, tmp_path) is Trouble.READ_ONLY
    monkeypatch.setattr("canary.trouble.LITTLE", 2**80)
    assert trouble(error, tmp_path) is Trouble.FULL
