"""The host's plan of coming weeks, and its forms."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.circles import service as circles
from canary.language_tags import LEVELS
from canary.problems import Conflict, Invalid, NotFound
from canary.sentences import Messages
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.routes import card
from canary.viewer import ViewerMembership
from canary.web.clock import now
from canary.web.filters import month
from canary.web.guard import host_required, login_required, viewer
from canary.web.languages import codes
from canary.web.numbers import number
from canary.web.sentences import _, ngettext, translate
from canary.weeks import calendar, steps
from canary.weeks import service as weeks
from canary.weeks.planning import service as planning
from canary.weeks.planning.service import EVERY, Offer, Wanted
from canary.weeks.service import Scheduled
from canary.weeks.undo import service as undo

blueprint = Blueprint("planning", __name__)

SHOWN = 12  # the plan shows at least this many weeks ahead
OFFERED = 60  # songs in the list; a search finds the others
NEXT = "next"  # in forms: the next week without a song


@blueprint.get("/weeks")
@login_required
@host_required
def index() -> str:
    """Show the plan, with the songs to choose from."""
    return _page({}, {})


@blueprint.post("/weeks")
@login_required
@host_required
def schedule() -> ResponseReturnValue:
    """Set a week's song, passage and tasks."""
    who, form = viewer(), request.form
    day = _day(form.get("week", ""))
    try:
        if day is None and form.get("week") != NEXT:
            raise Invalid(week=_("Choose a week."))
        week = weeks.schedule(
            who, _membership().circle_id, day, form.get("song", ""), form.get("first", 0, type=int),
            form.get("last", 0, type=int), form["tasks"].splitlines() if "tasks" in form else None, now(),
            client_id=_client_id(), seen=_seen(),
        )  # fmt: skip
        title, monday = songs.get(week.song_id).title, week.monday
    except Conflict as conflict:
        return _refused(conflict, form.to_dict() if "tasks" in form else {})
    except NotFound as problem:
        return _page({"song": problem.sentence}, form.to_dict()), 422
    except Invalid as invalid:
        return _page(invalid.errors, form.to_dict()), 422
    flash(_("“%(song)s” is planned for the week of %(day)s.", song=title, day=monday), "good")
    return _back()


@blueprint.post("/weeks/<week>/remove")
@login_required
@host_required
def unschedule(week: str) -> ResponseReturnValue:
    """Remove a week's song."""
    day = _day(week)
    if day is None:
        raise NotFound()
    try:
        weeks.unschedule(viewer(), _membership().circle_id, day, now(), client_id=_client_id(), seen=_seen())
    except Conflict as conflict:
        return _refused(conflict)
    flash(_("The week of %(day)s has no song now.", day=day), "good")
    return _back()


@blueprint.post("/weeks/<week>/swap")
@login_required
@host_required
def swap(week: str) -> ResponseReturnValue:
    """Swap a week's song with that of another week."""
    one, other = _day(week), _day(request.form.get("with", ""))
    if one is None:
        raise NotFound()
    try:
        if other is None:
            raise Invalid(week=_("Choose the other week."))
        circle_id = _membership().circle_id
        planning.swap(viewer(), circle_id, one, other, now(), client_id=_client_id(), seen=_seen())
    except Conflict as conflict:
        return _refused(conflict)
    except Invalid as invalid:
        flash(translate(invalid.sentence), "bad")
        return _page({}, {}), 422
    flash(_("The weeks of %(one)s and %(other)s have swapped their songs.", one=one, other=other), "good")
    return _back()


@blueprint.post("/weeks/fill")
@login_required
@host_required
def fill() -> ResponseReturnValue:
    """Plan songs of a level for the next empty weeks."""
    try:
        level = request.form.get("fill_level", "")
        filled = planning.fill(viewer(), _membership().circle_id, level, now(), client_id=_client_id())
    except Invalid as invalid:
        return _page(invalid.errors, request.form.to_dict()), 422
    done = ngettext("%(num)s week is planned.", "%(num)s weeks are planned.", len(filled))
    short = _("There were no more songs that your circle hasn’t heard.") if len(filled) < planning.FILLS else ""
    flash(f"{done} {short}".strip(), "good")
    return _back()


@blueprint.post("/weeks/undo")
@login_required
@host_required
def take_back() -> ResponseReturnValue:
    """Undo the viewer's last change of the plan."""
    change_id = request.form.get("change", 0, type=number)
    try:
        undone = undo.undo(viewer(), _membership().circle_id, change_id, now())
    except Conflict as conflict:
        return _refused(conflict)
    flash(_("Undone: %(change)s", change=_words(undone)) if undone else _("That was undone already."), "good")
    return _back()


def _refused(conflict: Conflict, typed: dict[str, str] | None = None) -> ResponseReturnValue:
    """Show the plan as it is now, with the sentence that says why the change wasn't made, and what the host typed."""
    flash(translate(conflict.sentence), "bad")
    values = typed or {}
    return _page({}, values, kept=_day(values.get("week", ""))), 409


def _back() -> ResponseReturnValue:
    return redirect(url_for("planning.index", **_filters()))


def _filters() -> dict[str, Any]:
    found = {name: request.args.get(name, "")[:100] for name in ("q", "level")} | {"language": _language()}
    return {name: value for name, value in found.items() if value}


def _language() -> str:
    """Return the language that the host wants: the code of a named one, EVERY, or "" for the circle's."""
    asked = [text for text in request.args.getlist("language") if text]
    named = next((text for text in asked if text != EVERY), "")
    return next(iter(codes(named[:60])), "") or (EVERY if asked else "")


def _client_id() -> str:
    return request.form.get("client_id", "")[:64]


def _seen() -> dict[str, str]:
    """Return what the form says that the host saw: the token of each week by its Monday, from "MONDAY=TOKEN …"."""
    pairs = [pair.partition("=") for pair in request.form.get("seen", "").split()]
    return {day: token for day, _equals, token in pairs[: 2 * weeks.FARTHEST]}


def _membership() -> ViewerMembership:
    membership = viewer().membership
    if membership is None:
        raise NotFound()
    return membership


def _page(errors: Messages, values: dict[str, str], kept: date | None = None) -> str:
    """Render the plan. `kept` is the week whose form was refused, because its plan had changed; `values` are typed."""
    who = viewer()
    circle = circles.get(_membership().circle_id)
    current = calendar.this_week(now(), circle.time_zone)
    planned = {x.week.monday: x for x in weeks.around(who, circle, current, past=4)}
    empty = weeks.empty_weeks(circle.id, current, 1)
    target, swaps = _coming("week", current), _coming("swap", current)
    if not values and target:
        values = _row(planned[target])["values"] if target in planned else {"week": target.isoformat()}
    wanted = Wanted(request.args.get("q", "")[:100], _language(), request.args.get("level", "")[:4])
    found = planning.offers(who, circle, wanted)
    last = undo.last(who, circle.id, now())
    days = _days(current, [*planned, *empty, *filter(None, [target])])
    return render_template(
        "weeks/index.html",
        weeks=[_week(day, current, planned) for day in days],
        today=now().astimezone(ZoneInfo(circle.time_zone)).date(),
        target=target,
        next_empty=empty[0] if empty else None,
        swaps=swaps,
        songs=[_offer(offer, current) for offer in found[:OFFERED]],
        choosable=_choosable(found, planned.get(target) if target else None),
        more=max(0, len(found) - OFFERED),
        wanted=wanted,
        every=EVERY,
        languages=languages.to_choose(code for code, _name in songs.languages_sung(who)),
        ours=[languages.own_name(code) for code in circle.languages],
        choices=LEVELS,
        fills=planning.FILLS,
        last=last,
        last_words=_words(last) if last else "",
        client_id=secrets.token_hex(16),
        seen=" ".join(f"{day}={undo.token(planned[day].week if day in planned else None)}" for day in days),
        filters=_filters(),
        errors=errors,
        values=values,
        overtaken=bool(kept),
        saved=_row(planned[kept])["values"] if kept in planned else {},
    )


def _days(current: date, shown: list[date]) -> list[date]:
    """Return the Mondays of the plan: four past weeks, and at least SHOWN coming ones or up to the last of `shown`."""
    last = max([current + SHOWN * calendar.WEEK, *shown])
    ahead = min((last - current) // calendar.WEEK, weeks.FARTHEST)
    return [current + offset * calendar.WEEK for offset in range(-4, ahead + 1)]


def _coming(name: str, current: date) -> date | None:
    """Return the week that the page's address names, if it can be planned."""
    day = _day(request.args.get(name, ""))
    return day if day and current <= day <= current + weeks.FARTHEST * calendar.WEEK else None


def _week(day: date, current: date, planned: Mapping[date, Scheduled]) -> dict[str, Any]:
    return {
        "starts": day,
        "days": [day + n * calendar.WEEK / 7 for n in range(7)],
        "month": f"{day:%Y-%m}",
        "month_name": month(day),
        "is_now": day == current,
        "is_past": day < current,
        "planned": _row(planned[day]) if day in planned else None,
    }


def _row(found: Scheduled) -> dict[str, Any]:
    week = found.week
    return {
        "song": card(found.song),
        "first": week.first,
        "last": week.last,
        "tasks": steps.tasks_of_host(week.tasks),
        "values": {
            "week": week.monday.isoformat(),
            "song": found.song.slug,
            "first": str(week.first),
            "last": str(week.last),
            "tasks": "\n".join(steps.tasks_of_host(week.tasks)),
        },
    }


def _offer(offer: Offer, current: date) -> dict[str, Any]:
    heard = offer.heard
    return card(offer.song) | {"heard": heard, "is_now": heard == current, "is_ahead": bool(heard and heard > current)}


def _choosable(found: Sequence[Offer], planned: Scheduled | None) -> list[dict[str, Any]]:
    """Return the songs to choose from for one week: those found, and the one that is planned for it."""
    chosen = [offer.song for offer in found]
    if planned is not None and planned.song not in chosen:
        chosen.insert(0, planned.song)
    return [card(song) | {"passage": song.notes.get("passage")} for song in chosen]


def _words(change: undo.Last) -> str:
    """Return what a host did, in a few words."""
    days, before, after = change.mondays, change.before, change.after
    match change.what:
        case "plan":
            return _("“%(song)s” for the week of %(day)s", song=after[0], day=days[0])
        case "remove":
            return _("“%(song)s” removed from the week of %(day)s", song=before[0], day=days[0])
        case "swap":
            return _("the weeks of %(one)s and %(other)s swapped", one=days[0], other=days[-1])
        case _:
            return ngettext("%(num)s week filled", "%(num)s weeks filled", len(days))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year > 1900 else None  # so that subtracting weeks can't go below date.min
