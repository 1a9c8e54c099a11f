"""Reads lyrics from ASS and SSA subtitles: dialogue rows, with syllables timed by the tags \\k, \\kf, \\ko and \\kt.

Format: the tag reference of Aegisub. We don't use pysubs2, because it ignores karaoke tags and the Format row, and
doesn't report which row is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from canary.lyrics.formats.ass_styles import parted
from canary.lyrics.formats.layers import fold
from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.text import MAX_CHARACTERS, MAX_LINES, too_long_line, too_many_lines
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Timing, join
from canary.sentences import N_

_HEAD = re.compile(r"^ {0,8}\[(?:script info|events)\]", re.IGNORECASE | re.MULTILINE)
_ROW = re.compile(r"(dialogue|comment|format):(.*)", re.IGNORECASE)
_TIME = re.compile(r"\s*(-?)(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s*")
_FIELDS = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"]
_BLOCK = re.compile(r"\{([^{}]{0,2000})\}")
_KARAOKE = re.compile(r"\\(k[fot]?|K)\s*(\d{1,6}(?:\.\d{1,3})?)")
_FURIGANA = re.compile(r"[|｜]")
_DRAWING = re.compile(r"\\p\s*(\d)")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with its style, and its reading if it has furigana."""

    style: str
    line: Line
    read: str


def is_ass(text: str) -> bool:
    """Return whether a text is ASS or SSA: it must have a section header and a dialogue or comment row."""
    return _HEAD.search(text) is not None and re.search(r"^ {0,8}(?:Dialogue|Comment):", text, re.M | re.I) is not None


def read(text: str) -> Lyrics:
    """Parse an ASS file. Word times come from karaoke tags, and a row's actor is its singer.

    Which rows are the song is said in `_sung`, and which styles are layers in `ass_styles`. Raises LyricsError, which
    names the wrong row.
    """
    events = _sung(_events(text))
    lines: dict[tuple[int | None, str], _Row] = {}
    for row in sorted((_row(values, number) for number, values in events), key=lambda row: row.line.start or 0):
        if row.line.text:
            lines.setdefault((row.line.start, row.line.text), row)  # files repeat a line for its shadow and outline
    styles: dict[str, list[Line]] = {}
    for row in lines.values():
        styles.setdefault(row.style, []).append(row.line)
    sung, layers = parted(styles) or fold([row.line for row in lines.values()])
    reads = [lines[line.start, line.text].read for line in sung]
    if any(reads):
        layers = (Layer("reading", "ja-Hira", tuple(reads)), *layers)
    timing: Timing = "word" if any(line.words for line in sung) else "line" if sung else "none"
    return Lyrics(sung, layers, {}, timing)


def _events(text: str) -> list[tuple[str, int, dict[str, str]]]:
    """Return the dialogue and comment rows as (kind, row number, fields)."""
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
    return events


def _sung(events: Sequence[tuple[str, int, dict[str, str]]]) -> list[tuple[int, dict[str, str]]]:
    """Return the events that are the song, as (row number, fields).

    Karaoke templates (Aegisub's manual, "Karaoke Templater") keep the song in rows with the effect "karaoke", which are
    comments once the effects ("fx") have been made from them.
    """
    kinds = [(kind, values.get("effect", "").strip().lower()) for kind, _, values in events]
    made = [effect == "fx" or effect.startswith(("template", "code", "mixin")) for _, effect in kinds]
    song = [kind == "comment" and effect == "karaoke" for kind, effect in kinds]
    spoken = [kind == "dialogue" for kind, _ in kinds]
    wanted = [(a or b) and not c for a, b, c in zip(song, spoken, made, strict=True)]
    if not any(wanted):
        wanted = spoken if any(spoken) else [not c for c in made]
    return [(number, values) for (_, number, values), keep in zip(events, wanted, strict=True) if keep]


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


def _row(values: dict[str, str], number: int) -> _Row:
    start = _ms(values["start"], number)
    pieces = list(_pieces(values["text"], start))
    whole = "".join(piece.text for piece in pieces)
    if len(whole) > MAX_CHARACTERS:
        raise too_long_line(number, len(whole))
    timed = any(piece.end > piece.start for piece in pieces)
    read = _plain("".join(map(_read, pieces))) if timed and any(map(_FURIGANA.search, (x.text for x in pieces))) else ""
    made = words(part for piece in pieces for part in _bases(piece)) if timed else ()
    text = join(made) or _plain(whole)
    singer = " ".join((values.get("name") or values.get("actor") or "").split())
    line = Line(text, start, max(start, _ms(values["end"], number)), made, singer)
    return _Row(values.get("style", "").strip().lstrip("*"), line, read)


def _plain(text: str) -> str:
    return "\n".join(filter(None, (" ".join(row.split()) for row in text.split("\n"))))


def _bases(piece: Piece) -> Iterator[Piece]:
    """Yield a syllable without its furigana. One whose base is "#" continues the one before it.

    Format: Aegisub's manual, "Furigana karaoke": base and furigana stand around a bar, as in "風|か" and "#|ぜ".
    """
    base, bar, _ = piece.text.replace("｜", "|").partition("|")
    again = base.strip() in {"#", "＃"}
    if not bar and not again:
        yield piece
        return
    yield replace(piece, text="" if again else base)
    if piece.text[-1:].isspace() and (bar or again):
        yield Piece(" ", piece.end, piece.end)


def _read(piece: Piece) -> str:
    base, bar, furigana = piece.text.replace("｜", "|").partition("|")
    return (furigana.lstrip("!<") if bar else base).replace("#", "").replace("＃", "")


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
