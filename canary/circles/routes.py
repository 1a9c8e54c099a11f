"""Circles: mine and those to join; the one that I look at: for members, and for hosts its settings and members."""

from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.circles import hosting
from canary.circles import service as circles
from canary.problems import Invalid, NotFound
from canary.sentences import Messages
from canary.viewer import ViewerMembership
from canary.web.clock import now
from canary.web.context import settings, store
from canary.web.guard import host_required, local_path, login_required, viewer
from canary.web.languages import codes
from canary.web.limits import POST, limit

blueprint = Blueprint("circles", __name__)

SAID = {"host": "They host the circle too now.", "member": "They are a member now.", "remove": "They are out."}


@blueprint.get("/circles")
@login_required
def index() -> str:
    """The viewer's circles, open ones to join, the forms for a code and for a new circle."""
    return _index({})


@blueprint.post("/circles")
@login_required
@limit(POST)
def begin() -> ResponseReturnValue:
    """Make a circle."""
    who, form = viewer(), request.form
    try:
        hosting.begin(who, form.get("name", ""), form.get("time_zone", ""), settings().circles_each, now())
    except Invalid as invalid:
        return _index(invalid.errors), 422
    flash("Your circle is here. Send its link to those who shall sing along.", "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circles/<int:circle_id>/choose")
@login_required
def choose(circle_id: int) -> ResponseReturnValue:
    """Look at this circle from now on."""
    circles.choose(viewer(), circle_id, now())
    return redirect(local_path(request.form.get("next", "/")))


@blueprint.get("/circles/<int:circle_id>/join")
@login_required
def open_circle(circle_id: int) -> str:
    """What an open circle is about, before one joins it."""
    return render_template("circles/join.html", circle=hosting.open_one(viewer(), circle_id))


@blueprint.post("/circles/<int:circle_id>/join")
@login_required
@limit(POST)
def join_open(circle_id: int) -> ResponseReturnValue:
    """Join an open circle."""
    return _join(hosting.open_one(viewer(), circle_id))


@blueprint.post("/circles/code")
@login_required
@limit(POST)
def by_code() -> ResponseReturnValue:
    """To the circle whose code, or whole link, somebody typed."""
    code = request.form.get("code", "").strip().rstrip("/").rpartition("/")[2]
    try:
        circles.by_code(code)
    except NotFound:
        return _index({"code": "No circle has this code now. Check it, or ask for a new one."}), 422
    return redirect(url_for("circles.invitation", code=code))


@blueprint.get("/join/<code>")
def invitation(code: str) -> str:
    """What a join link shows."""
    return render_template("circles/join.html", circle=circles.by_code(code))


@blueprint.post("/join/<code>")
@login_required
@limit(POST)
def join(code: str) -> ResponseReturnValue:
    """Join the circle."""
    return _join(circles.by_code(code))


@blueprint.get("/circle")
@login_required
def show() -> str:
    """The circle that the viewer looks at."""
    return _page({}, None)


@blueprint.post("/circle")
@login_required
@host_required
def change() -> ResponseReturnValue:
    """Change the circle's settings."""
    form = request.form
    values = {"name": "", "time_zone": ""} | form.to_dict()
    if "languages" in values:
        values["languages"] = ",".join(codes(values["languages"]))
    try:
        hosting.change(viewer(), _membership().circle_id, values)
    except Invalid as invalid:
        return _page(invalid.errors, form.to_dict()), 422
    flash("Saved.", "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circle/link")
@login_required
@host_required
def reset_link() -> ResponseReturnValue:
    """Make a new join link, or switch the link off or on."""
    who, circle_id, do = viewer(), _membership().circle_id, request.form.get("do", "new")
    if do == "new":
        hosting.reset_code(who, circle_id)
        flash("The link is new; the old one no longer works.", "good")
    else:
        hosting.set_link(who, circle_id, works=do == "on")
        flash("The link works." if do == "on" else "The link is off: nobody can join by it.", "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circle/members/<int:learner_id>")
@login_required
@host_required
def change_member(learner_id: int) -> ResponseReturnValue:
    """Make a member host or a host member, end a membership, or let somebody come back."""
    who, circle_id, do = viewer(), _membership().circle_id, request.form.get("do", "")
    match do:
        case "host" | "member":
            hosting.set_role(who, circle_id, learner_id, do)
        case "remove":
            hosting.remove(who, circle_id, learner_id)
        case "admit":
            hosting.admit(who, circle_id, learner_id)
        case _:
            raise NotFound()
    flash(SAID.get(do, "They may join again."), "good")
    return redirect(url_for("circles.show", _anchor="members-title"))


@blueprint.post("/circle/me")
@login_required
def change_mine() -> ResponseReturnValue:
    """Show the viewer's name beside what they have done, or not."""
    circles.show_name(viewer(), _membership().circle_id, request.form.get("shows_name") == "1")
    flash("Saved.", "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circle/feeds")
@login_required
def new_feeds() -> ResponseReturnValue:
    """Give the viewer's feeds new addresses."""
    circles.new_feeds(viewer(), _membership().circle_id)
    flash("These addresses are yours. If you had others before, they do not work any more.", "good")
    return redirect(url_for("circles.show", _anchor="feeds-title"))


@blueprint.post("/circle/leave")
@login_required
def leave() -> ResponseReturnValue:
    """Leave the circle."""
    membership = _membership()
    for key in circles.leave(viewer(), membership.circle_id, now()):
        store().delete(key)
    flash(f"You have left {membership.name}. What you recorded is still yours.", "good")
    return redirect(url_for("circles.index"))


def _join(circle: Any) -> ResponseReturnValue:
    who, id, name = viewer(), circle.id, circle.name
    circles.join(who.learner_id, id, now())
    circles.choose(who, id, now())
    welcome = Markup("Welcome to {}.").format(name)
    if not who.memberships:
        account = url_for("learners.account") + "#profile-title"
        welcome += Markup(
            ' <a href="{}">Say which languages you speak and learn</a>, and meanings come in yours.'
        ).format(account)
    flash(welcome, "good")
    return redirect(url_for("home.index"))


def _membership() -> ViewerMembership:
    membership = viewer().membership
    if membership is None:
        raise NotFound()
    return membership


def _index(errors: Messages) -> str:
    who = viewer()
    return render_template(
        "circles/index.html",
        open_ones=hosting.open_ones(who),
        may_begin=hosting.may_found(who, settings().circles_each),
        zones=sorted(available_timezones()),
        errors=errors,
        values=request.form,
        own_zone=who.membership.time_zone if who.membership else settings().time_zone,
    )


def _page(errors: Messages, values: dict[str, str] | None) -> str:
    who, membership = viewer(), _membership()
    found, own = circles.get(membership.circle_id), circles.own_membership(who, membership.circle_id)
    key = own.feed_key
    return render_template(
        "circles/show.html",
        found=found,
        own=own,
        feeds={kind: f"{request.host_url}feeds/{key}.{kind}" for kind in ("ics", "atom")} if key else {},
        members=hosting.members(who, found.id) if membership.is_host else [],
        removed=hosting.removed(who, found.id) if membership.is_host else [],
        join_url=url_for("circles.invitation", code=found.join_code, _external=True) if membership.is_host else "",
        zones=sorted(available_timezones()) if membership.is_host else [],
        errors=errors,
        values=values,
    )
