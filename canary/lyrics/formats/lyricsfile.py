"""Reads and writes Lyricsfile 1.0, LRCGET's format in YAML, and the same document as JSON.

Format: LRCGET's LYRICSFILE.md, version 1.0. Times are in ms; `offset_ms` is added to all of them. A word's text holds
the space after it. If an `instrumental` document has lines, they're left out, and `plain` is read only without lines.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from canary.lyrics.formats import yaml_values
from canary.lyrics.formats.credits import without_credits
from canary.lyrics.formats.ends import closed
from canary.lyrics.formats.text import MAX_CHARACTERS, MAX_LINES, read_plain, too_long_line, too_many_lines
from canary.lyrics.model import Line, Lyrics, LyricsError, Timing, Word, join
from canary.sentences import N_

_HEAD = re.compile(r"^metadata *:", re.MULTILINE)
_PARTS = re.compile(r"^(?:version|lines|plain) *:", re.MULTILINE)
_JSON = re.compile(r'"metadata"\s*:\s*\{')
_META = {"title": "ti", "artist": "ar", "album": "al", "language": "la"}
_LENGTH = re.compile(r"(\d{1,4}):(\d{1,2})(?:\.(\d{1,3}))?")
_LATEST = 24 * 3_600_000
_FORM = N_("This isn’t a Lyricsfile as LRCGET writes it: it needs “metadata”, and “lines” or “plain”.")


def is_lyricsfile(text: str) -> bool:
    """Return whether a text is a Lyricsfile, in YAML or JSON."""
    if text.lstrip()[:1] == "{":
        return _JSON.search(text) is not None and any(
            f'"{name}"' in text for name in ("lines", "plain", "instrumental")
        )
    return _HEAD.search(text) is not None and _PARTS.search(text) is not None


def read(text: str) -> Lyrics:
    """Parse a Lyricsfile. Raises LyricsError, which names the wrong line where possible."""
    document = _document(text)
    about, rows = document.get("metadata"), document.get("lines") or []
    if not isinstance(about, dict) or not isinstance(rows, list):
        raise LyricsError(_FORM)
    version = str(document.get("version") or "1.0")
    if version.split(".")[0] != "1":
        raise LyricsError(N_("This Lyricsfile has version %(version)s, but we read version 1.0.", version=version[:20]))
    meta = _meta(about)
    if "instrumental" in meta:
        return Lyrics((), (), meta)
    if not rows:
        plain = read_plain(str(document.get("plain") or ""))
        return replace(plain, meta={**plain.meta, **meta})
    if len(rows) > MAX_LINES:
        raise too_many_lines(len(rows))
    offset = _number(about.get("offset_ms"), 0) or 0
    lines = sorted((_line(row, number, offset) for number, row in enumerate(rows, 1)), key=lambda x: x.start or 0)
    sung = tuple(closed(without_credits(lines, meta)))
    timing: Timing = "word" if any(x.words for x in sung) else "line" if sung else "none"
    return Lyrics(sung, (), meta, timing)


def _document(text: str) -> Mapping[str, Any]:
    if text.lstrip()[:1] != "{":
        found = yaml_values.parsed(text)
    else:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LyricsError(N_("This JSON is broken. Save the Lyricsfile again, or choose another file.")) from error
    if not isinstance(found, dict):
        raise LyricsError(_FORM)
    return found


def _meta(about: Mapping[str, Any]) -> dict[str, str]:
    found = {key: text for name, key in _META.items() if (text := " ".join(str(about.get(name) or "").split()))}
    if length := _number(about.get("duration_ms"), 0):
        found["length"] = f"{length // 60_000:02d}:{length // 1000 % 60:02d}" + (
            f".{x:03d}" if (x := length % 1000) else ""
        )
    if str(about.get("instrumental")).lower() == "true":
        found["instrumental"] = "true"
    return found


def _number(value: Any, number: int) -> int | None:
    """Return a time in ms, or None if it's missing. `number` is the line that has it, 0 for the metadata."""
    if value is None:
        return None
    if isinstance(value, bool) or not re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?", str(value)):
        raise LyricsError(
            N_("Line %(number)s of this Lyricsfile has a time that isn’t a number of milliseconds.", number=number)
            if number
            else N_("A time in the metadata of this Lyricsfile isn’t a number of milliseconds.")
        )
    return min(_LATEST, round(float(value)))


def _line(row: Any, number: int, offset: int) -> Line:
    words = row.get("words") or [] if isinstance(row, dict) else None
    if not isinstance(words, list) or not all(isinstance(word, dict) for word in words):
        raise LyricsError(N_("Line %(number)s of this Lyricsfile isn’t in its format.", number=number))
    text = " ".join(str(row.get("text") or "").split())
    if len(text) > MAX_CHARACTERS or len(words) > MAX_CHARACTERS:
        raise too_long_line(number, max(len(text), len(words)))
    start, end = _at(row, "start_ms", number, offset), _at(row, "end_ms", number, offset)
    if start is None:
        raise LyricsError(N_("Line %(number)s of this Lyricsfile has no “start_ms”.", number=number))
    made = tuple(_words(words, text, number, offset, start))
    end = end if end is None else max(end, start)
    return Line(join(made) or text, start, end, _with_end(made, end))


def _at(row: Mapping[str, Any], name: str, number: int, offset: int) -> int | None:
    found = _number(row.get(name), number)
    return None if found is None else max(0, found + offset)


def _words(rows: Sequence[Mapping[str, Any]], text: str, number: int, offset: int, start: int) -> Iterator[Word]:
    texts = [str(row.get("text") or "") for row in rows]
    glues = _glues(texts, text)
    kept = [(row, part, glue) for row, part, glue in zip(rows, texts, glues, strict=True) if part.strip()]
    reached = start
    starts: list[int] = []
    for row, _, _ in kept:
        begun = _at(row, "start_ms", number, offset)
        reached = max(reached, begun if begun is not None else reached)
        starts.append(reached)
    for n, ((row, part, glue), begun) in enumerate(zip(kept, starts, strict=True)):
        end = _at(row, "end_ms", number, offset)
        later = starts[n + 1] if n + 1 < len(starts) else None
        end = later if end is None else max(begun, end)
        yield Word(" ".join(part.split()), begun, end, glue if n + 1 < len(kept) else "")


def _glues(texts: Sequence[str], text: str) -> list[str]:
    """Return the space after each word: that of the line's text, or else that of the words' own texts."""
    if "".join("".join(texts).split()) == "".join(text.split()):
        found, at = [], 0
        for part in texts:
            for letter in "".join(part.split()):
                at = text.index(letter, at) + 1
            found.append(" " if text[at : at + 1].isspace() else "")
        return found
    later = [*texts[1:], ""][: len(texts)]
    ends = [part[-1:].isspace() or after[:1].isspace() for part, after in zip(texts, later, strict=True)]
    return [" " if end else "" for end in ends]


def _with_end(words: tuple[Word, ...], end: int | None) -> tuple[Word, ...]:
    if not words or words[-1].end is not None or end is None:
        return words
    return (*words[:-1], replace(words[-1], end=max(end, words[-1].start or 0)))


def write(lyrics: Lyrics) -> str:
    """Return lyrics as a Lyricsfile in YAML. Layers and singers are left out, and untimed lines are in `plain` only."""
    return yaml_values.written(_values(lyrics))


def write_json(lyrics: Lyrics) -> str:
    """Return the document of `write` as JSON."""
    return json.dumps(_values(lyrics), ensure_ascii=False, indent=2) + "\n"


def _values(lyrics: Lyrics) -> dict[str, Any]:
    silent = not any(line.text for line in lyrics.lines) and (
        lyrics.meta.get("instrumental") == "true" or lyrics.meta.get("au", "").strip().lower() == "instrumental"
    )
    about: dict[str, Any] = {"title": lyrics.meta.get("ti", ""), "artist": lyrics.meta.get("ar", "")}
    about |= {"album": lyrics.meta["al"]} if lyrics.meta.get("al") else {}
    if match := _LENGTH.fullmatch(lyrics.meta.get("length", "")):
        about["duration_ms"] = int(match[1]) * 60_000 + int(match[2]) * 1000 + int(((match[3] or "") + "000")[:3])
    about |= {"language": lyrics.meta["la"]} if lyrics.meta.get("la") else {}
    found: dict[str, Any] = {"version": "1.0", "metadata": {**about, "instrumental": silent}, "lines": []}
    if silent:
        return found
    found["lines"] = [_line_values(line) for line in lyrics.lines if line.start is not None]
    plain = "\n".join(_flat(line.text) for line in lyrics.lines).strip("\n")
    return {**found, "plain": f"{plain}\n"} if plain else found


def _line_values(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = {"text": _flat(line.text), "start_ms": line.start}
    found |= {"end_ms": line.end} if line.end is not None else {}
    words = [
        {"text": word.text + (_flat(word.glue) or " " * bool(word.glue)) * (n < len(line.words)), **_times(word)}
        for n, word in enumerate(line.words, 1)
    ]
    timed = words and all(word.start is not None for word in line.words)
    return {**found, "words": words} if timed else found


def _times(word: Word) -> dict[str, Any]:
    return {"start_ms": word.start} | ({"end_ms": word.end} if word.end is not None else {})


def _flat(text: str) -> str:
    return " ".join(text.split())
