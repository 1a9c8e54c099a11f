"""Tables of practice: schedules, answers, a learner's own way of it; and how questions are found among them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime
from canary.reviews.memory import Memory
from canary.viewer import Viewer


class Schedule(Base):
    """When one question about a card comes next, by FSRS. `kind`: "meaning", "sound", "word" or "type".

    The columns from `state` to `last_review` are fsrs.Card's own. `due` is None while the question is new, and
    memory.NEVER when it is put aside, so that one index finds what is due, what is new and what sleeps.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        UniqueConstraint("card_id", "kind"),
        Index("ix_schedules_learner_id_due", "learner_id", "due"),
        Index("ix_schedules_learner_id_kind", "learner_id", "kind"),
        # An id is never given twice: an answer given offline may come long after its card was let go.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id", ondelete="CASCADE"))
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), info=MINE)
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[int] = mapped_column(default=1)
    step: Mapped[int | None] = mapped_column(default=0)
    stability: Mapped[float | None]
    difficulty: Mapped[float | None]
    due: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_review: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lapses: Mapped[int] = mapped_column(default=0)

    @property
    def memory(self) -> Memory:
        """What is remembered of the question."""
        return Memory(self.due, self.state, self.step, self.stability, self.difficulty, self.last_review, self.lapses)

    def remember(self, after: Memory) -> None:
        """Take over what is remembered after an answer."""
        for name, value in asdict(after).items():
            setattr(self, name, value)


class Review(Base):
    """One answer to one question. `client_id` is made in the browser, so that what is sent twice counts once;
    `before` is the schedule as it was, for undoing.
    """

    __tablename__ = "reviews"
    __table_args__ = (
        UniqueConstraint("learner_id", "client_id"),
        Index("ix_reviews_learner_id_answered_at", "learner_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), info=MINE)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id", ondelete="CASCADE"), index=True)
    client_id: Mapped[str] = mapped_column(String(40))
    rating: Mapped[int]
    reaction_ms: Mapped[int | None]
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    was_new: Mapped[bool] = mapped_column(default=False)
    undone: Mapped[bool] = mapped_column(default=False)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReviewSettings(Base):
    """A learner's own way of reviewing: retention wanted (0.7 to 0.97), daily limits, kinds of questions."""

    __tablename__ = "review_settings"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    retention: Mapped[float] = mapped_column(default=0.9)
    new_a_day: Mapped[int] = mapped_column(default=10)
    reviews_a_day: Mapped[int] = mapped_column(default=100)
    kinds: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["meaning", "word"])


def given_today(viewer: Viewer, now: datetime) -> tuple[Any, ...]:
    """The condition of an answer given today, in the time zone of the learner's circle."""
    zone = ZoneInfo(viewer.membership.time_zone if viewer.membership else "UTC")
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Review.learner_id == viewer.learner_id, Review.answered_at >= midnight, Review.undone.is_(False)


def due_again(viewer: Viewer, wishes: ReviewSettings, now: datetime) -> Select[Any]:
    """Questions that were asked today and are due again."""
    # Joined, so that they are looked for among today's few answers.
    query = select(Schedule).join(Review, Review.schedule_id == Schedule.id).distinct()
    return query.where(*given_today(viewer, now), *_due(viewer, wishes, now))


def due_first(viewer: Viewer, wishes: ReviewSettings, now: datetime) -> Select[Any]:
    """Questions that are due and whose card was not asked about today: one question a card and day."""
    return select(Schedule).where(*_due(viewer, wishes, now), _rested(viewer, now)).order_by(Schedule.due)


def unasked(viewer: Viewer, wishes: ReviewSettings, now: datetime) -> Select[Any]:
    """New questions whose card was not asked about today."""
    new = (Schedule.learner_id == viewer.learner_id, Schedule.due.is_(None), Schedule.kind.in_(wishes.kinds))
    # The order is that of the index over `due`, which it makes SQLite take.
    return select(Schedule).where(*new, _rested(viewer, now)).order_by(Schedule.id)


def _due(viewer: Viewer, wishes: ReviewSettings, now: datetime) -> tuple[Any, ...]:
    return Schedule.learner_id == viewer.learner_id, Schedule.due <= now, Schedule.kind.in_(wishes.kinds)


def _rested(viewer: Viewer, now: datetime) -> Any:
    asked = select(Review.schedule_id).where(*given_today(viewer, now))
    return Schedule.card_id.not_in(select(Schedule.card_id).where(Schedule.id.in_(asked)))
