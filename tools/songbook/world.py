"""Analyses a voice with the WORLD vocoder (`pyworld`) into pitch, spectrum and noise, and synthesises it again."""

from dataclasses import dataclass

import numpy as np
import pyworld  # type: ignore[import-not-found,import-untyped,unused-ignore]

from tools.songbook.espeak import Samples

STEP = 0.005  # seconds from frame to frame


@dataclass(frozen=True)
class Timbre:
    """A voice without its pitch, frame by frame: spectral envelope (log power) and aperiodicity (`breath`, 0 to 1)."""

    envelope: Samples
    breath: Samples


def take_apart(samples: Samples, rate: int) -> Timbre:
    """Return the timbre of a voice that speaks at a constant pitch. `rate` is in Hz."""
    pitch, times = pyworld.harvest(samples, rate, f0_floor=60.0, f0_ceil=400.0, frame_period=STEP * 1000)
    pitch = pyworld.stonemask(samples, pitch, times, rate)
    voiced = pitch > 0
    # The speaker's pitch is constant, so the median is used for frames in which no pitch was found.
    whole = np.where(voiced, pitch, np.median(pitch[voiced]) if voiced.any() else 120.0)
    envelope = pyworld.cheaptrick(samples, whole, times, rate)
    breath = pyworld.d4c(samples, whole, times, rate)
    return Timbre(np.log(envelope + 1e-16), breath)


def put_together(pitch: Samples, timbre: Timbre, rate: int) -> Samples:
    """Return the samples of a voice with a timbre and a pitch (Hz for each frame; 0 for an unvoiced frame)."""
    envelope = np.ascontiguousarray(np.exp(timbre.envelope))
    whole = np.ascontiguousarray(np.clip(timbre.breath, 0.001, 0.999))
    sung: Samples = pyworld.synthesize(np.ascontiguousarray(pitch), envelope, whole, rate, STEP * 1000)
    return sung


def stretch(timbre: Timbre, seconds: Samples) -> Timbre:
    """Return a timbre's frames at these times, interpolated for times between two frames."""
    place = np.clip(seconds / STEP, 0, len(timbre.envelope) - 1.001)
    low = place.astype(int)
    share = (place - low)[:, None]
    envelope = timbre.envelope[low] * (1 - share) + timbre.envelope[low + 1] * share
    return Timbre(envelope, timbre.breath[low] * (1 - share) + timbre.breath[low + 1] * share)
