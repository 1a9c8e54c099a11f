"""Reads and writes lyrics in the JSON format of `canary lyrics convert --to json`."""

import json
from collections.abc import Mapping
from typing import Any

from canary.lyrics.formats.text import MAX_LINES, too_many_lines
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Syllable, Word
from canary.sentences import N_


def write(lyrics: Lyrics, file: str, format: str) -> dict[str, Any]:
    """Return lyrics as a JSON object with file, format, synced, timing, estimated, lines, layers and meta.

    `file` and `format` are the name and format of the file from which the lyrics were read. Times are in ms, or None if
    unknown. A word's glue is left out if it's a space, or "" for the last word of a line. Empty syllables and singers
    are left out too.
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
    """Return whether a text looks like the JSON that `write` returns."""
    return text.lstrip()[:1] == "{" and '"lines"' in text and '"words"' in text


def read(text: str) -> Lyrics:
    """Parse the JSON that `write` returns. Raises LyricsError if it has another form or too many lines."""
    try:
        d = json.loads(text)
    except json.JSONDecodeError as error:
        raise LyricsError(
            N_(
                "Line %(number)s: this JSON is broken at character %(position)s.",
                number=error.lineno,
                position=error.colno,
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise LyricsError(N_("This JSON is nested too deeply, or its numbers are too large.")) from error
    try:
        if len(d["lines"]) <= MAX_LINES:
            return _lyrics(d)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise LyricsError(N_("This JSON isn’t in the format that canary lyrics convert writes.")) from error
    raise too_many_lines(len(d["lines"]))


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
    default = "word" if any(x.words for x in lines) else "line" if any(x.start is not None for x in lines) else "none"
    timing = d.get("timing", default)
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
