"""Writes UltraStar (usdx.eu/format, 1.1.0), for lyrics whose syllables have pitches."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from canary.lyrics.formats.ultrastar_head import META, number
from canary.lyrics.model import Line, Lyrics, LyricsError, Syllable, Word
from canary.sentences import N_

_SIGNS = {"": ":", "golden": "*", "rap": "R", "rap golden": "G", "freestyle": "F"}
_HEADERS = {key: name for name, key in META.items() if key not in {"bpm", "gap"}}
_DEFAULT_PACES = (Fraction(1500), Fraction(15_000))  # BPM for beats of 10 ms, which are as exact as LRC, and of 1 ms


def write(lyrics: Lyrics) -> str:
    """Return lyrics as an UltraStar file whose beats match all times exactly. Layers are left out.

    Raises LyricsError if no syllable has a pitch, a word has no times, or there are more than nine singers.
    """
    lines = [line for line in lyrics.lines if line.text]
    if not any(part.pitch is not None for line in lines for word in line.words for part in word.syllables):
        raise LyricsError(
            N_(
                "UltraStar needs a pitch for each syllable, but these lyrics have none. Use --to elrc to keep word "
                "times."
            )
        )
    for place, line in enumerate(lines, 1):
        if not line.words or any(word.start is None or word.end is None for word in line.words):
            raise LyricsError(
                N_("UltraStar needs a time for each word, but line %(number)s has words without times.", number=place)
            )
    names = _names(lines)
    voices = {voice: [list(_notes(x)) for x in lines if x.singer == name] for voice, name in names.items()}
    grid = _grid(
        lyrics.meta, [t for sung in voices.values() for x in sung for part, _ in x for t in (part.start, part.end)]
    )
    rows = ["#VERSION:1.1.0"]
    rows += [f"#{_HEADERS[key]}:{' '.join(value.split())}" for key, value in lyrics.meta.items() if key in _HEADERS]
    rows += [f"#P{voice}:{name}" for voice, name in names.items() if name and name != f"P{voice}"]
    rows += [f"#BPM:{float(grid.pace):g}", f"#GAP:{grid.gap:g}"]
    duet = any(line.singer for line in lines)
    for voice, sung in voices.items():
        rows += [f"P{voice}"] if duet else []
        rows += _rows(sung, grid)
    return "\n".join([*rows, "E"]) + "\n"


@dataclass(frozen=True, slots=True)
class _Grid:
    """A grid of UltraStar's beats: the first one is at `gap` ms, and each lasts a quarter of a beat at `pace` BPM."""

    gap: float
    pace: Fraction

    def beat(self, ms: int) -> int:
        return round((ms - Fraction(self.gap)) * self.pace * 4 / 60_000)

    def fits(self, times: list[int]) -> bool:
        return all(round(self.gap + float(self.beat(t) * 60_000 / (self.pace * 4))) == t for t in times)


def _grid(meta: Mapping[str, str], times: list[int]) -> _Grid:
    """Return the first grid that matches all times (ms).

    It tries the BPM of the lyrics' metadata and multiples of it, then beats of 10 ms, then of 1 ms.
    """
    own: list[_Grid] = []
    if (pace := number(meta.get("bpm", ""))) and (gap := number(meta.get("gap", "") or "0")) is not None and pace > 0:
        own = [_Grid(gap, Fraction(str(pace)) * n) for n in (1, 2, 3, 4, 6)]
    default = [_Grid(float(min(times)), pace) for pace in _DEFAULT_PACES]
    return next((grid for grid in (*own, *default) if grid.fits(times)), default[-1])


def _names(lines: list[Line]) -> dict[int, str]:
    """Return the singers by the number of their voice. A singer called "P3" gets voice 3.

    Raises LyricsError if there are more than nine.
    """
    singers = list(dict.fromkeys(line.singer for line in lines))
    if len(singers) > 9:
        raise LyricsError(
            N_("UltraStar allows at most nine singers, but these lyrics have %(count)s.", count=len(singers))
        )
    kept = {int(name[1]): name for name in singers if re.fullmatch("P[1-9]", name)}
    free = iter([n for n in range(1, 10) if n not in kept])
    for name in singers:
        if name not in kept.values():
            kept[next(free)] = name
    return dict(sorted(kept.items()))


def _notes(line: Line) -> Iterator[tuple[Syllable, str]]:
    """Yield each syllable with the text of its note.

    The text has a space before it if a new word begins, and is "~" if the note continues the previous syllable.
    """
    before = ""
    for word in line.words:
        for n, part in enumerate(word.syllables or (_whole(word),)):
            yield part, (before if n == 0 else "") + (part.text.replace(" ", "\u00a0") or "~")
        before = " " if word.glue else ""


def _whole(word: Word) -> Syllable:
    return Syllable(word.text, word.start or 0, word.end or 0, None, "freestyle")


def _rows(lines: list[list[tuple[Syllable, str]]], grid: _Grid) -> Iterator[str]:
    for n, line in enumerate(lines):
        if n:
            yield f"- {grid.beat(lines[n - 1][-1][0].end)}"
        for part, text in line:
            start = grid.beat(part.start)
            yield f"{_SIGNS.get(part.kind, ':')} {start} {grid.beat(part.end) - start} {part.pitch or 0} {text}"
