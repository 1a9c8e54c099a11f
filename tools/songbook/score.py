"""What a score is once it has been read: notes, chords and lyric lines on one exact time axis.

Positions and lengths are fractions of a whole note, so nothing is rounded before a file is written.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Note:
    """One sounding note: position, length (whole notes) and MIDI pitch."""

    start: Fraction
    length: Fraction
    pitch: int

    @property
    def end(self) -> Fraction:
        """Return the position where the note stops."""
        return self.start + self.length


@dataclass(frozen=True)
class Syllable:
    """One sung syllable: its pieces, its notes, and whether it opens a word.

    Two pieces mean that the end of one word and the beginning of the next share the syllable ("ca-sa a").
    """

    pieces: tuple[str, ...]
    notes: tuple[Note, ...]
    opens_word: bool

    @property
    def start(self) -> Fraction:
        """Return the position of the first note."""
        return self.notes[0].start

    @property
    def end(self) -> Fraction:
        """Return the position where the last note stops."""
        return self.notes[-1].end


@dataclass(frozen=True)
class LyricLine:
    """One line of the lyrics: the words as they are written and the syllables as they are sung."""

    words: tuple[str, ...]
    syllables: tuple[Syllable, ...]
    row: int


@dataclass(frozen=True)
class Score:
    """A whole song: header values, melody, chords and sections (position, name), lyric lines."""

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
        """Return the time of a position in seconds, exactly."""
        return position / self.beat * 60 / self.tempo
