"""Tables of a song's words."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import Base


class SongWord(Base):
    """A word worth keeping in a song: its dictionary form and the line that shows it best (0-based; offsets in it)."""

    __tablename__ = "song_words"
    __table_args__ = (UniqueConstraint("song_id", "lemma", "pos"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    lemma: Mapped[str] = mapped_column(String(200))
    pos: Mapped[str] = mapped_column(String(8))
    surface: Mapped[str] = mapped_column(String(200))
    reading: Mapped[str] = mapped_column(String(200), default="")
    line: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    count: Mapped[int]
    zipf: Mapped[float]
    level: Mapped[str] = mapped_column(String(4))
    score: Mapped[float]


class Gloss(Base):
    """What a word means in this song, in one language; from the song's own glossary."""

    __tablename__ = "glosses"
    __table_args__ = (UniqueConstraint("song_id", "lemma", "pos", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    lemma: Mapped[str] = mapped_column(String(200))
    pos: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(35))
    meaning: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
