"""The page of proposals, and its forms."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.problems import Invalid, NotFound
from canary.sentences import Messages
from canary.songs import service as songs
from canary.songs.routes import card
from canary.viewer import ViewerMembership
from canary.web.clock import now
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limit
from canary.web.sentences import _
from canary.weeks.proposals import service as proposals

blueprint = Blueprint("proposals", __name__)


@blueprint.get("/weeks/proposals")
@login_required
def index() -> str:
    """Show all proposals and the form for a new one."""
    return _page({})


@blueprint.post("/weeks/proposals")
@login_required
@limit(POST)
def propose() -> ResponseReturnValue:
    """Propose a song."""
    who, form = viewer(), request.form
    circle_id = _membership().circle_id
    try:
        proposals.propose(who, circle_id, form.get("song", ""), form.get("why", ""), now())
    except Invalid as invalid:
        return _page(invalid.errors), 422
    flash(_("Proposed. Your circle can vote for it now."), "good")
    return redirect(url_for("proposals.index"))


@blueprint.post("/weeks/proposals/<int:proposal_id>/vote")
@login_required
@limit(POST)
def vote(proposal_id: int) -> ResponseReturnValue:
    """Vote for a proposal, or remove the vote."""
    proposals.vote(viewer(), _membership().circle_id, proposal_id, request.form.get("vote") == "1", now())
    return redirect(url_for("proposals.index", _anchor=f"proposal-{proposal_id}"))


@blueprint.post("/weeks/proposals/<int:proposal_id>/plan")
@login_required
def plan(proposal_id: int) -> ResponseReturnValue:
    """Schedule the song for the next free week."""
    week = proposals.plan(viewer(), _membership().circle_id, proposal_id, now())
    flash(_("Scheduled for the week of %(day)s. You can change its lines or add tasks here.", day=week), "good")
    return redirect(url_for("planning.index", week=week.isoformat(), _anchor="schedule"))


@blueprint.post("/weeks/proposals/<int:proposal_id>/remove")
@login_required
def remove(proposal_id: int) -> ResponseReturnValue:
    """Remove a proposal."""
    proposals.remove(viewer(), _membership().circle_id, proposal_id)
    flash(_("Proposal removed."), "good")
    return redirect(url_for("proposals.index"))


def _membership() -> ViewerMembership:
    membership = viewer().membership
    if membership is None:
        raise NotFound()
    return membership


def _page(errors: Messages) -> str:
    who, membership = viewer(), _membership()
    found: list[dict[str, Any]] = [
        {"id": x.id, "song": card(x.song), "by": x.by, "why": x.why, "votes": x.votes, "mine": x.mine,
         "may_remove": x.may_remove}
        for x in proposals.all_of(who, membership.circle_id)
    ]  # fmt: skip
    taken = {row["song"]["slug"] for row in found}
    free = [song for song in songs.catalogue(who) if song.slug not in taken]
    return render_template(
        "weeks/proposals/index.html",
        proposals=found,
        songs=[(song.slug, f"{song.title[:60]} ({card(song)['language_name']})") for song in free],
        longest=proposals.WHY_LONGEST,
        errors=errors,
        values=request.form,
    )
