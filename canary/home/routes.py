"""The first page."""

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
    """This week's song, what to do with it, past weeks, other songs."""
    who = viewer()
    circle = circle_for(who)
    page = home.show(who, circle, now())
    week = shown(who, page.week, circle) if page.week and circle else None
    return render_template(
        "home/index.html",
        week=week,
        past=[{"starts": x.week.monday, "song": card(x.song), "url": _week(x.week.monday)} for x in page.past],
        coming=[{"starts": x.week.monday, "song": card(x.song)} for x in page.coming],
        songs=[card(song) for song in page.songs],
        waiting=page.waiting,
    )


@blueprint.get("/healthz")
def health() -> str:
    """For whatever watches the server: it answers, and so does the database."""
    circle_for(viewer())
    return "ok"


def _week(day: Any) -> str:
    return url_for("weeks.show", week=day.isoformat())
