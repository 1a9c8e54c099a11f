"""Where every sound of a sung line lies in time, and on which pitch: consonants before the beat, vowels on it.

Plain numbers: spoken sounds and score in, a map from sung to spoken time and a pitch curve out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tools.songbook.espeak import Samples
from tools.songbook.score import Score, Syllable

GLIDE, LATE = 0.050, 0.015  # seconds from one pitch to the next, and how much of it falls after the beat
VIBRATO, DEPTH, SETTLED, SWELL = 5.5, 30.0, 0.25, 0.25  # Hz, cents, seconds before it begins and until it is full
LONG = 0.55  # seconds: notes that get vibrato
BREATH = 0.16  # seconds between two lines that touch
CONSONANTS = 0.45  # the most that consonants may take from the note before them
SHORTEST = 0.09  # seconds of vowel that always remain
ATTACK, RELEASE = 0.05, 0.06  # seconds at a vowel's edges that keep their pace


@dataclass(frozen=True)
class Spoken:
    """The sounds of one syllable in the spoken line, in seconds: edges of its vowel and what surrounds it.

    `before` is where its consonants begin, `after` where the consonants that end its word do.
    """

    before: float
    vowel: float
    hold: tuple[float, float]
    end: float
    after: float


@dataclass(frozen=True)
class Sung:
    """One syllable of the score: its notes as (start, MIDI pitch), and its end, in seconds."""

    notes: tuple[tuple[float, float], ...]
    end: float

    @property
    def start(self) -> float:
        """Return when the first note begins."""
        return self.notes[0][0]


@dataclass(frozen=True)
class Run:
    """Syllables sung in one breath: matching moments, sung and spoken, and the vowels' edges as sung."""

    sung: Samples
    spoken: Samples
    vowels: tuple[tuple[float, float], ...]
    first: int


def sung(score: Score, syllable: Syllable, transpose: int) -> Sung:
    """Return a syllable of the score in seconds."""
    notes = [(float(score.seconds(note.start)), float(note.pitch + transpose)) for note in syllable.notes]
    return Sung(tuple(notes), float(score.seconds(syllable.end)))


def runs(syllables: Sequence[Sung], spoken: Sequence[Spoken], closes: float) -> list[Run]:
    """Return a line's runs; it falls silent before `closes`, where the next line needs its consonants."""
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
    """Return when a line's first consonant is heard."""
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
    for anchor in anchors[1:]:  # times must rise
        kept.append((max(anchor[0], kept[-1][0] + 1e-4), max(anchor[1], kept[-1][1])))
    times = np.array(kept)
    return Run(times[:, 0], times[:, 1], tuple(vowels), group[0])


def _vowel(own: Spoken, start: float, end: float) -> list[tuple[float, float]]:
    """A vowel's edges keep their pace and its middle gives; a note that is too short compresses all of it."""
    length, natural = end - start, own.end - own.vowel
    first, last = own.hold[0] - own.vowel, own.end - own.hold[1]
    if length > first + last + 0.02 and length > natural * 0.8:
        return [(start, own.vowel), (start + first, own.hold[0]), (end - last, own.hold[1]), (end, own.end)]
    return [(start, own.vowel), (end, own.end)]


def pitch_curve(syllables: Sequence[Sung], times: Samples, drift: Samples) -> Samples:
    """Return the pitch (Hz) at each time: the notes, glides between them, vibrato on long ones, a little drift.

    `drift` is in cents, one for each time.
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
