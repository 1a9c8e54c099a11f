"""Lyrics as the plain JSON that ``canary lyrics convert --to json`` prints."""

from typing import Any

from .model import Lyrics


def to_check_json(lyrics: Lyrics, file: str, format: str) -> dict[str, Any]:
    """Return one JSON-able object a file: file, format, synced, lines with words (times in ms or None) and
    meta.
    """
    return {
        "file": file,
        "format": format,
        "synced": lyrics.timing != "none",
        "estimated": lyrics.estimated,
        "lines": [
            {
                "start": line.start,
                "end": line.end,
                "text": line.text,
                "words": [{"start": w.start, "end": w.end, "text": w.text} for w in line.words],
            }
            for line in lyrics.lines
        ],
        "layers": [{"kind": x.kind, "language": x.language, "lines": list(x.lines)} for x in lyrics.layers],
        "meta": dict(lyrics.meta),
    }
