"""Tables of feedback."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import FILE, MINE, PART_OF_MINE, Base, UtcDateTime


class Feedback(Base):
    """What one learner says about a take: praise, a note, and marks (rows of Mark) on its words."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("author_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    take_id: Mapped[int] = mapped_column(ForeignKey("takes.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), info=MINE)
    client_id: Mapped[str] = mapped_column(String(64))
    praise: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Mark(Base):
    """A remark on one word of a take: `line` of the song and `word` in it, both from 1.

    `detail` depends on `kind`: "stress" {syllable: from 1}; "connected" {how: link, drop or blend}; "intonation" {how:
    rise, fall or flat}; "sound" {sound: text}; "well" {}. `model_*` is a recording in which the helper says or sings
    it: up to ten seconds, `model_ms` milliseconds long. `reply` is the singer's reply: "", "thanks" or "lost" (they
    don't understand). `retake_id` is the take in which the singer sang the line again.
    """

    __tablename__ = "marks"

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE"), index=True, info=PART_OF_MINE
    )
    line: Mapped[int]
    word: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    model_key: Mapped[str | None] = mapped_column(String(100), info=FILE, index=True)
    model_mime: Mapped[str] = mapped_column(String(40), default="")
    model_ms: Mapped[int] = mapped_column(default=0)
    reply: Mapped[str] = mapped_column(String(8), default="")
    replied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retake_id: Mapped[int | None] = mapped_column(ForeignKey("takes.id", ondelete="SET NULL"), index=True)
