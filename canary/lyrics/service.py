"""Use cases of lyrics: save and load them, with their older versions."""

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from canary.db import db, lock_row, writing
from canary.learners.models import Learner
from canary.lyrics import origins, timing, titles
from canary.lyrics.formats import detect, encodings
from canary.lyrics.model import Lyrics, LyricsError, from_dict, to_dict
from canary.lyrics.models import LyricsRevision, SongLyrics
from canary.lyrics.readings import machine as readings
from canary.lyrics.sung import sung
from canary.optional import load
from canary.problems import Conflict, Invalid, NotFound
from canary.sentences import N_, Message
from canary.songs import service as songs
from canary.songs.models import Song

MAX_REVISIONS = 50
VERSION_GONE = N_("This version of the lyrics isn’t stored any more.")
_followers: list[Callable[[Lyrics | None, str], Callable[[int], None]]] = []


@dataclass(frozen=True, slots=True)
class Revision:
    """A saved version of a song's lyrics. `source` is its stored origin (see `origins`); `author` is "" if unknown."""

    version: int
    source: str
    author: str
    created_at: datetime

    @property
    def origin(self) -> Message:
        """The origin of this version, as pages show it."""
        return origins.message(self.source)


class Overtaken(Conflict):
    """Somebody else saved the lyrics after the editor was opened; `newest` is the version that they saved."""

    def __init__(self, newest: Revision) -> None:
        who = newest.author or N_("Somebody")
        super().__init__(N_("%(who)s saved these lyrics after you opened them. Nothing is lost.", who=who))
        self.newest = newest


def ready(lyrics: Lyrics, code: str, duration_ms: int) -> Lyrics:
    """Return lyrics in the form in which they're stored; `code` is the language and `duration_ms` the song's length.

    Only sung lines are kept. Word times are estimated if only the lines are timed. A machine reading is added if the
    script isn't Latin and the lyrics have no reading.
    """
    kept = sung(lyrics)
    timed = timing.estimate(kept, code, duration_ms) if kept.timing == "line" else kept
    return readings.with_reading(timed, code)


def language_of(lyrics: Lyrics) -> str:
    """Return the code of the lyrics' language, or "" if there's too little text to detect it."""
    # Loaded on first use, since the detector's model and numpy take 10 MB.
    language: Any = load("canary.lyrics.language")
    return str(language.detect(unicodedata.normalize("NFC", "\n".join(line.text for line in lyrics.lines))))


def follow(prepare: Callable[[Lyrics | None, str], Callable[[int], None]]) -> None:
    """Register a function of another room that derives and stores data whenever a song's lyrics change.

    `prepare(lyrics, language)` does the slow part outside the transaction. It returns a function `store(song_id)` that
    is called inside the transaction that changes the lyrics.
    """
    if prepare not in _followers:
        _followers.append(prepare)


def parse(data: bytes, encoding: str = "") -> Lyrics:
    """Parse lyrics in any format from the bytes of a file or a form. Raises LyricsError.

    `encoding` is one of `encodings.CHOICES`, or "" to detect it. It's ignored if the text is Unicode, because one
    encoding may have been chosen for many files at once.
    """
    return detect.read(data, encoding="" if encodings.is_unicode(data) else encoding)


def read(data: bytes, encoding: str = "") -> Lyrics:
    """Parse lyrics from a form, as `parse` does, but raise Invalid."""
    if encoding and encoding not in encodings.CHOICES:
        raise Invalid(encoding=N_("Choose a text encoding from the list."))
    try:
        return parse(data, encoding)
    except LyricsError as error:
        raise Invalid(lyrics=error.sentence) from error


def save(
    song_id: int, text: Lyrics, source: str, now: datetime, author_id: int | None = None, base: int | None = None
) -> int:
    """Save a song's lyrics, update the data that other rooms derive from them, and return the version's number.

    `source` is the stored origin (see `origins`), and `base` is the version that was edited. Raises Invalid if there
    are no lines, and Overtaken if there's a newer version than `base`.
    """
    song = songs.get(song_id)
    code, duration_ms = song.language or language_of(text), song.duration_ms
    made = ready(text, code, duration_ms)
    if not made.lines:
        raise Invalid(lyrics=N_("There are no lines in these lyrics. Paste the text that is sung, line by line."))
    stores = [prepare(made, code) for prepare in _followers]
    title = _title(song, made, code)
    with writing():
        if not songs.get(song_id).language:
            songs.get(song_id).language = code
        version = put(song_id, made, source, now, author_id, base)
        _keep_title(song_id, title)
        for store in stores:
            store(song_id)
    return version


def redraw(song_id: int) -> None:
    """Update the data that other rooms derive from a song's lyrics, after its language has changed."""
    song, text = songs.get(song_id), of(song_id)
    stores = [prepare(text, song.language) for prepare in _followers]
    with writing():
        for store in stores:
            store(song_id)


def retitle(song_id: int) -> None:
    """Find what stands beside a song's title anew, after the title or the language has changed."""
    song = songs.get(song_id)
    title = _title(song, of(song_id), song.language)
    with writing():
        _keep_title(song_id, title)


def _title(song: Song, text: Lyrics | None, code: str) -> tuple[str, dict[str, str]]:
    """Return the reading and the meanings of a song's title. It may load libraries, so call it before `writing()`."""
    return titles.reading(song.title, code, text), titles.meanings(song.title, code, text)


def _keep_title(song_id: int, title: tuple[str, dict[str, str]]) -> None:
    song = songs.get(song_id)
    if not song.source:  # the songbook's titles are explained by hand
        song.title_reading, song.title_meanings = title


def put(
    song_id: int, lyrics: Lyrics, source: str, now: datetime, author_id: int | None = None, base: int | None = None
) -> int:
    """Store `lyrics`, as `ready` returns them, as the song's newest version, and return the version's number.

    Unchanged lyrics don't get a new version. The last MAX_REVISIONS versions are kept. Raises Overtaken if `base`, the
    version that was edited, isn't the newest one.
    """
    with writing():
        lock_row(Song, song_id)
        row = db.session.get(SongLyrics, song_id)
        if row is not None and row.source == source[: origins.LONGEST] and from_dict(row.document) == lyrics:
            return row.version
        if base is not None and row is not None and row.version != base:
            raise Overtaken(revisions(song_id)[0])
        if row is None:
            row = SongLyrics(song_id=song_id, version=0)
            db.session.add(row)
        elif not _is_kept(row):  # saved by a release of Canary that didn't store revisions
            db.session.add(_as_revision(row, None))
        row.version += 1
        row.document = to_dict(lyrics)
        row.timing, row.estimated = lyrics.timing, lyrics.estimated
        row.source, row.updated_at = source[: origins.LONGEST], now
        db.session.add(_as_revision(row, author_id))
        oldest = row.version - MAX_REVISIONS
        db.session.execute(
            delete(LyricsRevision).where(LyricsRevision.song_id == song_id, LyricsRevision.version <= oldest)
        )
        songs.bump(song_id)
        return row.version


def revisions(song_id: int) -> Sequence[Revision]:
    """Return the stored versions of a song's lyrics, newest first; an empty list if the song has no lyrics."""
    row = db.session.get(SongLyrics, song_id)
    if row is None:
        return []
    found = db.session.execute(
        select(LyricsRevision.version, LyricsRevision.source, LyricsRevision.created_at, Learner)
        .outerjoin(Learner, Learner.id == LyricsRevision.author_id)
        .where(LyricsRevision.song_id == song_id)
        .order_by(LyricsRevision.version.desc())
    )
    kept = [Revision(version, source, who.name if who else "", at) for version, source, at, who in found]
    if kept and kept[0].version == row.version:
        return kept
    return [Revision(row.version, row.source, "", row.updated_at), *kept]


def revision(song_id: int, version: int) -> Lyrics:
    """Return a song's lyrics as they were in a version. Raises NotFound if the version isn't stored any more."""
    row = db.session.get(SongLyrics, song_id)
    if row is not None and row.version == version:
        return from_dict(row.document)
    document = db.session.scalar(
        select(LyricsRevision.document).where(LyricsRevision.song_id == song_id, LyricsRevision.version == version)
    )
    if document is None:
        raise NotFound(VERSION_GONE)
    return from_dict(document)


def of(song_id: int) -> Lyrics | None:
    """Return a song's lyrics, or None if it has none."""
    return with_source(song_id)[0]


def of_several(song_ids: Collection[int]) -> dict[int, Lyrics]:
    """Return the lyrics of several songs by song id, in one query; songs without lyrics are left out."""
    rows = db.session.scalars(select(SongLyrics).where(SongLyrics.song_id.in_(song_ids)))
    return {row.song_id: from_dict(row.document) for row in rows}


def with_source(song_id: int) -> tuple[Lyrics | None, str]:
    """Return a song's lyrics and their stored origin (see `origins`), or (None, "") if it has none."""
    row = db.session.get(SongLyrics, song_id)
    return (from_dict(row.document), row.source) if row else (None, "")


def suggested(song: Song) -> tuple[int, int]:
    """Return the first and last line of the suggested passage, counted from 1; (0, 0) if the song has no lyrics.

    If the song doesn't name a passage, it's the first four lines.
    """
    text = of(song.id)
    count = len(text.lines) if text else 0
    named = song.notes.get("passage") or {"first": 1, "last": 4}
    return min(named["first"], count), min(named["last"], count)


def source_of(song_id: int) -> str:
    """Return the stored origin of a song's lyrics (see `origins`), or "" if it has none."""
    return with_source(song_id)[1]


def _is_kept(row: SongLyrics) -> bool:
    same = (LyricsRevision.song_id == row.song_id) & (LyricsRevision.version == row.version)
    return db.session.scalar(select(LyricsRevision.id).where(same)) is not None


def _as_revision(row: SongLyrics, author_id: int | None) -> LyricsRevision:
    return LyricsRevision(
        song_id=row.song_id, version=row.version, document=row.document, source=row.source, author_id=author_id,
        created_at=row.updated_at,
    )  # fmt: skip
