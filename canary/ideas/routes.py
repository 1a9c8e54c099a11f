"""Songs that the circle would like to sing."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.ideas import service as ideas
from canary.problems import Invalid, NotFound
from canary.songs import service as songs
from canary.songs.routes import card
from canary.viewer import Seat
from canary.web.clock import now
from canary.web.filters import day
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limiter

blueprint = Blueprint("ideas", __name__)


@blueprint.get("/weeks/ideas")
@login_required
def index() -> str:
    """All proposals, and the form for one's own."""
    return _page({})


@blueprint.post("/weeks/ideas")
@login_required
@limiter.limit(POST)
def propose() -> ResponseReturnValue:
    """Propose a song."""
    who, form = viewer(), request.form
    circle_id = _seat().circle_id
    try:
        ideas.propose(who, circle_id, form.get("song", ""), form.get("why", ""), now())
    except Invalid as invalid:
        return _page(invalid.errors), 422
    flash("Your circle can vote for it now.", "good")
    return redirect(url_for("ideas.index"))


@blueprint.post("/weeks/ideas/<int:proposal_id>/voice")
@login_required
@limiter.limit(POST)
def vote(proposal_id: int) -> ResponseReturnValue:
    """Give one's voice, or take it back."""
    ideas.vote(viewer(), _seat().circle_id, proposal_id, request.form.get("voice") == "1", now())
    return redirect(url_for("ideas.index", _anchor=f"idea-{proposal_id}"))


@blueprint.post("/weeks/ideas/<int:proposal_id>/plan")
@login_required
def plan(proposal_id: int) -> ResponseReturnValue:
    """Take the song into the next free week."""
    week = ideas.plan(viewer(), _seat().circle_id, proposal_id, now())
    flash(f"It is the song of {day(week)}. Change its lines or add tasks here.", "good")
    return redirect(url_for("challenges.index", week=week.isoformat(), _anchor="schedule"))


@blueprint.post("/weeks/ideas/<int:proposal_id>/remove")
@login_required
def remove(proposal_id: int) -> ResponseReturnValue:
    """Take a proposal back."""
    ideas.remove(viewer(), _seat().circle_id, proposal_id)
    flash("It is taken back.", "good")
    return redirect(url_for("ideas.index"))


def _seat() -> Seat:
    seat = viewer().seat
    if seat is None:
        raise NotFound()
    return seat


def _page(errors: dict[str, str]) -> str:
    who, seat = viewer(), _seat()
    found: list[dict[str, Any]] = [
        {"id": x.id, "song": card(x.song), "by": x.by, "why": x.why, "voices": x.voices, "mine": x.mine,
         "may_remove": x.may_remove}
        for x in ideas.all_of(who, seat.circle_id)
    ]  # fmt: skip
    taken = {row["song"]["slug"] for row in found}
    free = [song for song in songs.catalogue(who) if song.slug not in taken]
    return render_template(
        "ideas/index.html",
        ideas=found,
        songs=[(song.slug, f"{song.title[:60]} ({card(song)['language_name']})") for song in free],
        longest=ideas.WHY_LONGEST,
        errors=errors,
        values=request.form,
    )
