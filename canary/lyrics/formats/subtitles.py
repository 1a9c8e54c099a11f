"""Reads SubRip (SRT) and WebVTT, and writes WebVTT.

WebVTT files may have time stamps inside cues (W3C WebVTT, 4.2.2), which are used as word times.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from canary.lyrics.formats.layers import beside, fold
from canary.lyrics.formats.pieces import Piece, spelt, words
from canary.lyrics.formats.text import MAX_CHARACTERS, clean
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Timing, Word, join
from canary.sentences import N_

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?"
_CUE = re.compile(rf"\s*{_STAMP}\s*-{{1,3}}>\s*{_STAMP}(?:\s.*)?")
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
    return any("->" in row and _CUE.fullmatch(row) for row in text.split("\n"))


def read_srt(text: str) -> Lyrics:
    """Parse a SubRip file. The rows of a cue are one line, unless they're a layer.

    Raises LyricsError for too many or too long lines (see `clean`).
    """
    rows = clean(text).split("\n")
    at = [n for n, row in enumerate(rows) if "->" in row and _CUE.fullmatch(row)]
    cues = []
    for n, until in zip(at, [*at[1:], len(rows)], strict=True):
        body = rows[n + 1 : until]
        if until < len(rows) and body and re.fullmatch(r"\s*\d{1,9}\s*", body[-1]):
            body.pop()  # the number of the next cue
        cues.append(_cue(rows[n], body))
    return _lyrics(cues)


def read_vtt(text: str) -> Lyrics:
    """Parse a WebVTT file. Time stamps inside cues are word times, and voices are singers.

    Raises LyricsError for too many or too long lines (see `clean`).
    """
    cues = []
    for block in re.split(r"\n(?: *\n)+", clean(text).strip()):
        rows = block.split("\n")
        n = next((n for n, row in enumerate(rows[:2]) if "->" in row and _CUE.fullmatch(row)), None)
        if n is not None and not rows[0].startswith(_BLOCKS):
            cues += _voices(_cue(rows[n], rows[n + 1 :]))
    return _lyrics(cues)


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
    cues = sorted(cues, key=lambda cue: cue.start)
    lines = [_line(cue, cue.rows) for cue in cues]
    whole = [(cue, line) for cue, line in zip(cues, lines, strict=True) if line.text]
    sung, layers = _parted(whole)
    timing: Timing = "word" if any(line.words for line in sung) else "line" if sung else "none"
    return Lyrics(sung, layers, {}, timing)


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
