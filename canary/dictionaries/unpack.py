"""Files and archives read with limits, so that none fills the disk or the memory. EDGE: reads files."""

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

from .headword import DictionaryError

MOST_UNPACKED = 4 * 2**30  # bytes
_SMALL = 64 * 2**20  # below this no ratio is suspicious
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
    """A stream that refuses to become much larger than the file it is unpacked from, which is `packed` bytes."""

    def __init__(self, stream: IO[bytes], packed: int, name: str) -> None:
        self._stream, self._name = stream, name
        self._most = min(MOST_UNPACKED, max(_SMALL, packed * _MOST_RATIO))
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises DictionaryError when there are more than can be right."""
        return self._counted(self._stream.read(min(size, _CHUNK) if size >= 0 else _CHUNK))

    def readline(self, most: int) -> bytes:
        """The next line, or `most` bytes of it."""
        return self._counted(self._stream.readline(most))

    def _counted(self, data: bytes) -> bytes:
        self._read += len(data)
        if self._read > self._most:
            raise DictionaryError(
                f"{self._name} unpacks to far more than a dictionary holds, so it was not installed; get it elsewhere."
            )
        return data


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Say of a broken file in one sentence that it is broken."""
    try:
        yield
    except DictionaryError:
        raise
    except (*_BROKEN, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise DictionaryError(f"{name} cannot be read: {error.strerror}.") from error
        raise DictionaryError(f"{name} is damaged or incomplete; download it again.") from error


@contextmanager
def opened(path: Path) -> Iterator[Bounded]:
    """A file's bytes, unpacked where its name ends in .gz, .dz, .bz2 or .xz."""
    with refusing(path.name), _OPENERS.get(path.suffix.lower(), open)(path, "rb") as stream:
        yield Bounded(stream, path.stat().st_size, path.name)


def unpacked(path: Path, folder: Path) -> Path:
    """The file itself, or an unpacked copy of it in a folder when it is packed."""
    if path.suffix.lower() not in _OPENERS:
        return path
    target = folder / f"unpacked-{path.stem}"
    with opened(path) as stream:
        _copy(stream, target)
    return target


def lines(stream: Bounded, name: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield (number from 1, line) of a text in UTF-8; raises DictionaryError for a line of more than `most` bytes."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most:
            raise DictionaryError(f"Line {number} of {name} is longer than {most // 1024} KB: this is no dictionary.")
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise DictionaryError(f"Line {number} of {name} is not UTF-8; save the file as UTF-8.") from error


def is_archive(path: Path) -> bool:
    """Whether a file's name says that other files are packed in it."""
    return path.name.lower().endswith((".zip", ".tgz", ".tar", ".tar.gz", ".tar.bz2", ".tar.xz"))


def extracted(path: Path, folder: Path, endings: Iterable[str]) -> dict[str, Path]:
    """Take the files with these endings out of an archive, one of each, and return them by ending.

    They get names of ours in `folder`. Raises DictionaryError where the archive is broken, too large, holds names that
    lead out of it, or two files of one ending.
    """
    found: dict[str, Path] = {}
    with refusing(path.name):
        for name, stream in _members(path):
            check_name(name, path.name)
            hidden = PurePosixPath(name).name.startswith(".")  # what macOS puts beside each file
            ending = next((x for x in endings if name.lower().endswith(x) and not hidden), "")
            if not ending:
                continue
            if ending in found:
                raise DictionaryError(f"{path.name} holds several dictionaries; unpack it and install them one by one.")
            found[ending] = folder / f"dictionary{ending}"
            _copy(stream, found[ending])
    return found


def check_name(name: str, archive: str) -> None:
    """Raise DictionaryError for the name of an archive's member that leads out of the archive."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in name[:3] or "\0" in name:
        raise DictionaryError(f"{archive} wants to write outside its folder, so it was not installed; do not trust it.")


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
