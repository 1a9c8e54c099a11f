"""Calendars and feeds: what they hold, who may read them, until when."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from lxml import etree

from canary.circles import service as circles
from canary.circles.models import Membership
from canary.db import db, writing
from canary.learners.models import Learner
from canary.weeks.feeds.writing import Feed, Week, atom, icalendar
from tests.factories import NOW, Factory, in_weeks

FEED = Feed("lunes", "Los <lunes> & más", "Asia/Tokyo", "https://here/")
WEEKS = [
    Week(date(2026, 12, 28), "Luz; «sol», <b>\nnight", "In Spanish, lines 1 to 4.", "https://here/weeks/2026-12-28"),
    Week(date(2026, 3, 23), "Pan \\ agua", "Text", "https://here/weeks/2026-03-23"),
]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_a_calendar_of_whole_weeks() -> None:
    events = Calendar.from_ical(icalendar(FEED, WEEKS, NOW)).events
    first = events[0]
    assert first["UID"] == "2026-12-28-lunes@canary"
    assert (first.start, first.end) == (date(2026, 12, 28), date(2027, 1, 4))
    assert [str(event["SUMMARY"]) for event in events] == ["Luz; «sol», <b>\nnight", "Pan \\ agua"]
    again = Calendar.from_ical(icalendar(FEED, WEEKS, NOW + timedelta(days=9)))
    assert [event["UID"] for event in again.walk("VEVENT")] == [event["UID"] for event in events]


def test_a_title_cannot_begin_a_line_of_its_own() -> None:
    evil = Week(date(2026, 3, 23), "x\r\nEND:VEVENT\r\nATTENDEE:mailto:a@b", "y", "https://here/")
    lines = icalendar(FEED, [evil], NOW).decode().splitlines()
    assert "ATTENDEE:mailto:a@b" not in lines
    assert lines.count("END:VEVENT") == 1


def test_a_feed_of_weeks() -> None:
    tree = etree.fromstring(atom(FEED, WEEKS))
    assert tree.xpath("string(a:title)", namespaces=ATOM) == "Los <lunes> & más"
    entries = tree.xpath("a:entry", namespaces=ATOM)
    assert [entry.xpath("string(a:id)", namespaces=ATOM) for entry in entries] == [
        "urn:canary:lunes:2026-12-28",
        "urn:canary:lunes:2026-03-23",
    ]
    assert entries[0].xpath("string(a:updated)", namespaces=ATOM) == "2026-12-28T00:00:00+09:00"
    assert "<b>" in entries[0].xpath("string(a:title)", namespaces=ATOM)
    assert tree.xpath("string(a:updated)", namespaces=ATOM) == "2026-12-28T00:00:00+09:00"
    assert etree.fromstring(atom(FEED, [])).xpath("count(a:entry)", namespaces=ATOM) == 0


@pytest.fixture
def key(make: Factory) -> str:
    """The key of ana's feeds of a circle with three weeks."""
    circle = make.circle(name="Lunes")
    ana = make.learner("ana", circle)
    for n, title in enumerate(("Ayer", "Hoy", "Mañana"), -1):
        make.week(circle, make.song(title, circle), in_weeks(n))
    client = make.client(ana)
    assert "Create private feed links" in client.get("/circle").text
    client.post("/circle/feeds")
    found = re.search(r"/feeds/([^.]+)\.ics", client.get("/circle").text)
    assert found
    return found[1]


def test_planned_weeks_are_in_the_calendar_begun_ones_in_the_feed(app: Flask, key: str) -> None:
    visitor = app.test_client()
    page = visitor.get(f"/feeds/{key}.ics")
    assert page.content_type == "text/calendar; charset=utf-8"
    assert page.headers["Cache-Control"].startswith("private")
    assert [str(e["SUMMARY"]) for e in Calendar.from_ical(page.data).walk("VEVENT")] == ["Ayer", "Hoy", "Mañana"]
    feed = visitor.get(f"/feeds/{key}.atom")
    assert feed.content_type == "application/atom+xml; charset=utf-8"
    titles = etree.fromstring(feed.data).xpath("a:entry/a:title/text()", namespaces=ATOM)
    assert titles == ["Hoy", "Ayer"]
    for text in (page.text, feed.text):
        assert "ana" not in text.replace("Canary", "").replace("canary", "").replace("Mañana", "")
    assert visitor.get(f"/feeds/{key}.rss").status_code == 404


def test_a_key_ends(app: Flask, make: Factory, key: str) -> None:
    visitor, ana = app.test_client(), circles.viewer_by("u-ana")
    make.client(db.session.get_one(Learner, ana.id)).post("/circle/feeds")
    assert visitor.get(f"/feeds/{key}.ics").status_code == 404
    circle_id = ana.memberships[0].circle_id
    new = db.session.get_one(Membership, (circle_id, ana.id)).feed_key
    assert visitor.get(f"/feeds/{new}.atom").status_code == 200
    with writing():
        db.session.get_one(Learner, ana.id).active = False
    assert visitor.get(f"/feeds/{new}.atom").status_code == 404
    with writing():
        db.session.get_one(Learner, ana.id).active = True
    circles.leave(ana, circle_id, NOW)
    assert visitor.get(f"/feeds/{new}.atom").status_code == 404


def test_a_circle_without_weeks_has_empty_feeds(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = circles.viewer_of(make.learner("ana", circle))
    circles.new_feeds(ana, circle.id)
    key = db.session.get_one(Membership, (circle.id, ana.id)).feed_key
    for kind in ("ics", "atom"):
        assert app.test_client().get(f"/feeds/{key}.{kind}").status_code == 200
