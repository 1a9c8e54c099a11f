"""Estimates word times for lyrics that have only line times.

A line's words start at the line's time. Each lasts in proportion to its syllables, and the last word is held a little
longer. The song's pace is measured in its dense lines, which have no pause after them; after other lines, part of the
time until the next line is silence. The constants are round numbers that were checked against songs timed by hand;
small changes to them make hardly any difference.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from canary.language_tags import base
from canary.lyrics.model import Line, Lyrics, Word
from canary.lyrics.syllables import units, weight

_DENSE = 0.25  # the quantile of the lines' paces (ms per unit) that counts as singing without a pause
_SLACK = 1.2  # a line may be this many times slower than the dense lines; the rest of its time counts as a pause
_BREATH = 0.95  # the share of the time until the next line that is sung
_HELD = 1.0  # the last word of a line is this many units longer
_LOCAL = 0.5  # the weight of neighbouring lines against the whole song, since a chorus is slower than a rap
_NEAR = 5  # the number of neighbouring lines on each side
_SLOWEST, _FASTEST, _DEFAULT = 700.0, 60.0, 190.0  # ms per unit


@dataclass(frozen=True, slots=True)
class _Sung:
    """A line whose words get times: its index, its units as (text, glue, weight), and the sum of the weights.

    `room` is the time in ms until the line's known end or the next line; None if both are unknown.
    """

    index: int
    parts: tuple[tuple[str, str, float], ...]
    weight: float
    room: int | None


def estimate(lyrics: Lyrics, language: str, duration_ms: int | None = None) -> Lyrics:
    """Return lyrics with estimated word times in ms, and with `estimated` set.

    Lyrics whose `timing` isn't "line" are returned unchanged, and lines without a time stay as they are. `duration_ms`
    is the song's length. A line before a long gap ends where its singing is estimated to end.
    """
    if lyrics.timing != "line":
        return lyrics
    sung = _sung(lyrics.lines, base(language), duration_ms)
    paces = _paces(lyrics.lines, sung)
    lines = list(lyrics.lines)
    for line, pace in zip(sung, paces, strict=True):
        lines[line.index] = _timed(lines[line.index], line, pace)
    return replace(lyrics, lines=tuple(lines), timing="word", estimated=True) if sung else lyrics


def _sung(lines: Sequence[Line], language: str, duration_ms: int | None) -> list[_Sung]:
    later: list[int | None] = [duration_ms] * len(lines)
    for n in range(len(lines) - 2, -1, -1):
        start = lines[n + 1].start
        later[n] = start if start is not None and start != lines[n].start else later[n + 1]
    found = []
    for n, line in enumerate(lines):
        parts = tuple((text, glue, weight(text, language)) for text, glue in units(line.text))
        total = sum(w for _, _, w in parts) + _HELD
        if line.start is None or total <= _HELD:
            continue
        end = min((t for t in (line.end, later[n]) if t is not None and t > line.start), default=None)
        found.append(_Sung(n, parts, total, end - line.start if end is not None else None))
    return found


def _paces(lines: Sequence[Line], sung: Sequence[_Sung]) -> list[float]:
    """Return the pace of each sung line, in ms per unit of weight (about one syllable)."""
    raw = [line.room / line.weight if line.room is not None else None for line in sung]
    # Repeated lines have the same tune, so the shortest repetition shows how long the words take.
    tightest: dict[str, float] = defaultdict(lambda: _SLOWEST)
    for line, pace in zip(sung, raw, strict=True):
        if pace is not None:
            text = lines[line.index].text.casefold()
            tightest[text] = min(tightest[text], pace)
    song = _bounded(_quantile([tightest[lines[x.index].text.casefold()] for x, r in zip(sung, raw, strict=True) if r]))
    found = []
    for n, (line, pace) in enumerate(zip(sung, raw, strict=True)):
        near = [r for r in raw[max(0, n - _NEAR) : n] + raw[n + 1 : n + _NEAR + 1] if r is not None]
        usual = (1 - _LOCAL) * song + _LOCAL * min(_quantile(near), 2 * song) if near else song
        room = min(pace if pace is not None else _SLOWEST, tightest[lines[line.index].text.casefold()] * 1.1)
        found.append(max(_FASTEST / 4, min(_BREATH * room, _SLACK * usual)))
    return found


def _quantile(values: Sequence[float]) -> float:
    return sorted(values)[int(_DENSE * (len(values) - 1))] if values else _DEFAULT


def _bounded(pace: float) -> float:
    return max(_FASTEST, min(_SLOWEST, pace))


def _timed(line: Line, sung: _Sung, pace: float) -> Line:
    start = line.start or 0
    words, at = [], float(start)
    for n, (text, glue, share) in enumerate(sung.parts):
        end = at + pace * (share + (_HELD if n + 1 == len(sung.parts) else 0))
        words.append(Word(text, round(at), round(end), glue))
        at = end
    # The estimate may be too short, so allow the line a third more time, plus half a second, before a pause begins.
    reach = round(start + 1.33 * (at - start)) + 500
    end_ms = min(line.end, max(reach, round(at))) if line.end is not None else min(reach, start + (sung.room or reach))
    return replace(line, words=tuple(words), end=max(end_ms, start))
