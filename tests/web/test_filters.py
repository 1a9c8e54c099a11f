"""Days, distances in time and minutes as pages show them; and the tiny rules of numbers in addresses."""

from datetime import date, timedelta

import pytest

from canary.web.clock import now
from canary.web.filters import ago, day, duration, minutes, month
from canary.web.filters import number as write
from canary.web.numbers import number


@pytest.mark.parametrize(
    ("milliseconds", "text"), [(0, "0:00"), (999, "0:01"), (65_000, "1:05"), (3_600_000, "60:00"), (59_600, "1:00")]
)
def test_minutes(milliseconds: int, text: str) -> None:
    assert minutes(milliseconds) == text


def test_days() -> None:
    this_year = now().year
    assert day(date(this_year, 11, 3)) == f"{date(this_year, 11, 3):%a} 3 Nov"
    assert day(date(2020, 11, 16)) == "Mon, 16 Nov 2020"


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=5), "just now"), (timedelta(seconds=61), "1 minute ago"), (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1, seconds=1), "1 hour ago"), (timedelta(days=3, seconds=1), "3 days ago"),
        (timedelta(seconds=-5), "just now"), (timedelta(days=15), "2 weeks ago"),
    ],
)  # fmt: skip
def test_ago(passed: timedelta, text: str) -> None:
    assert ago(now() - passed) == text


def test_ago_ends_with_the_day() -> None:
    assert ago(now() - timedelta(days=31)) == day(now() - timedelta(days=31))


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(0), "1 minute"), (timedelta(minutes=20), "20 minutes"), (timedelta(hours=8, minutes=40), "9 hours"),
        (timedelta(hours=50), "2 days"), (timedelta(days=15), "2 weeks"),
    ],
)  # fmt: skip
def test_duration(span: timedelta, text: str) -> None:
    assert duration(span) == text


def test_numbers_and_months() -> None:
    assert [write(value) for value in (7, 12_000, 0.5)] == ["7", "12,000", "0.5"]
    assert month(date(2026, 11, 3)) == "November 2026"


@pytest.mark.parametrize("text", ["", "x", "1.5", "9" * 30, "9" * 5000, "-99999999999", "0x10"])
def test_numbers_that_are_none(text: str) -> None:
    with pytest.raises(ValueError):
        number(text)


@pytest.mark.parametrize(("text", "value"), [("7", 7), (" 7 ", 7), ("-1", -1), ("٣", 3)])
def test_numbers(text: str, value: int) -> None:
    assert number(text) == value
