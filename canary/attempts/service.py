"""Use cases of recorded takes."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, false, or_, select
from sqlalchemy.exc import IntegrityError

from canary.attempts.models import Attempt
from canary.attempts.take import Take, problems
from canary.audio import media, playable
from canary.circles.models import Membership
from canary.db import db, writing
from canary.jobs import service as jobs
from canary.learners import service as learners
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound, Problem
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.viewer import Viewer

TRANSCODE = "playable"  # the kind of job


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
    viewer: Viewer, slug: str, path: Path, take: Take, store: LocalStore, longest_s: int, now: datetime
) -> Attempt:
    """Keep a take, heard by its singer only. The same `client_id` again gives the take that is there. Raises Invalid,
    or NotFound where it is a line of another's take again.
    """
    song = songs.find(viewer, slug)
    passage(song, take.first, take.last)
    if wrong := problems(take):
        raise Invalid(wrong)
    if there := _sent_before(viewer, take.client_id):
        return there
    if take.retake_of_id is not None and find_own(viewer, take.retake_of_id).song_id != song.id:
        raise NotFound()
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
                learner_id=owner_id, song_id=song_id, client_id=take.client_id, first=take.first, last=take.last,
                note=take.note, asks=list(take.asks), sound=take.sound, retake_of_id=take.retake_of_id,
                file_key=key, mime=info.mime, duration_ms=info.duration_ms, created_at=now,
            )  # fmt: skip
            db.session.add(attempt)
    except IntegrityError:  # the same take sent twice at once
        there = _sent_before(viewer, take.client_id)
        if there is None:
            raise
        return there
    return attempt


def transcode(attempt_id: int, put_job: Callable[[str], None], now: datetime) -> None:
    """Have the playable form of a take made, unless it is there, tried, or on its way."""
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is None or attempt.playable_key is not None:
        return
    if attempt_id not in {payload["attempt_id"] for payload in jobs.waiting(TRANSCODE)}:
        jobs.ask(put_job, TRANSCODE, attempt.learner_id, now, attempt_id=attempt_id)


def transcode_left(put_job: Callable[[str], None], now: datetime) -> None:
    """Begin again what never ended, but for those that ended badly."""
    for attempt_id in {payload["attempt_id"] for payload in jobs.failed(TRANSCODE)}:
        _made(attempt_id, "")
    waiting = select(Attempt.id).where(Attempt.playable_key.is_(None)).order_by(Attempt.id)
    for attempt_id in db.session.scalars(waiting).all():
        transcode(attempt_id, put_job, now)


def make_playable(attempt_id: int, step: Callable[[int, str], None], store: LocalStore) -> None:
    """Make the form of a take that every browser plays. Raises Problem where it cannot be made; the original stays."""
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is None or attempt.playable_key is not None:
        return
    source, length = store.path(attempt.file_key), max(1, attempt.duration_ms)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"take{playable.EXTENSION}"
        try:
            playable.write(source, out, lambda ms: step(min(95, 95 * ms // length), "Preparing the sound …"))
        except media.AudioError as error:
            _made(attempt_id, "")
            raise Problem(
                "This recording plays in some browsers only: it could not be brought into the form that all of them"
                " play. What you sent is kept as it was."
            ) from error
        with out.open("rb") as file:
            key = store.put(file, playable.EXTENSION)
    if not _made(attempt_id, key):  # deleted meanwhile, or done by another worker
        discard(store, key)


def discard(store: LocalStore, *keys: str) -> None:
    """Delete those of the files that nothing names (any more), after the rows are committed."""
    for key in songs.unused(*keys):
        store.delete(key)


def show_to_circle(viewer: Viewer, attempt_id: int, circle_id: int) -> Attempt:
    """Share a take of one's own with a circle of one's own; raises NotFound."""
    attempt = find_own(viewer, attempt_id)
    if not viewer.is_in(circle_id):
        raise NotFound()
    with writing():
        _touch(attempt)
        attempt.visibility, attempt.circle_id = "circle", circle_id
        songs.touch(circle_id, attempt.song_id)
    return attempt


def show_to(viewer: Viewer, attempt_id: int, whom: str, partner: str = "") -> Attempt:
    """Let a take of one's own be heard by "me", by a "partner" (the name of somebody in a circle of one's own) or by
    "everyone" here. Raises Invalid, NotFound.
    """
    attempt = find_own(viewer, attempt_id)
    song = songs.get(attempt.song_id)
    if whom not in {"me", "partner", "everyone"}:
        raise Invalid({"visibility": "Choose who may hear it."})
    if whom == "everyone" and song.visibility != "public":
        raise Invalid({"visibility": "This song belongs to a circle, so a take of it can be heard there only."})
    partner_id = _partner(viewer, partner, song) if whom == "partner" else None
    with writing():
        _touch(attempt)
        attempt.visibility = whom
        if partner_id is not None:
            attempt.partner_id = partner_id
    return attempt


def show_as(viewer: Viewer, attempt_id: int, other_id: int) -> Attempt:
    """Let those hear a take of one's own who hear another of one's own; raises NotFound."""
    attempt, other = find_own(viewer, attempt_id), find_own(viewer, other_id)
    with writing():
        attempt.visibility, attempt.circle_id, attempt.partner_id = other.visibility, other.circle_id, other.partner_id
    return attempt


def _partner(viewer: Viewer, name: str, song: Song) -> int:
    learner = learners.by_username(name)
    ours = [seat.circle_id for seat in viewer.seats if song.visibility == "public" or seat.circle_id == song.circle_id]
    if learner is not None and learner.id != viewer.id and learner.id not in viewer.blocked:
        seats = select(Membership.circle_id).where(Membership.learner_id == learner.id, Membership.circle_id.in_(ours))
        if db.session.scalar(seats.limit(1)) is not None:
            return learner.id
    raise Invalid({"partner": "Nobody of that name is in a circle with you. Write the name as they log in with it."})


def take_back(viewer: Viewer, attempt_id: int) -> Attempt:
    """Make a take private again, at once and everywhere."""
    attempt = find_own(viewer, attempt_id)
    with writing():
        hide(attempt)
    return attempt


def hide(attempt: Attempt) -> None:
    """Let only its singer hear a take. The caller holds `writing()` and has asked for permission."""
    attempt.visibility = "me"
    _touch(attempt)


def remove(viewer: Viewer, attempt_id: int) -> list[str]:
    """Delete a take of one's own; returns the keys of its files, to be discarded once this is committed."""
    attempt = find_own(viewer, attempt_id)
    with writing():
        _touch(attempt)
        keys = [attempt.file_key, attempt.playable_key or ""]
        db.session.execute(delete(Attempt).where(Attempt.id == attempt_id))
    return keys


def remove_song(viewer: Viewer, slug: str) -> list[str]:
    """Remove a song with everybody's takes of it; returns the keys of their files, to be discarded once this is
    committed.
    """
    song_id = songs.find_to_edit(viewer, slug).id
    with writing():
        taken = db.session.execute(
            select(Attempt.file_key, Attempt.playable_key).where(Attempt.song_id == song_id)
        ).all()
        return [*songs.remove(viewer, slug), *(key or "" for row in taken for key in row)]


def _touch(attempt: Attempt) -> None:
    """Let the thread in which the take stands be shown anew."""
    if attempt.circle_id is not None:
        songs.touch(attempt.circle_id, attempt.song_id)


def _made(attempt_id: int, key: str) -> bool:
    """Note what became of a take's playable form; False when there was nothing to note any more."""
    with writing():
        attempt = db.session.get(Attempt, attempt_id)
        if attempt is None or attempt.playable_key is not None:
            return False
        attempt.playable_key, attempt.playable_mime = key, playable.MIME if key else ""
        return True


def _sent_before(viewer: Viewer, client_id: str) -> Attempt | None:
    query = select(Attempt).where(Attempt.learner_id == viewer.id, Attempt.client_id == client_id)
    return db.session.scalar(query)
