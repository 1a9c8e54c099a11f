"""Calculates when each sound of a line is sung, and at which pitch. Vowels begin on the beat, consonants before it.

The input is the spoken sounds and the score. The output is a map from sung time to spoken time, and a pitch curve.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tools.songbook.espeak import Samples
from tools.songbook.score import Score, Syllable

GLIDE, LATE = 0.050, 0.015  # seconds of a glide from one pitch to the next, and seconds of it after the beat
# The vibrato: its rate in Hz, its depth in cents, and the seconds before it begins and until it has its full depth.
VIBRATO, DEPTH, SETTLED, SWELL = 5.5, 30.0, 0.25, 0.25
LONG = 0.55  # the least seconds of a note with vibrato
BREATH = 0.16  # seconds of silence between two lines without a pause between them
CONSONANTS = 0.45  # the largest share of a note that the consonants after it may take
SHORTEST = 0.09  # the least seconds of a vowel, whatever consonants are around it


@dataclass(frozen=True)
class Spoken:
    """The times of a syllable's sounds in the spoken line, in seconds.

    Its vowel lasts from `vowel` to `end`, and the part `hold` of it is stretched. Its consonants begin at `before`, and
    the consonants at the end of its word end at `after`.
    """

    before: float
    vowel: float
    hold: tuple[float, float]
    end: float
    after: float


@dataclass(frozen=True)
class Sung:
    """A syllable of the score: its notes as (start, MIDI pitch), and its end. Times are in seconds."""

    notes: tuple[tuple[float, float], ...]
    end: float

    @property
    def start(self) -> float:
        """The time at which the first note begins, in seconds."""
        return self.notes[0][0]


@dataclass(frozen=True)
class Run:
    """Syllables that are sung without a pause. All times are in seconds.

    `sung` and `spoken` are corresponding times in the song and in the spoken line. `vowels` are the (start, end) of the
    sung vowels, and `first` is the index of the first syllable in the line.
    """

    sung: Samples
    spoken: Samples
    vowels: tuple[tuple[float, float], ...]
    first: int


def sung(score: Score, syllable: Syllable, transpose: int) -> Sung:
    """Return a syllable of the score with times in seconds, and with pitches moved by `transpose` semitones."""
    notes = [(float(score.seconds(note.start)), float(note.pitch + transpose)) for note in syllable.notes]
    return Sung(tuple(notes), float(score.seconds(syllable.end)))


def runs(syllables: Sequence[Sung], spoken: Sequence[Spoken], closes: float) -> list[Run]:
    """Return the runs of a line. It must end before `closes` (seconds), where the next line's consonants begin."""
    groups: list[list[int]] = [[0]]
    for number in range(1, len(syllables)):
        if syllables[number].start - syllables[number - 1].end > 0.02:
            groups.append([])
        groups[-1].append(number)
    found = []
    for place, group in enumerate(groups):
        last = place == len(groups) - 1
        found.append(
            _run(syllables, spoken, group, closes if last else _opens(syllables, spoken, groups[place + 1][0]))
        )
    return found


def opens(syllables: Sequence[Sung], spoken: Sequence[Spoken]) -> float:
    """Return the time in seconds at which the first consonant of a line begins."""
    return _opens(syllables, spoken, 0)


def _opens(syllables: Sequence[Sung], spoken: Sequence[Spoken], number: int) -> float:
    return syllables[number].start - min(spoken[number].vowel - spoken[number].before, 0.35)


def _run(syllables: Sequence[Sung], spoken: Sequence[Spoken], group: Sequence[int], closes: float) -> Run:
    anchors: list[tuple[float, float]] = [(_opens(syllables, spoken, group[0]), spoken[group[0]].before)]
    vowels = []
    for number, following in zip(group, [*group[1:], None], strict=True):
        start, own = syllables[number].start, spoken[number]
        if following is not None:
            room = syllables[following].start - start
            consonants = min(spoken[following].vowel - own.end, max(min(room * CONSONANTS, room - SHORTEST), 0.02))
            end = syllables[following].start - consonants
        else:
            limit = min(syllables[number].end, closes - min(BREATH, (closes - start) * 0.25))
            room = limit - start
            end = limit - min(own.after - own.end, max(min(room * CONSONANTS, room - SHORTEST), 0.02))
        anchors += _vowel(own, start, end)
        vowels.append((start, end))
        if following is None:
            anchors.append((max(limit, end + 0.01), max(own.after, own.end + 0.001)))
    kept = [anchors[0]]
    for anchor in anchors[1:]:  # sung times must increase, and spoken times mustn't decrease
        kept.append((max(anchor[0], kept[-1][0] + 1e-4), max(anchor[1], kept[-1][1])))
    times = np.array(kept)
    return Run(times[:, 0], times[:, 1], tuple(vowels), group[0])


def _vowel(own: Spoken, start: float, end: float) -> list[tuple[float, float]]:
    """Return the corresponding (sung, spoken) times of a vowel that is sung from `start` to `end`.

    Only the middle of the vowel is stretched. If the note is too short, the whole vowel is compressed.
    """
    length, natural = end - start, own.end - own.vowel
    first, last = own.hold[0] - own.vowel, own.end - own.hold[1]
    if length > first + last + 0.02 and length > natural * 0.8:
        return [(start, own.vowel), (start + first, own.hold[0]), (end - last, own.hold[1]), (end, own.end)]
    return [(start, own.vowel), (end, own.end)]


def pitch_curve(syllables: Sequence[Sung], times: Samples, drift: Samples) -> Samples:
    """Return the pitch (Hz) at each of `times` (seconds): notes with glides between them, vibrato and a little drift.

    Only long notes have vibrato. `drift` is the drift at each time, in cents.
    """
    notes = [note for syllable in syllables for note in syllable.notes]
    ends = [start for start, _ in notes[1:]] + [syllables[-1].end]
    curve = np.full(len(times), notes[0][1])
    for (_, low), (start, high) in pairwise(notes):
        share = np.clip((times - (start - GLIDE + LATE)) / GLIDE, 0, 1)
        curve += (high - low) * (1 - np.cos(np.pi * share)) / 2
    cents = drift.copy()
    for (start, _), end in zip(notes, ends, strict=True):
        if end - start >= LONG:
            inside = np.clip(np.minimum((times - start - SETTLED) / SWELL, (end - 0.05 - times) / 0.08), 0, 1)
            cents += DEPTH * inside * np.sin(2 * np.pi * VIBRATO * (times - start - SETTLED))
    hertz: Samples = 440 * 2 ** ((curve + cents / 100 - 69) / 12)
    return hertz
