"""The kind of content that this room adds: feedback on takes."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, delete, literal, select

from canary.content.kinds import Kind, Place
from canary.content.service import is_open
from canary.db import db
from canary.sentences import N_, NN_
from canary.takes import service as takes
from canary.takes.feedback.models import Feedback
from canary.takes.models import Take
from canary.viewer import Viewer

FIRST_DAY = 10


def may_see(viewer: Viewer, feedback: Feedback) -> bool:
    """Return whether the viewer may read the feedback and may hear the take that it's about."""
    take = db.session.get_one(Take, feedback.take_id)
    return takes.may_hear(viewer, take) and is_open(viewer, feedback.author_id, feedback)


def place(feedback: Feedback) -> Place:
    """Return the circle and song of the take that the feedback is about."""
    take = db.session.get_one(Take, feedback.take_id)
    return Place(take.circle_id, take.song_id)


def answers(learner_ids: Any, begins: datetime, ends: datetime) -> Any:
    """Select (learner_id, kind, thing): which takes by others these learners gave feedback on, between two moments."""
    return (
        select(
            Feedback.author_id.label("learner_id"),
            literal("take", String).label("kind"),
            Feedback.take_id.label("thing"),
        )
        .join(Take, Take.id == Feedback.take_id)
        .where(Feedback.author_id.in_(learner_ids), Feedback.created_at.between(begins, ends))
        .where(Take.learner_id != Feedback.author_id, Feedback.hidden_at.is_(None))
    )


def leave(learner_id: int, _: datetime) -> None:
    """Delete a learner's feedback."""
    db.session.execute(delete(Feedback).where(Feedback.author_id == learner_id))


FEEDBACK = Kind(
    name="feedback",
    label=N_("feedback"),
    model=Feedback,
    may_see=may_see,
    excerpt=lambda feedback: " · ".join(part for part in (feedback.praise, feedback.note) if part),
    place=place,
    stands_on=lambda feedback: ("take", feedback.take_id),
    first_day=(
        FIRST_DAY,
        NN_(
            "You can give feedback on %(num)s take on your first day here. What you wrote is still in the box.",
            "You can give feedback on %(num)s takes on your first day here. What you wrote is still in the box.",
            FIRST_DAY,
        ),
    ),
    leave=leave,
    answers=answers,
)
