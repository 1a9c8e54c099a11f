"""Use cases of the song page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Date, Integer, bindparam, func, select

from canary.db import read
from canary.problems import NotFound
from canary.sentences import N_
from canary.songs.models import CircleSong, Song
from canary.viewer import Viewer
from canary.weeks.calendar import this_week
from canary.weeks.models import Week


@dataclass(frozen=True, slots=True)
class Head:
    """Everything a song page depends on, read in one query: ids, versions, and the texts of the page's frame.

    Attributes:
        circle_id: the circle whose thread is on the page; None if the viewer isn't a member.
        may_edit: whether the viewer may edit the song and its lyrics.
        passage: first and last line (from 1) of the circle's passage this week; None if it isn't the song of the week.
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
    withdrawn: bool


_HEAD = (
    select(
        Song.id, Song.version, Song.title, Song.artist, Song.language, Song.circle_id, Song.owner_id, Song.source,
        Song.visibility, Song.audio_key, CircleSong.version, Week.first, Week.last,
    )
    # The thread of a circle's song is in that circle. The thread of any other song is in the viewer's circle.
    .outerjoin(
        CircleSong,
        (CircleSong.song_id == Song.id)
        & (CircleSong.circle_id == func.coalesce(Song.circle_id, bindparam("circle_id", type_=Integer))),
    )
    .outerjoin(
        Week,
        (Week.song_id == Song.id)
        & (Week.circle_id == bindparam("circle_id", type_=Integer))
        & (Week.monday == bindparam("week", type_=Date)),
    )
    .where(Song.slug == bindparam("slug"))
)  # fmt: skip


def head(viewer: Viewer, slug: str, now: datetime) -> Head:
    """Return the head of a song page as the viewer sees it. Raises NotFound if they may not see the song."""
    current = viewer.membership.circle_id if viewer.membership else None
    week = this_week(now, viewer.membership.time_zone) if viewer.membership else None
    for row in read(_HEAD, slug=slug, circle_id=current, week=week):
        song_id, version, title, artist, language, own_circle, owner_id, source, visibility, audio, *rest = row
        thread_version, first, last = rest
        if visibility != "public" and not viewer.is_in(own_circle):
            break
        circle_id = own_circle or current
        owns = (viewer.id is not None and owner_id == viewer.id) or viewer.hosts(own_circle)
        return Head(
            song_id, version, title, artist, language, slug, circle_id if viewer.is_in(circle_id) else None,
            thread_version or 0, owns and not source and bool(audio), (first, last) if first else None, not audio,
        )  # fmt: skip
    raise NotFound(N_("This song doesn’t exist, or you can’t see it."))
