"""The weeks: past ones to browse, coming ones for the host to plan."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.challenges import service as challenges
from canary.challenges import steps, weeks
from canary.challenges.service import Scheduled
from canary.circles import service as circles
from canary.circles.models import Circle
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound
from canary.songs import service as songs
from canary.songs.routes import card
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.guard import LoginNeeded, host_required, login_required, viewer
from canary.web.limits import HEAVY, limiter
from canary.web.numbers import number

blueprint = Blueprint("challenges", __name__)

ARCHIVE = 52  # weeks on a page
SHOWN = 12  # weeks ahead that the plan shows at least


def circle_for(who: Viewer) -> Circle | None:
    """The circle whose weeks this viewer sees: their own, else the server's first."""
    return circles.get(who.seat.circle_id) if who.seat else circles.first()


def shown(who: Viewer, found: Scheduled, circle: Circle) -> dict[str, Any]:
    """What a page shows of a week, and of what the viewer and their circle have done of it."""
    if who.is_in(circle.id):
        current_app.extensions["canary.week_seen"](found.challenge, circle.time_zone, who.learner_id)
    challenge, text = found.challenge, lyrics.of(found.song.id)
    chosen = text.lines[challenge.first - 1 : challenge.last] if text else ()
    return {
        "number": weeks.number(challenge.week),
        "starts": challenge.week,
        "ends": challenge.week + weeks.WEEK - (weeks.WEEK / 7),
        "left": weeks.left(now(), challenge.week, circle.time_zone),
        "is_now": challenge.week == weeks.this_week(now(), circle.time_zone),
        "song": card(found.song) | {"about": found.song.notes.get("about")},
        "steps": _steps(found, challenges.progress(who, challenge)),
        "may_tick": who.is_in(circle.id) and challenge.week <= weeks.this_week(now(), circle.time_zone),
        "passage": {
            "first": challenge.first,
            "last": challenge.last,
            "lines": [{"n": challenge.first + i, "text": line.text} for i, line in enumerate(chosen)],
        },
        "circle_id": circle.id,
        "url": url_for("challenges.show", week=challenge.week.isoformat()),
    }


def _asked(who: Viewer) -> Circle | None:
    """The circle that an address or a form names, else the one whose weeks the viewer sees. Raises NotFound for another
    one's that is not the viewer's, LoginNeeded where they may have to log in first.
    """
    circle_id = request.values.get("circle", 0, type=number)
    seen = circle_for(who)
    if not circle_id or (seen and seen.id == circle_id):
        return seen
    if who.id is None:
        raise LoginNeeded("Log in to see this week, if it is one of your circle.")
    if not who.is_in(circle_id):
        raise NotFound("There is no song for this week here.")
    return circles.get(circle_id)


@blueprint.get("/weeks/<week>")
def show(week: str) -> str:
    """A week: its song, passage and tasks. Weeks to come are for the circle."""
    who, day = viewer(), _day(week)
    circle = _asked(who)
    found = challenges.at(who, circle, day) if circle and day else None
    if found is None or circle is None or day is None:
        raise NotFound("There is no song for this week here.")
    if day > weeks.this_week(now(), circle.time_zone) and not who.is_in(circle.id):
        raise NotFound("This week has not begun yet.")
    return render_template("challenges/show.html", week=shown(who, found, circle))


@blueprint.post("/weeks/<week>/steps")
@login_required
@limiter.limit(HEAVY)
def tick(week: str) -> ResponseReturnValue:
    """Tick a step of a week, or take the tick back."""
    who, day, form = viewer(), _day(week), request.form
    circle = _asked(who)
    if day is None or circle is None:
        raise NotFound()
    circle_id = circle.id
    challenges.tick(who, circle_id, day, form.get("step", ""), form.get("done") == "1", now())
    if "HX-Request" not in request.headers:
        return redirect(url_for("challenges.show", week=week, circle=circle_id, _anchor="steps"))
    circle = circles.get(circle_id)
    found = challenges.at(who, circle, day)
    if found is None:
        raise NotFound()
    return render_template("challenges/_steps.html", week=shown(who, found, circle))


@blueprint.get("/weeks/past")
def past() -> str:
    """The archive: weeks that are over, the newest first."""
    who = viewer()
    circle = circle_for(who)
    if circle is None:
        raise NotFound("There are no weeks here yet.")
    before = _day(request.args.get("before", "")) or weeks.this_week(now(), circle.time_zone)
    before = min(before, weeks.this_week(now(), circle.time_zone))
    found = challenges.past(who, circle, before, ARCHIVE + 1)
    rows: list[dict[str, Any]] = [
        {
            "starts": x.challenge.week,
            "song": card(x.song),
            "url": url_for("challenges.show", week=x.challenge.week.isoformat()),
        }
        for x in found[:ARCHIVE]
    ]
    more = rows[-1]["starts"].isoformat() if len(found) > ARCHIVE else ""
    return render_template("challenges/past.html", rows=rows, name=circle.name, more=more)


@blueprint.get("/weeks/now/deck")
@login_required
def deck() -> ResponseReturnValue:
    """To the Anki deck of the songs that the viewer's circles sing this week."""
    who, at = viewer(), now()
    slugs = [found.song.slug for found in challenges.of_now(who, at)]
    if not slugs:
        flash("There is no song for this week yet. Choose from all your words instead.")
        return redirect(url_for("anki.choose"))
    return redirect(url_for("anki.deck", song=",".join(slugs)))


@blueprint.get("/weeks")
@login_required
@host_required
def index() -> str:
    """The host's plan."""
    return _plan({}, {})


@blueprint.post("/weeks")
@login_required
@host_required
def schedule() -> ResponseReturnValue:
    """Set a week's song, passage and tasks."""
    who, form = viewer(), request.form
    day = _day(form.get("week", ""))
    try:
        if day is None:
            raise Invalid({"week": "Choose a week."})
        if who.seat is None:
            raise NotFound()
        challenges.schedule(
            who, who.seat.circle_id, day, form.get("song", ""), form.get("first", 0, type=int),
            form.get("last", 0, type=int), form["tasks"].splitlines() if "tasks" in form else None, now(),
        )  # fmt: skip
    except NotFound as problem:
        return _plan({"song": problem.sentence}, form.to_dict()), 422
    except Invalid as invalid:
        return _plan(invalid.errors, form.to_dict()), 422
    flash("The week is planned.")
    return redirect(url_for("challenges.index", _anchor=f"week-{day.isoformat()}"))


@blueprint.post("/weeks/<week>/remove")
@login_required
@host_required
def unschedule(week: str) -> ResponseReturnValue:
    """Leave a week without a song."""
    who, day = viewer(), _day(week)
    if day is None or who.seat is None:
        raise NotFound()
    challenges.unschedule(who, who.seat.circle_id, day)
    return redirect(url_for("challenges.index"))


def _plan(errors: dict[str, str], values: dict[str, str]) -> str:
    who = viewer()
    if who.seat is None:
        raise NotFound()
    circle = circles.get(who.seat.circle_id)
    current = weeks.this_week(now(), circle.time_zone)
    planned = {x.challenge.week: x for x in challenges.around(who, circle, current, past=4)}
    chosen = _day(request.args.get("week", ""))
    last = max([current + SHOWN * weeks.WEEK, *planned, chosen or current])
    ahead = min((last - current) // weeks.WEEK, challenges.FARTHEST)
    days = [current + offset * weeks.WEEK for offset in range(-4, ahead + 1)]
    if not values and chosen:
        values = _plan_row(planned[chosen])["values"] if chosen in planned else {"week": chosen.isoformat()}
    rows = [
        {
            "starts": day,
            "days": [day + n * weeks.WEEK / 7 for n in range(7)],
            "month": f"{day:%Y-%m}",
            "month_name": f"{day:%B %Y}",
            "is_now": day == current,
            "is_past": day < current,
            "challenge": _plan_row(planned[day]) if day in planned else None,
        }
        for day in days
    ]
    return render_template(
        "challenges/index.html",
        weeks=rows,
        today=now().astimezone(ZoneInfo(circle.time_zone)).date(),
        songs=[card(song) | {"passage": song.notes.get("passage")} for song in songs.catalogue(who)],
        errors=errors,
        values=values,
    )


def _plan_row(found: Scheduled) -> dict[str, Any]:
    challenge = found.challenge
    return {
        "song": card(found.song),
        "first": challenge.first,
        "last": challenge.last,
        "tasks": steps.own(challenge.tasks),
        "values": {
            "week": challenge.week.isoformat(),
            "song": found.song.slug,
            "first": str(challenge.first),
            "last": str(challenge.last),
            "tasks": "\n".join(steps.own(challenge.tasks)),
        },
    }


def _steps(found: Scheduled, progress: challenges.Progress | None) -> list[dict[str, Any]]:
    slug, first, last = found.song.slug, found.challenge.first, found.challenge.last
    talk, week = url_for("threads.show", slug=slug), found.challenge.week.isoformat()
    places = {
        "listen": url_for("player.show", slug=slug),
        "understand": url_for("reviews.words", slug=slug),
        "sing": url_for("player.show", slug=slug, _anchor=f"line-{first}"),
        "record": url_for("attempts.record", slug=slug, first=first, last=last),
        "answer": "/answer",
        "reflect": f"/journal/new?kind=reflection&week={week}&circle={found.challenge.circle_id}",
    }
    tasks = steps.own(found.challenge.tasks)
    words = [*steps.STEPS.values(), *((task, "") for task in tasks)]
    return [
        {
            "name": name,
            "title": title,
            "text": text,
            "url": places.get(name, talk),
            "done": progress is not None and name in progress.mine,
            "seen": steps.SEEN[name] if progress and name in progress.seen else "",
            "count": progress.counts.get(name, 0) if progress else 0,
            "names": progress.names.get(name, []) if progress else [],
        }
        for name, (title, text) in zip(steps.names(tasks), words, strict=True)
    ]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year > 1900 else None  # the calendar's first days have none before them
