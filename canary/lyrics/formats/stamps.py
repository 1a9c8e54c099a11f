"""Parses and writes the time stamps of LRC files, in square or angle brackets."""

import re

# Without limits on the digits, matching would take quadratic time. Six digits of minutes are enough for 16,000 hours.
_TIME = r"\s*(\d{1,6})\s*:\s*(\d{1,2})(?:\s*:\s*(\d{1,3}))?(?:\s*[.,]\s*(\d{1,9}))?\s*"
SQUARE = re.compile(rf"\[{_TIME}\]")
POINTED = re.compile(rf"<{_TIME}>")
ANY = re.compile(rf"[\[<]{_TIME}[\]>]")


def milliseconds(match: re.Match[str]) -> int:
    """Return the time in ms of a match of SQUARE, POINTED or ANY.

    Forms: mm:ss, mm:ss.fraction, mm:ss:hundredths or hh:mm:ss.fraction.
    """
    first, second, third, fraction = match.groups()
    if third is None:
        return _ms(int(first) * 60 + int(second), fraction)
    if fraction is None:
        # As in most programs, a third number is a fraction of a second: [00:10:50] is 10.5 seconds.
        return _ms(int(first) * 60 + int(second), third)
    return _ms(int(first) * 3600 + int(second) * 60 + int(third), fraction)


def _ms(seconds: int, fraction: str | None) -> int:
    return seconds * 1000 + int(((fraction or "") + "000")[:3])


def stamp(ms: int) -> str:
    """Return mm:ss.xx for a time in ms, rounded to hundredths of a second; negative times count as 0."""
    hundredths = max(0, (ms + 5) // 10)
    return f"{hundredths // 6000:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"
