"""Use cases of the catalogue."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from canary.db import db, files_in_use, writing
from canary.language_tags import LEVELS
from canary.problems import Invalid, NotFound
from canary.songs import languages
from canary.songs.licences import LICENCES
from canary.songs.models import CircleSong, Song
from canary.songs.slugs import candidates
from canary.viewer import Viewer

MOST = 500


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """The condition under which `viewer` may see a song: public, or of a circle of theirs."""
    circles = [own.circle_id for own in viewer.memberships]
    return or_(Song.visibility == "public", Song.circle_id.in_(circles)) if circles else Song.visibility == "public"


def may_see(viewer: Viewer, song: Song) -> bool:
    """Whether `viewer` may see the song, hear it and read its lyrics."""
    return song.visibility == "public" or viewer.is_in(song.circle_id)


def may_edit(viewer: Viewer, song: Song) -> bool:
    """Whether `viewer` may change the song: its owner and the host of its circle; the songbook's are fixed."""
    if song.source or not may_see(viewer, song):
        return False
    return (viewer.id is not None and song.owner_id == viewer.id) or viewer.hosts(song.circle_id)


def may_import(viewer: Viewer) -> bool:
    """Whether `viewer` may bring songs: members of a circle may."""
    return viewer.membership is not None


def find(viewer: Viewer, slug: str) -> Song:
    """The song of that slug; raises NotFound when there is none that the viewer may see."""
    song = by_slug(slug)
    if song is None or not may_see(viewer, song):
        raise NotFound("This song doesn’t exist, or you can’t see it.")
    return song


def find_to_edit(viewer: Viewer, slug: str) -> Song:
    """The song, for somebody who may change it; raises NotFound."""
    song = find(viewer, slug)
    if not may_edit(viewer, song):
        raise NotFound()
    return song


def by_slug(slug: str) -> Song | None:
    """The song of that slug, whoever asks (for the command line and for background work)."""
    return db.session.scalar(select(Song).where(Song.slug == slug))


def get(song_id: int) -> Song:
    """A song by id, whoever asks; raises NotFound."""
    song = db.session.get(Song, song_id)
    if song is None:
        raise NotFound("That song is not here any more.")
    return song


def several(ids: Collection[int]) -> Sequence[Song]:
    """Songs by their ids, whoever asks; those that are gone are left out."""
    return db.session.scalars(select(Song).where(Song.id.in_(ids))).all() if ids else []


def everything() -> Sequence[Song]:
    """All songs by slug, for the command line."""
    return db.session.scalars(select(Song).order_by(Song.slug)).all()


def catalogue(viewer: Viewer, words: str = "", language: str = "") -> Sequence[Song]:
    """Songs that the viewer may see, by title; `words` narrows by title and artist, `language` by code."""
    query = select(Song).where(visible_to(viewer)).order_by(func.lower(Song.title)).limit(MOST)
    for word in words.split()[:8]:
        pattern = f"%{word.replace('%', '').replace('_', '')}%"
        query = query.where(or_(Song.title.ilike(pattern), Song.artist.ilike(pattern)))
    if language:
        query = query.where(Song.language == language)
    return db.session.scalars(query).all()


def languages_sung(viewer: Viewer) -> Sequence[tuple[str, str]]:
    """(code, name) of the languages of the songs that the viewer may see."""
    codes = db.session.scalars(select(Song.language).where(visible_to(viewer)).distinct())
    return sorted(((code, languages.name(code)) for code in codes if code), key=lambda pair: pair[1])


def same_audio(audio_hash: str, circle_id: int | None) -> Song | None:
    """The song that already has this sound, among those of the circle and the songbook."""
    place = or_(Song.circle_id == circle_id, Song.circle_id.is_(None))
    return db.session.scalar(select(Song).where(Song.audio_hash == audio_hash, place).limit(1))


def without_stems() -> set[str]:
    """Slugs of the songbook's songs that have no stems yet."""
    return set(db.session.scalars(select(Song.slug).where(Song.source != "", Song.stems_key.is_(None))))


def add(title: str, now: datetime, slug: str = "", **values: Any) -> Song:
    """Put a song into the catalogue under a slug of its own. The caller holds `writing()`."""
    with writing():
        wanted = iter([slug]) if slug else candidates(title)
        free = next(s for s in wanted if slug or by_slug(s) is None)
        song = Song(slug=free, title=title, created_at=now, **values)
        db.session.add(song)
        db.session.flush()
    return song


def change(viewer: Viewer, slug: str, values: dict[str, str], cover_key: str = "") -> Song:
    """Change a song's details: title, artist, language, level, licence, credits, visibility. Raises Invalid."""
    song = find_to_edit(viewer, slug)
    errors = _problems(values)
    if errors:
        raise Invalid(errors)
    with writing():
        song = get(song.id)
        song.title = " ".join(values["title"].split())
        song.artist = " ".join(values["artist"].split())
        song.language, song.level = values["language"], values["level"]
        song.licence, song.visibility = values["licence"], values["visibility"]
        song.credits = credits_from(values["credits"])
        song.cover_key = cover_key or song.cover_key
        song.version += 1
    return song


def remove(viewer: Viewer, slug: str) -> list[str]:
    """Remove a song with all that hangs on it, takes and spoken words too; returns the keys of files that nothing
    needs any more.
    """
    song = find_to_edit(viewer, slug)
    with writing():
        before = files_in_use()
        db.session.execute(delete(Song).where(Song.id == song.id))
        return sorted(before - files_in_use())


def bump(song_id: int) -> None:
    """Count a change of what the song's pages show."""
    with writing():
        db.session.execute(update(Song).where(Song.id == song_id).values(version=Song.version + 1))


def touch(circle_id: int, song_id: int) -> None:
    """Count a change of what a circle has made of a song."""
    insert = {"postgresql": postgresql.insert}.get(db.engine.dialect.name, sqlite.insert)
    first = insert(CircleSong).values(circle_id=circle_id, song_id=song_id, version=1)
    again = first.on_conflict_do_update(
        index_elements=[CircleSong.circle_id, CircleSong.song_id], set_={"version": CircleSong.version + 1}
    )
    with writing():  # in one statement: two people may write the first posts of a thread at the same moment
        db.session.execute(again)


def credits_from(text: str) -> list[dict[str, str]]:
    """`Words: Ana Ruiz` a line -> [{role, name}]; a line without a colon is a name."""
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


def _problems(values: dict[str, str]) -> dict[str, str]:
    errors = {}
    if not 1 <= len(values["title"].strip()) <= 200:
        errors["title"] = "Give the song a title of 1 to 200 characters."
    if len(values["artist"]) > 200:
        errors["artist"] = "That is longer than 200 characters; shorten the artist's name."
    if values["language"] and values["language"] not in languages.LANGUAGES:
        errors["language"] = "Choose a language from the list."
    if values["level"] not in {"", *LEVELS}:
        errors["level"] = "Choose a level from A1 to C2, or none."
    if values["licence"] not in LICENCES:
        errors["licence"] = "Choose a licence from the list."
    if values["visibility"] not in {"circle", "public"}:
        errors["visibility"] = "Choose who may see the song."
    elif values["visibility"] == "public" and values["licence"] in {"", "private"}:
        errors["visibility"] = "A song can be open to everyone once its licence allows it; choose the licence first."
    return errors


def leave(learner_id: int, _: datetime) -> None:
    """Forget what the files were called that a learner brought; their songs stay with the circle."""
    db.session.execute(update(Song).where(Song.owner_id == learner_id).values(original_name=""))
