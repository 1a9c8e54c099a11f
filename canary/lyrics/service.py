"""Use cases of lyrics: keep them, give them back."""

from datetime import datetime

from canary.db import db, writing
from canary.lyrics import language, timing
from canary.lyrics.model import Lyrics, from_dict, to_dict
from canary.lyrics.models import SongLyrics
from canary.lyrics.sung import sung
from canary.songs import service as songs
from canary.songs.models import Song


def ready(lyrics: Lyrics, code: str, duration_ms: int) -> Lyrics:
    """The lyrics as they are kept: sung lines only, word times estimated (and marked so) where only lines have them."""
    kept = sung(lyrics)
    return timing.estimate(kept, code, duration_ms) if kept.timing == "line" else kept


def language_of(lyrics: Lyrics) -> str:
    """The code of the language that the lines are in; "" when they are too few to tell."""
    return language.detect("\n".join(line.text for line in lyrics.lines))


def put(song_id: int, lyrics: Lyrics, source: str, now: datetime) -> None:
    """Keep `lyrics` (from `ready`) as the song's, in place of what was there."""
    with writing():
        row = db.session.get(SongLyrics, song_id)
        if row is None:
            row = SongLyrics(song_id=song_id, version=0)
            db.session.add(row)
        row.version += 1
        row.document = to_dict(lyrics)
        row.timing, row.estimated = lyrics.timing, lyrics.estimated
        row.source, row.updated_at = source[:80], now
        songs.bump(song_id)


def of(song_id: int) -> Lyrics | None:
    """The song's lyrics, None while it has none."""
    return with_source(song_id)[0]


def with_source(song_id: int) -> tuple[Lyrics | None, str]:
    """The song's lyrics and where they came from; None and "" while it has none."""
    row = db.session.get(SongLyrics, song_id)
    return (from_dict(row.document), row.source) if row else (None, "")


def suggested(song: Song) -> tuple[int, int]:
    """First and last line (from 1) of the passage to sing: what the song itself names, else its first four lines;
    (0, 0) without lyrics.
    """
    text = of(song.id)
    count = len(text.lines) if text else 0
    named = song.notes.get("passage") or {"first": 1, "last": 4}
    return min(named["first"], count), min(named["last"], count)


def source_of(song_id: int) -> str:
    """Where the song's lyrics came from; "" while it has none."""
    return with_source(song_id)[1]
