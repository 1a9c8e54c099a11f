"""ASS and SSA karaoke in: dialogue rows with syllables from \\k, \\kf, \\ko and \\kt. Format: Aegisub's tag reference.

Read here and not by pysubs2, which knows no karaoke tags, passes the Format row over, and cannot say which row is
wrong.
"""

import re
from collections.abc import Iterator, Sequence

from canary.lyrics.formats.layers import fold
from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.text import MOST_CHARACTERS, MOST_LINES
from canary.lyrics.model import Line, Lyrics, LyricsError, Timing, join

_HEAD = re.compile(r"^ {0,8}\[(?:script info|events)\]", re.IGNORECASE | re.MULTILINE)
_ROW = re.compile(r"(dialogue|comment|format):(.*)", re.IGNORECASE)
_TIME = re.compile(r"\s*(-?)(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s*")
_FIELDS = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"]
_BLOCK = re.compile(r"\{([^{}]{0,2000})\}")
_KARAOKE = re.compile(r"\\(k[fot]?|K)\s*(\d{1,6}(?:\.\d{1,3})?)")
_DRAWING = re.compile(r"\\p\s*(\d)")


def is_ass(text: str) -> bool:
    """Return whether a text is ASS or SSA: it has one of their section heads and a dialogue or comment row."""
    return _HEAD.search(text) is not None and re.search(r"^ {0,8}(?:Dialogue|Comment):", text, re.M | re.I) is not None


def read(text: str) -> Lyrics:
    """Return the lyrics of an ASS file, word-timed where it has karaoke tags; the actor is the singer.

    Comments count only where a file has nothing else (karaoke templates). LyricsError names the row that is wrong.
    """
    fields, events = _FIELDS, []
    for number, row in enumerate(text.split("\n"), 1):
        match = _ROW.fullmatch(row.strip())
        if match and match[1].lower() == "format":
            named = [field.strip().lower() for field in match[2].split(",")[:40]]
            fields = named if named[-1] == "text" else fields  # another Format row is that of the styles
        elif match:
            events.append((match[1].lower(), number, _fields(fields, match[2], number)))
    if len(events) > MOST_LINES:
        raise LyricsError(f"These lyrics have {len(events)} lines; {MOST_LINES} is the most that fits a song.")
    said = [event for event in events if event[0] == "dialogue"] or events
    lines: dict[tuple[int | None, str], Line] = {}
    for line in sorted((_line(values, number) for _, number, values in said), key=lambda line: line.start or 0):
        if line.text:
            lines.setdefault((line.start, line.text), line)  # shadows and outlines are drawn as copies
    sung, layers = fold(list(lines.values()))
    timing: Timing = "word" if any(line.words for line in sung) else "line" if sung else "none"
    return Lyrics(sung, layers, {}, timing)


def _fields(names: Sequence[str], row: str, number: int) -> dict[str, str]:
    values = row.strip().split(",", len(names) - 1)
    found = dict(zip(names, values, strict=False))
    if len(values) < len(names) or not {"start", "end"} <= found.keys():
        raise LyricsError(f"Line {number}: this row has {len(values)} of the {len(names)} fields that an event needs.")
    return found


def _ms(text: str, number: int) -> int:
    match = _TIME.fullmatch(text)
    if match is None:
        raise LyricsError(f"Line {number}: “{text.strip()[:40]}” is no time such as 0:01:02.50.")
    whole = (int(match[2]) * 60 + int(match[3])) * 60 + int(match[4])
    return 0 if match[1] else whole * 1000 + int(((match[5] or "") + "000")[:3])


def _line(values: dict[str, str], number: int) -> Line:
    start = _ms(values["start"], number)
    pieces = list(_pieces(values["text"], start))
    whole = "".join(piece.text for piece in pieces)
    if len(whole) > MOST_CHARACTERS:
        raise LyricsError(
            f"Line {number} is {len(whole)} characters long; {MOST_CHARACTERS} is the most that fits a line."
        )
    timed = any(piece.end > piece.start for piece in pieces)
    made = words(pieces) if timed else ()
    text = join(made) or "\n".join(filter(None, (" ".join(row.split()) for row in whole.split("\n"))))
    singer = " ".join((values.get("name") or values.get("actor") or "").split())
    return Line(text, start, max(start, _ms(values["end"], number)), made, singer)


def _pieces(text: str, start: int) -> Iterator[Piece]:
    """Yield the text between override blocks, each with the time that the last karaoke tag before it gives."""
    at, length, drawing, said = float(start), 0.0, False, ""
    for n, part in enumerate(_BLOCK.split(text)):
        if n % 2 == 0:
            said += "" if drawing else part.replace("\\N", "\n").replace("\\n", " ").replace("\\h", " ")
            continue
        if said and _KARAOKE.search(part):  # other tags do not part a syllable
            yield Piece(said, at, at + length)
            said = ""
        for tag, value in _KARAOKE.findall(part):
            if tag == "kt":
                at, length = start + float(value) * 10, 0.0
            else:
                at, length = at + length, float(value) * 10
        if found := _DRAWING.findall(part):
            drawing = found[-1] != "0"
    if said:
        yield Piece(said, at, at + length)
