"""What can be reported, by its subject and number: who sees it, whose it is, what it says, where it stands."""

from dataclasses import dataclass
from typing import Any

from canary.circles.models import Membership
from canary.corrections.models import Correction, CorrectionReply
from canary.db import db
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.takes import service as takes
from canary.takes.feedback.models import Feedback
from canary.takes.models import Take
from canary.threads.models import Post
from canary.viewer import Viewer

EXCERPT = 400
HIDEABLE: dict[str, Any] = {
    "post": Post,
    "take": Take,
    "feedback": Feedback,
    "correction": Correction,
    "entry": Entry,
    "reply": CorrectionReply,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be reported: whose it is, what it says, the page it stands on (`page` is a subject and its number)."""

    subject: str
    id: int
    person_id: int | None
    name: str
    circle_id: int | None
    song_id: int | None
    excerpt: str
    page: tuple[str, int]
    hidden: bool


def sees(viewer: Viewer, subject: str, number: int) -> bool:
    """Whether the viewer, who is logged in, sees the thing; a person is seen by those of one of their circles."""
    match subject:
        case "post":
            post = db.session.get(Post, number)
            return post is not None and viewer.is_in(post.circle_id) and _open(viewer, post.author_id, post)
        case "take":
            take = db.session.get(Take, number)
            return take is not None and takes.may_hear(viewer, take)
        case "feedback":
            told = db.session.get(Feedback, number)
            return told is not None and sees(viewer, "take", told.take_id) and _open(viewer, told.author_id, told)
        case "correction":
            said = db.session.get(Correction, number)
            if said is None or not _open(viewer, said.author_id, said):
                return False
            return sees(viewer, "post", said.post_id) if said.post_id else sees(viewer, "entry", said.entry_id or 0)
        case "entry":
            entry = db.session.get(Entry, number)
            if entry is None or not _open(viewer, entry.author_id, entry):
                return False
            shared = entry.visibility == "circle" and viewer.is_in(entry.circle_id)
            return entry.author_id == viewer.id or entry.visibility == "everyone" or shared
        case "reply":
            reply = db.session.get(CorrectionReply, number)
            return (
                reply is not None
                and _open(viewer, reply.author_id, reply)
                and sees(viewer, "correction", reply.correction_id)
            )
        case "person":
            return any(db.session.get(Membership, (seat.circle_id, number)) for seat in viewer.seats)
    return False


def thing_of(subject: str, number: int) -> Thing | None:
    """The thing, whoever asks; None when it is gone."""
    if subject == "person":
        person = db.session.get(Learner, number)
        return Thing(subject, number, number, "", None, None, "", (subject, number), False) if person else None
    row: Any = db.session.get(HIDEABLE[subject], number) if subject in HIDEABLE else None
    if row is None:
        return None
    person_id, place, text, page = row.author_id if subject != "take" else row.learner_id, row, "", (subject, number)
    match subject:
        case "post":
            text = row.body
        case "take":
            text = row.note or f"A recording of lines {row.first} to {row.last}"
        case "feedback":
            place, page = db.session.get(Take, row.take_id), ("take", row.take_id)
            text = " · ".join(part for part in (row.praise, row.note) if part)
        case "correction":
            page, place = _corrected(row)
            text = f"{row.sentence} → {row.wording or row.sentence} {row.why}".strip()
        case "reply":
            page, place = _corrected(db.session.get_one(Correction, row.correction_id))
            text = row.body
        case "entry":
            text = row.body or " · ".join(row.answers.values())
    person = db.session.get(Learner, person_id) if person_id else None
    name = person.name if person else "somebody who left"
    circle_id, song_id = (place.circle_id, place.song_id) if place else (None, None)
    return Thing(subject, number, person_id, name, circle_id, song_id, text[:EXCERPT], page, row.hidden_at is not None)


def _corrected(row: Correction) -> tuple[tuple[str, int], Any]:
    page = ("post", row.post_id) if row.post_id else ("entry", row.entry_id or 0)
    return page, db.session.get(HIDEABLE[page[0]], page[1])


def _open(viewer: Viewer, author_id: int | None, row: Any) -> bool:
    if author_id == viewer.id:
        return True
    hidden = row.hidden_at is not None or getattr(row, "removed_at", None) is not None
    return author_id not in viewer.blocked and not hidden
