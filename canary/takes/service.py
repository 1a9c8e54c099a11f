"""Use cases of takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, false, or_, select, update

from canary.audio import media
from canary.circles import service as circles
from canary.circles.models import Membership
from canary.content import kinds
from canary.content.service import sent_before
from canary.db import db, writing, writing_once
from canary.learners import service as learners
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound, still_there
from canary.sentences import N_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.takes.draft import TakeDraft, problems
from canary.takes.models import Take
from canary.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Passage:
    """Existing lines `first` to `last` of a song (from 1); `start` and `end` in milliseconds, None without times."""

    first: int
    last: int
    start: int | None
    end: int | None


def may_hear(viewer: Viewer, take: Take) -> bool:
    """Return whether the viewer may know of a take and hear it; `heard_by` is the same rule in SQL.

    Its singer may. So may the people it's shared with, if they may see its song and neither they nor the singer blocked
    the other. If a host hid it, only its singer and the circle's hosts may.
    """
    if viewer.id is None:
        return False
    if take.learner_id == viewer.id:
        return True
    if take.learner_id in viewer.blocked:
        return False
    if not songs.may_see(viewer, songs.get(take.song_id)):
        return False  # the song was public when the take was shared, and no longer is
    if take.hidden_at is not None:
        return take.visibility == "circle" and viewer.hosts(take.circle_id)
    shared = {
        "partner": take.partner_id == viewer.id,
        "circle": viewer.is_in(take.circle_id),
        "everyone": True,
    }
    return shared.get(take.visibility, False)


def heard_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return an SQL condition for takes by others that the viewer may hear.

    It's the rule of `may_hear`, except that it leaves out hidden takes.
    """
    if viewer.id is None:
        return false()
    return and_(
        Take.learner_id != viewer.id,
        Take.learner_id.not_in(viewer.blocked),
        Take.hidden_at.is_(None),
        Take.song_id.in_(select(Song.id).where(songs.visible_to(viewer))),
        or_(
            and_(Take.visibility == "partner", Take.partner_id == viewer.id),
            and_(Take.visibility == "circle", Take.circle_id.in_([own.circle_id for own in viewer.memberships])),
            Take.visibility == "everyone",
        ),
    )


def find(viewer: Viewer, take_id: int) -> Take:
    """Return a take that the viewer may hear. Raises NotFound."""
    take = db.session.get(Take, take_id)
    if take is None or not may_hear(viewer, take):
        raise NotFound(N_("This take doesn’t exist, or it isn’t shared with you."))
    return take


def find_own(viewer: Viewer, take_id: int) -> Take:
    """Return one of the viewer's own takes. Raises NotFound."""
    take = find(viewer, take_id)
    if take.learner_id != viewer.id:
        raise NotFound()
    return take


def own(viewer: Viewer, song_id: int) -> Sequence[Take]:
    """Return the viewer's own takes of a song, newest first, 100 at most."""
    query = select(Take).where(Take.learner_id == viewer.id, Take.song_id == song_id)
    return db.session.scalars(query.order_by(Take.id.desc()).limit(100)).all()


def passage(song: Song, first: int, last: int) -> Passage:
    """Return lines `first` to `last` of a song as a passage. Raises Invalid if the song doesn't have them."""
    text = lyrics.of(song.id)
    count = len(text.lines) if text else 0
    if not text or not 1 <= first <= last <= count:
        raise Invalid({"passage": N_("This song has lines 1 to %(count)s. Choose a passage within them.", count=count)})
    end = text.lines[last - 1].end
    if end is None:
        end = text.lines[last].start if last < count else song.duration_ms
    return Passage(first, last, text.lines[first - 1].start, end)


def create(
    viewer: Viewer, slug: str, path: Path, draft: TakeDraft, store: LocalStore, longest_s: int, now: datetime
) -> Take:
    """Save a take that only its singer can hear. If the viewer already sent this `client_id`, return the saved take.

    `path` is the uploaded file and `longest_s` the maximum length in seconds. Raises Invalid, and NotFound if it's a
    retake of somebody else's take or of another song.
    """
    song = songs.find(viewer, slug)
    passage(song, draft.first, draft.last)
    if wrong := problems(draft):
        raise Invalid(wrong)
    if existing := sent_before(Take, Take.learner_id, viewer, draft.client_id):
        return existing
    if draft.retake_of_id is not None and find_own(viewer, draft.retake_of_id).song_id != song.id:
        raise NotFound()
    try:
        info = media.probe(path)
    except media.AudioError as error:
        raise Invalid({"recording": error.sentence}) from error
    if info.duration_ms > (longest_s + 5) * 1000:
        raise Invalid(
            {
                "recording": N_(
                    "A take can be up to %(seconds)s seconds long. Choose a shorter passage.", seconds=longest_s
                )
            }
        )
    owner_id, song_id = viewer.learner_id, song.id
    with path.open("rb") as file:
        key = store.put(file, info.extension)
    with writing_once() as outcome:
        take = Take(
            learner_id=owner_id, song_id=song_id, client_id=draft.client_id, first=draft.first, last=draft.last,
            note=draft.note, asks=list(draft.asks), sound=draft.sound, retake_of_id=draft.retake_of_id,
            file_key=key, mime=info.mime, duration_ms=info.duration_ms, created_at=now,
        )  # fmt: skip
        db.session.add(take)
    return still_there(sent_before(Take, Take.learner_id, viewer, draft.client_id)) if outcome.lost else take


def unprepared() -> Sequence[int]:
    """Return the ids of takes whose playable copy hasn't been made yet and hasn't failed."""
    return db.session.scalars(select(Take.id).where(Take.playable_key.is_(None)).order_by(Take.id)).all()


def share(viewer: Viewer, take_id: int, now: datetime, circle_id: int | None = None) -> Take:
    """Share the viewer's own take with a circle: `circle_id`, or else the song's, or else the viewer's current one.

    Raises NotFound if the viewer isn't in the circle, NotAllowed if its host has suspended them.
    """
    take = find_own(viewer, take_id)
    song = songs.get(take.song_id)
    if circle_id is None or (song.visibility != "public" and circle_id != song.circle_id):
        circle_id = song.circle_id or (viewer.membership.circle_id if viewer.membership else None)
    if circle_id is None or not viewer.is_in(circle_id):
        raise NotFound(N_("Join a circle to share takes with it. Ask its host for the join link."))
    circles.check_may_write(viewer, circle_id, now)
    with writing():
        _check_new(viewer, take, "circle", now)
        _touch(take)
        _share(take, "circle", now)
        take.circle_id = circle_id
        _update_retakes(take)
        songs.touch(circle_id, take.song_id)
        kinds.shared("take", viewer, take, circle_id, now)
    return take


def set_visibility(viewer: Viewer, take_id: int, whom: str, partner: str, now: datetime) -> Take:
    """Set who may hear the viewer's own take: `whom` is "me", "partner" or "everyone".

    `partner` is the username of somebody who shares a circle with the viewer. Raises Invalid, NotFound.
    """
    take = find_own(viewer, take_id)
    song = songs.get(take.song_id)
    if whom not in {"me", "partner", "everyone"}:
        raise Invalid({"visibility": N_("Choose who can hear it.")})
    if whom == "everyone" and song.visibility != "public":
        raise Invalid({"visibility": N_("This song belongs to a circle, so only its members can hear takes of it.")})
    partner_id = _partner(viewer, partner, song) if whom == "partner" else None
    with writing():
        _check_new(viewer, take, whom, now)
        _touch(take)
        _share(take, whom, now)
        if partner_id is not None:
            take.partner_id = partner_id
        _update_retakes(take)
    return take


def copy_visibility(viewer: Viewer, take_id: int, other_id: int, now: datetime) -> Take:
    """Give one of the viewer's takes the same visibility as another of their takes.

    Raises NotFound, and NotAllowed if the circle's host has suspended them.
    """
    take, other = find_own(viewer, take_id), find_own(viewer, other_id)
    if other.visibility == "circle" and other.circle_id is not None:
        circles.check_may_write(viewer, other.circle_id, now)
    with writing():
        _share(take, other.visibility, now)
        take.circle_id, take.partner_id = other.circle_id, other.partner_id
    return take


def _check_new(viewer: Viewer, take: Take, whom: str, now: datetime) -> None:
    if take.visibility == "me" != whom:  # retakes for a helper don't count towards the limit
        shown = (Take.learner_id == viewer.id, Take.visibility != "me", Take.retake_of_id.is_(None))
        circles.check_new(viewer, "take", now, *shown)


def _share(take: Take, whom: str, now: datetime) -> None:
    if take.visibility == "me" != whom:
        take.shared_at = now
    take.visibility = whom


def _update_retakes(take: Take) -> None:
    """Give the shared retakes of a take the same visibility as the take."""
    visibility = {"visibility": take.visibility, "circle_id": take.circle_id, "partner_id": take.partner_id}
    followers = update(Take).where(Take.retake_of_id == take.id, Take.visibility != "me")
    db.session.execute(followers.values(visibility))


def _partner(viewer: Viewer, name: str, song: Song) -> int:
    learner = learners.by_username(name)
    ours = [
        own.circle_id for own in viewer.memberships if song.visibility == "public" or own.circle_id == song.circle_id
    ]
    if learner is not None and learner.id != viewer.id and learner.id not in viewer.blocked:
        shared = select(Membership.circle_id).where(Membership.learner_id == learner.id, Membership.circle_id.in_(ours))
        if db.session.scalar(shared.limit(1)) is not None:
            return learner.id
    raise Invalid(
        {"partner": N_("Nobody with that username shares a circle with you. Check the name they log in with.")}
    )


def withdraw(viewer: Viewer, take_id: int) -> Take:
    """Make the viewer's own take private again, at once and everywhere. Raises NotFound."""
    take = find_own(viewer, take_id)
    with writing():
        make_private(take)
    return take


def make_private(take: Take) -> None:
    """Make a take private. Call this inside `writing()`, after checking permission."""
    take.visibility = "me"
    _update_retakes(take)
    _touch(take)


def remove(viewer: Viewer, take_id: int) -> list[str]:
    """Delete the viewer's own take. Raises NotFound.

    Returns the keys of its files, which the caller deletes after the commit.
    """
    take = find_own(viewer, take_id)
    with writing():
        make_private(take)
        keys = [take.file_key, take.playable_key or ""]
        db.session.execute(delete(Take).where(Take.id == take_id))
    return keys


def _touch(take: Take) -> None:
    """Increment the version of the thread that shows the take."""
    if take.circle_id is not None:
        songs.touch(take.circle_id, take.song_id)
