"""The tables of songs' words and of what learners know."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class SongWord(Base):
    """A word of a song worth keeping: its dictionary form, and the line (from 0) that shows it best, with offsets."""

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
    """A word's meaning in a song, in one language, from the song's own glossary."""

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
    """All words of a song: for each line a list of [start, end, lemma, pos, kind], with offsets in the line.

    Games, marked lyrics and word cards read it, so that no page has to wait for an analyser.
    """

    __tablename__ = "song_tokens"

    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[list[list[list[Any]]]] = mapped_column(JSON)


class SongLemma(Base):
    """How often a song has a word, including function words. It tells how much of a song a learner knows."""

    __tablename__ = "song_lemmas"

    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    count: Mapped[int]


class WordStatus(Base):
    """A learner's status of a word: "learning", "known" or "ignored". A word without a row is new.

    `batch` is the bulk change that wrote the row and `before` the previous status, so that the change can be undone.
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
    """A learner's status of one form of a word that differs from the word's status, such as "fui" of "ir". `form` is in
    lower case.
    """

    __tablename__ = "form_statuses"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    language: Mapped[str] = mapped_column(String(35), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True)
    form: Mapped[str] = mapped_column(String(200), primary_key=True)
    status: Mapped[str] = mapped_column(String(8))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
