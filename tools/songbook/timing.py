"""When each word and syllable of a score sounds: the one clock that the MIDI and every lyrics file share."""

from dataclasses import dataclass
from fractions import Fraction

from tools.songbook.score import LyricLine, Score

TAIL = Fraction(2)  # seconds of ringing after the last bar
UNSPACED = ("ja", "zh", "th")  # languages whose words are written without spaces between them


@dataclass(frozen=True)
class TimedWord:
    """A written word and the moment it begins, in seconds."""

    text: str
    start: Fraction


@dataclass(frozen=True)
class TimedLine:
    """The words of one lyric line and the moment the last of them ends, in seconds."""

    words: tuple[TimedWord, ...]
    end: Fraction


def duration(score: Score) -> Fraction:
    """Return the length of the recording in seconds: the score and its ringing tail."""
    return score.seconds(score.end) + TAIL


def joiner(language: str) -> str:
    """Return what stands between two words in a language (BCP 47): a space, or nothing."""
    return "" if language.split("-")[0] in UNSPACED else " "


def written(line: LyricLine, language: str) -> str:
    """Return a lyric line as it is read."""
    return joiner(language).join(line.words).strip()


def timed_lines(score: Score) -> list[TimedLine]:
    """Return every lyric line with the start of each word.

    Words that share a syllable share its time evenly: the second of two begins halfway.
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
