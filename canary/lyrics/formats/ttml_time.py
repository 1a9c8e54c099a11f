"""Time expressions of TTML (TTML2, 12.3.1) and of those who write seconds alone, in ms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{1,2})(?:(\.\d{1,9})|:(\d{1,4})(?:\.(\d{1,4}))?)?")
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_BARE = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_UNITS = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0}


@dataclass(frozen=True, slots=True)
class Rates:
    """How long frames and ticks last."""

    frames: float = 30.0
    parts: float = 1.0
    ticks: float = 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in ms; one with a unit counts from its parent's begin, the others may stand for themselves."""

    ms: int
    relative: bool


def rates(attributes: Mapping[str, str]) -> Rates:
    """Return the rates that a document's root names (local names), else the defaults; nonsense counts as not named."""
    frames = _rate(attributes.get("frameRate"), 30.0)
    if match := re.fullmatch(r"(\d{1,6})[ :](\d{1,6})", attributes.get("frameRateMultiplier", "").strip()):
        frames *= (int(match[1]) or 1) / (int(match[2]) or 1)
    parts = _rate(attributes.get("subFrameRate"), 1.0)
    named = "frameRate" in attributes
    return Rates(frames, parts, _rate(attributes.get("tickRate"), frames * parts if named else 1.0))


def _rate(text: str | None, usual: float) -> float:
    return float(text) if text and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text.strip()) and float(text) else usual


def moment(text: str, rates: Rates) -> Moment | None:
    """Return the moment that a time expression means; None for wall clocks and what is no time at all."""
    text = text.strip()
    if match := _OFFSET.fullmatch(text):
        unit = {**_UNITS, "f": 1000 / rates.frames, "t": 1000 / rates.ticks}[match[2]]
        return Moment(round(float(match[1]) * unit), True)
    if _BARE.fullmatch(text):
        return Moment(round(float(text) * 1000), False)
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds, fraction, frames, parts = match.groups()
        whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        more = float(fraction or 0) + (int(frames or 0) + int(parts or 0) / rates.parts) / rates.frames
        return Moment(round((whole + more) * 1000), False)
    return None
