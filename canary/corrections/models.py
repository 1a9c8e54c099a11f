"""Tables of corrections."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class Correction(Base):
    """A learner's correction of one sentence of a post or of an entry; exactly one of the two ids is set.

    `place` is the sentence's number (from 1) in the text when it was corrected, and `sentence` the sentence itself.
    `wording` is the better sentence, or "" if the sentence is perfect. `kind` is "perfect", "grammar", "word",
    "spelling" or "natural".
    """

    __tablename__ = "corrections"
    __table_args__ = (
        UniqueConstraint("author_id", "client_id"),
        CheckConstraint("(post_id IS NULL) <> (entry_id IS NULL)", name="one_text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), info=MINE)
    client_id: Mapped[str] = mapped_column(String(64))
    place: Mapped[int]
    sentence: Mapped[str] = mapped_column(Text)
    wording: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(8))
    why: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CorrectionReply(Base):
    """A reply to a correction."""

    __tablename__ = "correction_replies"
    __table_args__ = (UniqueConstraint("author_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    correction_id: Mapped[int] = mapped_column(ForeignKey("corrections.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), info=MINE)
    client_id: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
