"""Tick the steps of a week that members have done in the app."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, func, literal, or_, select, union, union_all

from canary.cards.models import Card
from canary.circles.models import Circle, Membership
from canary.content.kinds import all_kinds
from canary.db import db, in_passing
from canary.takes.models import Take
from canary.weeks import calendar
from canary.weeks import service as weeks
from canary.weeks.models import StepDone, Week

KEPT, ANSWERED = 3, 3
_more: list[Callable[[Week, Any], Any]] = []


def register(query: Callable[[Week, Any], Any]) -> None:
    """Add another room's query for who has done a step: `query(week, learner_ids)` selects (step, learner_id)."""
    if query not in _more:
        _more.append(query)


def update(week: Week, time_zone: str, now: datetime, learner_id: int | None = None) -> int:
    """Tick the steps that all members, or only `learner_id`, have done, and return how many ticks are new.

    The steps are: a take of the passage that the circle can hear, three kept words of the song, three answers to others
    within the week, and the week's reflection. A tick that a member has undone stays undone, and a week that hasn't
    begun gets no ticks.
    """
    begins, ends = calendar.span(week.monday, time_zone)
    rows = _new(week, begins, ends, learner_id) if begins <= now else []
    new = 0
    with in_passing():
        new = weeks.tick_automatically(week.id, rows, now) if rows else 0
    return new  # noqa: RET504  (`in_passing` may skip the assignment)


def update_all(now: datetime) -> None:
    """Tick what members of all circles have done in their current weeks."""
    for circle_id, zone in db.session.execute(select(Circle.id, Circle.time_zone)).all():
        here = (Week.circle_id == circle_id, Week.monday == calendar.this_week(now, zone))
        if week := db.session.scalar(select(Week).where(*here)):
            update(week, zone, now)


def _new(
    week: Week, begins: datetime, ends: datetime, learner_id: int | None
) -> Sequence[tuple[int, str]]:  # fmt: skip
    who = select(Membership.learner_id).where(Membership.circle_id == week.circle_id)
    if learner_id is not None:
        who = who.where(Membership.learner_id == learner_id)
    found = union_all(
        _recorded(week, begins, ends, who),
        _kept(week, ends, who),
        _answered(begins, ends, who),
        *(query(week, who) for query in _more),
    ).subquery()
    there = select(StepDone.step).where(
        StepDone.week_id == week.id, StepDone.learner_id == found.c.learner_id, StepDone.step == found.c.step
    )
    rows = db.session.execute(select(found.c.learner_id, found.c.step).where(~there.exists()).distinct())
    return [(row.learner_id, row.step) for row in rows]


def _step(name: str, learner: Any) -> Select[Any]:
    return select(literal(name, String).label("step"), learner.label("learner_id"))


def _recorded(week: Week, begins: datetime, ends: datetime, who: Select[Any]) -> Select[Any]:
    heard = or_((Take.visibility == "circle") & (Take.circle_id == week.circle_id), Take.visibility == "everyone")
    return _step("record", Take.learner_id).where(
        Take.learner_id.in_(who),
        Take.song_id == week.song_id,
        Take.first <= week.last,
        Take.last >= week.first,
        func.coalesce(Take.shared_at, Take.created_at).between(begins, ends),
        Take.hidden_at.is_(None),
        heard,
    )


def _kept(week: Week, ends: datetime, who: Select[Any]) -> Select[Any]:
    return (
        _step("understand", Card.learner_id)
        .where(Card.learner_id.in_(who), Card.song_id == week.song_id, Card.created_at < ends)
        .group_by(Card.learner_id)
        .having(func.count() >= KEPT)
    )


def _answered(begins: datetime, ends: datetime, who: Select[Any]) -> Select[Any]:
    """Select who has answered at least ANSWERED things by others, of any kind and in any circle."""
    given = [kind.answers(who, begins, ends) for kind in all_kinds() if kind.answers]
    things = union(*given).subquery()
    return _step("answer", things.c.learner_id).group_by(things.c.learner_id).having(func.count() >= ANSWERED)
