"""Template filters: days, distances in time, minutes."""

from datetime import date, datetime

from canary.web.clock import now


def day(value: date) -> str:
    """`Mon 16 Nov`, with the year when it is not this one."""
    text = f"{value:%a} {value.day} {value:%b}"
    return text if value.year == now().year else f"{text} {value.year}"


def ago(value: datetime) -> str:
    """`just now`, `5 minutes ago`, `3 days ago`, then the day."""
    seconds = (now() - value).total_seconds()
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = int(seconds // size)
        if count >= 1:
            return day(value) if name == "day" and count > 30 else f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"


def minutes(milliseconds: int) -> str:
    """`1:05` from milliseconds."""
    total = round(milliseconds / 1000)
    return f"{total // 60}:{total % 60:02}"


FILTERS = {"day": day, "ago": ago, "minutes": minutes}
