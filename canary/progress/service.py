"""Use cases of what the rooms know about a week: a step that somebody has done here is ticked by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, case, func, literal, or_, select, union, union_all
from sqlalchemy.orm import aliased

from canary.attempts.models import Attempt
from canary.challenges import service as challenges
from canary.challenges import weeks
from canary.challenges.models import Challenge, Done
from canary.circles.models import Circle, Membership
from canary.corrections.models import Correction
from canary.db import db
from canary.feedback.models import Feedback
from canary.journal.models import Entry
from canary.reviews.models import Card
from canary.threads.models import Post

KEPT, ANSWERED = 3, 3


def notice(challenge: Challenge, time_zone: str, now: datetime, learner_id: int | None = None) -> int:
    """Tick what members, or this one, have done of a week that has begun; returns how many ticks are new.

    A tick that somebody took back is not set again. What is known: a take of the passage that the circle hears, three
    kept words of the song, three others answered in the week, the week's reflection.
    """
    begins, ends = weeks.span(challenge.week, time_zone)
    rows = _new(challenge, begins, ends, learner_id) if begins <= now else []
    return challenges.see_done(challenge.id, rows, now) if rows else 0


def notice_all(now: datetime) -> None:
    """Tick what members of all circles have done of the weeks that it is."""
    for circle_id, zone in db.session.execute(select(Circle.id, Circle.time_zone)).all():
        here = (Challenge.circle_id == circle_id, Challenge.week == weeks.this_week(now, zone))
        if challenge := db.session.scalar(select(Challenge).where(*here)):
            notice(challenge, zone, now)


def _new(
    challenge: Challenge, begins: datetime, ends: datetime, learner_id: int | None
) -> Sequence[tuple[int, str]]:  # fmt: skip
    who = select(Membership.learner_id).where(Membership.circle_id == challenge.circle_id)
    if learner_id is not None:
        who = who.where(Membership.learner_id == learner_id)
    found = union_all(
        _recorded(challenge, begins, ends, who),
        _kept(challenge, ends, who),
        _answered(begins, ends, who),
        _step("reflect", Entry.author_id).where(
            Entry.author_id.in_(who), Entry.challenge_id == challenge.id, Entry.kind == "reflection"
        ),
    ).subquery()
    there = select(Done.step).where(
        Done.challenge_id == challenge.id, Done.learner_id == found.c.learner_id, Done.step == found.c.step
    )
    rows = db.session.execute(select(found.c.learner_id, found.c.step).where(~there.exists()).distinct())
    return [(row.learner_id, row.step) for row in rows]


def _step(name: str, learner: Any) -> Select[Any]:
    return select(literal(name, String).label("step"), learner.label("learner_id"))


def _recorded(challenge: Challenge, begins: datetime, ends: datetime, who: Select[Any]) -> Select[Any]:
    heard = or_(
        (Attempt.visibility == "circle") & (Attempt.circle_id == challenge.circle_id), Attempt.visibility == "everyone"
    )
    return _step("record", Attempt.learner_id).where(
        Attempt.learner_id.in_(who),
        Attempt.song_id == challenge.song_id,
        Attempt.first <= challenge.last,
        Attempt.last >= challenge.first,
        func.coalesce(Attempt.shared_at, Attempt.created_at).between(begins, ends),
        Attempt.hidden_at.is_(None),
        heard,
    )


def _kept(challenge: Challenge, ends: datetime, who: Select[Any]) -> Select[Any]:
    return (
        _step("understand", Card.learner_id)
        .where(Card.learner_id.in_(who), Card.song_id == challenge.song_id, Card.created_at < ends)
        .group_by(Card.learner_id)
        .having(func.count() >= KEPT)
    )


def _answered(begins: datetime, ends: datetime, who: Select[Any]) -> Select[Any]:
    """Those who answered so many different takes, posts and texts of others, in whichever circle."""
    asked = aliased(Post)

    def given(author: Any, kind: Any, thing: Any, at: Any) -> Select[Any]:
        row = select(author.label("learner_id"), kind.label("kind"), thing.label("thing"))
        return row.where(author.in_(who), at.between(begins, ends))

    things = union(
        given(Feedback.author_id, literal("take", String), Feedback.attempt_id, Feedback.created_at)
        .join(Attempt, Attempt.id == Feedback.attempt_id)
        .where(Attempt.learner_id != Feedback.author_id, Feedback.hidden_at.is_(None)),
        given(Post.author_id, literal("post", String), Post.parent_id, Post.created_at)
        .join(asked, asked.id == Post.parent_id)
        .where(asked.author_id.is_distinct_from(Post.author_id), Post.removed_at.is_(None), Post.hidden_at.is_(None)),
        given(
            Correction.author_id,
            case((Correction.post_id.is_not(None), literal("post", String)), else_=literal("entry", String)),
            func.coalesce(Correction.post_id, Correction.entry_id),
            Correction.created_at,
        ).where(Correction.hidden_at.is_(None)),
    ).subquery()
    return _step("answer", things.c.learner_id).group_by(things.c.learner_id).having(func.count() >= ANSWERED)
