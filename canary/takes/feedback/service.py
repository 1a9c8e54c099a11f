"""Use cases of feedback on takes."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, or_, select

from canary.audio import media, playable
from canary.circles import service as circles
from canary.client_ids import is_client_id
from canary.content.files import discard
from canary.content.paths import path_to
from canary.content.service import sent_before
from canary.db import db, writing, writing_once
from canary.learners.departed import LEFT
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.notices import service as notices
from canary.problems import Invalid, NotAllowed, NotFound
from canary.sentences import N_, Message
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.takes import service as takes
from canary.takes.feedback import marks
from canary.takes.feedback.models import Feedback, Mark
from canary.takes.models import Take
from canary.viewer import Viewer

MOST = 100  # the maximum number of feedback rows on a take's page


@dataclass(frozen=True, slots=True)
class Draft:
    """Feedback as a helper sends it; `marks` is JSON, see `marks.read`."""

    client_id: str
    praise: str = ""
    note: str = ""
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Feedback as the take's page shows it, each mark with its retake. If `hidden`, this viewer sees only a stub."""

    feedback: Feedback
    author: Message
    marks: Sequence[tuple[Mark, Take | None]]
    hidden: bool


def singer(take: Take) -> Learner:
    """Return the learner who recorded a take."""
    return db.session.get_one(Learner, take.learner_id)


def may_help(viewer: Viewer, take: Take) -> bool:
    """Return whether the viewer may give feedback on a take: whoever may hear it, except its singer."""
    return viewer.id != take.learner_id and take.hidden_at is None and takes.may_hear(viewer, take)


def of(viewer: Viewer, take: Take) -> list[Given]:
    """Return the feedback on a take, oldest first.

    Feedback by learners who blocked the viewer, or whom the viewer blocked, is left out.
    """
    rows = db.session.execute(
        select(Feedback, Learner)
        .outerjoin(Learner, Learner.id == Feedback.author_id)
        .where(Feedback.take_id == take.id)
        .where(or_(Feedback.author_id.is_(None), Feedback.author_id.not_in(viewer.blocked)))
        .order_by(Feedback.id)
        .limit(MOST)
    ).all()
    heard = or_(Take.learner_id == viewer.id, takes.heard_by(viewer))
    found: dict[int, list[tuple[Mark, Take | None]]] = {feedback.id: [] for feedback, _ in rows}
    for mark, retake in db.session.execute(
        select(Mark, Take)
        .outerjoin(Take, and_(Take.id == Mark.retake_id, heard))
        .where(Mark.feedback_id.in_(found))
        .order_by(Mark.line, Mark.word, Mark.id)
    ):
        found[mark.feedback_id].append((mark, retake))
    return [Given(row, who.name if who else LEFT, found[row.id], not may_see(viewer, row, take)) for row, who in rows]


def may_see(viewer: Viewer, feedback: Feedback, take: Take) -> bool:
    """Return whether a viewer who may hear the take may read this feedback on it.

    If a host hid it, only its author and the circle's hosts may.
    """
    if feedback.author_id in viewer.blocked:
        return False
    return feedback.hidden_at is None or feedback.author_id == viewer.id or viewer.hosts(take.circle_id)


def give(
    viewer: Viewer, take_id: int, draft: Draft, files: Mapping[str, Path], store: LocalStore, now: datetime
) -> Feedback:
    """Give feedback on a take. If the viewer already sent this `client_id`, return the feedback saved with it.

    `files` are the marks' sound files, by the names of their form fields. Raises NotFound, Invalid, and NotAllowed for
    the take's singer and for learners whom the circle's host has suspended.
    """
    take = takes.find(viewer, take_id)
    if not may_help(viewer, take):
        raise NotAllowed(N_("This is your own take. Only others can give feedback on it."))
    if take.visibility == "circle" and take.circle_id is not None:
        circles.check_may_write(viewer, take.circle_id, now)
    if existing := sent_before(Feedback, Feedback.author_id, viewer, draft.client_id):
        return existing
    circles.check_new(viewer, "feedback", now, Feedback.author_id == viewer.id)
    song, text = songs.get(take.song_id), lyrics.of(take.song_id)
    sent = marks.read(draft.marks, text.lines if text else (), take.first, take.last, song.language)
    praise, note = draft.praise.strip()[: marks.PRAISE_LONGEST], draft.note.strip()[: marks.NOTE_LONGEST * 2]
    _check(draft.client_id, praise, note, sent)
    singer_id, first, last = take.learner_id, take.first, take.last
    event = "line_heard" if first == last else "lines_heard"
    about = {"name": viewer.display_name, "song": song.title, "first": first, "last": last}
    models = {mark.model: _model(files[mark.model], store) for mark in sent if mark.model in files}
    with writing_once() as outcome:
        feedback = Feedback(
            take_id=take_id, author_id=viewer.learner_id, client_id=draft.client_id, praise=praise,
            note=note, created_at=now,
        )  # fmt: skip
        db.session.add(feedback)
        db.session.flush()
        for mark in sent:
            key, length = models.get(mark.model, (None, 0))
            db.session.add(
                Mark(
                    feedback_id=feedback.id, line=mark.line, word=mark.word, kind=mark.kind, detail=mark.detail,
                    note=mark.note, model_key=key, model_mime=playable.MIME if key else "", model_ms=length,
                )
            )  # fmt: skip
        url = path_to("feedback.show", take_id=take_id, anchor=f"feedback-{feedback.id}")
        notices.tell(singer_id, event, f"feedback {feedback.id}", about, url, now, viewer.id)
    if outcome.lost:  # the same form was sent twice at once, or the take was deleted in the meantime
        existing = sent_before(Feedback, Feedback.author_id, viewer, draft.client_id)
        if existing is None:
            discard(store, *(key for key, _ in models.values()))
            raise NotFound(N_("This take was deleted while you were listening. Thanks for your help anyway."))
        return existing
    return feedback


def reply_to(viewer: Viewer, mark_id: int, reply: str, now: datetime) -> Mark:
    """Reply to a mark on the viewer's own take: "thanks", "lost" (they don't understand), or "" to remove the reply.

    Raises NotFound, Invalid.
    """
    mark, feedback, take = _find_mark(viewer, mark_id)
    if take.learner_id != viewer.id:
        raise NotFound()
    if reply not in {"", "thanks", "lost"}:
        raise Invalid({"reply": N_("Say thanks, or say that you don’t get it.")})
    helper_id, url = feedback.author_id, path_to("feedback.show", take_id=take.id, anchor=f"mark-{mark_id}")
    event, who = "mark_thanked" if reply == "thanks" else "mark_unclear", {"name": viewer.display_name}
    with writing():
        mark.reply, mark.replied_at = reply, now
        if reply:
            notices.tell(helper_id, event, f"{reply} {mark_id}", who, url, now, viewer.id)
    return mark


def save_retake(viewer: Viewer, mark_id: int, take_id: int, now: datetime) -> None:
    """Link the viewer's retake of a line to the mark on it. If the retake is shared, notify the mark's author.

    Raises NotFound.
    """
    mark, feedback, take = _find_mark(viewer, mark_id)
    retake = takes.find_own(viewer, take_id)
    if take.learner_id != viewer.id or retake.retake_of_id != take.id:
        raise NotFound()
    helper_id, url = feedback.author_id, path_to("feedback.show", take_id=take.id, anchor=f"mark-{mark_id}")
    shared = retake.visibility != "me"
    with writing():
        mark.retake_id = take_id
        if shared:
            who = {"name": viewer.display_name}
            notices.tell(helper_id, "mark_retaken", f"retake {take_id}", who, url, now, viewer.id)


def take_of(mark: Mark) -> int:
    """Return the id of the take that a mark is about."""
    return db.session.get_one(Feedback, mark.feedback_id).take_id


def model(viewer: Viewer, mark_id: int) -> Mark:
    """Return a mark with a recording that the viewer may hear. Raises NotFound."""
    mark, _, _ = _find_mark(viewer, mark_id)
    if not mark.model_key:
        raise NotFound()
    return mark


def remove(viewer: Viewer, feedback_id: int, store: LocalStore) -> int:
    """Delete the viewer's own feedback with its sounds. Returns the take's id. Raises NotFound."""
    feedback = db.session.get(Feedback, feedback_id)
    if feedback is None or feedback.author_id != viewer.id or viewer.id is None:
        raise NotFound()
    take_id = feedback.take_id
    with writing():
        keys = _models(Mark.feedback_id == feedback_id)
        db.session.execute(delete(Feedback).where(Feedback.id == feedback_id))
    discard(store, *keys)
    return take_id


def remove_take(viewer: Viewer, take_id: int, store: LocalStore) -> Song:
    """Delete the viewer's own take with its files and its helpers' recordings. Returns its song. Raises NotFound."""
    song_id = takes.find_own(viewer, take_id).song_id
    with writing():
        keys = _models(Feedback.take_id == take_id)
        keys += takes.remove(viewer, take_id)
    discard(store, *keys)
    return songs.get(song_id)


def _models(condition: ColumnElement[bool]) -> list[str]:
    query = select(Mark.model_key).join(Feedback, Feedback.id == Mark.feedback_id).where(condition)
    return [key for key in db.session.scalars(query) if key]


def _find_mark(viewer: Viewer, mark_id: int) -> tuple[Mark, Feedback, Take]:
    mark = db.session.get(Mark, mark_id)
    feedback = db.session.get(Feedback, mark.feedback_id) if mark else None
    if mark is None or feedback is None:
        raise NotFound()
    take = takes.find(viewer, feedback.take_id)
    if not may_see(viewer, feedback, take):
        raise NotFound()
    return mark, feedback, take


def _check(client_id: str, praise: str, note: str, sent: Sequence[marks.Sent]) -> None:
    if not is_client_id(client_id):
        raise Invalid({"client_id": N_("Reload the page and send it again. What you wrote is saved in your browser.")})
    if note and not praise:
        raise Invalid({"praise": N_("Start with one thing that went well: it makes the rest easier to hear.")})
    if not praise and not sent:
        raise Invalid({"praise": N_("Tap a word, or write one thing that went well.")})


def _model(path: Path, store: LocalStore) -> tuple[str, int]:
    """Store a helper's recording in a format that every browser plays. Raises Invalid.

    Returns its key and its length in milliseconds.
    """
    try:
        info = media.probe(path)
        if info.duration_ms > (marks.MODEL_SECONDS + 2) * 1000:
            raise Invalid(
                {
                    "model": N_(
                        "Keep it under %(seconds)s seconds: say just the word or the line.", seconds=marks.MODEL_SECONDS
                    )
                }
            )
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / f"model{playable.EXTENSION}"
            length = playable.write(path, out)
            with out.open("rb") as file:
                return store.put(file, playable.EXTENSION), length
    except media.AudioError as error:
        raise Invalid({"model": error.sentence}) from error
