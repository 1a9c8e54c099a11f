"""Writes UltraStar files (format 1.1.0, usdx.eu/format): syllables with start, length and pitch.

Times are counted in quarters of a beat of the file's BPM. The BPM is so high that they're all whole numbers.
"""

from fractions import Fraction
from math import gcd

from tools.songbook.score import LyricLine, Score
from tools.songbook.timing import joiner


def write_ultrastar(score: Score, artist: str, language: str) -> str:
    """Return the sung notes of a score as an UltraStar file, in which pitch 0 is middle C."""
    notes = [note for line in score.lines for syllable in line.syllables for note in syllable.notes]
    first = notes[0].start
    unit = _common([value for note in notes for value in (note.start - first, note.length)])
    bpm = 60 / (4 * score.seconds(unit))
    rows = ["#VERSION:1.1.0", f"#TITLE:{score.title}", f"#ARTIST:{artist}", f"#LANGUAGE:{language}"]
    rows += ["#MP3:backing.mp3", "#COVER:cover.jpg", f"#BPM:{float(bpm):g}"]
    rows.append(f"#GAP:{round(score.seconds(first) * 1000)}")
    for place, line in enumerate(score.lines):
        if place:
            rows.append(f"- {_units(score.lines[place - 1].syllables[-1].end - first, unit)}")
        rows += _line(line, first, unit, joiner(language))
    return "\n".join([*rows, "E"]) + "\n"


def _line(line: LyricLine, first: Fraction, unit: Fraction, space: str) -> list[str]:
    rows = []
    for place, syllable in enumerate(line.syllables):
        text = (space if place and syllable.opens_word else "") + " ".join(syllable.pieces)
        for note in syllable.notes:
            start, length = _units(note.start - first, unit), _units(note.length, unit)
            rows.append(f": {start} {length} {note.pitch - 60} {text}")
            text = "~"
    return rows


def _units(span: Fraction, unit: Fraction) -> int:
    return int(span / unit)


def _common(values: list[Fraction]) -> Fraction:
    """Return the largest length of which all `values` are whole multiples."""
    below = 1
    for value in values:
        below = below * value.denominator // gcd(below, value.denominator)
    return Fraction(gcd(*(int(value * below) for value in values)), below)
