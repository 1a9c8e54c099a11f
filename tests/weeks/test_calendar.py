"""The week of a circle, across changes of the clocks and of the year."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from canary.weeks import calendar


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
    assert calendar.this_week(datetime.fromisoformat(now).replace(tzinfo=UTC), zone) == date.fromisoformat(monday)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati"])
@pytest.mark.parametrize("week", ["2026-03-23", "2026-10-19", "2026-12-28", "2024-02-26"])
def test_the_last_second_belongs_to_the_week(week: str, zone: str) -> None:
    monday = date.fromisoformat(week)
    end = datetime.combine(monday + calendar.WEEK, time(), ZoneInfo(zone)).astimezone(UTC)
    assert calendar.this_week(end - timedelta(seconds=1), zone) == monday
    assert calendar.this_week(end, zone) == monday + calendar.WEEK


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
    assert calendar.days_left(moment, date(2026, 3, 23), zone) == left


@pytest.mark.parametrize(
    ("zone", "week", "begins", "hours"),
    [
        ("Asia/Kathmandu", "2026-03-16", "2026-03-15T18:15", 168),  # a quarter to six hours ahead, all year
        ("America/Sao_Paulo", "2026-11-02", "2026-11-02T03:00", 168),  # no summer time any more
        ("America/Sao_Paulo", "2018-10-29", "2018-10-29T03:00", 167),  # then it began at midnight of that Sunday
        ("Africa/Casablanca", "2026-02-09", "2026-02-08T23:00", 169),  # back for Ramadan
        ("Africa/Casablanca", "2026-03-16", "2026-03-16T00:00", 167),  # and forward after it
        ("Pacific/Apia", "2011-12-26", "2011-12-26T10:00", 144),  # the week that had no Friday
        ("Pacific/Apia", "2026-12-28", "2026-12-27T11:00", 168),  # ISO week 53
        ("Pacific/Chatham", "2026-03-30", "2026-03-29T10:15", 169),
        ("Australia/Lord_Howe", "2026-03-30", "2026-03-29T13:00", 168.5),  # half an hour
        ("America/St_Johns", "2026-12-28", "2026-12-28T03:30", 168),
    ],
)
def test_how_long_a_week_is(zone: str, week: str, begins: str, hours: float) -> None:
    first, over = calendar.span(date.fromisoformat(week), zone)
    assert first == datetime.fromisoformat(begins).replace(tzinfo=UTC)
    assert (over - first) / timedelta(hours=1) == hours


def test_weeks_meet_without_a_gap_in_every_zone() -> None:
    mondays = [date(2025, 12, 29) + n * calendar.WEEK for n in range(108)]  # 2026, with its 53 weeks, and 2027
    for zone in sorted(available_timezones()):
        spans = [calendar.span(monday, zone) for monday in mondays]
        assert all(over == begins for (_, over), (begins, _) in pairwise(spans)), zone
        for monday, (begins, over) in zip(mondays, spans, strict=True):
            assert {calendar.this_week(moment, zone) for moment in (begins, over - timedelta(seconds=1))} == {monday}, (
                zone
            )


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
    assert calendar.number(date.fromisoformat(monday)) == number
