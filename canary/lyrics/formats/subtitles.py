"""Reads SubRip (SRT) and WebVTT, and writes WebVTT.

WebVTT files may have time stamps inside cues (W3C WebVTT, 4.2.2), which are used as word times.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from canary.lyrics.formats.layers import beside, fold
from canary.lyrics.formats.pieces import Piece, spelt, words
from canary.lyrics.formats.text import MAX_CHARACTERS, clean, is_label
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Timing, Word, join
from canary.sentences import N_

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?"
# Editors turn "-->" into dashes and arrows of other lengths, and web pages escape it.
_ARROW = r"(?:[-\u2010-\u2015\u2212\uff0d=]{1,3}\s?(?:[>\uff1e\u203a]|&gt;)|[\u2192\u21d2\u27f6])"
_CUE = re.compile(rf"\s*{_STAMP}\s*{_ARROW}\s*{_STAMP}(?:\s.*)?")
_INNER = re.compile(rf"<{_STAMP}>")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})*\s+([^<>]{1,200})>")
_RUBY = re.compile(r"<rt>[^<]*</rt>|<rp>[^<]*</rp>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|\{\\[^{}]{0,300}\}|</?>")
_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_NONE = "&nbsp;"  # the placeholder for a layer that has no text for a line
_BLOCKS = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    rows: tuple[str, ...]


def is_vtt(text: str) -> bool:
    """Return whether a text is WebVTT, which begins with the word "WEBVTT"."""
    return re.match(r"\s*WEBVTT(?:\s|$)", text) is not None


def is_srt(text: str) -> bool:
    """Return whether any row of a text has the times of a cue ("00:01:02,000 --> 00:01:04,000")."""
    return any(_is_time(row) for row in text.split("\n"))


def _is_time(row: str) -> bool:
    return _CUE.fullmatch(row) is not None


def read_srt(text: str) -> Lyrics:
    """Parse a SubRip file. The rows of a cue are one line, unless they're a layer.

    Raises LyricsError for too many or too long lines (see `clean`).
    """
    rows = clean(text).split("\n")
    at = [n for n, row in enumerate(rows) if _is_time(row)]
    cues = []
    for n, until in zip(at, [*at[1:], len(rows)], strict=True):
        body = rows[n + 1 : until]
        cues.append(_cue(rows[n], body[: _numbered(body)] if until < len(rows) else body))
    return _lyrics(cues)


def _numbered(body: Sequence[str]) -> int:
    """Return how many rows of a cue come before the number of the next cue, which blank rows may follow.

    Such a number stands in the last row, or has a blank row before it.
    """
    last = next((n for n in range(len(body) - 1, -1, -1) if body[n].strip()), -1)
    if last < 0 or not re.fullmatch(r"\s*\d{1,9}\s*", body[last]):
        return len(body)
    return last if last == len(body) - 1 or (last > 0 and not body[last - 1].strip()) else len(body)


def read_vtt(text: str) -> Lyrics:
    """Parse a WebVTT file. Time stamps inside cues are word times, and voices are singers.

    Raises LyricsError for too many or too long lines (see `clean`).
    """
    cues: list[_Cue] = []
    blocks = _blocks(clean(text).strip("\n").split("\n"))
    for block, later in zip(blocks, [*blocks[1:], [""]], strict=True):
        n = next((n for n, row in enumerate(block[:2]) if _is_time(row)), None)
        if n is not None and not block[0].startswith(_BLOCKS):
            # A blank row between a cue's time and its text is a mistake that players forgive.
            body = block[n + 1 :] or ([] if any(map(_is_time, later[:2])) or later[0].startswith(_BLOCKS) else later)
            cues += _voices(_cue(block[n], body))
    return _lyrics(cues)


def _blocks(rows: Sequence[str]) -> list[list[str]]:
    """Split a WebVTT file at its empty rows. A row of spaces counts as one only where another block follows it."""
    found: list[list[str]] = [[]]
    for n, row in enumerate(rows):
        following = [*rows[n + 1 : n + 3], "", ""]
        ends = any(map(_is_time, following[:2])) or following[0].startswith(_BLOCKS) or not following[0].strip()
        if not row or (not row.strip() and ends):
            found.append([])
        else:
            found[-1].append(row)
    return [block for block in found if block]


def _cue(row: str, body: Sequence[str]) -> _Cue:
    match = _CUE.fullmatch(row)
    times = match.groups() if match else ("0",) * 8
    start = _ms(times[:4])
    if sum(map(len, body)) > 5 * MAX_CHARACTERS:
        raise LyricsError(N_("The lines below %(row)s are too long.", row=row.strip()[:40]))
    inner = [part for line in body for part in _BREAK.split(line)]
    return _Cue(start, max(start, _ms(times[4:])), tuple(part.strip() for part in inner if part.strip()))


def _voices(cue: _Cue) -> list[_Cue]:
    """Split a cue by its voices, unless it has inner time stamps, since these continue from row to row."""
    parts: list[_Cue] = []
    for row in cue.rows:
        if parts and (not row.startswith("<v") or any(map(_INNER.search, cue.rows))):
            parts[-1] = replace(parts[-1], rows=(*parts[-1].rows, row))
        else:
            parts.append(replace(cue, rows=(row,)))
    return parts


def _ms(groups: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = groups
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int(((fraction or "") + "000")[:3])


def _lyrics(cues: Sequence[_Cue]) -> Lyrics:
    cues = _unrolled(sorted(cues, key=lambda cue: cue.start))
    lines = [_line(cue, cue.rows) for cue in cues]
    whole = [(cue, line) for cue, line in zip(cues, lines, strict=True) if line.text]
    sung, layers = _parted(whole)
    timing: Timing = "word" if any(line.words for line in sung) else "line" if sung else "none"
    return Lyrics(sung, layers, {}, timing)


def _unrolled(cues: Sequence[_Cue]) -> Sequence[_Cue]:
    """Return cues without the rows that only stay on the screen, if captions roll: as YouTube writes automatic ones.

    There, a cue begins with the last rows of the one before it, and shows a new row below them. A song that repeats a
    line in a cue of its own isn't changed.
    """
    shown = [[text for row in cue.rows if (text := _shown(row))] for cue in cues]
    kept = [_carried(before, now) for before, now in zip([[], *shown], shown, strict=False)]
    grown = sum(0 < count < len(now) for count, now in zip(kept, shown, strict=True))
    if not grown or sum(map(bool, kept)) * 2 < len(cues) - 1:
        return cues
    found = []
    for cue, count in zip(cues, kept, strict=True):
        rows = [row for row in cue.rows if _shown(row)][count:]
        rows = [row for row in rows if not is_label(_shown(row))]
        if rows:
            found.append(replace(cue, rows=tuple(rows)))
    return found


def _shown(row: str) -> str:
    return _plain(_INNER.sub("", row))


def _carried(before: Sequence[str], now: Sequence[str]) -> int:
    """Return how many of a cue's first rows are the last rows of the cue before it."""
    most = min(len(before), len(now))
    return next((n for n in range(most, 0, -1) if before[-n:] == now[:n]), 0)


def _parted(whole: Sequence[tuple[_Cue, Line]]) -> tuple[tuple[Line, ...], tuple[Layer, ...]]:
    """Return lines and layers: the second rows of cues are a layer if their script or language differs (see `fold`)."""
    rows = [(row, _line(cue, (row,))) for cue, _ in whole for row in cue.rows]
    if any(len(cue.rows) > 1 for cue, _ in whole):
        sung, layers = fold([line for row, line in rows if line.text or row == _NONE])
        if layers and len(sung) == len(whole):
            return sung, layers
    return fold([line for _, line in whole])


def _line(cue: _Cue, rows: Sequence[str]) -> Line:
    text = "\n".join(rows)
    voice = _VOICE.search(text)
    marks = list(_INNER.finditer(text))
    if not marks:
        return Line("\n".join(filter(None, map(_plain, rows))), cue.start, cue.end, (), _name(voice))
    at = [cue.start, *(min(max(_ms(m.groups()), cue.start), cue.end) for m in marks), cue.end]
    cuts = [0, *(m.end() for m in marks)]
    ends = [*(m.start() for m in marks), len(text)]
    pieces = (
        Piece(_bare(text[cut:end]), start, max(start, stop))
        for cut, end, start, stop in zip(cuts, ends, at, at[1:], strict=False)
    )
    made = words(piece for piece in pieces if piece.text)
    return Line(join(made), cue.start, cue.end, made, _name(voice))


def _name(voice: re.Match[str] | None) -> str:
    return " ".join(html.unescape(voice[1]).split()) if voice else ""


def _plain(row: str) -> str:
    return " ".join(_bare(row).split())


def _bare(text: str) -> str:
    return html.unescape(_TAG.sub("", _RUBY.sub("", text))).translate({0x200E: None, 0x200F: None})


def write_vtt(lyrics: Lyrics) -> str:
    """Return lyrics as WebVTT, with word times as time stamps inside cues. Untimed lines are left out.

    Layers are further rows of a cue, so every player shows them.
    """
    blocks = ["WEBVTT"]
    both = zip(lyrics.lines, beside(lyrics), strict=True)
    timed = [(line, texts) for line, texts in both if line.start is not None and line.text]
    for (line, texts), (after, _) in zip(timed, [*timed[1:], (Line(""), [])], strict=True):
        start = line.start or 0
        ends = [x for x in (line.end, after.start, start + 4000) if x is not None and x > start]
        voice = f"<v {_escaped(line.singer)}>" if line.singer else ""
        rows = [voice + ("".join(_stamped(line)) if line.words else _escaped(line.text))]
        rows += [_escaped(text) or _NONE for text in texts]
        blocks.append("\n".join([f"{stamp(start)} --> {stamp(line.end if line.end is not None else ends[0])}", *rows]))
    return "\n\n".join(blocks) + "\n"


def _stamped(line: Line) -> Iterator[str]:
    parts = [part for word in line.words for part in _syllables(word)]
    for n in range(len(parts) - 1, 0, -1):
        if not parts[n].text:  # a syllable that is sung on several notes gets only one stamp
            parts[n - 1 : n + 1] = [replace(parts[n - 1], end=parts[n].end, glue=parts[n].glue)]
    reached = line.start if len(parts) > 1 else None  # a line of one word needs a stamp to be read as timed
    for place, part in enumerate(parts):
        if part.start is not None and part.start != reached:
            yield f"<{stamp(part.start)}>"
            reached = part.start
        yield _escaped(part.text) + ("" if place + 1 == len(parts) else part.glue)
        following = parts[place + 1].start if place + 1 < len(parts) else line.end
        if part.end is not None and following is not None and part.end < following:
            yield f"<{stamp(part.end)}>"
            reached = part.end


def _syllables(word: Word) -> list[Word]:
    both = zip(word.syllables, spelt(word), strict=True)
    parts = [Word(text, part.start, part.end, "") for part, text in both]
    return [*parts[:-1], replace(parts[-1], glue=word.glue)] if parts else [word]


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\u00a0", "&nbsp;")


def stamp(ms: int) -> str:
    """Return hh:mm:ss.xxx for a time in ms; negative times count as 0."""
    ms = max(0, ms)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
