"""A circle's weeks for calendars and feed readers. The key in the address tells whose feed it is; nobody logs in."""

from datetime import timedelta

from flask import Blueprint, Response, url_for

from canary.circles import service as circles
from canary.songs import languages
from canary.web.clock import now
from canary.weeks import calendar
from canary.weeks import service as weeks
from canary.weeks.feeds.writing import Feed, Week, atom, icalendar

blueprint = Blueprint("feeds", __name__)

PAST, NEWEST = 52, 30  # weeks in the calendar, weeks in the feed
TYPES = {"ics": "text/calendar; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}


@blueprint.get("/feeds/<key>.<any(ics, atom):kind>")
def show(key: str, kind: str) -> Response:
    """The weeks of the circle: all planned ones as a calendar, those that began as a feed."""
    who, circle = circles.reader(key)
    moment = now()
    current = calendar.this_week(moment, circle.time_zone)
    found = weeks.around(who, circle, current, past=PAST)
    rows = [
        Week(
            x.week.monday,
            x.song.title,
            f"The song of the week in {circle.name}, in {languages.name(x.song.language)}:"
            f" lines {x.week.first} to {x.week.last}.",
            url_for("weeks.show", week=x.week.monday.isoformat(), circle=circle.id, _external=True),
        )
        for x in found
    ]
    feed = Feed(
        circle.slug, f"{circle.name}: songs of the week", circle.time_zone, url_for("home.index", _external=True)
    )
    if kind == "ics":
        body = icalendar(feed, rows, moment)
    else:
        body = atom(feed, [row for row in reversed(rows) if row.monday <= current][:NEWEST])
    age = int(timedelta(hours=1).total_seconds())
    return Response(body, content_type=TYPES[kind], headers={"Cache-Control": f"private, max-age={age}"})
