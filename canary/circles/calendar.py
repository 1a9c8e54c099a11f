"""When a circle's weeks begin and end: on Monday, 00:00 in the circle's time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def this_week(now: datetime, time_zone: str) -> date:
    """Return the Monday of the current week in a time zone."""
    return monday_of(now.astimezone(ZoneInfo(time_zone)).date())


def span(monday: date, time_zone: str) -> tuple[datetime, datetime]:
    """Return when the week begins and ends, in UTC. Clock changes make some weeks shorter or longer than 168 hours."""
    zone = ZoneInfo(time_zone)
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday, monday + WEEK))
    return begins, ends
