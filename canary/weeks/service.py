"""Use cases of a circle's weeks: browse, schedule, tick steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.db import db, writing, writing_once
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.problems import Conflict, Invalid, NotFound
from canary.sentences import N_, NN_, Message
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.weeks import steps
from canary.weeks.calendar import WEEK, monday_of, this_week
from canary.weeks.models import StepDone, Week
from canary.weeks.undo import service as undo
from canary.weeks.undo.service import Edit

AHEAD = 8  # coming weeks that a new circle gets
FARTHEST = 52  # how many weeks ahead a host can plan
NOT_OURS = N_("This song belongs to another circle. Choose one that your whole circle can hear.")
ALL_PLANNED = N_("The whole year is planned already. Remove a song from a week first.")


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A planned week with its song."""

    week: Week
    song: Song


@dataclass(frozen=True, slots=True)
class Progress:
    """Who has done which steps of a week.

    `mine` are the steps that the viewer has done, and `automatic` those of them that were ticked automatically. For
    each step, `counts` is the number of members who have done it, and `names` lists the others who let their names be
    shown.
    """

    mine: frozenset[str]
    automatic: frozenset[str]
    counts: dict[str, int]
    names: dict[str, list[str]]


def at(viewer: Viewer, circle: Circle, monday: date) -> Scheduled | None:
    """Return the circle's week that begins on `monday`, or None if there's none or the viewer may not see its song."""
    found = _rows(viewer, circle.id, max(monday, first_week(circle)), monday)
    return found[0] if found else None


def around(viewer: Viewer, circle: Circle, monday: date, past: int = 52, ahead: int = 52) -> Sequence[Scheduled]:
    """Return the circle's planned weeks from `past` weeks before `monday` to `ahead` weeks after it, in order."""
    return _rows(viewer, circle.id, max(monday - past * WEEK, first_week(circle)), monday + ahead * WEEK)


def of_now(viewer: Viewer, now: datetime) -> Sequence[Scheduled]:
    """Return the current week of each of the viewer's circles, or of the server's first circle if they're in none."""
    first = circles.first()
    places = [(own.circle_id, own.time_zone) for own in viewer.memberships] or [
        (circle.id, circle.time_zone) for circle in [first] if circle
    ]
    weeks = [(circle_id, this_week(now, zone)) for circle_id, zone in places]
    return [row for circle_id, monday in weeks for row in _rows(viewer, circle_id, monday, monday)]


def schedule(
    viewer: Viewer,
    circle_id: int,
    monday: date | None,
    slug: str,
    first: int,
    last: int,
    tasks: Sequence[str] | None,
    now: datetime,
    *,
    client_id: str = "",
    seen: Mapping[str, str] | None = None,
) -> Week:
    """Schedule a song for the week that begins on `monday`, replacing any other; None is the next empty week.

    If `first` and `last` are both 0, the passage is the one that the song suggests. If `tasks` is None, the week keeps
    its tasks. Sending the same `client_id` and values again changes nothing. `seen` has the tokens of the weeks that
    the host saw (see `undo`).

    Raises Invalid; NotFound if the viewer isn't the circle's host; Conflict if another host was faster, or if the whole
    year is planned.
    """
    if not viewer.hosts(circle_id):
        raise NotFound()
    circle = circles.get(circle_id)
    current, song = this_week(now, circle.time_zone), songs.find(viewer, slug)
    if (first, last) == (0, 0):
        first, last = lyrics.suggested(song)
    errors = _week_errors(monday or current, current) | _passage_errors(first, last, _line_count(song.id))
    if errors := errors if may_hear(song, circle_id) else errors | {"song": NOT_OURS}:
        raise Invalid(errors)
    wanted = Week(circle_id=circle_id, song_id=song.id, first=first, last=last)
    sent = (monday, wanted.song_id, first, last, *(tasks or ()))
    edit = Edit(viewer, circle_id, "plan", now, client_id, sent, seen or {})
    with writing():
        again = undo.begin(edit)
        day = date.fromisoformat(min(again.after)) if again else monday or _next_empty(circle_id, current)
        week = _at(circle_id, day)
        if again and week is not None:
            return week
        with undo.remembered(edit, [day]):
            return _put(week, day, wanted, tasks)


def _put(week: Week | None, monday: date, wanted: Week, tasks: Sequence[str] | None) -> Week:
    """Give a week the song and passage of `wanted`. If `tasks` is None, it keeps its tasks."""
    if week is None:
        week = Week(circle_id=wanted.circle_id, monday=monday, song_id=wanted.song_id, tasks=[])
        db.session.add(week)
    given = week.tasks if tasks is None else tasks
    kept = [" ".join(task.split())[:200] for task in given if task.strip()][:12]
    _forget_ticks(week, wanted.song_id, kept)
    week.song_id, week.first, week.last, week.tasks = wanted.song_id, wanted.first, wanted.last, kept
    try:
        db.session.flush()
    except IntegrityError as error:  # on PostgreSQL two transactions can both find the week free
        raise Conflict(N_("Somebody else planned this week at the same moment. Reload the page to see it.")) from error
    return week


def may_hear(song: Song, circle_id: int) -> bool:
    """Return whether all members of a circle may hear a song: it's public or their own."""
    return song.visibility == "public" or song.circle_id == circle_id


def empty_weeks(circle_id: int, current: date, count: int) -> list[date]:
    """Return the Mondays of up to `count` weeks without a song, from this week (`current`) on."""
    query = select(Week.monday).where(Week.circle_id == circle_id, Week.monday >= current)
    taken = set(db.session.scalars(query))
    days = (current + n * WEEK for n in range(FARTHEST + 1))
    return [day for day in days if day not in taken][:count]


def _next_empty(circle_id: int, current: date) -> date:
    if found := empty_weeks(circle_id, current, 1):
        return found[0]
    raise Conflict(ALL_PLANNED)


def _at(circle_id: int, monday: date) -> Week | None:
    week: Week | None = db.session.scalar(select(Week).where(Week.circle_id == circle_id, Week.monday == monday))
    return week


def check_week(monday: date, current: date) -> None:
    """Raise Invalid if a host can't plan the week that begins on `monday`; `current` is the Monday of this week."""
    if errors := _week_errors(monday, current):
        raise Invalid(errors)


def _week_errors(monday: date, current: date) -> dict[str, Message]:
    """Return what is wrong with the chosen week; `current` is the Monday of this week."""
    if monday != monday_of(monday):
        return {"week": N_("Weeks begin on a Monday. Choose a Monday.")}
    if monday < current:
        return {"week": N_("That week is over. Choose this week or a later one.")}
    if monday > current + FARTHEST * WEEK:
        return {"week": N_("That’s more than a year ahead. Choose an earlier week.")}
    return {}


def _passage_errors(first: int, last: int, count: int) -> dict[str, Message]:
    """Return what is wrong with the passage of a song that has `count` lines."""
    if not count:
        return {"song": N_("This song has no lyrics yet, so there are no lines to sing. Add its lyrics first.")}
    if not 1 <= first <= last <= count:
        return {
            "first": NN_(
                "This song has only %(num)s line.",
                "Choose lines from 1 to %(num)s. The last can’t come before the first.",
                count,
            )
        }
    return {}


def unschedule(
    viewer: Viewer,
    circle_id: int,
    monday: date,
    now: datetime,
    *,
    client_id: str = "",
    seen: Mapping[str, str] | None = None,
) -> None:
    """Remove a week's song; removing it twice is removing it once.

    Raises NotFound if the viewer isn't the circle's host or the week is over, Conflict if another host was faster.
    """
    if not viewer.hosts(circle_id) or monday < this_week(now, circles.get(circle_id).time_zone):
        raise NotFound()
    edit = Edit(viewer, circle_id, "remove", now, client_id, (monday,), seen or {})
    with writing():
        undo.begin(edit)
        if (week := _at(circle_id, monday)) is not None:
            with undo.remembered(edit, [monday]):
                db.session.delete(week)


def tick(viewer: Viewer, circle_id: int, monday: date, step: str, done: bool, now: datetime) -> None:
    """Tick a step for the viewer, or remove the tick if `done` is False. Idempotent.

    A step whose tick was removed is never ticked automatically.

    Raises NotFound if the viewer isn't in the circle, the week has no song or hasn't begun, or there's no such step.
    """
    circle, key = circles.get(circle_id), {"learner_id": viewer.id, "step": step}
    found = at(viewer, circle, monday) if viewer.is_in(circle_id) else None
    if found is None or monday > this_week(now, circle.time_zone) or step not in steps.names(found.week.tasks):
        raise NotFound()
    key["week_id"] = found.week.id
    with writing_once():
        there = db.session.get(StepDone, key)
        if there is None:
            db.session.add(StepDone(**key, how="hand" if done else "undone", done_at=now))
        elif done == (there.how == "undone"):
            there.how, there.done_at = "hand" if done else "undone", now


def tick_automatically(week_id: int, rows: Sequence[tuple[int, str]], now: datetime) -> int:
    """Tick steps, given as (learner_id, step), unless they're ticked already or the member removed the tick.

    Returns how many ticks are new.
    """
    with writing_once() as outcome:
        new = [row for row in rows if db.session.get(StepDone, (week_id, *row)) is None]
        for learner_id, step in new:
            db.session.add(StepDone(week_id=week_id, learner_id=learner_id, step=step, how="seen", done_at=now))
    return 0 if outcome.lost else len(new)  # lost: another process ticked them, or the week is no longer planned


def progress(viewer: Viewer, week: Week) -> Progress | None:
    """Return who has done which steps of a week, or None if the viewer isn't a member.

    People whom the viewer has blocked or who have blocked the viewer are left out.
    """
    if not viewer.is_in(week.circle_id):
        return None
    is_member = (Membership.learner_id == StepDone.learner_id) & (Membership.circle_id == week.circle_id)
    these = (StepDone.week_id == week.id, StepDone.how != "undone", StepDone.learner_id.not_in(viewer.blocked))
    own = StepDone.learner_id == viewer.id
    counts = db.session.execute(
        select(StepDone.step, func.count(), func.count().filter(own), func.count().filter(own, StepDone.how == "seen"))
        .join(Membership, is_member)
        .where(*these)
        .group_by(StepDone.step)
    ).all()
    named = db.session.execute(
        select(StepDone.step, Learner)
        .join(Membership, is_member)
        .join(Learner, Learner.id == StepDone.learner_id)
        .where(*these, Membership.shows_name, StepDone.learner_id != viewer.id)
        .order_by(StepDone.done_at)
        .limit(500)
    )
    names: dict[str, list[str]] = {}
    for step, learner in named:
        names.setdefault(step, []).append(learner.name)
    mine, automatic = (frozenset(row[0] for row in counts if row[n]) for n in (2, 3))
    return Progress(mine, automatic, {row[0]: row[1] for row in counts}, names)


def past(viewer: Viewer, circle: Circle, before: date, count: int) -> Sequence[Scheduled]:
    """Return the circle's last `count` weeks before a day, newest first."""
    return _rows(viewer, circle.id, first_week(circle), before - WEEK / 7, newest=count)


def first_week(circle: Circle) -> date:
    """Return the Monday of the week in which a circle began; it has no weeks before that."""
    return this_week(circle.created_at, circle.time_zone)


def free_week(circle_id: int, now: datetime) -> date | None:
    """Return the Monday of the next week without a song, or None if the whole year is planned."""
    first = this_week(now, circles.get(circle_id).time_zone) + WEEK
    query = select(Week.monday).where(Week.circle_id == circle_id, Week.monday >= first)
    taken = set(db.session.scalars(query))
    return next((first + n * WEEK for n in range(FARTHEST) if first + n * WEEK not in taken), None)


def fill(circle_id: int, now: datetime) -> int:
    """Plan this week and AHEAD coming ones of a new circle with songs from the songbook, and return how many.

    This does nothing if the circle already has a planned week.
    """
    if db.session.scalar(select(Week.id).where(Week.circle_id == circle_id).limit(1)) is not None:
        return 0
    circle = circles.get(circle_id)
    book = db.session.scalars(select(Song).where(Song.source != "").order_by(Song.level, Song.slug)).all()
    if not book:
        return 0
    monday = this_week(now, circle.time_zone)
    plans = []
    for offset in range(AHEAD + 1):
        song = book[offset % len(book)]
        plans.append((monday + offset * WEEK, song.id, *lyrics.suggested(song)))
    with writing_once() as outcome:
        db.session.add_all(
            Week(circle_id=circle_id, monday=day, song_id=song_id, first=first, last=last, tasks=[])
            for day, song_id, first, last in plans
        )
    return 0 if outcome.lost else len(plans)


def _rows(viewer: Viewer, circle_id: int, since: date, until: date, newest: int = 0) -> Sequence[Scheduled]:
    query = (
        select(Week, Song)
        .join(Song, Song.id == Week.song_id)
        .where(Week.circle_id == circle_id, Week.monday.between(since, until), songs.visible_to(viewer))
    )
    query = query.order_by(Week.monday.desc()).limit(newest) if newest else query.order_by(Week.monday)
    return [Scheduled(week, song) for week, song in db.session.execute(query)]


def _forget_ticks(week: Week, song_id: int, tasks: Sequence[str]) -> None:
    """Delete a week's ticks: all of them if its song changes, otherwise those of the tasks that change."""
    before, after = steps.tasks_of_host(week.tasks), steps.tasks_of_host(tasks)
    other = [f"task-{n + 1}" for n, task in enumerate(before) if after[n : n + 1] != [task]]
    mine = delete(StepDone).where(StepDone.week_id == week.id)
    if week.song_id != song_id:
        db.session.execute(mine)
    elif other:
        db.session.execute(mine.where(StepDone.step.in_(other)))


def _line_count(song_id: int) -> int:
    text = lyrics.of(song_id)
    return len(text.lines) if text else 0
