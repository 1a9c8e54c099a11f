"""The table of entries."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class Entry(Base):
    """A short text about a song (`kind` "journal"), or a reflection on a week ("reflection", `answers` by question).

    `visibility` is `me`, `circle` (members of `circle_id`) or `everyone` with an account; `shared_at` is when it was
    last shared. Only reflections have a `week_id`, and a learner can write one for each week.
    """

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("author_id", "client_id"),
        UniqueConstraint("author_id", "week_id"),
        Index(None, "circle_id", "visibility", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), info=MINE)
    client_id: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(12), default="journal")
    language: Mapped[str] = mapped_column(String(35))
    song_id: Mapped[int | None] = mapped_column(ForeignKey("songs.id", ondelete="SET NULL"), index=True)
    week_id: Mapped[int | None] = mapped_column(ForeignKey("weeks.id", ondelete="SET NULL"), index=True)
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="SET NULL"))
    visibility: Mapped[str] = mapped_column(String(8), default="me")
    body: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
