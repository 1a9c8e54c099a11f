"""Parses the time expressions of TTML (TTML2, 12.3.1), and plain seconds, into ms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{1,2})(?:(\.\d{1,9})|:(\d{1,4})(?:\.(\d{1,4}))?)?")
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|f|t)")
_BARE = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_UNITS = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0}


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of a document: frames per second, sub-frames per frame (`parts`) and ticks per second."""

    frames: float = 30.0
    parts: float = 1.0
    ticks: float = 1.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in ms. If it's written with a unit, it's `relative` to its parent's begin; others may be absolute."""

    ms: int
    relative: bool


def rates(attributes: Mapping[str, str]) -> Rates:
    """Return the rates in the root element's attributes (by local name), or defaults if they're missing or invalid."""
    frames = _rate(attributes.get("frameRate"), 30.0)
    if match := re.fullmatch(r"(\d{1,6})[ :](\d{1,6})", attributes.get("frameRateMultiplier", "").strip()):
        frames *= (int(match[1]) or 1) / (int(match[2]) or 1)
    parts = _rate(attributes.get("subFrameRate"), 1.0)
    named = "frameRate" in attributes
    return Rates(frames, parts, _rate(attributes.get("tickRate"), frames * parts if named else 1.0))


def _rate(text: str | None, default: float) -> float:
    return float(text) if text and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text.strip()) and float(text) else default


def moment(text: str, rates: Rates) -> Moment | None:
    """Parse a time expression; return None for wall-clock times and invalid text."""
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
