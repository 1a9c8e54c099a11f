"""Formats dates, relative times ("5 minutes ago"), durations and numbers. For browsers, see `static/js/web/ago.js`."""

from datetime import date, datetime, timedelta

from babel.dates import format_skeleton, format_timedelta
from babel.numbers import format_decimal
from flask_babel import get_locale, gettext

from canary.web.clock import now

STEPS = (("weeks", 604800), ("days", 86400), ("hours", 3600), ("minutes", 60))
AFTER = timedelta(days=30)
# Our English is British, and CLDR's plain `en` is American: Mon 16 Nov, not Mon, Nov 16.
DATES = {"en": "en_GB"}


def day(value: date) -> str:
    """Return a date such as `Mon 16 Nov`, with the year if it isn't the current one."""
    skeleton = "MMMEd" if value.year == now().year else "yMMMEd"
    return format_skeleton(skeleton, value, locale=_dates())


def month(value: date) -> str:
    """Return a month such as `November 2026`."""
    return format_skeleton("yMMMM", value, locale=_dates())


def ago(value: datetime) -> str:
    """Return `just now`, `5 minutes ago`, `3 days ago` or `2 weeks ago`; the date if it's more than 30 days ago."""
    passed = now() - value
    if passed > AFTER:
        return day(value)
    for unit, seconds in STEPS:
        count = int(passed.total_seconds() // seconds)
        if count >= 1:
            whole = timedelta(**{unit: count})
            return format_timedelta(-whole, add_direction=True, threshold=1, locale=_locale())
    return str(gettext("just now"))


def duration(value: timedelta) -> str:
    """Return a duration rounded to one unit, at least a minute: `20 minutes`, `9 hours`, `3 days`."""
    return format_timedelta(max(value, timedelta(minutes=1)), granularity="minute", threshold=1, locale=_locale())


def minutes(milliseconds: int) -> str:
    """Return a time in a song, given in milliseconds, as `1:05`."""
    total = round(milliseconds / 1000)
    return f"{total // 60}:{total % 60:02}"


def number(value: float) -> str:
    """Return a number such as `12,000` as the reader's language writes it."""
    return str(value) if isinstance(value, int) and -1000 < value < 1000 else format_decimal(value, locale=_locale())


def _locale() -> str:
    return str(get_locale() or "en")


def _dates() -> str:
    return DATES.get(_locale(), _locale())


FILTERS = {"day": day, "month": month, "ago": ago, "duration": duration, "minutes": minutes, "number": number}
