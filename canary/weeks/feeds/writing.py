"""EDGE: the one file that imports icalendar and feedgen. Writes iCalendar (RFC 5545) and Atom (RFC 4287).

Neither format contains a member's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class Week:
    """A week in a feed: its Monday, its title, a sentence about it, and its page."""

    monday: date
    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A circle's feed: its title, time zone and page.

    A week's permanent id is made from the circle's `slug` and its Monday.
    """

    slug: str
    title: str
    time_zone: str
    url: str


def icalendar(feed: Feed, weeks: Sequence[Week], now: datetime) -> bytes:
    """Return the weeks as all-day events from Monday to Sunday. A week keeps its UID, so calendars update its event."""
    whole = Calendar()
    whole.add("prodid", "-//Canary//Weeks//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", feed.title)
    for week in weeks:
        event = Event()
        event.add("uid", f"{week.monday.isoformat()}-{feed.slug}@canary")
        event.add("dtstamp", now.replace(microsecond=0))
        event.add("dtstart", week.monday)
        event.add("dtend", week.monday + timedelta(days=7))  # exclusive
        event.add("summary", week.title)
        event.add("description", week.text)
        event.add("url", week.url)
        event.add("transp", "TRANSPARENT")
        whole.add_component(event)
    written: bytes = whole.to_ical()
    return written


def atom(feed: Feed, weeks: Sequence[Week]) -> bytes:
    """Return the weeks as an Atom feed in the given order, newest first. An entry's date is when its week begins."""
    zone = ZoneInfo(feed.time_zone)
    written = FeedGenerator()
    written.id(f"urn:canary:{feed.slug}")
    written.title(feed.title)
    written.author(name="Canary")
    written.link(href=feed.url, rel="alternate")
    begun = [datetime.combine(week.monday, time(), zone) for week in weeks]
    written.updated(max(begun, default=datetime.combine(date(2020, 1, 6), time(), zone)))
    for week, moment in zip(weeks, begun, strict=True):
        entry = written.add_entry(order="append")
        entry.id(f"urn:canary:{feed.slug}:{week.monday.isoformat()}")
        entry.title(week.title)
        entry.summary(week.text)
        entry.link(href=week.url)
        entry.updated(moment)
        entry.published(moment)
    rendered: bytes = written.atom_str(pretty=True)
    return rendered
