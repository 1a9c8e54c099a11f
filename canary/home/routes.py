"""The home page, and the health check."""

from typing import Any

from flask import Blueprint, render_template, url_for

from canary.home import service as home
from canary.songs.routes import card
from canary.web.clock import now
from canary.web.guard import viewer
from canary.weeks.routes import circle_for, shown

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> str:
    """Show this week's song with its steps, the weeks around it, and other songs."""
    who = viewer()
    circle = circle_for(who)
    page = home.show(who, circle, now())
    week = shown(who, page.week, circle) if page.week and circle else None
    return render_template(
        "home/index.html",
        week=week,
        past=[
            {"starts": past.week.monday, "song": card(past.song), "url": _week(past.week.monday)} for past in page.past
        ],
        coming=[{"starts": coming.week.monday, "song": card(coming.song)} for coming in page.coming],
        songs=[card(song) for song in page.songs],
        waiting=page.waiting,
    )


@blueprint.get("/healthz")
def health() -> str:
    """Return "ok" for the health check, after a query to the database."""
    circle_for(viewer())
    return "ok"


def _week(day: Any) -> str:
    return url_for("weeks.show", week=day.isoformat())
