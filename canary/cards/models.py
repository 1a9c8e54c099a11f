"""The table of cards."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class Card(Base):
    """A word that a learner keeps, with a copy of its line, so that the card outlives the song.

    `line` counts from 0; `start` and `end` are the word's offsets in `line_text`.
    """

    __tablename__ = "cards"
    __table_args__ = (UniqueConstraint("learner_id", "language", "lemma", "sense"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), info=MINE)
    song_id: Mapped[int | None] = mapped_column(ForeignKey("songs.id", ondelete="SET NULL"), index=True)
    language: Mapped[str] = mapped_column(String(35))
    lemma: Mapped[str] = mapped_column(String(200))
    reading: Mapped[str] = mapped_column(String(200), default="")
    sense: Mapped[str] = mapped_column(String(64), default="")
    pos: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(4))
    meaning: Mapped[str] = mapped_column(Text, default="")
    # The dictionary that the meaning comes from, with its licence; or "". It must be shown with the meaning.
    credit: Mapped[str] = mapped_column(String(250), default="", server_default=text("''"))
    note: Mapped[str] = mapped_column(Text, default="")
    line: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    line_text: Mapped[str] = mapped_column(Text)
    line_translation: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
