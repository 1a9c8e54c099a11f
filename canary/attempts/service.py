"""Use cases of recorded takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, false, or_, select, update
from sqlalchemy.exc import IntegrityError

from canary.attempts.models import Attempt
from canary.attempts.take import Take, problems
from canary.audio import media
from canary.circles import service as circles
from canary.circles.models import Membership
from canary.db import db, writing
from canary.learners import service as learners
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines `first` to `last` of a song (1-based), checked; `start` and `end` in ms where the lines are timed."""

    first: int
    last: int
    start: int | None
    end: int | None


def may_hear(viewer: Viewer, attempt: Attempt) -> bool:
    """Whether `viewer` may know of the take and hear it: its singer, and those it is shared with who may see its song,
    unless a host hid it (then that circle's hosts) or one of both blocked the other. `heard_by` says the same to the
    database.
    """
    if viewer.id is None:
        return False
    if attempt.learner_id == viewer.id:
        return True
    if attempt.learner_id in viewer.blocked:
        return False
    if not songs.may_see(viewer, songs.get(attempt.song_id)):
        return False  # the song was everybody's when the take was shared, and is no longer
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
        Attempt.song_id.in_(select(Song.id).where(songs.visible_to(viewer))),
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


def unready() -> Sequence[int]:
    """Ids of the takes whose playable form was not made or tried yet."""
    return db.session.scalars(select(Attempt.id).where(Attempt.playable_key.is_(None)).order_by(Attempt.id)).all()


def discard(store: LocalStore, *keys: str) -> None:
    """Delete those of the files that nothing names (any more), after the rows are committed."""
    for key in songs.unused(*keys):
        store.delete(key)


def show_to_circle(viewer: Viewer, attempt_id: int, circle_id: int, now: datetime) -> Attempt:
    """Share a take of one's own with a circle of one's own; raises NotFound."""
    attempt = find_own(viewer, attempt_id)
    if not viewer.is_in(circle_id):
        raise NotFound()
    with writing():
        _check_new(viewer, attempt, "circle", now)
        _touch(attempt)
        _share(attempt, "circle", now)
        attempt.circle_id = circle_id
        _retakes_follow(attempt)
        songs.touch(circle_id, attempt.song_id)
    return attempt


def show_to(viewer: Viewer, attempt_id: int, whom: str, partner: str, now: datetime) -> Attempt:
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
        _check_new(viewer, attempt, whom, now)
        _touch(attempt)
        _share(attempt, whom, now)
        if partner_id is not None:
            attempt.partner_id = partner_id
        _retakes_follow(attempt)
    return attempt


def show_as(viewer: Viewer, attempt_id: int, other_id: int, now: datetime) -> Attempt:
    """Let those hear a take of one's own who hear another of one's own. Raises NotFound, and NotAllowed for those whom
    the circle's host suspended.
    """
    attempt, other = find_own(viewer, attempt_id), find_own(viewer, other_id)
    if other.visibility == "circle" and other.circle_id is not None:
        circles.check_may_write(viewer, other.circle_id, now)
    with writing():
        _share(attempt, other.visibility, now)
        attempt.circle_id, attempt.partner_id = other.circle_id, other.partner_id
    return attempt


def _check_new(viewer: Viewer, attempt: Attempt, whom: str, now: datetime) -> None:
    if attempt.visibility == "me" != whom:  # a line that is taken again for a helper is no further one
        shown = (Attempt.learner_id == viewer.id, Attempt.visibility != "me", Attempt.retake_of_id.is_(None))
        circles.check_new(viewer, "take", now, *shown)


def _share(attempt: Attempt, whom: str, now: datetime) -> None:
    if attempt.visibility == "me" != whom:
        attempt.shared_at = now
    attempt.visibility = whom


def _retakes_follow(attempt: Attempt) -> None:
    """Lines sung again that are heard by "those who hear the first take" go where that goes."""
    now = {"visibility": attempt.visibility, "circle_id": attempt.circle_id, "partner_id": attempt.partner_id}
    followers = update(Attempt).where(Attempt.retake_of_id == attempt.id, Attempt.visibility != "me")
    db.session.execute(followers.values(now))


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
    _retakes_follow(attempt)
    _touch(attempt)


def remove(viewer: Viewer, attempt_id: int) -> list[str]:
    """Delete a take of one's own; returns the keys of its files, to be discarded once this is committed."""
    attempt = find_own(viewer, attempt_id)
    with writing():
        hide(attempt)
        keys = [attempt.file_key, attempt.playable_key or ""]
        db.session.execute(delete(Attempt).where(Attempt.id == attempt_id))
    return keys


def _touch(attempt: Attempt) -> None:
    """Let the thread in which the take stands be shown anew."""
    if attempt.circle_id is not None:
        songs.touch(attempt.circle_id, attempt.song_id)


def _sent_before(viewer: Viewer, client_id: str) -> Attempt | None:
    query = select(Attempt).where(Attempt.learner_id == viewer.id, Attempt.client_id == client_id)
    return db.session.scalar(query)
