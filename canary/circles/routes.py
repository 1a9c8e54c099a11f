"""A circle: its members, its link, its settings; and joining it."""

from zoneinfo import available_timezones

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.circles import service as circles
from canary.problems import Invalid, NotFound
from canary.viewer import Seat
from canary.web.clock import now
from canary.web.guard import host_required, login_required, viewer
from canary.web.limits import POST, limiter

blueprint = Blueprint("circles", __name__)


@blueprint.get("/circle")
@login_required
@host_required
def show() -> str:
    """The host's page of the circle."""
    return _page({}, None)


@blueprint.post("/circle")
@login_required
@host_required
def change() -> ResponseReturnValue:
    """Change the circle's name and time zone."""
    form = request.form
    try:
        circles.change(viewer(), _seat().circle_id, form.get("name", ""), form.get("time_zone", ""))
    except Invalid as invalid:
        return _page(invalid.errors, form.to_dict()), 422
    flash("Saved.", "good")
    return redirect(url_for("circles.show"))


@blueprint.post("/circle/link")
@login_required
@host_required
def reset_link() -> ResponseReturnValue:
    """Make a new join link; the old one stops working."""
    circles.reset_code(viewer(), _seat().circle_id)
    flash("The link is new; the old one no longer works.", "good")
    return redirect(url_for("circles.show"))


@blueprint.get("/join/<code>")
def invitation(code: str) -> str:
    """What a join link shows."""
    return render_template("circles/join.html", circle=circles.by_code(code))


@blueprint.post("/join/<code>")
@login_required
@limiter.limit(POST)
def join(code: str) -> ResponseReturnValue:
    """Join the circle."""
    circle = circles.by_code(code)
    name = circle.name
    circles.join(viewer().learner_id, circle.id, now())
    flash(f"Welcome to {name}.", "good")
    return redirect(url_for("home.index"))


def _seat() -> Seat:
    seat = viewer().seat
    if seat is None:
        raise NotFound()
    return seat


def _page(errors: dict[str, str], values: dict[str, str] | None) -> str:
    circle = circles.get(_seat().circle_id)
    return render_template(
        "circles/show.html",
        circle=circle,
        members=circles.members(viewer(), circle.id),
        join_url=url_for("circles.invitation", code=circle.join_code, _external=True),
        zones=sorted(available_timezones()),
        errors=errors,
        values=values,
    )
