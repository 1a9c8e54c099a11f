"""The tables of songs."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column

from canary.db import FILE_OF_CIRCLE, MINE, Base, UtcDateTime
from canary.songs.search import folded


class Song(Base):
    """A song: from the songbook (public, no circle) or uploaded (visible to its circle until its owner publishes it).

    Attributes:
        title_reading, title_meanings: how the title sounds in Latin letters, and what it means by language code; shown
            beside it.
        version: counts the changes of what pages show; caches and ETags depend on it.
        audio_key, stems_key, cover_key: keys of files in the store. Without `audio_key` it's what is left of a song
            that was deleted (`withdrawn`): a place for what others made of it. The stems have the accompaniment in the
            left channel and the voice in the right one; None without stems.
        notes: the songbook's teaching notes: about, grammar, culture {word, note}, discussion, quest, passage
            {first, last}, split.
        search_text: title, artist, album and the title's reading as searches compare them.
        source: content hash of the songbook folder; "" for uploads.
    """

    __tablename__ = "songs"
    # Ids are never reused, since caches may still have pages of a deleted song.
    __table_args__ = (UniqueConstraint("circle_id", "audio_hash"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    title_reading: Mapped[str] = mapped_column(String(400), default="", server_default=text("''"))
    title_meanings: Mapped[dict[str, str] | None] = mapped_column(JSON, default=dict)
    artist: Mapped[str] = mapped_column(String(200), default="")
    album: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(35), default="")
    level: Mapped[str] = mapped_column(String(4), default="")
    licence: Mapped[str] = mapped_column(String(80), default="")
    credits: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    notes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    duration_ms: Mapped[int] = mapped_column(default=0)
    audio_key: Mapped[str] = mapped_column(String(100), info=FILE_OF_CIRCLE)
    audio_mime: Mapped[str] = mapped_column(String(40))
    audio_hash: Mapped[str] = mapped_column(String(64), index=True)
    stems_key: Mapped[str | None] = mapped_column(String(100), info=FILE_OF_CIRCLE)
    cover_key: Mapped[str] = mapped_column(String(100), info=FILE_OF_CIRCLE, default="")
    visibility: Mapped[str] = mapped_column(String(8), default="circle")
    circle_id: Mapped[int | None] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("learners.id", ondelete="SET NULL"), index=True, info=MINE)
    source: Mapped[str] = mapped_column(String(64), default="")
    original_name: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    search_text: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))

    @property
    def withdrawn(self) -> bool:
        """Whether the song was deleted, and only what others made of it is left."""
        return not self.audio_key


@event.listens_for(Song, "before_insert")
@event.listens_for(Song, "before_update")
def _fold(_mapper: object, _connection: object, song: Song) -> None:
    song.search_text = folded(" ".join([song.title, song.artist or "", song.album or "", song.title_reading or ""]))


class CircleSong(Base):
    """A circle's content about a song (posts, takes); `version` is incremented with each change of it."""

    __tablename__ = "circle_songs"

    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id", ondelete="CASCADE"), primary_key=True)
    song_id: Mapped[int] = mapped_column(ForeignKey("songs.id", ondelete="CASCADE"), primary_key=True, index=True)
    version: Mapped[int] = mapped_column(default=1)
