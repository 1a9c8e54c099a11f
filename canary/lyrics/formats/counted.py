"""Reads the formats that count milliseconds in brackets: YRC, QRC, KRC, LYS and Lyricify Lines.

Sources of the formats: the notes in the parsers of AMLL and Lyricify. A row is `[start,length]` and its words:

    YRC (NetEase)        [1000,900](1000,400,0)So(1400,500,0)le     the time stands before its text
    QRC (QQ Music)       [1000,900]So(1000,400)le(1400,500)         after it; the file may be wrapped in XML
    KRC (Kugou)          [1000,900]<0,400,0>So<400,500,0>le         before it, counted from the row's start
    LYS (Lyricify)       [2]So(1000,400)le(1400,500)                after it; the number says which side sings
    LYL (Lyricify Lines) [type:LyricifyLines] and [1000,1900]Sole   start and end

Adjacent texts are syllables of a word. Spaces may have times of their own, often 0. QRC and KRC are also distributed
in encrypted files, which are refused by their names.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from canary.lyrics.formats.background import moved
from canary.lyrics.formats.credits import without_credits
from canary.lyrics.formats.ends import closed
from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.text import clean, metadata
from canary.lyrics.model import Line, Lyrics, LyricsError, Timing, join
from canary.sentences import N_

_ROW = re.compile(r"\[(\d{1,9}),\s?(\d{1,9})\](.*)")
_SIDE = re.compile(r"\[(\d)\](.*)")
_YRC = re.compile(r"\((\d{1,9}),(\d{1,9}),-?\d{1,9}\)")
_QRC = re.compile(r"\((\d{1,9}),(\d{1,9})\)")
_KRC = re.compile(r"<(\d{1,9}),(\d{1,9}),-?\d{1,9}>")
_LYL = re.compile(r"^\[type:\s?LyricifyLines\]", re.IGNORECASE | re.MULTILINE)
_WRAPPED = re.compile(r'LyricContent="(.*?)"\s*/>', re.DOTALL)
_CREDITS = re.compile(r'\{"t":.{0,1900}\}')
_HEX = re.compile(r"[0-9A-Fa-f]{200,}")
_VOICES = {"1": "v1", "4": "v1", "7": "v1", "2": "v2", "5": "v2", "8": "v2"}
_LOCKED = {
    b"\x98\x25\xb0\xac\xe3\x02\x83\x68": "QRC",
    b"krc1": "KRC",
}


def check_open(data: bytes) -> None:
    """Raise LyricsError if bytes are an encrypted QRC or KRC file."""
    name = next((name for first, name in _LOCKED.items() if data.startswith(first)), "")
    start = data[:4000].decode("latin-1").strip()
    if not name and _HEX.fullmatch(start) and len(set(start)) > 12:
        name = "QRC"
    if name:
        raise LyricsError(
            N_(
                "This is an encrypted %(format)s file, which we can’t read. Convert it to LRC or TTML first.",
                format=name,
            )
        )


def is_yrc(text: str) -> bool:
    """Return whether a text is YRC: a row with its time, and words after their times."""
    return _any(text, lambda match: _YRC.match(match[3].lstrip()) is not None)


def is_krc(text: str) -> bool:
    """Return whether a text is decrypted KRC."""
    return _any(text, lambda match: _KRC.match(match[3].lstrip()) is not None)


def is_qrc(text: str) -> bool:
    """Return whether a text is QRC, in its XML or without."""
    return _any(_unwrapped(text), lambda match: _QRC.search(match[3]) is not None)


def is_lines(text: str) -> bool:
    """Return whether a text is Lyricify Lines: most of its rows begin with two times in ms, and have none of words."""
    rows = [row.strip() for row in _unwrapped(text).split("\n") if row.strip() and not _is_tag(row)]
    return sum(_ROW.match(row) is not None for row in rows) * 2 > len(rows)


def _is_tag(row: str) -> bool:
    return re.match(r"\s{0,9}\[[A-Za-z]", row) is not None


def is_lys(text: str) -> bool:
    """Return whether a text is LYS: most of its rows end with the time of a syllable."""
    rows = [row.strip() for row in text.split("\n") if row.strip() and not _is_tag(row)]
    timed = [row for row in rows if _QRC.search(row) and row.endswith(")")]
    return bool(rows) and len(timed) * 2 > len(rows)


def _any(text: str, fits: Callable[[re.Match[str]], bool]) -> bool:
    return any(match and fits(match) for match in map(_ROW.match, map(str.strip, text.split("\n"))))


def _unwrapped(text: str) -> str:
    match = _WRAPPED.search(text) if text.lstrip()[:1] == "<" else None
    return html.unescape(match[1]).replace("\r", "\n") if match else text


def read_yrc(text: str) -> Lyrics:
    """Parse YRC. Raises LyricsError for too many or too long lines (see `clean`)."""
    return _read(text, lambda start, end, rest: _line(start, end, list(_ahead(_YRC, rest, 0))))


def read_krc(text: str) -> Lyrics:
    """Parse decrypted KRC. Raises LyricsError for too many or too long lines (see `clean`)."""
    return _read(text, lambda start, end, rest: _line(start, end, list(_ahead(_KRC, rest, start))))


def read_qrc(text: str) -> Lyrics:
    """Parse QRC, in its XML or without. Raises LyricsError for too many or too long lines (see `clean`)."""
    return _read(_unwrapped(text), lambda start, end, rest: _line(start, end, list(_behind(rest))))


def read_lines(text: str) -> Lyrics:
    """Parse rows with times in ms: starts and ends in Lyricify Lines, or else starts and lengths."""
    ends = _LYL.search(text) is not None

    def made(start: int, end: int, rest: str) -> Line:
        return Line(" ".join(rest.split()), start, max(start, end - start) if ends else end)

    return _read(_unwrapped(text), made)


def _read(text: str, made: Callable[[int, int, str], Line]) -> Lyrics:
    rows = [row.strip() for row in clean(text).split("\n")]
    lines = []
    for row in rows:
        if match := _ROW.match(row):
            start, length = int(match[1]), int(match[2])
            lines.append(made(start, start + length, match[3]))
        elif _CREDITS.fullmatch(row):
            lines.append(_credit(row))
    return _lyrics([line for line in lines if line.start is not None], rows, [x for x in lines if x.start is None])


def read_lys(text: str) -> Lyrics:
    """Parse LYS. Raises LyricsError for too many or too long lines (see `clean`)."""
    rows = [row.strip() for row in clean(text).split("\n")]
    lines = []
    for row in rows:
        side = _SIDE.match(row)
        pieces = list(_behind(side[2] if side else row))
        if pieces:
            line = _line(round(pieces[0].start), round(max(piece.end for piece in pieces)), pieces)
            lines.append(replace(line, singer=_VOICES.get(side[1], "") if side else ""))
    if not any(line.singer == "v2" for line in lines):
        lines = [replace(line, singer="") for line in lines]
    return _lyrics(lines, rows, [])


def _lyrics(lines: list[Line], rows: list[str], written: list[Line]) -> Lyrics:
    """Return lyrics; `written` are further credits, and the rows may have tags as in LRC."""
    meta = metadata(rows)
    shift = -int(meta["offset"]) if re.fullmatch(r"[+-]?\d{1,9}", meta.get("offset", "")) else 0
    without_credits(written, meta)
    ordered = [moved(line, shift) for line in sorted(lines, key=lambda line: line.start or 0)]
    sung = tuple(closed(without_credits(ordered, meta)))
    timing: Timing = "word" if any(line.words for line in sung) else "line" if sung else "none"
    return Lyrics(sung, (), meta, timing)


def _credit(row: str) -> Line:
    """Return the text of a row of credits in JSON, {"t": 0, "c": [{"tx": "作词: "}, …]}, as an untimed line."""
    try:
        parts = json.loads(row).get("c") or []
        return Line("".join(str(part.get("tx", "")) for part in parts).strip())
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Line("")


def _line(start: int, end: int, pieces: list[Piece]) -> Line:
    made = words(pieces)
    return Line(join(made), start, end, made)


def _ahead(pattern: re.Pattern[str], rest: str, base: int) -> Iterator[Piece]:
    """Yield the texts of a row in which each stands after its time, which counts from `base` ms."""
    marks = list(pattern.finditer(rest))
    if not marks and rest.strip():
        yield Piece(rest, base, base)
    ends = [match.start() for match in marks[1:]] + [len(rest)]
    both = ((int(m[1]) + base, int(m[2]), rest[m.end() : end]) for m, end in zip(marks, ends, strict=True))
    yield from _ordered(both)


def _behind(rest: str) -> Iterator[Piece]:
    """Yield the texts of a row in which each stands before its time. Text after the last time isn't sung."""
    marks = list(_QRC.finditer(rest))
    starts = [0] + [match.end() for match in marks[:-1]]
    return _ordered((int(m[1]), int(m[2]), rest[at : m.start()]) for m, at in zip(marks, starts, strict=False))


def _ordered(parts: Iterable[tuple[int, int, str]]) -> Iterator[Piece]:
    """Yield (start, length, text) as pieces that don't begin before the one ahead of them."""
    reached = 0
    for start, length, text in parts:
        if not text.strip():
            if text:
                yield Piece(" ", reached, reached)
            elif length:  # the syllable before it is held
                yield Piece("", max(reached, start), max(reached, start + length))
            continue
        begun = max(reached, start)
        yield Piece(text, begun, max(begun, start + length))
        reached = begun
