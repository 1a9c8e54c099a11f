"""Use case of the home page: this week, the weeks around it, and words to review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from canary.circles.models import Circle
from canary.reviews import service as reviews
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.weeks import service as weeks
from canary.weeks.calendar import this_week
from canary.weeks.service import Scheduled

PAST, COMING, SONGS = 8, 4, 6


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows. `week` is None if none is scheduled; `waiting` counts the words to review today."""

    week: Scheduled | None
    past: Sequence[Scheduled]
    coming: Sequence[Scheduled]
    songs: Sequence[Song]
    waiting: int


def show(viewer: Viewer, circle: Circle | None, now: datetime) -> Home:
    """Return the circle's week, past weeks, coming weeks if the viewer is a member, and songs to browse."""
    around: Sequence[Scheduled] = []
    week: Scheduled | None = None
    monday = this_week(now, circle.time_zone) if circle else now.date()
    if circle:
        around = weeks.around(viewer, circle, monday, past=PAST, ahead=COMING)
        week = next((each for each in around if each.week.monday == monday), None)
    past = [each for each in reversed(around) if each.week.monday < monday]
    coming = [each for each in around if each.week.monday > monday] if circle and viewer.is_in(circle.id) else []
    found = songs.catalogue(viewer, most=SONGS + 1)
    others = [song for song in found if week is None or song.id != week.song.id]
    today = reviews.day(viewer, now) if viewer.id else None
    waiting = today.due + today.new if today else 0
    return Home(week, past, coming, others[:SONGS], waiting)
