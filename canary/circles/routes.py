"""Pages of circles: the list, joining one, and the current one with its settings and members."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from canary.circles import calendar, hosting
from canary.circles import service as circles
from canary.circles.models import Circle
from canary.content import service as content
from canary.jobs import service as jobs
from canary.overtaking import Overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Messages
from canary.viewer import ViewerMembership
from canary.web.clock import now
from canary.web.context import context, settings, store
from canary.web.guard import host_required, local_path, login_required, viewer
from canary.web.hosts import whole_url
from canary.web.languages import codes
from canary.web.limits import POST, limit
from canary.web.numbers import page_number
from canary.web.overtaken import loaded, mark_of
from canary.web.sentences import _, translate

blueprint = Blueprint("circles", __name__)

CHANGED = {
    "host": N_("They’re a host now."),
    "member": N_("They’re a member now."),
    "remove": N_("They’re no longer in the circle."),
    "admit": N_("They can join again."),
}


@blueprint.get("/circles")
@login_required
def index() -> str:
    """Show the viewer's circles, open ones, and the forms to enter a code or create a circle."""
    return _index({})


@blueprint.post("/circles")
@login_required
@limit(POST)
def begin() -> ResponseReturnValue:
    """Create a circle."""
    who, form = viewer(), request.form
    try:
        hosting.create(who, form.get("name", ""), form.get("time_zone", ""), settings().circles_each, now())
    except Invalid as invalid:
        return _index(invalid.errors), 422
    flash(_("Your circle is ready. Send its link to the people you want to sing with."), "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circles/<int:circle_id>/choose")
@login_required
def choose(circle_id: int) -> ResponseReturnValue:
    """Show this circle on the viewer's pages from now on."""
    circles.choose(viewer(), circle_id, now())
    return redirect(local_path(request.form.get("next", "/")))


@blueprint.get("/circles/<int:circle_id>/join")
@login_required
def open_circle(circle_id: int) -> str:
    """Show an open circle before the viewer joins it."""
    return render_template("circles/join.html", circle=hosting.open_circle(viewer(), circle_id))


@blueprint.post("/circles/<int:circle_id>/join")
@login_required
@limit(POST)
def join_open(circle_id: int) -> ResponseReturnValue:
    """Join an open circle."""
    return _join(hosting.open_circle(viewer(), circle_id))


@blueprint.post("/circles/code")
@login_required
@limit(POST)
def by_code() -> ResponseReturnValue:
    """Redirect to the invitation for a code or link that somebody typed."""
    code = request.form.get("code", "").strip().rstrip("/").rpartition("/")[2]
    try:
        circles.by_code(code)
    except NotFound:
        return _index({"code": _("No circle has this code. Check it, or ask for a new one.")}), 422
    return redirect(url_for("circles.invitation", code=code))


@blueprint.get("/join/<code>")
def invitation(code: str) -> str:
    """Show the invitation that a join link leads to."""
    return render_template("circles/join.html", circle=circles.by_code(code))


@blueprint.post("/join/<code>")
@login_required
@limit(POST)
def join(code: str) -> ResponseReturnValue:
    """Join a circle by its link."""
    return _join(circles.by_code(code))


@blueprint.get("/circle")
@login_required
def show() -> str:
    """Show the viewer's current circle."""
    return _page({}, None)


@blueprint.post("/circle")
@login_required
@host_required
def change() -> ResponseReturnValue:
    """Save the circle's settings."""
    form = request.form
    values = {"name": "", "time_zone": ""} | form.to_dict()
    if "languages" in values:
        values["languages"] = ",".join(codes(values["languages"]))
    try:
        hosting.change(viewer(), _membership().circle_id, values, loaded())
    except Invalid as invalid:
        return _page(invalid.errors, form.to_dict()), 422
    except Overtaken as overtaken:
        return _page({}, form.to_dict(), overtaken), 409
    flash(_("Saved."), "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circle/link")
@login_required
@host_required
def reset_link() -> ResponseReturnValue:
    """Replace the join link, or switch it off or on."""
    who, circle_id, do = viewer(), _membership().circle_id, request.form.get("do", "new")
    if do == "new":
        hosting.reset_code(who, circle_id)
        flash(_("Here’s the new link. The old one no longer works."), "good")
    else:
        hosting.set_link(who, circle_id, works=do == "on")
        flash(_("The link is on.") if do == "on" else _("The link is off: nobody can use it to join."), "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circle/members/<int:learner_id>")
@login_required
@host_required
def change_member(learner_id: int) -> ResponseReturnValue:
    """Change a member's role, end a membership, let a removed learner join again, or make a password link."""
    who, circle_id, do = viewer(), _membership().circle_id, request.form.get("do", "")
    match do:
        case "host" | "member":
            hosting.set_role(who, circle_id, learner_id, do)
        case "remove":
            hosting.remove(who, circle_id, learner_id)
        case "admit":
            hosting.admit(who, circle_id, learner_id)
        case "password":
            return _password_link(circle_id, learner_id)
        case _:
            raise NotFound()
    flash(translate(CHANGED[do]), "good")
    return redirect(url_for("circles.show", **_listed(), _anchor="members-title"))


@blueprint.post("/circle/me")
@login_required
def change_mine() -> ResponseReturnValue:
    """Set what the circle's other members see of the viewer."""
    form, seen = request.form, request.form.get("is_seen") == "1"
    try:
        circles.show_me(
            viewer(), _membership().circle_id, name=form.get("shows_name") == "1", seen=seen, loaded=loaded()
        )
    except Overtaken as overtaken:
        return _page({}, None, mine=(form.to_dict(), overtaken)), 409
    if seen:
        flash(_("Saved. The other members see you here."), "good")
    else:
        flash(_("Saved. Only the hosts see that you’re a member."), "good")
    return redirect(url_for("circles.show", _anchor="mine-title"))


@blueprint.post("/circle/feeds")
@login_required
def new_feeds() -> ResponseReturnValue:
    """Create or replace the viewer's private feed links."""
    circles.new_feeds(viewer(), _membership().circle_id)
    flash(_("Here are your private feed links. Any earlier ones no longer work."), "good")
    return redirect(url_for("circles.show", _anchor="feeds-title"))


@blueprint.post("/circle/leave")
@login_required
def leave() -> ResponseReturnValue:
    """Leave the circle."""
    membership = _membership()
    for key in circles.leave(viewer(), membership.circle_id, now()):
        store().delete(key)
    flash(_("You’ve left %(name)s. Your takes are still yours.", name=membership.name), "good")
    return redirect(url_for("circles.index"))


def _password_link(circle_id: int, learner_id: int) -> str:
    who, moment = viewer(), now()
    secret = str(current_app.config["SECRET_KEY"])
    name, token = hosting.password_link(who, circle_id, learner_id, secret, moment)
    jobs.ask(
        context().put_job, "tell about password", learner_id, moment,
        learner_id=learner_id, event="password_link",
        params={"host": who.display_name, "circle": _membership().name},
    )  # fmt: skip
    url = whole_url("learners.new_password", token=token)
    return render_template("circles/password_link.html", name=name, url=url)


def _join(circle: Any) -> ResponseReturnValue:
    who, id, name = viewer(), circle.id, circle.name
    circles.join(who.learner_id, id, now())
    circles.choose(who, id, now())
    if who.memberships:
        flash(_("Welcome to %(name)s!", name=name), "good")
    else:
        welcome = _(
            'Welcome to %(name)s! <a href="%(url)s">Tell us which languages you speak and learn</a> to see meanings in'
            "  your language.",
            name=escape(name),
            url=url_for("learners.account", _anchor="profile-title"),
        )
        flash(Markup(welcome), "good")  # noqa: S704  (our own sentence, and the name is escaped)
    return redirect(url_for("home.index"))


def _listed() -> dict[str, Any]:
    """Return which part of the lists of members the page's address asks for."""
    asked = {name: request.args.get(name, "")[:100] for name in ("q", "page", "removed")}
    return {name: value for name, value in asked.items() if value}


def _membership() -> ViewerMembership:
    membership = viewer().membership
    if membership is None:
        raise NotFound()
    return membership


def _index(errors: Messages) -> str:
    who = viewer()
    return render_template(
        "circles/index.html",
        open_circles=hosting.open_circles(who, page_number()),
        may_create=hosting.may_create(who, settings().circles_each),
        zones=sorted(available_timezones()),
        errors=errors,
        values=request.form,
        own_zone=who.membership.time_zone if who.membership else settings().time_zone,
    )


def _week(circle: Circle) -> dict[str, Any]:
    """Return the Monday of the week that the page's address names, and those of the weeks around it.

    It's this week for any other address. There are no weeks before the circle existed, and none that haven't begun.
    """
    first, current = (calendar.this_week(moment, circle.time_zone) for moment in (circle.created_at, now()))
    first = min(first, current)
    try:
        monday = calendar.monday_of(date.fromisoformat(request.args.get("week", "")))
    except (ValueError, OverflowError):
        monday = current
    monday = max(first, min(monday, current))
    return {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "is_now": monday == current,
        "before": monday - calendar.WEEK if monday > first else None,
        "after": monday + calendar.WEEK if monday < current else None,
    }


def _page(
    errors: Messages,
    values: dict[str, str] | None,
    overtaken: Overtaken | None = None,
    mine: tuple[dict[str, str], Overtaken] | None = None,
) -> str:
    """Render the circle. `values` are what a host typed as its settings, `mine` what was sent for the membership."""
    who, membership = viewer(), _membership()
    found, own = circles.get(membership.circle_id), circles.own_membership(who, membership.circle_id)
    key, week, words = own.feed_key, _week(found), _listed().get("q", "")
    return render_template(
        "circles/show.html",
        found=found,
        own=own,
        week=week,
        happened=content.happened(who, found.id, *calendar.span(week["monday"], found.time_zone)),
        people=() if membership.is_host else circles.people(who, found.id, page_number()),
        feeds={kind: whole_url("feeds.show", key=key, kind=kind) for kind in ("ics", "atom")} if key else {},
        members=hosting.members(who, found.id, words, page_number()) if membership.is_host else [],
        removed=hosting.removed(who, found.id, words, page_number("removed")) if membership.is_host else [],
        join_url=whole_url("circles.invitation", code=found.join_code) if membership.is_host else "",
        zones=sorted(available_timezones()) if membership.is_host else [],
        errors=errors,
        values=values,
        listed=_listed(),
        mine=mine[0] if mine else circles.mine_form(own),
        mine_mark=mark_of(circles.mine_form(own), {}, mine[1] if mine else None),
        mine_saved=mine[1].saved if mine else None,
        mark=mark_of(hosting.form_of(found), errors, overtaken),
        saved=overtaken.saved if overtaken else None,
    )
