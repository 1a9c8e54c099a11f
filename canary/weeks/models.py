"""Tables of weeks, of what is done in them, and of the songs that members propose."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class Week(Base):
    """A song for a circle and a week that begins on `monday`; the passage is lines `first` to `last` (1-based)."""

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
    """A step of a week that a member has done: "listen", "understand", "sing", ... or "task-3".

    `how`: "hand" (they ticked it), "seen" (it was done here, and ticked itself), "undone" (they took the tick back).
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
    """A song that a member would like the circle to sing one of the next weeks."""

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
    """A member's voice for a proposal."""

    __tablename__ = "votes"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, index=True, info=MINE
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
