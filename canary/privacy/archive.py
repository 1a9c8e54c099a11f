"""Streaming of a zip while it's written, with at most PIECE bytes of a file in memory."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PIECE = 1 << 18  # bytes


class _Sink:
    """A write-only buffer for ZipFile; `take` empties it."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing, since there is nothing to flush."""

    def take(self) -> bytes:
        """Return what was written since the last call."""
        written, self._parts = b"".join(self._parts), []
        return written


def stream(parts: Iterable[tuple[str, bytes | Path]], when: datetime) -> Iterator[bytes]:
    """Yield the bytes of a zip with these (name, content or path) parts, dated `when`; missing files are left out."""
    sink = _Sink()
    with ZipFile(sink, "w") as archive:  # type: ignore[call-overload]
        for name, content in parts:
            info = ZipInfo(name, when.timetuple()[:6])
            info.external_attr = 0o644 << 16
            if isinstance(content, bytes):
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, content)
            elif content.is_file():
                info.compress_type = ZIP_STORED  # sound is compressed already
                with content.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                    while piece := source.read(PIECE):
                        target.write(piece)
                        yield sink.take()
            yield sink.take()
    yield sink.take()
