"""The tables of installed dictionaries and of learners' own meanings."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, Base, UtcDateTime


class Dictionary(Base):
    """An installed dictionary. `language` is the language of its words, and `into` the language of its meanings.

    `ready` is false while entries are being added or removed, and the dictionary isn't used during that time.
    """

    __tablename__ = "dictionaries"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    language: Mapped[str] = mapped_column(String(35))
    into: Mapped[str] = mapped_column(String(35))
    licence: Mapped[str] = mapped_column(String(100), default="")
    ready: Mapped[bool] = mapped_column(default=False)
    count: Mapped[int] = mapped_column(default=0)
    installed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Entry(Base):
    """The meanings of a headword as one part of speech ("" if unknown) in one dictionary.

    `key` is the headword or its reading, as `folding.key` returns it.
    """

    __tablename__ = "dictionary_entries"
    __table_args__ = (Index("ix_dictionary_entries_dictionary_id_key", "dictionary_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dictionary_id: Mapped[int] = mapped_column(ForeignKey("dictionaries.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(100))
    lemma: Mapped[str] = mapped_column(String(100))
    pos: Mapped[str] = mapped_column(String(8))
    senses: Mapped[list[str]] = mapped_column(JSON)


class OwnMeaning(Base):
    """A learner's own meaning of a word.

    `source` names the dictionary from which they chose it; "" if they wrote it. `song_id` is the song in which they
    chose it; there, it's shown before the song's own meaning.
    """

    __tablename__ = "own_meanings"

    learner_id: Mapped[int] = mapped_column(ForeignKey("learners.id", ondelete="CASCADE"), primary_key=True, info=MINE)
    language: Mapped[str] = mapped_column(String(35), primary_key=True)
    lemma: Mapped[str] = mapped_column(String(200), primary_key=True)
    meaning: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(250), default="")
    song_id: Mapped[int | None] = mapped_column(ForeignKey("songs.id", ondelete="SET NULL"), index=True)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
