"""Tables of reports and of hosts' actions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime, not_mine


class Report(Base):
    """A learner's report of something or of a person.

    `subject` is the name of a kind of content or "person", `subject_id` its id, and `excerpt` its text when it was
    reported. The hosts of `circle_id` handle it; if that's None, the server's host does.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("reporter_id", "subject", "subject_id"),
        Index(None, "circle_id", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), info=MINE)
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("learners.id", ondelete="SET NULL"),
        index=True,
        info=not_mine("only the hosts may know who reported me"),
    )
    reason: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Text, default="")
    excerpt: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HostAction(Base):
    """A line of the log: a host's action, "hide", "show", "warn", "suspend", "lift" or "dismiss".

    `why` is the message of a warning, `days` the length of a suspension.
    """

    __tablename__ = "host_actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), index=True)
    host_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), index=True, info=MINE)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="SET NULL"), index=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("learners.id", ondelete="SET NULL"),
        index=True,
        info=not_mine("the hosts' own log; their messages to me are among my notices"),
    )
    what: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(12), default="")
    subject_id: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")
    days: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
