"""The table of attempts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import Base, UtcDateTime


class Attempt(Base):
    """A recorded take of lines `first` to `last` (1-based). `visibility`: `me`, or `circle` for those in `circle_id`.

    `client_id` is made in the browser before the upload, so that sending twice keeps one.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("learner_id", "client_id"),
        Index(None, "song_id", "circle_id", "visibility"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"))
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"))
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="SET NULL"), index=True)
    client_id: Mapped[str] = mapped_column(String(64))
    first: Mapped[int]
    last: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    visibility: Mapped[str] = mapped_column(String(8), default="me")
    file_key: Mapped[str] = mapped_column(String(100), index=True)
    mime: Mapped[str] = mapped_column(String(40))
    duration_ms: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
