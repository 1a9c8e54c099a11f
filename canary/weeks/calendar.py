"""When a circle's weeks begin and end: on Monday, 00:00 in the circle's time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from canary.sentences import N_, NN_, Message

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def this_week(now: datetime, time_zone: str) -> date:
    """Return the Monday of the current week in a time zone."""
    return monday_of(now.astimezone(ZoneInfo(time_zone)).date())


def days_left(now: datetime, monday: date, time_zone: str) -> int:
    """Return the days until the week ends, including today: 7 on Monday, 1 on Sunday, 0 once it's over."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return max(0, min(7, (monday + WEEK - today).days))


def span(monday: date, time_zone: str) -> tuple[datetime, datetime]:
    """Return when the week begins and ends, in UTC. Clock changes make some weeks shorter or longer than 168 hours."""
    zone = ZoneInfo(time_zone)
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday, monday + WEEK))
    return begins, ends


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
