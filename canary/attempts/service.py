"""Use cases of recorded takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, false, or_, select
from sqlalchemy.exc import IntegrityError

from canary.attempts.models import Attempt
from canary.audio import media
from canary.db import db, writing
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.viewer import Viewer

NOTE_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines `first` to `last` of a song (1-based), checked; `start` and `end` in ms where the lines are timed."""

    first: int
    last: int
    start: int | None
    end: int | None


def may_hear(viewer: Viewer, attempt: Attempt) -> bool:
    """Whether `viewer` may know of the take and hear it: its singer, and those it is shared with, unless a host hid
    it (then that circle's hosts) or one of both blocked the other. `heard_by` says the same to the database.
    """
    if viewer.id is None:
        return False
    if attempt.learner_id == viewer.id:
        return True
    if attempt.learner_id in viewer.blocked:
        return False
    if attempt.hidden_at is not None:
        return attempt.visibility == "circle" and viewer.hosts(attempt.circle_id)
    shared = {
        "partner": attempt.partner_id == viewer.id,
        "circle": viewer.is_in(attempt.circle_id),
        "everyone": True,
    }
    return shared.get(attempt.visibility, False)


def heard_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition of takes by others that the viewer may hear, as `may_hear` says it; hidden ones are left out."""
    if viewer.id is None:
        return false()
    return and_(
        Attempt.learner_id != viewer.id,
        Attempt.learner_id.not_in(viewer.blocked),
        Attempt.hidden_at.is_(None),
        or_(
            and_(Attempt.visibility == "partner", Attempt.partner_id == viewer.id),
            and_(Attempt.visibility == "circle", Attempt.circle_id.in_([seat.circle_id for seat in viewer.seats])),
            Attempt.visibility == "everyone",
        ),
    )


def find(viewer: Viewer, attempt_id: int) -> Attempt:
    """A take that the viewer may hear; raises NotFound."""
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is None or not may_hear(viewer, attempt):
        raise NotFound("There is no such recording, or it is not shared with you.")
    return attempt


def find_own(viewer: Viewer, attempt_id: int) -> Attempt:
    """A take of the viewer's own; raises NotFound."""
    attempt = find(viewer, attempt_id)
    if attempt.learner_id != viewer.id:
        raise NotFound()
    return attempt


def mine(viewer: Viewer, song_id: int) -> Sequence[Attempt]:
    """The viewer's own takes of a song, the newest first."""
    query = select(Attempt).where(Attempt.learner_id == viewer.id, Attempt.song_id == song_id)
    return db.session.scalars(query.order_by(Attempt.id.desc()).limit(100)).all()


def passage(song: Song, first: int, last: int) -> Passage:
    """The passage of these lines; raises Invalid when the song does not have them."""
    text = lyrics.of(song.id)
    count = len(text.lines) if text else 0
    if not text or not 1 <= first <= last <= count:
        raise Invalid({"passage": f"This song has lines 1 to {count}; choose a passage among them."})
    end = text.lines[last - 1].end
    if end is None:
        end = text.lines[last].start if last < count else song.duration_ms
    return Passage(first, last, text.lines[first - 1].start, end)


def create(
    viewer: Viewer, slug: str, path: Path, client_id: str, first: int, last: int, note: str,
    store: LocalStore, longest_s: int, now: datetime,
) -> Attempt:  # fmt: skip
    """Keep a take, seen by its singer only. The same `client_id` again gives the take that is there. Raises Invalid."""
    song = songs.find(viewer, slug)
    passage(song, first, last)
    if not 8 <= len(client_id) <= 64:
        raise Invalid({"client_id": "Reload the page and send the recording again; it is kept in your browser."})
    if there := _sent_before(viewer, client_id):
        return there
    try:
        info = media.probe(path)
    except media.AudioError as error:
        raise Invalid({"recording": str(error)}) from error
    if info.duration_ms > (longest_s + 5) * 1000:
        raise Invalid({"recording": f"That is longer than {longest_s} seconds. Sing a shorter passage."})
    owner_id, song_id = viewer.learner_id, song.id
    with path.open("rb") as file:
        key = store.put(file, info.extension)
    try:
        with writing():
            attempt = Attempt(
                learner_id=owner_id, song_id=song_id, client_id=client_id, first=first, last=last,
                note=note.strip()[:NOTE_LONGEST], file_key=key, mime=info.mime, duration_ms=info.duration_ms,
                created_at=now,
            )  # fmt: skip
            db.session.add(attempt)
    except IntegrityError:  # the same take sent twice at once
        there = _sent_before(viewer, client_id)
        if there is None:
            raise
        return there
    return attempt


def show_to_circle(viewer: Viewer, attempt_id: int, circle_id: int) -> Attempt:
    """Share a take of one's own with a circle of one's own; raises NotFound."""
    attempt = find_own(viewer, attempt_id)
    if not viewer.is_in(circle_id):
        raise NotFound()
    with writing():
        attempt.visibility, attempt.circle_id = "circle", circle_id
        songs.touch(circle_id, attempt.song_id)
    return attempt


def take_back(viewer: Viewer, attempt_id: int) -> Attempt:
    """Make a take private again, at once and everywhere."""
    attempt = find_own(viewer, attempt_id)
    with writing():
        hide(attempt)
    return attempt


def hide(attempt: Attempt) -> None:
    """Let only its singer hear a take. The caller holds `writing()` and has asked for permission."""
    attempt.visibility = "me"
    if attempt.circle_id is not None:
        songs.touch(attempt.circle_id, attempt.song_id)


def remove(viewer: Viewer, attempt_id: int, store: LocalStore) -> Song:
    """Delete a take with its file; returns the song it was of."""
    attempt = find_own(viewer, attempt_id)
    key, song_id = attempt.file_key, attempt.song_id
    with writing():
        if attempt.circle_id is not None:
            songs.touch(attempt.circle_id, song_id)
        db.session.execute(delete(Attempt).where(Attempt.id == attempt_id))
        unused = songs.unused(key)
    for file in unused:
        store.delete(file)
    return songs.get(song_id)


def remove_song(viewer: Viewer, slug: str) -> list[str]:
    """Remove a song with everybody's takes of it; returns the keys of files that nothing needs any more."""
    song_id = songs.find_to_edit(viewer, slug).id
    with writing():
        taken = set(db.session.scalars(select(Attempt.file_key).where(Attempt.song_id == song_id)))
        keys = songs.remove(viewer, slug)
        return [*keys, *songs.unused(*taken)]


def _sent_before(viewer: Viewer, client_id: str) -> Attempt | None:
    query = select(Attempt).where(Attempt.learner_id == viewer.id, Attempt.client_id == client_id)
    return db.session.scalar(query)
