"""Use cases of the weekly challenge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from canary.challenges.models import Challenge
from canary.challenges.weeks import WEEK, monday, this_week
from canary.circles import service as circles
from canary.circles.models import Circle
from canary.db import db, writing
from canary.lyrics import service as lyrics
from canary.problems import Conflict, Invalid, NotFound
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer

TASKS = (
    "Listen once without reading, then once with the translation.",
    "Sing the passage until it feels easy, slower if you like.",
    "Keep three to five words.",
    "Record the passage and share it when you are ready.",
    "Tell the circle one thing that you noticed.",
)
PAST, AHEAD = 4, 8
FARTHEST = 52


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A challenge with its song."""

    challenge: Challenge
    song: Song


def at(viewer: Viewer, circle: Circle, week: date) -> Scheduled | None:
    """The circle's challenge of a week, if the viewer may see its song."""
    found = _rows(viewer, circle.id, week, week)
    return found[0] if found else None


def around(viewer: Viewer, circle: Circle, week: date, past: int = 52, ahead: int = 52) -> Sequence[Scheduled]:
    """The circle's challenges from `past` weeks before `week` to `ahead` weeks after it, in order."""
    return _rows(viewer, circle.id, week - past * WEEK, week + ahead * WEEK)


def of_now(viewer: Viewer, now: datetime) -> Sequence[Scheduled]:
    """This week's challenges in all the viewer's circles; without a circle, those of the server's first."""
    first = circles.first()
    places = [(seat.circle_id, seat.time_zone) for seat in viewer.seats] or [
        (circle.id, circle.time_zone) for circle in [first] if circle
    ]
    return [row for circle_id, zone in places for row in _rows(viewer, circle_id, *[this_week(now, zone)] * 2)]


def schedule(
    viewer: Viewer,
    circle_id: int,
    week: date,
    slug: str,
    first: int,
    last: int,
    tasks: Sequence[str],
    now: datetime,
) -> Challenge:
    """Set the circle's challenge of a week, in place of another; lines 0 to 0 are the passage that the song suggests.

    Raises Invalid; NotFound for all but the circle's host.
    """
    if not viewer.hosts(circle_id):
        raise NotFound()
    circle = circles.get(circle_id)
    song = songs.find(viewer, slug)
    errors = {}
    if week != monday(week):
        errors["week"] = "A week begins on a Monday; choose one."
    elif week < this_week(now, circle.time_zone):
        errors["week"] = "That week is over. Choose this week or a later one."
    elif week > this_week(now, circle.time_zone) + FARTHEST * WEEK:
        errors["week"] = "That is more than a year ahead. Choose an earlier week."
    count = _line_count(song.id)
    if (first, last) == (0, 0):
        first, last = lyrics.suggested(song)
    if not count:
        errors["song"] = "This song has no lyrics yet, so there are no lines to sing. Add its lyrics first."
    elif not 1 <= first <= last <= count:
        errors["first"] = f"Choose a passage among lines 1 to {count} of this song."
    kept = [" ".join(task.split())[:200] for task in tasks if task.strip()][:12]
    if errors:
        raise Invalid(errors)
    song_id = song.id
    with writing():
        query = select(Challenge).where(Challenge.circle_id == circle_id, Challenge.week == week)
        challenge = db.session.scalar(query)
        if challenge is None:
            challenge = Challenge(circle_id=circle_id, week=week)
            db.session.add(challenge)
        challenge.song_id, challenge.first, challenge.last = song_id, first, last
        challenge.tasks = kept or list(TASKS)
        try:
            db.session.flush()
        except IntegrityError as error:  # PostgreSQL lets two ask at once whether the week is free
            raise Conflict("Somebody planned this week at the same moment. Reload the page and look.") from error
    return challenge


def unschedule(viewer: Viewer, circle_id: int, week: date) -> None:
    """Leave a week without a song; raises NotFound for anybody but the circle's host."""
    if not viewer.hosts(circle_id):
        raise NotFound()
    with writing():
        challenge = db.session.scalar(select(Challenge).where(Challenge.circle_id == circle_id, Challenge.week == week))
        if challenge is not None:
            db.session.delete(challenge)


def fill(circle_id: int, now: datetime) -> int:
    """Give a new circle weeks to browse and to look forward to, from the songbook; nothing once one is planned."""
    if db.session.scalar(select(Challenge.id).where(Challenge.circle_id == circle_id).limit(1)) is not None:
        return 0
    circle = circles.get(circle_id)
    book = db.session.scalars(select(Song).where(Song.source != "").order_by(Song.level, Song.slug)).all()
    if not book:
        return 0
    week = this_week(now, circle.time_zone)
    plans = []
    # Past weeks only for what the songbook fills without repeating a song within a month.
    for offset in range(-min(PAST, len(book) - 1), AHEAD + 1):
        song = book[offset % len(book)]
        plans.append((week + offset * WEEK, song.id, *lyrics.suggested(song)))
    try:
        with writing():
            db.session.add_all(
                Challenge(circle_id=circle_id, week=day, song_id=song_id, first=first, last=last, tasks=list(TASKS))
                for day, song_id, first, last in plans
            )
    except IntegrityError:  # another process was faster
        return 0
    return len(plans)


def _rows(viewer: Viewer, circle_id: int, since: date, until: date) -> Sequence[Scheduled]:
    rows = db.session.execute(
        select(Challenge, Song)
        .join(Song, Song.id == Challenge.song_id)
        .where(Challenge.circle_id == circle_id, Challenge.week.between(since, until), songs.visible_to(viewer))
        .order_by(Challenge.week)
    )
    return [Scheduled(challenge, song) for challenge, song in rows]


def _line_count(song_id: int) -> int:
    text = lyrics.of(song_id)
    return len(text.lines) if text else 0
