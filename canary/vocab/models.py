"""Tables of words: what a song holds, and what a learner knows of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


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


class SongTokens(Base):
    """All that is sung, cut into words: a list a line of [start, end, lemma, pos, kind], offsets in the line.

    Games, coloured lyrics and word cards read it, so that no page waits for an analyser.
    """

    __tablename__ = "song_tokens"

    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[list[list[list[Any]]]] = mapped_column(JSON)


class SongLemma(Base):
    """How often a song has a word, small words included: what tells how much of a song somebody knows."""

    __tablename__ = "song_lemmas"

    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    count: Mapped[int]


class WordStatus(Base):
    """What a learner says of a word: "learning", "known" or "ignored"; a word without a row is new.

    `batch` names the bulk change that wrote it and `before` what stood there, so that it can be undone as one.
    """

    __tablename__ = "word_statuses"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    language: Mapped[str] = mapped_column(String(35), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True)
    status: Mapped[str] = mapped_column(String(8))
    batch: Mapped[str] = mapped_column(String(32), default="", index=True)
    before: Mapped[str] = mapped_column(String(8), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FormStatus(Base):
    """What a learner says of one form of a word where it differs from what they say of the word: "fui", who knows
    "ir". `form` is in lower case.
    """

    __tablename__ = "form_statuses"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    language: Mapped[str] = mapped_column(String(35), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True)
    form: Mapped[str] = mapped_column(String(200), primary_key=True)
    status: Mapped[str] = mapped_column(String(8))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
