"""The tables of songs' words, and of the words that learners know."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class SongWord(Base):
    """A word of a song that is worth keeping, with the line that suits a card best, counted from 0.

    `surface` is the word as it's written in the line, from the offset `start` to `end`. `count` is how often the song
    has it, and `score` its usefulness (higher is better). `zipf` is its frequency (see `frequency.zipf`). A row with a
    `learner_id` follows from this learner's corrections and is for them alone; its `count` is 0 if the song doesn't
    have the word.
    """

    __tablename__ = "song_words"
    __table_args__ = (UniqueConstraint("song_id", "lemma", "pos", "learner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), index=True, info=MINE)
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
    """A word's meaning in a song, in one language, from the glossary that comes with the song.

    `gender` is a noun's (see `genders.NAMES`), or "".
    """

    __tablename__ = "glosses"
    __table_args__ = (UniqueConstraint("song_id", "lemma", "pos", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    lemma: Mapped[str] = mapped_column(String(200))
    pos: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(35))
    meaning: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    gender: Mapped[str] = mapped_column(String(8), default="", server_default=text("''"))


class SongTokens(Base):
    """All words of a song: for each line, a list of words as [start, end, lemma, pos, kind], with offsets in the line.

    They're stored so that games, marked lyrics and word cards don't have to wait for an analyser.
    """

    __tablename__ = "song_tokens"

    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[list[list[list[Any]]]] = mapped_column(JSON)


class SongLemma(Base):
    """How often a song has a word; function words have rows too. The known share of a song is counted from them."""

    __tablename__ = "song_lemmas"

    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    count: Mapped[int]


class WordCorrection(Base):
    """A learner's correction of words of a song (see `corrections.Correction`).

    `parts` is a list of [start, end, lemma, pos]. Once somebody who may edit the song has adopted it, it's everybody's,
    and it stays when its author leaves. If it's `declined`, the song's editors aren't asked about it any more.
    """

    __tablename__ = "word_corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    learner_id: Mapped[int | None] = mapped_column(
        ForeignKey("learners.id", ondelete="SET NULL"), index=True, info=MINE
    )
    line_text: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    parts: Mapped[list[list[Any]]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    adopted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined: Mapped[bool] = mapped_column(default=False)


class WordStatus(Base):
    """A learner's status of a word: "learning", "known" or "ignored". A word without a row is new.

    `batch` is the id of the change that wrote the row, and `before` the previous status, so that the change can be
    undone.
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
    """A learner's status of a single form of a word, such as "fui" of "ir", if it differs from the word's status.

    `form` is in lower case.
    """

    __tablename__ = "form_statuses"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    language: Mapped[str] = mapped_column(String(35), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True)
    form: Mapped[str] = mapped_column(String(200), primary_key=True)
    status: Mapped[str] = mapped_column(String(8))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
