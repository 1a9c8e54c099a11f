"""The tables of schedules, reviews and settings, and the queries that find today's questions."""

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
    """When a question about a card is asked next, according to FSRS. `kind` is "meaning", "sound", "word" or "type".

    The columns from `state` to `last_review` are those of fsrs.Card. `due` is None while the question is new, and
    memory.NEVER while it's paused, so that one index finds due, new and paused questions.
    """

    __tablename__ = "schedules"
    __table_args__ = (
        UniqueConstraint("card_id", "kind"),
        Index("ix_schedules_learner_id_due", "learner_id", "due"),
        Index("ix_schedules_learner_id_kind", "learner_id", "kind"),
        # Never reuse an id: an answer given offline may arrive long after its card was deleted.
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
        """The FSRS state of the question."""
        return Memory(self.due, self.state, self.step, self.stability, self.difficulty, self.last_review, self.lapses)

    def remember(self, after: Memory) -> None:
        """Copy the FSRS state after an answer into the columns."""
        for name, value in asdict(after).items():
            setattr(self, name, value)


class Review(Base):
    """An answer to a question. `client_id` is made in the browser, so that an answer that is sent twice counts once.
    `before` is the question's state before the answer, for undoing it.
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
    """A learner's settings: desired retention (0.7 to 0.97), daily limits, kinds of questions."""

    __tablename__ = "review_settings"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    retention: Mapped[float] = mapped_column(default=0.9)
    new_a_day: Mapped[int] = mapped_column(default=10)
    reviews_a_day: Mapped[int] = mapped_column(default=100)
    kinds: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["meaning", "word"])


def given_today(viewer: Viewer, now: datetime) -> tuple[Any, ...]:
    """Return the SQL conditions for reviews answered today, in the circle's time zone (UTC without a circle)."""
    zone = ZoneInfo(viewer.membership.time_zone if viewer.membership else "UTC")
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Review.learner_id == viewer.learner_id, Review.answered_at >= midnight, Review.undone.is_(False)


def due_again(viewer: Viewer, settings: ReviewSettings, now: datetime) -> Select[Any]:
    """Select the questions that were answered today and are due again."""
    # The join makes the database start from today's few answers.
    query = select(Schedule).join(Review, Review.schedule_id == Schedule.id).distinct()
    return query.where(*given_today(viewer, now), *_due(viewer, settings, now))


def due_first(viewer: Viewer, settings: ReviewSettings, now: datetime) -> Select[Any]:
    """Select the due questions whose card wasn't asked about today, since a card has one question a day."""
    return select(Schedule).where(*_due(viewer, settings, now), _rested(viewer, now)).order_by(Schedule.due)


def unasked(viewer: Viewer, settings: ReviewSettings, now: datetime) -> Select[Any]:
    """Select the new questions whose card wasn't asked about today."""
    new = (Schedule.learner_id == viewer.learner_id, Schedule.due.is_(None), Schedule.kind.in_(settings.kinds))
    # This order makes SQLite use the index on `due`.
    return select(Schedule).where(*new, _rested(viewer, now)).order_by(Schedule.id)


def _due(viewer: Viewer, settings: ReviewSettings, now: datetime) -> tuple[Any, ...]:
    return Schedule.learner_id == viewer.learner_id, Schedule.due <= now, Schedule.kind.in_(settings.kinds)


def _rested(viewer: Viewer, now: datetime) -> Any:
    asked = select(Review.schedule_id).where(*given_today(viewer, now))
    return Schedule.card_id.not_in(select(Schedule.card_id).where(Schedule.id.in_(asked)))
