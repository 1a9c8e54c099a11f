"""Reads lyrics from ASS and SSA subtitles: dialogue rows, with syllables timed by the tags \\k, \\kf, \\ko and \\kt.

Format: the tag reference of Aegisub. We don't use pysubs2, because it ignores karaoke tags and the Format row, and
doesn't report which row is wrong.
"""

import re
from collections.abc import Iterator, Sequence

from canary.lyrics.formats.layers import fold
from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.text import MAX_CHARACTERS, MAX_LINES, too_long_line, too_many_lines
from canary.lyrics.model import Line, Lyrics, LyricsError, Timing, join
from canary.sentences import N_

_HEAD = re.compile(r"^ {0,8}\[(?:script info|events)\]", re.IGNORECASE | re.MULTILINE)
_ROW = re.compile(r"(dialogue|comment|format):(.*)", re.IGNORECASE)
_TIME = re.compile(r"\s*(-?)(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s*")
_FIELDS = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"]
_BLOCK = re.compile(r"\{([^{}]{0,2000})\}")
_KARAOKE = re.compile(r"\\(k[fot]?|K)\s*(\d{1,6}(?:\.\d{1,3})?)")
_DRAWING = re.compile(r"\\p\s*(\d)")


def is_ass(text: str) -> bool:
    """Return whether a text is ASS or SSA: it must have a section header and a dialogue or comment row."""
    return _HEAD.search(text) is not None and re.search(r"^ {0,8}(?:Dialogue|Comment):", text, re.M | re.I) is not None


def read(text: str) -> Lyrics:
    """Parse an ASS file. Word times come from karaoke tags, and a row's actor is its singer.

    Comment rows are read only if the file has no dialogue rows, as in karaoke templates. Raises LyricsError, which
    names the wrong row.
    """
    fields, events = _FIELDS, []
    for number, row in enumerate(text.split("\n"), 1):
        match = _ROW.fullmatch(row.strip())
        if match and match[1].lower() == "format":
            named = [field.strip().lower() for field in match[2].split(",")[:40]]
            fields = named if named[-1] == "text" else fields  # a Format row without "text" describes styles
        elif match:
            events.append((match[1].lower(), number, _fields(fields, match[2], number)))
    if len(events) > MAX_LINES:
        raise too_many_lines(len(events))
    spoken = [event for event in events if event[0] == "dialogue"] or events
    lines: dict[tuple[int | None, str], Line] = {}
    for line in sorted((_line(values, number) for _, number, values in spoken), key=lambda line: line.start or 0):
        if line.text:
            lines.setdefault((line.start, line.text), line)  # files repeat a line to draw its shadow and outline
    sung, layers = fold(list(lines.values()))
    timing: Timing = "word" if any(line.words for line in sung) else "line" if sung else "none"
    return Lyrics(sung, layers, {}, timing)


def _fields(names: Sequence[str], row: str, number: int) -> dict[str, str]:
    values = row.strip().split(",", len(names) - 1)
    found = dict(zip(names, values, strict=False))
    if len(values) < len(names) or not {"start", "end"} <= found.keys():
        raise LyricsError(
            N_(
                "Line %(number)s: this row has %(found)s of the %(count)s fields that an event needs.",
                number=number,
                found=len(values),
                count=len(names),
            )
        )
    return found


def _ms(text: str, number: int) -> int:
    match = _TIME.fullmatch(text)
    if match is None:
        raise LyricsError(
            N_("Line %(number)s: “%(text)s” isn’t a time such as 0:01:02.50.", number=number, text=text.strip()[:40])
        )
    whole = (int(match[2]) * 60 + int(match[3])) * 60 + int(match[4])
    return 0 if match[1] else whole * 1000 + int(((match[5] or "") + "000")[:3])


def _line(values: dict[str, str], number: int) -> Line:
    start = _ms(values["start"], number)
    pieces = list(_pieces(values["text"], start))
    whole = "".join(piece.text for piece in pieces)
    if len(whole) > MAX_CHARACTERS:
        raise too_long_line(number, len(whole))
    timed = any(piece.end > piece.start for piece in pieces)
    made = words(pieces) if timed else ()
    text = join(made) or "\n".join(filter(None, (" ".join(row.split()) for row in whole.split("\n"))))
    singer = " ".join((values.get("name") or values.get("actor") or "").split())
    return Line(text, start, max(start, _ms(values["end"], number)), made, singer)


def _pieces(text: str, start: int) -> Iterator[Piece]:
    """Yield the texts between the override blocks ("{…}"), each timed by the last karaoke tag before it."""
    at, length, drawing, pending = float(start), 0.0, False, ""
    for n, part in enumerate(_BLOCK.split(text)):
        if n % 2 == 0:
            pending += "" if drawing else part.replace("\\N", "\n").replace("\\n", " ").replace("\\h", " ")
            continue
        if pending and _KARAOKE.search(part):  # other tags don't split a syllable
            yield Piece(pending, at, at + length)
            pending = ""
        for tag, value in _KARAOKE.findall(part):
            if tag == "kt":
                at, length = start + float(value) * 10, 0.0
            else:
                at, length = at + length, float(value) * 10
        if found := _DRAWING.findall(part):
            drawing = found[-1] != "0"
    if pending:
        yield Piece(pending, at, at + length)
