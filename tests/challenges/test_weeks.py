"""The week of a circle, across changes of the clocks and of the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from canary.challenges import weeks


@pytest.mark.parametrize(
    ("now", "zone", "monday"),
    [
        ("2026-03-01T23:59:59", "UTC", "2026-02-23"),
        ("2026-03-02T00:00:00", "UTC", "2026-03-02"),
        ("2026-03-01T14:59:59", "Asia/Tokyo", "2026-02-23"),
        ("2026-03-01T15:00:00", "Asia/Tokyo", "2026-03-02"),  # midnight in Tokyo
        ("2026-03-02T04:59:59", "America/New_York", "2026-02-23"),
        ("2026-03-02T05:00:00", "America/New_York", "2026-03-02"),
        ("2026-03-29T21:59:59", "Europe/Madrid", "2026-03-23"),  # the clocks went forward that Sunday
        ("2026-03-29T22:00:00", "Europe/Madrid", "2026-03-30"),
        ("2026-10-25T22:59:59", "Europe/Madrid", "2026-10-19"),  # and back
        ("2026-10-25T23:00:00", "Europe/Madrid", "2026-10-26"),
        ("2026-12-31T12:00:00", "UTC", "2026-12-28"),
        ("2027-01-03T23:59:59", "UTC", "2026-12-28"),
        ("2024-02-29T10:00:00", "Pacific/Kiritimati", "2024-02-26"),
    ],
)
def test_the_week_turns_on_monday_where_the_circle_lives(now: str, zone: str, monday: str) -> None:
    assert weeks.this_week(datetime.fromisoformat(now).replace(tzinfo=UTC), zone) == date.fromisoformat(monday)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati"])
@pytest.mark.parametrize("week", ["2026-03-23", "2026-10-19", "2026-12-28", "2024-02-26"])
def test_the_last_second_belongs_to_the_week(week: str, zone: str) -> None:
    monday = date.fromisoformat(week)
    end = datetime.combine(monday + weeks.WEEK, time(), ZoneInfo(zone)).astimezone(UTC)
    assert weeks.this_week(end - timedelta(seconds=1), zone) == monday
    assert weeks.this_week(end, zone) == monday + weeks.WEEK


@pytest.mark.parametrize(
    ("now", "zone", "left"),
    [
        ("2026-03-23T00:00:00", "UTC", 7),
        ("2026-03-29T12:00:00", "UTC", 1),
        ("2026-03-29T22:30:00", "Europe/Madrid", 0),
        ("2026-03-29T21:30:00", "Europe/Madrid", 1),
        ("2026-04-10T00:00:00", "UTC", 0),
        ("2026-03-01T00:00:00", "UTC", 7),
    ],
)
def test_days_left(now: str, zone: str, left: int) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert weeks.days_left(moment, date(2026, 3, 23), zone) == left


@pytest.mark.parametrize(
    ("monday", "number"),
    [
        ("2026-12-28", 53),
        ("2027-01-04", 1),
        ("2020-12-28", 53),
        ("2024-12-30", 1),
        ("2026-01-05", 2),
        ("2025-12-29", 1),
    ],
)
def test_week_numbers(monday: str, number: int) -> None:
    assert weeks.number(date.fromisoformat(monday)) == number
