"""Lyrics as the plain JSON that ``canary lyrics convert --to json`` prints, and back again."""

import json
from collections.abc import Mapping
from typing import Any

from canary.lyrics.formats.text import MOST_LINES
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Syllable, Word


def write(lyrics: Lyrics, file: str, format: str) -> dict[str, Any]:
    """Return one JSON-able object for a file: file, format, synced, timing, estimated, lines, layers and meta.

    Times are ms or None; a word has glue only where it is no space (nothing for the last of a line), syllables and a
    line a singer only where there are any.
    """
    return {
        "file": file,
        "format": format,
        "synced": lyrics.timing != "none",
        "timing": lyrics.timing,
        "estimated": lyrics.estimated,
        "lines": [_line(line) for line in lyrics.lines],
        "layers": [
            {"kind": x.kind, "language": x.language, "name": x.name, "machine": x.machine, "lines": list(x.lines)}
            for x in lyrics.layers
        ],
        "meta": dict(lyrics.meta),
    }


def _line(line: Line) -> dict[str, Any]:
    found = {
        "start": line.start,
        "end": line.end,
        "text": line.text,
        "words": [_word(word, word is line.words[-1]) for word in line.words],
    }
    return {**found, "singer": line.singer} if line.singer else found


def _word(word: Word, last: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"start": word.start, "end": word.end, "text": word.text}
    if word.glue != ("" if last else " "):
        found["glue"] = word.glue
    if word.syllables:
        names = ("start", "end", "text", "pitch", "kind")
        found["syllables"] = [{name: getattr(part, name) for name in names} for part in word.syllables]
    return found


def is_json(text: str) -> bool:
    """Return whether a text looks like the JSON that ``write`` makes."""
    return text.lstrip()[:1] == "{" and '"lines"' in text and '"words"' in text


def read(text: str) -> Lyrics:
    """Return the lyrics that ``write`` wrote, whatever file they came from; anything else raises LyricsError."""
    try:
        d = json.loads(text)
    except json.JSONDecodeError as error:
        raise LyricsError(f"Line {error.lineno}: this JSON is broken at character {error.colno}.") from error
    except (ValueError, RecursionError) as error:
        raise LyricsError("This JSON nests or counts further than lyrics do.") from error
    try:
        if len(d["lines"]) <= MOST_LINES:
            return _lyrics(d)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise LyricsError("This JSON is not in the form that canary lyrics convert writes.") from error
    raise LyricsError(f"These lyrics have {len(d['lines'])} lines; {MOST_LINES} is the most that fits a song.")


def _lyrics(d: Mapping[str, Any]) -> Lyrics:
    lines = tuple(_read_line(x) for x in d["lines"])
    layers = tuple(
        Layer(
            str(x["kind"]),
            str(x["language"]),
            tuple(map(str, x["lines"])),
            bool(x.get("machine")),
            str(x.get("name", "")),
        )
        for x in d.get("layers", ())
    )
    usual = "word" if any(x.words for x in lines) else "line" if any(x.start is not None for x in lines) else "none"
    timing = d.get("timing", usual)
    if timing not in {"word", "line", "none"}:
        raise ValueError(timing)
    meta = {str(key): str(value) for key, value in d.get("meta", {}).items()}
    return Lyrics(lines, layers, meta, timing, bool(d.get("estimated")))


def _read_line(d: Mapping[str, Any]) -> Line:
    words = tuple(_read_word(x, n == len(d["words"])) for n, x in enumerate(d["words"], 1))
    return Line(str(d["text"]), _ms(d["start"]), _ms(d["end"]), words, str(d.get("singer", "")))


def _read_word(d: Mapping[str, Any], last: bool) -> Word:
    syllables = tuple(
        Syllable(str(x["text"]), int(x["start"]), int(x["end"]), _ms(x.get("pitch")), str(x.get("kind", "")))
        for x in d.get("syllables", ())
    )
    return Word(str(d["text"]), _ms(d["start"]), _ms(d["end"]), str(d.get("glue", "" if last else " ")), syllables)


def _ms(value: Any) -> int | None:
    return None if value is None else int(value)
