"""Use cases of the songs that members would like to sing: propose, vote, take one into the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, func, select
from sqlalchemy.exc import IntegrityError

from canary.circles import service as circles
from canary.db import db, writing
from canary.learners.models import Learner
from canary.problems import Conflict, Invalid, NotFound
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.weeks import service as weeks
from canary.weeks.models import Proposal, Vote

WHY_LONGEST = 300
MOST = 100


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed song with its votes; `by` and `why` are empty where the viewer and its proposer do not meet."""

    id: int
    song: Song
    by: str
    why: str
    votes: int
    mine: bool
    may_remove: bool


def all_of(viewer: Viewer, circle_id: int) -> Sequence[Proposed]:
    """The circle's proposals, those with most votes first; raises NotFound for those who are not in it."""
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
    """Propose a song with one's own vote for it; a song that is proposed already gets the vote. Raises Invalid,
    NotFound, NotAllowed.
    """
    circles.check_may_write(viewer, circle_id, now)
    why = " ".join(why.split())
    if not slug:
        raise Invalid({"song": "Choose a song."})
    song = songs.find(viewer, slug)
    if song.circle_id not in {None, circle_id} and song.visibility != "public":
        raise Invalid({"song": "This song belongs to another circle. Choose one that all here can hear."})
    if len(why) > WHY_LONGEST:
        raise Invalid({"why": f"Say it in {WHY_LONGEST} characters."})
    song_id = song.id
    try:
        with writing():
            there: Proposal | None = db.session.scalar(_of_song(circle_id, song_id))
            if there is None:
                count = select(func.count()).where(Proposal.circle_id == circle_id)
                if (db.session.scalar(count) or 0) >= MOST:
                    raise Conflict(f"There are {MOST} proposals already. Vote for one of them.")
                circles.check_new(viewer, "proposal", now, Proposal.learner_id == viewer.id)
                values = {"circle_id": circle_id, "song_id": song_id, "learner_id": viewer.id}
                db.session.add(there := Proposal(**values, why=why, created_at=now))
                db.session.flush()
            _give(viewer, there.id, now)
    except IntegrityError:  # another's same proposal was faster; it gets the vote
        there = db.session.scalar(_of_song(circle_id, song_id))
        if there is not None:
            vote(viewer, circle_id, there.id, True, now)


def vote(viewer: Viewer, circle_id: int, proposal_id: int, for_it: bool, now: datetime) -> None:
    """Give one's vote to a proposal, or take it back; twice is once. Raises NotFound, NotAllowed."""
    circles.check_may_write(viewer, circle_id, now)
    try:
        with writing():
            _find(circle_id, proposal_id)
            if for_it:
                _give(viewer, proposal_id, now)
            else:
                db.session.execute(delete(Vote).filter_by(proposal_id=proposal_id, learner_id=viewer.id))
    except IntegrityError:
        return  # the same tap, twice at once


def remove(viewer: Viewer, circle_id: int, proposal_id: int) -> None:
    """Take a proposal back: one's own, or any as host. Raises NotFound."""
    with writing():
        proposal = _find(circle_id, proposal_id)
        if not (proposal.learner_id == viewer.learner_id and viewer.is_in(circle_id)) and not viewer.hosts(circle_id):
            raise NotFound()
        db.session.execute(delete(Proposal).where(Proposal.id == proposal_id))


def plan(viewer: Viewer, circle_id: int, proposal_id: int, now: datetime) -> date:
    """Take a proposed song into the next week that is free; returns its Monday. Raises NotFound for all but hosts."""
    if not viewer.hosts(circle_id):
        raise NotFound()
    with writing():
        slug = songs.get(_find(circle_id, proposal_id).song_id).slug
        # First, for two hosts may tap at once: the second waits here, and finds that it is done.
        gone = db.session.execute(delete(Proposal).where(Proposal.id == proposal_id))
        week = weeks.free_week(circle_id, now)
        if gone.rowcount != 1:  # type: ignore[attr-defined]
            raise NotFound("Nobody proposes this any more.")
        if week is None:
            raise Conflict("The whole year is planned already. Take a week out of the plan first.")
        weeks.schedule(viewer, circle_id, week, slug, 0, 0, [], now)
    return week


def _of_song(circle_id: int, song_id: int) -> Select[Any]:
    return select(Proposal).where(Proposal.circle_id == circle_id, Proposal.song_id == song_id)


def _find(circle_id: int, proposal_id: int) -> Proposal:
    proposal = db.session.get(Proposal, proposal_id)
    if proposal is None or proposal.circle_id != circle_id:
        raise NotFound("Nobody proposes this any more.")
    return proposal


def _give(viewer: Viewer, proposal_id: int, now: datetime) -> None:
    if db.session.get(Vote, (proposal_id, viewer.learner_id)) is None:
        db.session.add(Vote(proposal_id=proposal_id, learner_id=viewer.learner_id, created_at=now))


def _check_in(viewer: Viewer, circle_id: int) -> None:
    if not viewer.is_in(circle_id):
        raise NotFound()
