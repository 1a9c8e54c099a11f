"""A circle's weeks as iCalendar and Atom.

The key in the address says whose feed it is, since calendars and feed readers can't log in.
"""

from datetime import timedelta

from flask import Blueprint, Response

from canary.circles import service as circles
from canary.songs import languages
from canary.web.clock import now
from canary.web.hosts import whole_url
from canary.web.sentences import _
from canary.weeks import calendar
from canary.weeks import service as weeks
from canary.weeks.feeds.writing import Feed, Week, atom, icalendar

blueprint = Blueprint("feeds", __name__)

PAST, NEWEST = 52, 30  # past weeks in the calendar, weeks in the feed
TYPES = {"ics": "text/calendar; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}


@blueprint.get("/feeds/<key>.<any(ics, atom):kind>")
def show(key: str, kind: str) -> Response:
    """Return the circle's weeks: all planned ones as a calendar, or the newest that have begun as a feed."""
    who, circle = circles.reader(key)
    moment = now()
    current = calendar.this_week(moment, circle.time_zone)
    found = weeks.around(who, circle, current, past=PAST)
    rows = [
        Week(
            x.week.monday,
            x.song.title,
            _(
                "Song of the week in %(circle)s (%(language)s): lines %(first)s to %(last)s.",
                circle=circle.name,
                language=languages.name(x.song.language),
                first=x.week.first,
                last=x.week.last,
            ),
            whole_url("weeks.show", week=x.week.monday.isoformat(), circle=circle.id),
        )
        for x in found
    ]
    title = _("%(circle)s: songs of the week", circle=circle.name)
    feed = Feed(circle.slug, title, circle.time_zone, whole_url("home.index"))
    if kind == "ics":
        body = icalendar(feed, rows, moment)
    else:
        body = atom(feed, [row for row in reversed(rows) if row.monday <= current][:NEWEST])
    age = int(timedelta(hours=1).total_seconds())
    return Response(body, content_type=TYPES[kind], headers={"Cache-Control": f"private, max-age={age}"})
