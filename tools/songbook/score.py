"""The model of a score: notes, chords and lines of lyrics, with exact times.

Positions and lengths are fractions of a whole note, so nothing is rounded before a file is written.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Note:
    """A note: its position and length (in whole notes), and its MIDI pitch."""

    start: Fraction
    length: Fraction
    pitch: int

    @property
    def end(self) -> Fraction:
        """The position at which the note ends."""
        return self.start + self.length


@dataclass(frozen=True)
class Syllable:
    """A sung syllable: its text in pieces, its notes, and whether it begins a word.

    A syllable has two pieces if the end of a word and the beginning of the next word are sung together ("sa a" in "casa
    a").
    """

    pieces: tuple[str, ...]
    notes: tuple[Note, ...]
    opens_word: bool

    @property
    def start(self) -> Fraction:
        """The position at which the first note begins."""
        return self.notes[0].start

    @property
    def end(self) -> Fraction:
        """The position at which the last note ends."""
        return self.notes[-1].end


@dataclass(frozen=True)
class LyricLine:
    """A line of lyrics: its words as they're written, its syllables as they're sung, and its row in `score.abc`."""

    words: tuple[str, ...]
    syllables: tuple[Syllable, ...]
    row: int


@dataclass(frozen=True)
class Score:
    """A whole song: header values, melody, chords and sections as (position, name), and lines of lyrics.

    `tempo` is in beats per minute, and `beat` is the length of a beat. Lengths and positions are in whole notes.
    """

    title: str
    metre: Fraction
    beat: Fraction
    tempo: int
    key: str
    melody: tuple[Note, ...]
    chords: tuple[tuple[Fraction, str], ...]
    sections: tuple[tuple[Fraction, str], ...]
    lines: tuple[LyricLine, ...]
    end: Fraction

    def seconds(self, position: Fraction) -> Fraction:
        """Return the exact time in seconds of a position in whole notes."""
        return position / self.beat * 60 / self.tempo
