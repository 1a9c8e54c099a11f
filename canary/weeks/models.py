"""The tables of weeks, ticked steps, proposals and votes."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


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
