"""Times in square and pointed brackets, as LRC files write them."""

import re

# One to six digits keeps the match linear and still holds 16,000 hours of minutes.
_TIME = r"\s*(\d{1,6})\s*:\s*(\d{1,2})(?:\s*:\s*(\d{1,3}))?(?:\s*[.,]\s*(\d{1,9}))?\s*"
SQUARE = re.compile(rf"\[{_TIME}\]")
POINTED = re.compile(rf"<{_TIME}>")


def milliseconds(match: re.Match[str]) -> int:
    """Return the time of a SQUARE or POINTED match in ms: mm:ss, mm:ss.fraction, mm:ss:hundredths or
    hh:mm:ss.fraction.
    """
    first, second, third, fraction = match.groups()
    if third is None:
        return _ms(int(first) * 60 + int(second), fraction)
    if fraction is None:
        # Most readers take a third field for the fraction: [00:10:50] is ten seconds and a half.
        return _ms(int(first) * 60 + int(second), third)
    return _ms(int(first) * 3600 + int(second) * 60 + int(third), fraction)


def _ms(seconds: int, fraction: str | None) -> int:
    return seconds * 1000 + int(((fraction or "") + "000")[:3])


def stamp(ms: int) -> str:
    """Return mm:ss.xx for a time in ms, rounded to hundredths with carry and never below zero."""
    hundredths = max(0, (ms + 5) // 10)
    return f"{hundredths // 6000:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"
