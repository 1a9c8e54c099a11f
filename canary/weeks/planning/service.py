"""Use cases of the host's plan: which songs to offer, swap two weeks, fill empty weeks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, zip_longest

from sqlalchemy import func, select

from canary.circles import service as circles
from canary.circles.models import Circle
from canary.db import db, writing
from canary.language_tags import LEVELS, base
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Message
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.weeks import service as weeks
from canary.weeks.calendar import this_week
from canary.weeks.models import Week
from canary.weeks.undo import service as undo
from canary.weeks.undo.service import Edit

FILLS = 8  # weeks
EVERY = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a host looks for: `words` of title or artist, a level, a language ("" for the circle's, EVERY for any)."""

    words: str = ""
    language: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A song that a host can plan. `heard` is the last Monday it was planned for, None if the circle hasn't had it."""

    song: Song
    heard: date | None


def offers(viewer: Viewer, circle: Circle, wanted: Wanted) -> Sequence[Offer]:
    """Return the songs that all members may hear: in the circle's languages first, then what they haven't heard."""
    latest = select(Week.song_id, func.max(Week.monday)).group_by(Week.song_id)
    latest = latest.where(Week.circle_id == circle.id, Week.monday >= weeks.first_week(circle))
    heard: dict[int, date] = dict(iter(db.session.execute(latest)))
    ours = _ours(circle)
    found = [
        Offer(song, heard.get(song.id))
        for song in songs.catalogue(viewer, wanted.words)
        if weeks.may_hear(song, circle.id) and _fits(song, wanted, ours)
    ]
    return sorted(found, key=lambda offer: (bool(ours) and base(offer.song.language) not in ours, bool(offer.heard)))


def swap(
    viewer: Viewer,
    circle_id: int,
    one: date,
    other: date,
    now: datetime,
    *,
    client_id: str = "",
    seen: Mapping[str, str] | None = None,
) -> None:
    """Swap the songs of two weeks, with their passages, tasks and ticks; a week without a song gets the other's.

    Raises NotFound if the viewer isn't the circle's host, Invalid for weeks that can't be planned, Conflict if another
    host was faster.
    """
    if not viewer.hosts(circle_id):
        raise NotFound()
    current = this_week(now, circles.get(circle_id).time_zone)
    for monday in (one, other):
        weeks.check_week(monday, current)
    edit = Edit(viewer, circle_id, "swap", now, client_id, (one, other), seen or {})
    with writing():
        if not undo.begin(edit) and one != other:
            with undo.remembered(edit, [one, other]):
                undo.exchange(circle_id, one, other)


def fill(viewer: Viewer, circle_id: int, level: str, now: datetime, *, client_id: str = "") -> Sequence[date]:
    """Plan songs for the next FILLS empty weeks and return their Mondays; fewer if there aren't enough songs.

    The songs are in the circle's languages, in turn, and of a level ("" for any), and the circle hasn't heard them.

    Raises NotFound if the viewer isn't the circle's host, and Invalid if there's no such level, no song or no week.
    """
    if not viewer.hosts(circle_id):
        raise NotFound()
    if level and level not in LEVELS:
        raise Invalid(fill=N_("Choose a level from the list."))
    edit = Edit(viewer, circle_id, "fill", now, client_id, (level,))
    with writing():
        if again := undo.begin(edit):
            return [date.fromisoformat(day) for day in sorted(again.after)]
        circle = circles.get(circle_id)
        fresh = [offer.song for offer in offers(viewer, circle, Wanted(level=level)) if offer.heard is None]
        days = weeks.empty_weeks(circle_id, this_week(now, circle.time_zone), FILLS)
        chosen = _with_passage(_in_turn(fresh, circle.languages), len(days))
        if not chosen:
            raise Invalid(fill=_why_none(level, days))
        rows = [
            Week(circle_id=circle_id, monday=day, song_id=song_id, first=first, last=last, tasks=[])
            for day, (song_id, first, last) in zip(days, chosen, strict=False)
        ]
        mondays = [row.monday for row in rows]
        with undo.remembered(edit, mondays):
            db.session.add_all(rows)
    return mondays


def _why_none(level: str, days: Sequence[date]) -> Message:
    if not days:
        return weeks.ALL_PLANNED
    if level:
        return N_(
            "Your circle has heard all songs of level %(level)s in its languages. Choose another level, or add songs.",
            level=level,
        )
    return N_("Your circle has heard all songs in its languages. Add songs, or plan one again.")


def _ours(circle: Circle) -> frozenset[str]:
    return frozenset(map(base, circle.languages))


def _fits(song: Song, wanted: Wanted, ours: Collection[str]) -> bool:
    if wanted.level and song.level != wanted.level:
        return False
    if wanted.language == EVERY:
        return True
    language = base(song.language)
    return language == base(wanted.language) if wanted.language else not ours or language in ours


def _in_turn(found: Sequence[Song], languages: Sequence[str]) -> list[Song]:
    """Return the songs with their languages taking turns, in the circle's order of languages."""
    order = [*map(base, languages), *(base(song.language) for song in found)]
    by_language = {language: [song for song in found if base(song.language) == language] for language in order}
    rounds = zip_longest(*by_language.values())
    return [song for song in chain.from_iterable(rounds) if song is not None]


def _with_passage(found: Sequence[Song], count: int) -> list[tuple[int, int, int]]:
    """Return (song id, first, last) of the first `count` songs that have lyrics."""
    chosen: list[tuple[int, int, int]] = []
    for song in found:
        if len(chosen) == count:
            break
        first, last = lyrics.suggested(song)
        if last:
            chosen.append((song.id, first, last))
    return chosen
