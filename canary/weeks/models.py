"""The tables of weeks, ticked steps, changes of the plan, proposals and votes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime, not_mine


class Week(Base):
    """A circle's song for the week that begins on `monday`. The passage is lines `first` to `last`, counted from 1."""

    __tablename__ = "weeks"
    __table_args__ = (UniqueConstraint("circle_id", "monday"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    monday: Mapped[date]
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    tasks: Mapped[list[str]] = mapped_column(JSON, default=list)


class StepDone(Base):
    """A step that a member has done: "listen", "understand", "sing", … or "task-3".

    `how` is "hand" (the member ticked it), "seen" (ticked automatically) or "undone" (the member removed the tick).
    """

    __tablename__ = "week_steps"

    week_id: Mapped[int] = mapped_column(ForeignKey("weeks.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True, info=MINE
    )
    step: Mapped[str] = mapped_column(String(12), primary_key=True)
    how: Mapped[str] = mapped_column(String(8), default="hand")
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanChange(Base):
    """A change of a circle's plan that its host can undo.

    `what` is "plan" (a song for a week), "remove", "swap" (two weeks) or "fill" (empty weeks). `before` and `after`
    have each week that changed, by its Monday as YYYY-MM-DD: see `canary.weeks.undo.service.Slot`. `client_id`
    recognises a form that is sent twice.
    """

    __tablename__ = "plan_changes"
    __table_args__ = (UniqueConstraint("circle_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"),
        index=True,
        info=not_mine("what hosts do with the plan belongs to their circle"),
    )
    client_id: Mapped[str] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(8))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Proposal(Base):
    """A song that a member suggests for one of the coming weeks."""

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("circle_id", "song_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    learner_id: Mapped[int | None] = mapped_column(
        ForeignKey("learners.id", ondelete="SET NULL"), index=True, info=MINE
    )
    why: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Vote(Base):
    """A member's vote for a proposal."""

    __tablename__ = "votes"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True, info=MINE
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
