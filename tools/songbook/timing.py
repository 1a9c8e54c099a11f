"""Calculates when each word of a score is sung. The MIDI file and all lyrics files use these times."""

from dataclasses import dataclass
from fractions import Fraction

from tools.songbook.score import LyricLine, Score

TAIL = Fraction(2)  # seconds after the last bar in which the last notes fade
UNSPACED = ("ja", "zh", "th")  # languages whose words are written without spaces between them


@dataclass(frozen=True)
class TimedWord:
    """A written word, and the time at which it begins, in seconds."""

    text: str
    start: Fraction


@dataclass(frozen=True)
class TimedLine:
    """The words of a line of lyrics, and the time at which the last word ends, in seconds."""

    words: tuple[TimedWord, ...]
    end: Fraction


def duration(score: Score) -> Fraction:
    """Return the length of the recording in seconds: that of the score, and TAIL for the last notes to fade."""
    return score.seconds(score.end) + TAIL


def joiner(language: str) -> str:
    """Return the text between two words in a language (a BCP 47 tag): a space, or ""."""
    return "" if language.split("-")[0] in UNSPACED else " "


def written(line: LyricLine, language: str) -> str:
    """Return the text of a line of lyrics as it's written in a language (a BCP 47 tag)."""
    return joiner(language).join(line.words).strip()


def timed_lines(score: Score) -> list[TimedLine]:
    """Return all lines of lyrics with the start of each word.

    Words that are sung on the same syllable get equal shares of its time: the second of two begins in its middle.
    """
    return [_timed(score, line) for line in score.lines]


def _timed(score: Score, line: LyricLine) -> TimedLine:
    starts: list[Fraction] = []
    for syllable in line.syllables:
        share = (syllable.end - syllable.start) / len(syllable.pieces)
        for place in range(len(syllable.pieces)):
            if place or syllable.opens_word:
                starts.append(score.seconds(syllable.start + place * share))
    words = zip(line.words, starts, strict=True)
    return TimedLine(tuple(TimedWord(*word) for word in words), score.seconds(line.syllables[-1].end))
