"""The WORLD vocoder (`pyworld`): takes a voice apart into pitch, colour and breath, and puts it together again."""

from dataclasses import dataclass

import numpy as np
import pyworld  # type: ignore[import-not-found,import-untyped,unused-ignore]

from tools.songbook.espeak import Samples

STEP = 0.005  # seconds from frame to frame


@dataclass(frozen=True)
class Timbre:
    """A voice without its pitch, frame by frame: spectral envelopes (log power) and aperiodicity (0 to 1)."""

    envelope: Samples
    breath: Samples


def take_apart(samples: Samples, rate: int) -> Timbre:
    """Return the timbre of a voice that speaks on one pitch."""
    pitch, times = pyworld.harvest(samples, rate, f0_floor=60.0, f0_ceil=400.0, frame_period=STEP * 1000)
    pitch = pyworld.stonemask(samples, pitch, times, rate)
    voiced = pitch > 0
    # The speaker's pitch is flat, so where the extractor hears none the usual one serves.
    whole = np.where(voiced, pitch, np.median(pitch[voiced]) if voiced.any() else 120.0)
    envelope = pyworld.cheaptrick(samples, whole, times, rate)
    breath = pyworld.d4c(samples, whole, times, rate)
    return Timbre(np.log(envelope + 1e-16), breath)


def put_together(pitch: Samples, timbre: Timbre, rate: int) -> Samples:
    """Return the samples of a timbre sung at a pitch (Hz a frame, 0 where it is unvoiced)."""
    envelope = np.ascontiguousarray(np.exp(timbre.envelope))
    whole = np.ascontiguousarray(np.clip(timbre.breath, 0.001, 0.999))
    sung: Samples = pyworld.synthesize(np.ascontiguousarray(pitch), envelope, whole, rate, STEP * 1000)
    return sung


def stretch(timbre: Timbre, seconds: Samples) -> Timbre:
    """Return the frames of a timbre at these moments, in between where a moment lies between two frames."""
    place = np.clip(seconds / STEP, 0, len(timbre.envelope) - 1.001)
    low = place.astype(int)
    share = (place - low)[:, None]
    envelope = timbre.envelope[low] * (1 - share) + timbre.envelope[low + 1] * share
    return Timbre(envelope, timbre.breath[low] * (1 - share) + timbre.breath[low + 1] * share)
