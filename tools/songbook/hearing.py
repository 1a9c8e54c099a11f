"""Measures a sung voice with Praat (`praat-parselmouth`), a program that isn't used to make the voice.

The pitch is found by Praat's autocorrelation. For onsets, the voice is filtered to 400 to 3500 Hz, where vowels are
loud and other sounds aren't. A vowel begins where the intensity rises fastest, within WINDOW seconds before or after
the beat. Syllables without such a rise, such as a vowel after a vowel, can't be measured and are left out.
"""

from collections.abc import Sequence

import numpy as np
import parselmouth  # type: ignore[import-not-found,import-untyped,unused-ignore]
from parselmouth.praat import call  # type: ignore[import-not-found,import-untyped,unused-ignore]

from tools.songbook.espeak import Samples
from tools.songbook.score import Score

STEP = 0.005  # seconds from frame to frame
NEAR = 50.0  # the most cents by which a pitch may be off
WINDOW = 0.12  # seconds before and after a beat in which an onset is searched for
STEEP, RISE = 250.0, 5.0  # the least rise of an onset, in dB per second and in dB


def pitch_share(samples: Samples, rate: int, score: Score, transpose: int) -> tuple[float, float]:
    """Return the share of voiced frames that are at most NEAR cents off, and the share of all frames that are voiced.

    Only frames within notes count. `transpose` is the singer's distance from the score, in semitones.
    """
    notes = [note for line in score.lines for syllable in line.syllables for note in syllable.notes]
    low, high = (440 * 2 ** ((pick(note.pitch for note in notes) + transpose - 69) / 12) for pick in (min, max))
    sound = parselmouth.Sound(samples, rate)
    heard = sound.to_pitch_ac(time_step=STEP, pitch_floor=low / 1.4, pitch_ceiling=high * 1.5, octave_cost=0.05)
    times, hertz = heard.xs(), heard.selected_array["frequency"]
    near = voiced = frames = 0
    for note in notes:
        inside = (times >= float(score.seconds(note.start))) & (times < float(score.seconds(note.end)))
        sung = hertz[inside & (hertz > 0)]
        cents = 1200 * np.log2(sung / (440 * 2 ** ((note.pitch + transpose - 69) / 12)))
        near, voiced, frames = near + int((abs(cents) <= NEAR).sum()), voiced + len(sung), frames + int(inside.sum())
    return near / voiced, voiced / frames


def onset_errors(samples: Samples, rate: int, score: Score) -> tuple[list[float], int]:
    """Return by how many ms each vowel begins later than in the score, and the number of all syllables.

    Vowels that can't be measured are left out.
    """
    band = call(parselmouth.Sound(samples, rate), "Filter (pass Hann band)", 400, 3500, 100)
    heard = band.to_intensity(minimum_pitch=160, time_step=0.002, subtract_mean=False)
    times, loud = heard.xs(), np.maximum(heard.values[0], heard.values.max() - 45)
    slope = np.gradient(loud, times)
    starts = [float(score.seconds(syllable.start)) for line in score.lines for syllable in line.syllables]
    errors = [_error(times, loud, slope, start) for start in starts]
    return [error for error in errors if error is not None], len(starts)


def _error(times: Samples, loud: Samples, slope: Sequence[float] | Samples, start: float) -> float | None:
    near = np.flatnonzero(abs(times - start) < WINDOW)
    if not len(near):
        return None
    steepest = near[np.argmax(np.asarray(slope)[near])]
    rise = loud[near[near >= steepest]].max() - loud[near[near <= steepest]].min()
    if slope[steepest] < STEEP or rise < RISE:
        return None
    return float(times[steepest] - start) * 1000
