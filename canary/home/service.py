"""What the home page shows: this week, what the viewer has done of it, the weeks around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from canary.attempts.models import Attempt
from canary.challenges import service as challenges
from canary.challenges.service import Scheduled
from canary.challenges.weeks import this_week
from canary.circles.models import Circle
from canary.db import db
from canary.practice import service as practice
from canary.reviews.models import Card
from canary.songs import service as songs
from canary.songs.models import Song
from canary.threads.models import Post
from canary.viewer import Viewer

PAST, COMING, SONGS = 8, 4, 6


@dataclass(frozen=True, slots=True)
class Done:
    """What a learner has done with a song: numbers of cards kept, takes recorded, posts written."""

    words: int = 0
    takes: int = 0
    posts: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """The home page's parts; `week` is None while nothing is planned for it; `waiting` words are to be practised."""

    week: Scheduled | None
    past: Sequence[Scheduled]
    coming: Sequence[Scheduled]
    songs: Sequence[Song]
    done: Done
    waiting: int


def show(viewer: Viewer, circle: Circle | None, now: datetime) -> Home:
    """This week's song for the circle, the weeks around it (coming ones for its members), songs to browse."""
    around: Sequence[Scheduled] = []
    week: Scheduled | None = None
    monday = this_week(now, circle.time_zone) if circle else now.date()
    if circle:
        around = challenges.around(viewer, circle, monday, past=PAST, ahead=COMING)
        week = next((x for x in around if x.challenge.week == monday), None)
    past = [x for x in reversed(around) if x.challenge.week < monday]
    coming = [x for x in around if x.challenge.week > monday] if circle and viewer.is_in(circle.id) else []
    others = [song for song in songs.catalogue(viewer) if week is None or song.id != week.song.id]
    today = practice.day(viewer, now) if viewer.id else None
    waiting = today.due + today.new if today else 0
    return Home(week, past, coming, others[:SONGS], _done(viewer, week), waiting)


def _done(viewer: Viewer, week: Scheduled | None) -> Done:
    if viewer.id is None or week is None:
        return Done()
    song_id = week.song.id
    mine = (
        (Card.song_id == song_id, Card.learner_id == viewer.id),
        (Attempt.song_id == song_id, Attempt.learner_id == viewer.id),
        (Post.song_id == song_id, Post.author_id == viewer.id, Post.removed_at.is_(None)),
    )
    row = db.session.execute(select(*(select(func.count()).where(*these).scalar_subquery() for these in mine))).one()
    return Done(*row)
