"""Word times for lyrics whose lines are timed: estimated, and marked so.

A line is sung from its start, at the rate of this song, in shares that follow its syllables; the last word is
held. The
rate comes from the song's dense lines, where the next line follows at once: a gap behind a line is silence,
not singing.
The constants are round numbers on a wide plateau, checked on songs timed by hand.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from canary.language_tags import base
from canary.lyrics.model import Line, Lyrics, Word
from canary.lyrics.syllables import units, weight

_DENSE = 0.3  # the quantile of time per unit that counts as sung without a pause
_SLACK = 1.2  # a line may be that much slower than the dense ones before we call it a pause
_BREATH = 0.95  # share of the time to the next line that is sung
_HELD = 1.0  # units by which the last word of a line is longer
_LOCAL = 0.5  # how much the neighbourhood weighs against the whole song: a refrain is slower than a rap
_NEAR = 5  # lines to each side that are the neighbourhood
_SLOWEST, _FASTEST, _USUAL = 700.0, 60.0, 190.0  # ms a unit


@dataclass(frozen=True, slots=True)
class _Sung:
    """A line that can be timed: where it stands, its units with weights, and the time it has, None when
    unknown.
    """

    index: int
    parts: tuple[tuple[str, str, float], ...]
    weight: float
    room: int | None


def estimate(lyrics: Lyrics, language: str, duration_ms: int | None = None) -> Lyrics:
    """Return line-timed lyrics with estimated word times (ms) and ``estimated`` set; any other timing comes
    back as it is.

    Lines without a time stay as they are. A line's end comes nearer where a long gap follows it.
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
    """Return ms a unit for each sung line."""
    raw = [line.room / line.weight if line.room is not None else None for line in sung]
    # The same words are sung to the same tune: the tightest repetition tells how long they take.
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
    return sorted(values)[int(_DENSE * (len(values) - 1))] if values else _USUAL


def _bounded(pace: float) -> float:
    return max(_FASTEST, min(_SLOWEST, pace))


def _timed(line: Line, sung: _Sung, pace: float) -> Line:
    start = line.start or 0
    words, at = [], float(start)
    for n, (text, glue, share) in enumerate(sung.parts):
        end = at + pace * (share + (_HELD if n + 1 == len(sung.parts) else 0))
        words.append(Word(text, round(at), round(end), glue))
        at = end
    # Our guess may be short: leave a third and half a second before calling it a pause.
    reach = round(start + 1.33 * (at - start)) + 500
    end_ms = min(line.end, max(reach, round(at))) if line.end is not None else min(reach, start + (sung.room or reach))
    return replace(line, words=tuple(words), end=max(end_ms, start))
