"""Consonants before the beat, vowels on it, glides between the notes."""

import numpy as np
import pytest

from tools.songbook.singing import BREATH, Spoken, Sung, opens, pitch_curve, runs

SYLLABLES = [Sung(((1.0, 60.0),), 2.0), Sung(((2.0, 64.0), (2.5, 65.0)), 3.5), Sung(((4.5, 60.0),), 6.0)]
SPOKEN = [
    Spoken(before=0.0, vowel=0.1, hold=(0.15, 0.2), end=0.25, after=0.25),
    Spoken(before=0.35, vowel=0.4, hold=(0.45, 0.5), end=0.55, after=0.6),
    Spoken(before=0.65, vowel=0.75, hold=(0.8, 0.85), end=0.9, after=0.9),
]


def test_vowels_begin_on_the_beat() -> None:
    first, second = runs(SYLLABLES, SPOKEN, closes=8.0)
    for run, vowels in ((first, (0.1, 0.4)), (second, (0.75,))):
        beats = [SYLLABLES[run.first + place].start for place in range(len(vowels))]
        assert np.interp(beats, run.sung, run.spoken) == pytest.approx(vowels)
    assert opens(SYLLABLES, SPOKEN) == pytest.approx(0.9)
    assert second.sung[0] == pytest.approx(4.4)


def test_consonants_keep_their_length_and_vowels_give() -> None:
    run = runs(SYLLABLES, SPOKEN, closes=8.0)[0]
    assert run.vowels[0] == pytest.approx((1.0, 2.0 - 0.15))
    assert np.interp([2.0 - 0.15, 2.0], run.sung, run.spoken) == pytest.approx([0.25, 0.4])
    assert np.interp([1.05, 1.8], run.sung, run.spoken) == pytest.approx([0.15, 0.2])


def test_a_line_breathes_before_the_next() -> None:
    last = runs(SYLLABLES, SPOKEN, closes=6.0)[-1]
    assert last.sung[-1] == pytest.approx(6.0 - BREATH, abs=0.02)


def test_short_notes_keep_some_of_their_vowel() -> None:
    hurried = [Sung(((1.0, 60.0),), 1.2), Sung(((1.2, 60.0),), 1.4)]
    run = runs(hurried, SPOKEN[:2], closes=8.0)[0]
    assert run.vowels[0][1] - run.vowels[0][0] >= 0.09
    assert (np.diff(run.sung) > 0).all()
    assert (np.diff(run.spoken) >= 0).all()


def test_pitch_glides_and_trembles() -> None:
    times = np.arange(0.9, 3.5, 0.005)
    hertz = pitch_curve(SYLLABLES[:2], times, np.zeros(len(times)))
    cents = 1200 * np.log2(hertz / 440) + 6900
    assert cents[(times > 1.0) & (times < 1.24)] == pytest.approx(6000)
    trembling = cents[(times > 1.5) & (times < 1.9)]
    assert trembling.max() == pytest.approx(6030, abs=1)
    assert trembling.min() == pytest.approx(5970, abs=1)
    assert 6000 < cents[np.argmin(abs(times - 1.99))] < 6400
    assert cents[(times > 2.03) & (times < 2.4)] == pytest.approx(6400)  # too short to tremble
