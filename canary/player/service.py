"""Use cases of the song page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Date, Integer, bindparam, func, select

from canary.db import Question
from canary.problems import NotFound
from canary.songs.models import CircleSong, Song
from canary.viewer import Viewer
from canary.weeks.calendar import this_week
from canary.weeks.models import Week


@dataclass(frozen=True, slots=True)
class Head:
    """What a song page is made of, read in one query: ids and versions, and what the page's shell says.

    `circle_id` is the circle whose thread stands below the song, None when the viewer is in none; `passage` the lines
    (from 1) that it sings this week, None when the song is not its song of the week.
    """

    song_id: int
    song_version: int
    title: str
    artist: str
    language: str
    slug: str
    circle_id: int | None
    thread_version: int
    may_edit: bool
    passage: tuple[int, int] | None


_HEAD = Question(
    select(
        Song.id, Song.version, Song.title, Song.artist, Song.language, Song.circle_id, Song.owner_id, Song.source,
        Song.visibility, CircleSong.version, Week.first, Week.last,
    )
    # A circle's own song is talked about in that circle, all others in the viewer's.
    .outerjoin(
        CircleSong,
        (CircleSong.song_id == Song.id)
        & (CircleSong.circle_id == func.coalesce(Song.circle_id, bindparam("seat", type_=Integer))),
    )
    .outerjoin(
        Week,
        (Week.song_id == Song.id)
        & (Week.circle_id == bindparam("seat", type_=Integer))
        & (Week.monday == bindparam("week", type_=Date)),
    )
    .where(Song.slug == bindparam("slug"))
)  # fmt: skip


def head(viewer: Viewer, slug: str, now: datetime) -> Head:
    """The versions of a song page as the viewer sees it; raises NotFound when they may not."""
    seat = viewer.seat.circle_id if viewer.seat else None
    week = this_week(now, viewer.seat.time_zone).isoformat() if viewer.seat else None
    for row in _HEAD.ask(slug=slug, seat=seat, week=week):
        song_id, version, title, artist, language, own_circle, owner_id, source, visibility, *rest = row
        thread_version, first, last = rest
        if visibility != "public" and not viewer.is_in(own_circle):
            break
        circle_id = own_circle or seat
        owns = (viewer.id is not None and owner_id == viewer.id) or viewer.hosts(own_circle)
        return Head(
            song_id, version, title, artist, language, slug, circle_id if viewer.is_in(circle_id) else None,
            thread_version or 0, owns and not source, (first, last) if first else None,
        )  # fmt: skip
    raise NotFound("There is no such song here, or it is not open to you.")
