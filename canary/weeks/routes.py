"""Pages of weeks: a week, and past weeks."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.circles import service as circles
from canary.circles.models import Circle
from canary.lyrics import service as lyrics
from canary.problems import NotFound
from canary.sentences import N_
from canary.songs.routes import card
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.guard import LoginNeeded, login_required, viewer, wants_fragment
from canary.web.limits import HEAVY, limit
from canary.web.numbers import number
from canary.web.sentences import _
from canary.weeks import calendar, progress, steps
from canary.weeks import service as weeks
from canary.weeks.service import Scheduled

blueprint = Blueprint("weeks", __name__)

ARCHIVE = 52  # past weeks on a page
NO_SONG = N_("There’s no song for this week.")


def circle_for(who: Viewer) -> Circle | None:
    """Return the circle whose weeks this viewer sees: the one they've chosen, or else the server's first."""
    return circles.get(who.membership.circle_id) if who.membership else circles.first()


def shown(who: Viewer, found: Scheduled, circle: Circle) -> dict[str, Any]:
    """Return the template values of a week, with the steps that the viewer and their circle have done.

    This first ticks the steps that the viewer has done in the app.
    """
    if who.is_in(circle.id):
        progress.update(found.week, circle.time_zone, now(), who.learner_id)
    week, text = found.week, lyrics.of(found.song.id)
    chosen = text.lines[week.first - 1 : week.last] if text else ()
    return {
        "number": calendar.number(week.monday),
        "starts": week.monday,
        "ends": week.monday + calendar.WEEK - (calendar.WEEK / 7),
        "left": calendar.left(now(), week.monday, circle.time_zone),
        "is_now": week.monday == calendar.this_week(now(), circle.time_zone),
        "is_ahead": week.monday > calendar.this_week(now(), circle.time_zone),
        "song": card(found.song) | {"about": found.song.notes.get("about")},
        "steps": _steps(found, weeks.progress(who, week)),
        "may_tick": who.is_in(circle.id) and week.monday <= calendar.this_week(now(), circle.time_zone),
        "passage": {
            "first": week.first,
            "last": week.last,
            "lines": [{"n": week.first + i, "text": line.text} for i, line in enumerate(chosen)],
        },
        "circle_id": circle.id,
        "url": url_for("weeks.show", week=week.monday.isoformat()),
    }


def _requested_circle(who: Viewer) -> Circle | None:
    """Return the circle that the request names, or else the one whose weeks the viewer sees.

    Raises NotFound if the viewer isn't in the circle, and LoginNeeded if they aren't logged in.
    """
    circle_id = request.values.get("circle", 0, type=number)
    seen = circle_for(who)
    if not circle_id or (seen and seen.id == circle_id):
        return seen
    if who.id is None:
        raise LoginNeeded(_("Log in to see this week if it belongs to your circle."))
    if not who.is_in(circle_id):
        raise NotFound(NO_SONG)
    return circles.get(circle_id)


@blueprint.get("/weeks/<week>")
def show(week: str) -> str:
    """Show a week: its song, passage and steps. Only members see weeks that haven't begun."""
    who, day = viewer(), _day(week)
    circle = _requested_circle(who)
    found = weeks.at(who, circle, day) if circle and day else None
    if found is None or circle is None or day is None:
        raise NotFound(NO_SONG)
    if day > calendar.this_week(now(), circle.time_zone) and not who.is_in(circle.id):
        raise NotFound(N_("This week hasn’t begun yet."))
    return render_template("weeks/show.html", week=shown(who, found, circle))


@blueprint.post("/weeks/<week>/steps")
@login_required
@limit(HEAVY)
def tick(week: str) -> ResponseReturnValue:
    """Tick a step of a week, or remove the tick."""
    who, day, form = viewer(), _day(week), request.form
    circle = _requested_circle(who)
    if day is None or circle is None:
        raise NotFound()
    circle_id = circle.id
    weeks.tick(who, circle_id, day, form.get("step", ""), form.get("done") == "1", now())
    if not wants_fragment():
        return redirect(url_for("weeks.show", week=week, circle=circle_id, _anchor="steps"))
    circle = circles.get(circle_id)
    found = weeks.at(who, circle, day)
    if found is None:
        raise NotFound()
    return render_template("weeks/_steps.html", week=shown(who, found, circle))


@blueprint.get("/weeks/past")
def past() -> str:
    """Show the weeks that are over, newest first."""
    who = viewer()
    circle = circle_for(who)
    if circle is None:
        raise NotFound(N_("This server has no circle yet, so there are no past weeks."))
    before = _day(request.args.get("before", "")) or calendar.this_week(now(), circle.time_zone)
    before = min(before, calendar.this_week(now(), circle.time_zone))
    found = weeks.past(who, circle, before, ARCHIVE + 1)
    rows: list[dict[str, Any]] = [
        {
            "starts": x.week.monday,
            "song": card(x.song),
            "url": url_for("weeks.show", week=x.week.monday.isoformat()),
        }
        for x in found[:ARCHIVE]
    ]
    more = rows[-1]["starts"].isoformat() if len(found) > ARCHIVE else ""
    return render_template("weeks/past.html", rows=rows, name=circle.name, more=more)


@blueprint.get("/weeks/now/deck")
@login_required
def deck() -> ResponseReturnValue:
    """Redirect to the Anki deck of the songs that the viewer's circles sing this week."""
    who, at = viewer(), now()
    slugs = [found.song.slug for found in weeks.of_now(who, at)]
    if not slugs:
        flash(_("There’s no song for this week yet. Choose from all your words instead."))
        return redirect(url_for("anki.choose"))
    return redirect(url_for("anki.download", kind="apkg", song=",".join(slugs)))


def _steps(found: Scheduled, done: weeks.Progress | None) -> list[dict[str, Any]]:
    slug, first, last = found.song.slug, found.week.first, found.week.last
    talk, week = url_for("threads.show", slug=slug), found.week.monday.isoformat()
    places = {
        "listen": url_for("player.show", slug=slug),
        "understand": url_for("cards.words", slug=slug),
        "sing": url_for("player.show", slug=slug, _anchor=f"line-{first}"),
        "record": url_for("takes.record", slug=slug, first=first, last=last),
        "answer": "/unanswered",
        "reflect": f"/journal/new?kind=reflection&week={week}&circle={found.week.circle_id}",
    }
    tasks = steps.tasks_of_host(found.week.tasks)
    words = [*steps.STEPS.values(), *((task, "") for task in tasks)]
    return [
        {
            "name": name,
            "title": title,
            "text": text,
            "url": places.get(name, talk),
            "done": done is not None and name in done.mine,
            "automatic": steps.AUTOMATIC[name] if done and name in done.automatic else "",
            "count": done.counts.get(name, 0) if done else 0,
            "names": done.names.get(name, []) if done else [],
        }
        for name, (title, text) in zip(steps.names(tasks), words, strict=True)
    ]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year > 1900 else None  # so that subtracting weeks can't go below date.min
