"""Backups: everything that a server keeps, in one file, while it runs; and putting it back.

A backup is a tar archive. Its last member, manifest.json, names every other member with its size and SHA-256, so that a
backup that was cut short is recognised.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from canary import __version__, migrate
from canary.config import Settings
from canary.problems import Problem

MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "canary.db", "postgresql.dump"
# What a server keeps beside the database. Its queue isn't needed: jobs that weren't done are in the database.
FOLDERS = ("files", "incoming")
KEY = "secret_key"
_FORMAT = 1


class BackupFailed(Problem):
    """Raised when a backup can't be made or put back; the message says what to do."""


def save(settings: Settings, target: Path, now: datetime) -> int:
    """Write a backup of a server that may be running, and return its size in bytes. Raises BackupFailed, OSError.

    Files are copied before the database and those that came meanwhile after it, so each file that the database names is
    there. Only the owner can read the backup, since it has the secret key. `target` appears once it's complete.
    """
    file = migrate.database_file(settings)
    if file is not None and not file.exists():
        raise BackupFailed(f"There is no database at {file}. Set CANARY_DATA to your server's data folder.")
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.resolve().parent)  # mode 0600
    try:
        with os.fdopen(number, "wb") as out, tarfile.open(fileobj=out, mode="w") as archive:
            members: dict[str, dict[str, Any]] = {}
            _add_files(archive, settings.data, members)
            with tempfile.TemporaryDirectory(dir=target.resolve().parent) as folder:
                dump = Path(folder) / (SQLITE if file is not None else POSTGRESQL)
                if file is not None:
                    migrate.backup(file, dump)
                else:
                    _postgres("pg_dump", settings.database, "--format=custom", "--no-owner", f"--file={dump}")
                _add(archive, dump, dump.name, members)
            _add_files(archive, settings.data, members)
            _add_text(archive, MANIFEST, json.dumps(_manifest(settings, members, now), indent=1))
            archive.close()
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
    return target.stat().st_size


def check(source: Path) -> dict[str, Any]:
    """Return a backup's manifest after reading all of it. Raises BackupFailed if anything is missing or damaged."""
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] = {}
    try:
        for member, stream in _members(source):
            if member.name == MANIFEST:
                manifest = json.loads(stream.read())
            else:
                found[member.name] = {"size": member.size, "sha256": _sha256(stream)}
    except (tarfile.TarError, EOFError, json.JSONDecodeError) as error:
        raise BackupFailed(f"{source} is damaged, or isn't a backup of Canary. Use another one.") from error
    if not manifest:
        raise BackupFailed(
            f"{source} is incomplete: it was cut short when it was written or copied. Use another backup."
        )
    if manifest.get("format") != _FORMAT:
        raise BackupFailed("This backup was made by a newer Canary. Install that version, then restore it.")
    if found != manifest["members"]:
        raise BackupFailed(f"{source} is damaged: its content isn't what was written. Use another backup.")
    return manifest


def restore(settings: Settings, source: Path, now: datetime, *, replace: bool) -> Path | None:
    """Put a backup back, and return the folder to which a previous data folder was moved, if there was one.

    The server mustn't be running. Everything is read and checked before anything is changed. Raises BackupFailed if the
    backup can't be used, and if the server has data and `replace` is false; OSError if the folder can't be written.
    """
    manifest = check(source)
    database = SQLITE if SQLITE in manifest["members"] else POSTGRESQL
    file = migrate.database_file(settings)
    if (file is None) != (database == POSTGRESQL):
        kind = "PostgreSQL: set DATABASE_URL" if database == POSTGRESQL else "SQLite: leave DATABASE_URL empty"
        raise BackupFailed(f"This backup is for {kind}, then restore it.")
    there = settings.data.exists() and any(settings.data.iterdir())
    if there and not replace:
        raise BackupFailed(f"There is data in {settings.data}. Move it away, or add --replace, which moves it aside.")
    parent = settings.data.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{settings.data.name}.", dir=parent))
    try:
        with tarfile.open(source) as archive:
            archive.extractall(new, filter="data")
        (new / MANIFEST).unlink()
        if database == SQLITE:
            _check_sqlite(new / SQLITE)
            if file is not None and file.name != SQLITE:
                (new / SQLITE).rename(new / file.name)
        else:
            _postgres("pg_restore", settings.database, "--clean", "--if-exists", "--no-owner", "--single-transaction",
                      str(new / POSTGRESQL))  # fmt: skip
            (new / POSTGRESQL).unlink()
        before = _move_aside(settings.data, now) if there else None
        if settings.data.exists():
            settings.data.rmdir()
        new.rename(settings.data)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return before


def _manifest(settings: Settings, members: dict[str, dict[str, Any]], now: datetime) -> dict[str, Any]:
    return {
        "format": _FORMAT, "canary": __version__, "revision": migrate.revision(settings),
        "made_at": now.astimezone(UTC).isoformat(), "members": members,
    }  # fmt: skip


def _add_files(archive: tarfile.TarFile, data: Path, members: dict[str, dict[str, Any]]) -> None:
    for path in [data / KEY, *(path for name in FOLDERS for path in sorted((data / name).rglob("*")))]:
        name = path.relative_to(data).as_posix()
        if name not in members and path.is_file() and not path.name.startswith("tmp"):
            _add(archive, path, name, members)


def _add(archive: tarfile.TarFile, path: Path, name: str, members: dict[str, dict[str, Any]]) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # somebody deleted it meanwhile
    with file:
        info = archive.gettarinfo(arcname=name, fileobj=file)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        hashed = _Hashing(file, info.size)
        archive.addfile(info, hashed)
        members[name] = {"size": info.size, "sha256": hashed.digest}


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(text.encode()), 0o600
    archive.addfile(info, io.BytesIO(text.encode()))


class _Hashing(io.RawIOBase):
    """A file that is hashed as it's read. It's never longer than `size`, even if somebody writes to it."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._left, self._hash = file, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(piece)
        self._hash.update(piece)
        return piece

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


def _members(source: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Yield a backup's files with their content. Raises TarError, and BackupFailed for what no backup has."""
    with tarfile.open(source, "r:") as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if not member.isfile() or stream is None or member.name.startswith(("/", "..")):
                raise BackupFailed(f"{source} isn't a backup of Canary.")
            yield member, stream


def _sha256(stream: IO[bytes]) -> str:
    hashed = hashlib.sha256()
    while piece := stream.read(1 << 20):
        hashed.update(piece)
    return hashed.hexdigest()


def _check_sqlite(path: Path) -> None:
    path.chmod(0o600)
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise BackupFailed(f"The database in this backup is damaged ({found}). Use another backup.")


def _move_aside(data: Path, now: datetime) -> Path:
    target = data.with_name(f"{data.name}-before-{now.astimezone(UTC):%Y%m%d-%H%M%S}")
    data.rename(target)
    return target


def _postgres(program: str, url: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on a database. Raises BackupFailed with its message."""
    address, password = migrate.postgres_address(url)
    command, environment = [program, f"--dbname={address}", *arguments], os.environ | {"PGPASSWORD": password}
    try:
        subprocess.run(command, check=True, env=environment, capture_output=True, text=True)  # noqa: S603, our own words
    except FileNotFoundError as error:
        raise BackupFailed(
            f"PostgreSQL's program {program} isn't installed (Debian: sudo apt-get install postgresql-client)."
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupFailed(f"{program} failed: {error.stderr.strip()}") from error
