"""Use cases of proposals: propose a song, vote, remove, schedule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, select

from canary.circles import service as circles
from canary.db import db, writing, writing_once
from canary.learners.models import Learner
from canary.problems import Conflict, Invalid, NotFound
from canary.sentences import N_, NN_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.weeks import service as weeks
from canary.weeks.models import Proposal, Vote

WHY_LONGEST = 300
MOST = 100
GONE = N_("This proposal doesn’t exist any more.")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with its votes. `by` and `why` are empty if the viewer and its author have blocked each other."""

    id: int
    song: Song
    by: str
    why: str
    votes: int
    mine: bool
    may_remove: bool


def all_of(viewer: Viewer, circle_id: int) -> Sequence[Proposed]:
    """Return the circle's proposals, those with most votes first. Raises NotFound if the viewer isn't a member."""
    _check_in(viewer, circle_id)
    votes = select(func.count()).where(Vote.proposal_id == Proposal.id).correlate(Proposal).scalar_subquery()
    mine = exists().where(Vote.proposal_id == Proposal.id, Vote.learner_id == viewer.id)
    rows = db.session.execute(
        select(Proposal, Song, Learner, votes, mine)
        .join(Song, Song.id == Proposal.song_id)
        .outerjoin(Learner, Learner.id == Proposal.learner_id)
        .where(Proposal.circle_id == circle_id, songs.visible_to(viewer))
        .order_by(votes.desc(), Proposal.id)
        .limit(MOST)
    )
    return [
        Proposed(
            proposal.id, song, learner.name if learner and known else "", proposal.why if known else "", count, own,
            proposal.learner_id == viewer.id or viewer.hosts(circle_id),
        )
        for proposal, song, learner, count, own in rows
        for known in [proposal.learner_id not in viewer.blocked]
    ]  # fmt: skip


def propose(viewer: Viewer, circle_id: int, slug: str, why: str, now: datetime) -> None:
    """Propose a song and vote for it. If it's proposed already, only vote for it.

    Raises Invalid, NotFound, NotAllowed, and Conflict when there are MOST proposals already.
    """
    circles.check_may_write(viewer, circle_id, now)
    why = " ".join(why.split())
    if not slug:
        raise Invalid(song=N_("Choose a song."))
    song = songs.find(viewer, slug)
    if not weeks.may_hear(song, circle_id):
        raise Invalid(song=weeks.NOT_OURS)
    if len(why) > WHY_LONGEST:
        raise Invalid(why=N_("That’s too long. Use up to %(most)s characters.", most=WHY_LONGEST))
    song_id = song.id
    with writing_once() as outcome:
        there: Proposal | None = db.session.scalar(_of_song(circle_id, song_id))
        if there is None:
            count = select(func.count()).where(Proposal.circle_id == circle_id)
            if (db.session.scalar(count) or 0) >= MOST:
                raise Conflict(
                    NN_(
                        "There’s %(num)s proposal already, and there’s no room for more. Vote for it instead.",
                        "There are %(num)s proposals already, and there’s no room for more. Vote for one instead.",
                        MOST,
                    )
                )
            circles.check_new(viewer, "proposal", now, Proposal.learner_id == viewer.id)
            values = {"circle_id": circle_id, "song_id": song_id, "learner_id": viewer.id}
            db.session.add(there := Proposal(**values, why=why, created_at=now))
            db.session.flush()
        _give(viewer, there.id, now)
    if outcome.lost:  # somebody else proposed the same song at the same moment: vote for theirs
        theirs: Proposal | None = db.session.scalar(_of_song(circle_id, song_id))
        if theirs is not None:
            vote(viewer, circle_id, theirs.id, True, now)


def vote(viewer: Viewer, circle_id: int, proposal_id: int, for_it: bool, now: datetime) -> None:
    """Vote for a proposal, or remove the vote. Idempotent. Raises NotFound, NotAllowed."""
    circles.check_may_write(viewer, circle_id, now)
    with writing_once():
        _find(circle_id, proposal_id)
        if for_it:
            _give(viewer, proposal_id, now)
        else:
            db.session.execute(delete(Vote).filter_by(proposal_id=proposal_id, learner_id=viewer.id))


def remove(viewer: Viewer, circle_id: int, proposal_id: int) -> None:
    """Delete a proposal: members delete their own, hosts any. Raises NotFound."""
    with writing():
        proposal = _find(circle_id, proposal_id)
        if not (proposal.learner_id == viewer.learner_id and viewer.is_in(circle_id)) and not viewer.hosts(circle_id):
            raise NotFound()
        db.session.execute(delete(Proposal).where(Proposal.id == proposal_id))


def plan(viewer: Viewer, circle_id: int, proposal_id: int, now: datetime) -> date:
    """Schedule a proposed song for the next free week and return that week's Monday.

    Raises NotFound if the viewer isn't the circle's host; Conflict if the whole year is planned.
    """
    if not viewer.hosts(circle_id):
        raise NotFound()
    with writing():
        slug = songs.get(_find(circle_id, proposal_id).song_id).slug
        # Delete first: if two hosts tap at once, the second waits here and then finds nothing to delete.
        gone = db.session.execute(delete(Proposal).where(Proposal.id == proposal_id))
        week = weeks.free_week(circle_id, now)
        if gone.rowcount != 1:  # type: ignore[attr-defined]
            raise NotFound(GONE)
        if week is None:
            raise Conflict(weeks.ALL_PLANNED)
        weeks.schedule(viewer, circle_id, week, slug, 0, 0, [], now)
    return week


def _of_song(circle_id: int, song_id: int) -> Select[Any]:
    return select(Proposal).where(Proposal.circle_id == circle_id, Proposal.song_id == song_id)


def _find(circle_id: int, proposal_id: int) -> Proposal:
    proposal = db.session.get(Proposal, proposal_id)
    if proposal is None or proposal.circle_id != circle_id:
        raise NotFound(GONE)
    return proposal


def _give(viewer: Viewer, proposal_id: int, now: datetime) -> None:
    if db.session.get(Vote, (proposal_id, viewer.learner_id)) is None:
        db.session.add(Vote(proposal_id=proposal_id, learner_id=viewer.learner_id, created_at=now))


def _check_in(viewer: Viewer, circle_id: int) -> None:
    if not viewer.is_in(circle_id):
        raise NotFound()
