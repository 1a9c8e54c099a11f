"""Use cases of changes of the plan: remember them, and undo the last one.

Two hosts may plan at the same time. Their forms say what they saw of the weeks that they change (`seen`), and a change
of a week that looks different now is refused, so that nobody overwrites what they haven't seen.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from canary.circles.models import Circle, Membership
from canary.client_ids import made_from
from canary.db import db, lock_row, writing
from canary.problems import Conflict, NotFound
from canary.sentences import N_, Message
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.weeks.models import PlanChange, StepDone, Week

KEPT = timedelta(days=7)  # how long a change can be undone
EMPTY = "-"

# A week as a change remembers it: its song (id), title, first, last, tasks, and its ticks as (learner id, step, how,
# when); None for a week without a song.
Slot = dict[str, Any] | None


@dataclass(slots=True)
class Edit:
    """A change in the making: `sent` is what its form says, `seen` has the tokens of the weeks that the host saw."""

    viewer: Viewer
    circle_id: int
    what: str
    now: datetime
    client_id: str = ""
    sent: tuple[object, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The client id of the change: the form's own, and what was sent with it. Without one, no two are the same."""
        return made_from(self.client_id or secrets.token_hex(16), self.what, *self.sent)


@dataclass(frozen=True, slots=True)
class Last:
    """The last change that a host can undo: its id, what it was, and its weeks with their titles before and after."""

    id: int
    what: str
    mondays: tuple[date, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def token(week: Week | None) -> str:
    """Return a short text that differs if a week's song, passage or tasks differ; EMPTY for a week without a song."""
    if week is None:
        return EMPTY
    return _token([week.song_id, week.first, week.last, week.tasks])


def begin(edit: Edit) -> PlanChange | None:
    """Wait for other hosts of the circle, and return the change if this form was sent before.

    Call this inside `writing()`.
    """
    lock_row(Circle, edit.circle_id)
    query = select(PlanChange).where(PlanChange.circle_id == edit.circle_id, PlanChange.client_id == edit.key)
    return db.session.scalar(query) if edit.client_id else None


@contextmanager
def remembered(edit: Edit, mondays: Collection[date]) -> Iterator[None]:
    """Remember what the block changes in these weeks. Call it inside `writing()`, after `begin`.

    Raises Conflict if a week isn't as the host saw it.
    """
    before = slots(edit.circle_id, mondays)
    for monday in mondays:
        seen, there = edit.seen.get(monday.isoformat()), before[monday.isoformat()]
        if seen is not None and seen != _token_of(there):
            raise Conflict(_overtaken(monday, there))
    yield
    db.session.flush()
    after = slots(edit.circle_id, mondays)
    if _plain(before) == _plain(after):
        return
    old = (PlanChange.circle_id == edit.circle_id, PlanChange.made_at < edit.now - KEPT)
    db.session.execute(delete(PlanChange).where(*old))
    ids = {"circle_id": edit.circle_id, "learner_id": edit.viewer.learner_id, "client_id": edit.key}
    db.session.add(PlanChange(**ids, what=edit.what, before=before, after=_without_ticks(after), made_at=edit.now))


def slots(circle_id: int, mondays: Collection[date]) -> dict[str, Slot]:
    """Return weeks of a circle as a change remembers them, by Monday."""
    query = (
        select(Week, Song.title)
        .join(Song, Song.id == Week.song_id)
        .where(Week.circle_id == circle_id, Week.monday.in_(mondays))
    )
    found: dict[str, Slot] = {monday.isoformat(): None for monday in sorted(mondays)}
    weeks = db.session.execute(query).all()
    ticks: dict[int, list[list[Any]]] = {}
    for tick in db.session.scalars(select(StepDone).where(StepDone.week_id.in_([week.id for week, _ in weeks]))):
        row = [tick.learner_id, tick.step, tick.how, tick.done_at.isoformat()]
        ticks.setdefault(tick.week_id, []).append(row)
    for week, title in weeks:
        found[week.monday.isoformat()] = {
            "song": week.song_id, "title": title, "first": week.first, "last": week.last, "tasks": list(week.tasks),
            "ticks": ticks.get(week.id, []),
        }  # fmt: skip
    return found


def last(viewer: Viewer, circle_id: int, now: datetime) -> Last | None:
    """Return the viewer's last change of the circle's plan that isn't undone and is younger than KEPT."""
    mine = (PlanChange.circle_id == circle_id, PlanChange.learner_id == viewer.id, PlanChange.undone_at.is_(None))
    query = select(PlanChange).where(*mine, PlanChange.made_at > now - KEPT).order_by(PlanChange.id.desc()).limit(1)
    change = db.session.scalar(query)
    return None if change is None else _shown(change)


def _shown(change: PlanChange) -> Last:
    days = sorted(change.before)
    titles = [tuple((rows[day] or {}).get("title", "") for day in days) for rows in (change.before, change.after)]
    return Last(change.id, change.what, tuple(map(date.fromisoformat, days)), titles[0], titles[1])


def undo(viewer: Viewer, circle_id: int, change_id: int, now: datetime) -> Last | None:
    """Undo a change of the viewer's own and return it; None if it's undone already.

    Raises NotFound, and Conflict if one of its weeks was changed since, or its song was deleted.
    """
    if not viewer.hosts(circle_id):
        raise NotFound()
    with writing():
        lock_row(Circle, circle_id)
        change = db.session.get(PlanChange, change_id)
        if change is None or (change.circle_id, change.learner_id) != (circle_id, viewer.learner_id):
            raise NotFound(N_("This change can’t be undone any more."))
        if change.undone_at is not None:
            return None
        undone = _shown(change)
        mondays = [date.fromisoformat(day) for day in change.before]
        there = slots(circle_id, mondays)
        for monday in mondays:
            day = monday.isoformat()
            if _token_of(there[day]) != _token_of(change.after[day]):
                raise Conflict(_overtaken(monday, there[day]))
        if change.what == "swap":
            exchange(circle_id, *mondays)
        else:
            _restore(circle_id, change.before)
        change.undone_at = now
    return undone


def forget(learner_id: int, _: datetime) -> None:
    """Delete a learner's ticks from what changes remember. Call this inside `writing()`."""
    for change in db.session.scalars(select(PlanChange)):
        change.before = {
            day: slot and slot | {"ticks": [tick for tick in slot["ticks"] if tick[0] != learner_id]}
            for day, slot in dict(change.before).items()
        }


def exchange(circle_id: int, one: date, other: date) -> None:
    """Swap the songs of two weeks, with their passages, tasks and ticks. Call this inside `writing()`."""
    days = (one, other)
    found = db.session.scalars(select(Week).where(Week.circle_id == circle_id, Week.monday.in_(days))).all()
    weeks = {week.monday: week for week in found}
    first, second = weeks.get(one), weeks.get(other)
    if first is not None and second is not None:
        first.monday = date.min  # a circle has only one week on a Monday
        db.session.flush()
    if second is not None:
        second.monday = one
        db.session.flush()
    if first is not None:
        first.monday = other
        db.session.flush()


def _restore(circle_id: int, before: Mapping[str, Slot]) -> None:
    ids = {slot["song"] for slot in before.values() if slot}
    if len(ids) > len(set(db.session.scalars(select(Song.id).where(Song.id.in_(ids))))):
        raise Conflict(N_("The song that was planned there has been deleted, so this can’t be undone."))
    for day, slot in before.items():
        monday = date.fromisoformat(day)
        week = db.session.scalar(select(Week).where(Week.circle_id == circle_id, Week.monday == monday))
        if week is not None and (slot is None or week.song_id != slot["song"]):
            db.session.delete(week)  # with its ticks, which are about another song
            db.session.flush()
            week = None
        if slot is None:
            continue
        if week is None:
            week = Week(circle_id=circle_id, monday=monday, song_id=slot["song"])
            db.session.add(week)
        week.first, week.last, week.tasks = slot["first"], slot["last"], slot["tasks"]
        db.session.flush()
        _restore_ticks(week, slot["ticks"])


def _restore_ticks(week: Week, ticks: Collection[list[Any]]) -> None:
    """Put ticks back, except those of people who have left or joined since, and those that are there."""
    query = select(Membership.learner_id, Membership.joined_at).where(Membership.circle_id == week.circle_id)
    joined: dict[int, datetime] = dict(iter(db.session.execute(query)))
    for learner_id, step, how, when in ticks:
        done_at, since = datetime.fromisoformat(when), joined.get(learner_id)
        is_theirs = since and since <= done_at and db.session.get(StepDone, (week.id, learner_id, step)) is None
        if is_theirs:
            db.session.add(StepDone(week_id=week.id, learner_id=learner_id, step=step, how=how, done_at=done_at))


def _overtaken(monday: date, there: Slot) -> Message:
    if there is None:
        return N_(
            "Somebody else has removed the song from the week of %(day)s in the meantime. Nothing was overwritten; look"
            " at the plan, then choose again.",
            day=monday,
        )
    return N_(
        "Somebody else has planned “%(song)s” for the week of %(day)s in the meantime. Nothing was overwritten; look at"
        " the plan, then choose again.",
        song=there["title"],
        day=monday,
    )


def _plain(rows: Mapping[str, Slot]) -> dict[str, str]:
    return {day: _token_of(slot) for day, slot in rows.items()}


def _without_ticks(rows: Mapping[str, Slot]) -> dict[str, Slot]:
    return {day: slot and slot | {"ticks": []} for day, slot in rows.items()}


def _token_of(slot: Slot) -> str:
    return EMPTY if slot is None else _token([slot["song"], slot["first"], slot["last"], slot["tasks"]])


def _token(parts: list[Any]) -> str:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=6).hexdigest()
