"""The tables of lyrics."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import MINE, PART_OF_MINE, Base, UtcDateTime


class SongLyrics(Base):
    """A song's current lyrics: a document (see `model.to_dict`), its version, and its origin (`source`; see `origins`).

    `version` counts from 1.
    """

    __tablename__ = "lyrics"

    song_id: Mapped[int] = mapped_column(
        ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True, info=PART_OF_MINE
    )
    version: Mapped[int] = mapped_column(default=1)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    timing: Mapped[str] = mapped_column(String(4))
    estimated: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(80), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LyricsRevision(Base):
    """One saved version of a song's lyrics; `version` is the `SongLyrics.version` that it was saved as."""

    __tablename__ = "lyrics_revisions"
    __table_args__ = (UniqueConstraint("song_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(80), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), index=True, info=MINE)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
