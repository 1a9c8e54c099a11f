"""A zip that is sent while it is written: no larger in memory than one piece of a file. Plain."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PIECE = 1 << 18


class _Sink:
    """What a ZipFile writes into, to be taken out piece by piece."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._kept.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        taken, self._kept = b"".join(self._kept), []
        return taken


def stream(parts: Iterable[tuple[str, bytes | Path]], when: datetime) -> Iterator[bytes]:
    """The bytes of a zip with these (name, content); a file that is gone meanwhile is left out."""
    sink = _Sink()
    with ZipFile(sink, "w") as archive:  # type: ignore[call-overload]
        for name, content in parts:
            info = ZipInfo(name, when.timetuple()[:6])
            info.external_attr = 0o644 << 16
            if isinstance(content, bytes):
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, content)
            elif content.is_file():
                info.compress_type = ZIP_STORED  # sound is packed already
                with content.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                    while piece := source.read(PIECE):
                        target.write(piece)
                        yield sink.take()
            yield sink.take()
    yield sink.take()
