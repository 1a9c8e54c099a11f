"""Tells what's wrong with the machine when something can't be written: its disk, the data folder or the database."""

import errno
import shutil
import sqlite3
from enum import Enum
from pathlib import Path

LITTLE = 2**20  # bytes; a disk with less to spare is full


class Trouble(Enum):
    """What keeps a server from writing. It may pass by itself, so people are asked to try again."""

    FULL = "full"
    READ_ONLY = "read-only"
    BUSY = "busy"
    AWAY = "away"


_ERRNOS = {
    errno.ENOSPC: Trouble.FULL, errno.EDQUOT: Trouble.FULL, errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY, errno.EACCES: Trouble.READ_ONLY, errno.EPERM: Trouble.READ_ONLY,
    errno.EIO: Trouble.READ_ONLY, errno.EBUSY: Trouble.BUSY,
}  # fmt: skip
_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL, sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY, sqlite3.SQLITE_CANTOPEN: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.READ_ONLY, sqlite3.SQLITE_BUSY: Trouble.BUSY, sqlite3.SQLITE_LOCKED: Trouble.BUSY,
}  # fmt: skip
# PostgreSQL's error codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES = {
    "53100": Trouble.FULL, "25006": Trouble.READ_ONLY,
    "55P03": Trouble.BUSY, "40P01": Trouble.BUSY, "40001": Trouble.BUSY, "57014": Trouble.BUSY, "53300": Trouble.BUSY,
}  # fmt: skip


def trouble(error: BaseException, folder: Path | None = None) -> Trouble | None:
    """Return the trouble that an error of the operating system, of a database driver or of SQLAlchemy tells of.

    Returns None for any other error. With the data folder, a full disk isn't taken for one that can't be written.
    """
    found = _trouble(getattr(error, "orig", None) or error)
    # SQLite says of some files only that they couldn't be written.
    if found is Trouble.READ_ONLY and folder is not None and shutil.disk_usage(folder).free < LITTLE:
        return Trouble.FULL
    return found


def _trouble(cause: BaseException) -> Trouble | None:
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(cause, OSError):
        return _ERRNOS.get(cause.errno or 0)
    if (state := getattr(cause, "sqlstate", "")) != "":
        # The 08 class and no state at all mean that there's no connection; 57P01 to 57P03, that the server (re)starts.
        return Trouble.AWAY if state is None or state.startswith(("08", "57P")) else _POSTGRES.get(state)
    return None
