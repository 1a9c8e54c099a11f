"""The week of a circle: it turns on Monday 00:00 in the circle's time zone. Plain."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def this_week(now: datetime, time_zone: str) -> date:
    """The Monday of the week that it is in the zone at `now`."""
    return monday_of(now.astimezone(ZoneInfo(time_zone)).date())


def days_left(now: datetime, monday: date, time_zone: str) -> int:
    """Days until the week ends, today counted: 7 on Monday, 1 on Sunday, 0 once it is over."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return max(0, min(7, (monday + WEEK - today).days))


def span(monday: date, time_zone: str) -> tuple[datetime, datetime]:
    """When the week begins and when it is over, in UTC: not always 168 hours apart, for clocks change."""
    zone = ZoneInfo(time_zone)
    begins, ends = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (monday, monday + WEEK))
    return begins, ends


def left(now: datetime, monday: date, time_zone: str) -> str:
    """How much of the week is left, in words; by the clock, so that an hour skipped in spring is not counted."""
    begins, ends = span(monday, time_zone)
    if now < begins:
        return f"begins in {_some(begins - now)}"
    return f"{_some(ends - now)} left" if now < ends else "over"


def _some(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    if hours >= 48:
        return f"{round(hours / 24)} days"
    if hours >= 1:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return "less than an hour"


def number(monday: date) -> int:
    """The ISO number of the week, 1 to 53."""
    return monday.isocalendar().week
