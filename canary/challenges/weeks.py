"""The week of a circle: it turns on Monday 00:00 in the circle's time zone. Plain."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def this_week(now: datetime, time_zone: str) -> date:
    """The Monday of the week that it is in the zone at `now`."""
    return monday(now.astimezone(ZoneInfo(time_zone)).date())


def days_left(now: datetime, week: date, time_zone: str) -> int:
    """Days until the week ends, today counted: 7 on Monday, 1 on Sunday, 0 once it is over."""
    today = now.astimezone(ZoneInfo(time_zone)).date()
    return max(0, min(7, (week + WEEK - today).days))


def number(week: date) -> int:
    """The ISO number of the week, 1 to 53."""
    return week.isocalendar().week
