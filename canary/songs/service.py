"""Use cases of the catalogue."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from canary.content import kinds
from canary.db import db, files_in_use, lock_row, writing
from canary.language_tags import LEVELS, base
from canary.overtaking import unless_overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Message
from canary.songs import languages
from canary.songs.licences import is_known
from canary.songs.models import CircleSong, Song
from canary.songs.search import folded
from canary.songs.slugs import candidates
from canary.viewer import Viewer

MOST = 500
NO_TITLE = "—"  # of a song that was deleted; pages say WITHDRAWN
WITHDRAWN = N_("A song that was deleted")


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Return the SQL condition for songs that the viewer may see: public ones, and those of their circles."""
    circles = [own.circle_id for own in viewer.memberships]
    return or_(Song.visibility == "public", Song.circle_id.in_(circles)) if circles else Song.visibility == "public"


def may_see(viewer: Viewer, song: Song) -> bool:
    """Return whether the viewer may see the song, hear it and read its lyrics."""
    return song.visibility == "public" or viewer.is_in(song.circle_id)


def may_hear(viewer: Viewer, song: Song) -> bool:
    """Return whether there is a sound that the viewer may hear."""
    return not song.withdrawn and may_see(viewer, song)


def may_edit(viewer: Viewer, song: Song) -> bool:
    """Return whether the viewer may edit a song: its owner or a host of its circle, unless it's from the songbook."""
    if song.source or song.withdrawn or not may_see(viewer, song):
        return False
    return (viewer.id is not None and song.owner_id == viewer.id) or viewer.hosts(song.circle_id)


def may_import(viewer: Viewer) -> bool:
    """Return whether the viewer may add songs; only members of a circle may."""
    return viewer.membership is not None


def find(viewer: Viewer, slug: str) -> Song:
    """Return the song with that slug; raises NotFound if there is none that the viewer may see."""
    song = by_slug(slug)
    if song is None or not may_see(viewer, song):
        raise NotFound(N_("This song doesn’t exist, or you can’t see it."))
    return song


def find_to_edit(viewer: Viewer, slug: str) -> Song:
    """Return the song if the viewer may edit it; raises NotFound otherwise."""
    song = find(viewer, slug)
    if not may_edit(viewer, song):
        raise NotFound()
    return song


def by_slug(slug: str) -> Song | None:
    """Return the song with that slug without checking permissions, for the command line and for jobs."""
    return db.session.scalar(select(Song).where(Song.slug == slug))


def get(song_id: int) -> Song:
    """Return a song by id without checking permissions; raises NotFound."""
    song = db.session.get(Song, song_id)
    if song is None:
        raise NotFound(N_("This song was deleted."))
    return song


def several(ids: Collection[int]) -> Sequence[Song]:
    """Return songs by id without checking permissions; those that don't exist are left out."""
    return db.session.scalars(select(Song).where(Song.id.in_(ids))).all() if ids else []


def everything() -> Sequence[Song]:
    """Return all songs ordered by slug, for the command line."""
    return db.session.scalars(select(Song).order_by(Song.slug)).all()


def catalogue(viewer: Viewer, words: str = "", language: str = "", *, most: int = MOST) -> Sequence[Song]:
    """Return the songs that the viewer may see, ordered by title, at most `most`.

    `words` filters by title, its reading, album and artist, without regard to capitals and accents. `language` filters
    by language code; one without a region matches all regions.
    """
    query = select(Song).where(*_wanted(viewer, words, language)).order_by(Song.search_text, Song.id)
    return db.session.scalars(query.limit(most)).all()


def page(viewer: Viewer, words: str, language: str, number: int, size: int) -> tuple[Sequence[Song], int]:
    """Return a page, counted from 1, of what `catalogue` returns, and how many songs all pages have.

    A page after the last one is empty, and the number 0.
    """
    query = select(Song, func.count().over()).where(*_wanted(viewer, words, language))
    rows = db.session.execute(query.order_by(Song.search_text, Song.id).offset((number - 1) * size).limit(size)).all()
    return [song for song, _ in rows], rows[0][1] if rows else 0


def _wanted(viewer: Viewer, words: str, language: str) -> list[ColumnElement[bool]]:
    found = [visible_to(viewer), Song.audio_key != ""]
    found += [Song.search_text.contains(word, autoescape=True) for word in folded(words).split()[:8]]
    if language:
        found.append(or_(Song.language == language, Song.language.like(f"{language}-%")))
    return found


def title_meaning(song: Song, language: str) -> str:
    """Return what a song's title means in a language (a tag), or in English; "" if it has no meaning in them."""
    found = song.title_meanings or {}
    return next((found[code] for code in (base(language), "en") if code in found and code != base(song.language)), "")


def languages_sung(viewer: Viewer) -> Sequence[tuple[str, str]]:
    """Return (code, name) of the languages of the songs that the viewer may see, ordered by name."""
    codes = db.session.scalars(select(Song.language).where(visible_to(viewer), Song.audio_key != "").distinct())
    return sorted(((code, languages.name(code)) for code in codes if code), key=lambda pair: pair[1])


def same_audio(audio_hash: str, circle_id: int | None) -> Song | None:
    """Return the song with the same audio in the circle or the songbook, None if there is none."""
    place = or_(Song.circle_id == circle_id, Song.circle_id.is_(None))
    return db.session.scalar(select(Song).where(Song.audio_hash == audio_hash, place).limit(1))


def without_stems() -> set[str]:
    """Return the slugs of the songbook's songs that have no stems yet."""
    return set(db.session.scalars(select(Song.slug).where(Song.source != "", Song.stems_key.is_(None))))


def add(title: str, now: datetime, slug: str = "", **values: Any) -> Song:
    """Add a song to the catalogue under a unique slug. Call this inside `writing()`."""
    with writing():
        wanted = iter([slug]) if slug else candidates(title)
        free = next(s for s in wanted if slug or by_slug(s) is None)
        song = Song(slug=free, title=title, created_at=now, **values)
        db.session.add(song)
        db.session.flush()
    return song


def form_of(song: Song) -> dict[str, str]:
    """Return the values that the form with a song's details shows. `cover` stands for the picture."""
    people = "\n".join(f"{row['role']}: {row['name']}" if row["role"] else row["name"] for row in song.credits)
    return {
        "title": song.title, "artist": song.artist, "language": song.language, "level": song.level,
        "licence": song.licence, "visibility": song.visibility, "credits": people, "cover": song.cover_key,
    }  # fmt: skip


def change(viewer: Viewer, slug: str, values: dict[str, str], cover_key: str = "", loaded: str = "") -> Song:
    """Edit a song's details: title, artist, language, level, licence, credits, visibility.

    `loaded` is the mark of the form. Raises NotFound, Invalid, and Overtaken if the details have changed since.
    """
    song = find_to_edit(viewer, slug)
    errors = _problems(values)
    if errors:
        raise Invalid(errors)
    with writing():
        lock_row(Song, song.id)
        song = get(song.id)
        with unless_overtaken(loaded, lambda: form_of(song)):
            _put(song, values, cover_key)
    return song


def _put(song: Song, values: dict[str, str], cover_key: str) -> None:
    song.title = " ".join(values["title"].split())
    song.artist = " ".join(values["artist"].split())
    song.language, song.level = values["language"], values["level"]
    song.licence, song.visibility = values["licence"], values["visibility"]
    song.credits = credits_from(values["credits"])
    song.cover_key = cover_key or song.cover_key
    song.version += 1


def remove(viewer: Viewer, slug: str, now: datetime) -> list[str]:
    """Delete a song: its sound, lyrics, details and weeks, and what the viewer made of it. Raises NotFound.

    What others made of it stays, at the song's old address, with a song that has nothing of the deleted one. Returns
    the keys of the files that aren't needed any more.
    """
    song, learner_id = find_to_edit(viewer, slug), viewer.learner_id
    with writing():
        lock_row(Song, song.id)
        before, song_id = files_in_use(), song.id
        keep = any(number for thing, number in made_by_others(viewer, song) if thing.move)
        left = _withdrawn(song) if keep else None
        if left is not None:
            for thing in kinds.staying():
                if thing.move is not None:
                    thing.move(song_id, learner_id, left.id, now)
        db.session.execute(delete(Song).where(Song.id == song_id))
        if left is not None:
            left.slug = slug
        db.session.flush()
        return sorted(before - files_in_use())


def made_by_others(viewer: Viewer, song: Song) -> list[tuple[kinds.Staying, int]]:
    """Return what others than the viewer made of a song, with how much of it there is, in one query."""
    found = kinds.staying()
    if not found:
        return []
    counts = [thing.count(song.id, viewer.learner_id).scalar_subquery() for thing in found]
    return list(zip(found, db.session.execute(select(*counts)).one(), strict=True))


def _withdrawn(song: Song) -> Song:
    """Add the song that what others made of a deleted one moves to."""
    left = Song(
        slug=f"withdrawn-{song.id}", title=NO_TITLE, language=song.language, visibility=song.visibility, audio_key="",
        audio_mime="", audio_hash=f"withdrawn-{song.id}", circle_id=song.circle_id, created_at=song.created_at,
    )  # fmt: skip
    db.session.add(left)
    db.session.flush()
    return left


def bump(song_id: int) -> None:
    """Increment the song's version, because something on its pages has changed."""
    with writing():
        db.session.execute(update(Song).where(Song.id == song_id).values(version=Song.version + 1))


def touch(circle_id: int, song_id: int) -> None:
    """Increment the version of a circle's content about a song."""
    insert = {"postgresql": postgresql.insert}.get(db.engine.dialect.name, sqlite.insert)
    first = insert(CircleSong).values(circle_id=circle_id, song_id=song_id, version=1)
    again = first.on_conflict_do_update(
        index_elements=[CircleSong.circle_id, CircleSong.song_id], set_={"version": CircleSong.version + 1}
    )
    with writing():  # a single statement, since two people may write the first posts of a thread at the same moment
        db.session.execute(again)


def credits_from(text: str) -> list[dict[str, str]]:
    """Parse credits, one `Words: Ana Ruiz` per line, into [{role, name}]; a line without a colon is a name."""
    rows = []
    for line in text.splitlines()[:20]:
        role, colon, person = line.partition(":")
        if line.strip():
            rows.append(
                {
                    "role": role.strip()[:60] if colon else "",
                    "name": (person if colon else line).strip()[:200],
                }
            )
    return rows


def _problems(values: dict[str, str]) -> dict[str, Message]:
    errors: dict[str, Message] = {}
    if not 1 <= len(values["title"].strip()) <= 200:
        errors["title"] = N_("Give the song a title of 1 to 200 characters.")
    if len(values["artist"]) > 200:
        errors["artist"] = N_("Shorten the artist’s name to at most 200 characters.")
    if values["language"] and values["language"] not in languages.LANGUAGES:
        errors["language"] = N_("Choose a language from the list.")
    if values["level"] not in {"", *LEVELS}:
        errors["level"] = N_("Choose a level from A1 to C2, or none.")
    if not is_known(values["licence"]):
        errors["licence"] = N_("Choose a licence from the list.")
    if values["visibility"] not in {"circle", "public"}:
        errors["visibility"] = N_("Choose who may see the song.")
    elif values["visibility"] == "public" and values["licence"] in {"", "private"}:
        errors["visibility"] = N_("Choose a licence that allows sharing before you make the song public.")
    return errors


def leave(learner_id: int, _: datetime) -> None:
    """Erase the file names of a learner's uploads when they leave; their songs stay with the circle."""
    db.session.execute(update(Song).where(Song.owner_id == learner_id).values(original_name=""))
