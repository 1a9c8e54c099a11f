"""EDGE: reads compressed files and archives with limits, so that no file can fill the disk or the memory."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from canary.sentences import N_

from .headword import DictionaryError

MOST_UNPACKED = 4 * 2**30  # the maximum size of an unpacked file, in bytes
_SMALL = 64 * 2**20  # an unpacked file up to this size in bytes may have any compression ratio
_MOST_RATIO = 200
_CHUNK = 2**20
_BROKEN = (
    EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
_OPENERS: dict[str, Callable[..., Any]] = {
    ".gz": gzip.open,
    ".dz": gzip.open,
    ".tgz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
}


class Bounded:
    """A stream that raises DictionaryError if it becomes much larger than its compressed file of `packed` bytes."""

    def __init__(self, stream: IO[bytes], packed: int, name: str) -> None:
        self._stream, self._name = stream, name
        self._most = min(MOST_UNPACKED, max(_SMALL, packed * _MOST_RATIO))
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes: at most `size`, and at most 1 MB. Raises DictionaryError above the stream's limit."""
        return self._counted(self._stream.read(min(size, _CHUNK) if size >= 0 else _CHUNK))

    def readline(self, most: int) -> bytes:
        """Return the next line, or its first `most` bytes. Raises DictionaryError above the stream's limit."""
        return self._counted(self._stream.readline(most))

    def _counted(self, data: bytes) -> bytes:
        self._read += len(data)
        if self._read > self._most:
            raise DictionaryError(
                N_(
                    "%(file)s gets far too large when it’s unpacked, so it wasn’t installed. Try another download.",
                    file=self._name,
                )
            )
        return data


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Raise DictionaryError instead of the errors that a broken or unreadable file causes in the block."""
    try:
        yield
    except DictionaryError:
        raise
    except (*_BROKEN, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise DictionaryError(
                N_("%(file)s can’t be read: %(reason)s.", file=name, reason=error.strerror)
            ) from error
        raise DictionaryError(N_("%(file)s is damaged or incomplete. Download it again.", file=name)) from error


@contextmanager
def opened(path: Path) -> Iterator[Bounded]:
    """Open a file as a stream of bytes. It's unpacked if its name ends in .gz, .dz, .tgz, .bz2 or .xz."""
    with refusing(path.name), _OPENERS.get(path.suffix.lower(), open)(path, "rb") as stream:
        yield Bounded(stream, path.stat().st_size, path.name)


def unpacked(path: Path, folder: Path) -> Path:
    """Unpack a compressed file into `folder` and return the new path, or `path` itself if it isn't compressed."""
    if path.suffix.lower() not in _OPENERS:
        return path
    target = folder / f"unpacked-{path.stem}"
    with opened(path) as stream:
        _copy(stream, target)
    return target


def lines(stream: Bounded, name: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their numbers, as (number from 1, line).

    Raises DictionaryError if a line isn't UTF-8 or has more than `most` bytes. `name` is the file's name in the error.
    """
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most:
            raise DictionaryError(
                N_(
                    "Line %(line)s of %(file)s is longer than %(most)s KB, so this isn’t a dictionary.",
                    line=number,
                    file=name,
                    most=most // 1024,
                )
            )
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise DictionaryError(
                N_("Line %(line)s of %(file)s isn’t UTF-8. Save the file as UTF-8.", line=number, file=name)
            ) from error


def is_archive(path: Path) -> bool:
    """Return whether a file is a zip or tar archive, judging by its name."""
    return path.name.lower().endswith((".zip", ".tgz", ".tar", ".tar.gz", ".tar.bz2", ".tar.xz"))


def extracted(path: Path, folder: Path, endings: Iterable[str]) -> dict[str, Path]:
    """Extract the files with these endings from an archive into `folder`, and return their paths by ending.

    The extracted files get new names. Raises DictionaryError if the archive is broken or too large, has a path that
    leads out of the archive, or has two files with the same ending.
    """
    found: dict[str, Path] = {}
    with refusing(path.name):
        for name, stream in _members(path):
            check_name(name, path.name)
            hidden = PurePosixPath(name).name.startswith(".")  # archives from macOS have a hidden file beside each file
            ending = next((x for x in endings if name.lower().endswith(x) and not hidden), "")
            if not ending:
                continue
            if ending in found:
                raise DictionaryError(
                    N_("%(file)s contains several dictionaries. Unpack it and install them one by one.", file=path.name)
                )
            found[ending] = folder / f"dictionary{ending}"
            _copy(stream, found[ending])
    return found


def check_name(name: str, archive: str) -> None:
    """Raise DictionaryError if the path of an archive's member leads out of the archive."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in name[:3] or "\0" in name:
        raise DictionaryError(
            N_("%(file)s tries to write outside its folder, so it wasn’t installed. Don’t trust it.", file=archive)
        )


def _members(path: Path) -> Iterator[tuple[str, Bounded]]:
    packed = path.stat().st_size
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    with archive.open(member) as stream:
                        yield member.filename, Bounded(stream, packed, path.name)
        return
    with opened(path) as bounded, tarfile.open(fileobj=bounded, mode="r|") as tar:  # type: ignore[call-overload]
        for entry in tar:
            check_name(entry.name, path.name)
            if inner := tar.extractfile(entry) if entry.isreg() else None:
                yield entry.name, Bounded(inner, packed, path.name)


def _copy(stream: Bounded, target: Path) -> None:
    with target.open("wb") as file:
        while data := stream.read(_CHUNK):
            file.write(data)
