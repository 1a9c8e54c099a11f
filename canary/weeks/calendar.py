"""How much of a circle's week is left, in words, and its number."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from canary.circles.calendar import WEEK as WEEK
from canary.circles.calendar import monday_of as monday_of
from canary.circles.calendar import span as span
from canary.circles.calendar import this_week as this_week
from canary.sentences import N_, NN_, Message


def days_left(now: datetime, monday: date, time_zone: str) -> int:
    """Return the days until the week ends, including today: 7 on Monday, 1 on Sunday, 0 once it's over."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return max(0, min(7, (monday + WEEK - today).days))


def left(now: datetime, monday: date, time_zone: str) -> Message:
    """Return how much time is left in the week, or until it begins.

    This counts elapsed hours, so the hour that clocks skip in spring doesn't count.
    """
    begins, ends = span(monday, time_zone)
    if now < begins:
        return _until(begins - now)
    return _remaining(ends - now) if now < ends else N_("over")


def _until(time: timedelta) -> Message:
    hours, days = _hours_and_days(time)
    if hours >= 48:
        return NN_("begins in %(num)s day", "begins in %(num)s days", days)
    if hours >= 1:
        return NN_("begins in %(num)s hour", "begins in %(num)s hours", hours)
    return N_("begins in less than an hour")


def _remaining(time: timedelta) -> Message:
    hours, days = _hours_and_days(time)
    if hours >= 48:
        return NN_("%(num)s day left", "%(num)s days left", days)
    if hours >= 1:
        return NN_("%(num)s hour left", "%(num)s hours left", hours)
    return N_("less than an hour left")


def _hours_and_days(time: timedelta) -> tuple[int, int]:
    hours = int(time.total_seconds() // 3600)
    return hours, round(hours / 24)


def number(monday: date) -> int:
    """Return the ISO week number, 1 to 53."""
    return monday.isocalendar().week
