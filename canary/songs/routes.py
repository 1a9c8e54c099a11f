"""The catalogue's pages and files."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from canary.content.files import discard
from canary.problems import NotFound
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.web.context import store
from canary.web.guard import login_required, viewer

blueprint = Blueprint("songs", __name__)


def card(song: Song) -> dict[str, Any]:
    """What a song's card shows."""
    return {
        "slug": song.slug,
        "title": song.title,
        "artist": song.artist,
        "language": song.language,
        "language_name": languages.name(song.language),
        "level": song.level,
        "duration_ms": song.duration_ms,
        "licence": licences.label(song.licence),
        "visibility": song.visibility,
        "dir": languages.direction(song.language),
        "cover_url": url_for("songs.cover", slug=song.slug, v=song.version) if song.cover_key else None,
        "url": url_for("player.show", slug=song.slug),
    }


def edit_url(who: Viewer, song: Song) -> str | None:
    """Where `who` may change the song and its lyrics; None when they may not."""
    return url_for("lyrics.edit_song", slug=song.slug) if songs.may_edit(who, song) else None


@blueprint.get("/songs")
def index() -> str:
    """All songs that the viewer may see, searched by title and artist."""
    who = viewer()
    words, language = request.args.get("q", "")[:100], request.args.get("language", "")[:10]
    found = [card(song) for song in songs.catalogue(who, words, language)]
    return render_template(
        "songs/index.html",
        songs=found,
        q=words,
        language=language,
        languages=songs.languages_sung(who),
        may_import=songs.may_import(who),
    )


@blueprint.get("/songs/<slug>/audio")
def audio(slug: str) -> ResponseReturnValue:
    """The song's sound, in ranges, for those who may see the song."""
    song = songs.find(viewer(), slug)
    return _file(song.audio_key, song.audio_mime, song.visibility)


@blueprint.get("/songs/<slug>/stems")
def stems(slug: str) -> ResponseReturnValue:
    """Accompaniment (left) and voice (right) in one sound, for the player's voice slider."""
    song = songs.find(viewer(), slug)
    if not song.stems_key:
        raise NotFound("This song has no voice of its own to turn up or down.")
    return _file(song.stems_key, "audio/mp4", song.visibility)


@blueprint.get("/songs/<slug>/cover")
def cover(slug: str) -> ResponseReturnValue:
    """The song's cover as a JPEG."""
    song = songs.find(viewer(), slug)
    if not song.cover_key:
        raise NotFound()
    return _file(song.cover_key, "image/jpeg", song.visibility)


@blueprint.post("/songs/<slug>/remove")
@login_required
def remove(slug: str) -> ResponseReturnValue:
    """Remove a song with all that was made of it, and the files."""
    discard(store(), *songs.remove(viewer(), slug))
    flash("The song is removed.")
    return redirect(url_for("songs.index"))


def _file(key: str, mime: str, visibility: str) -> ResponseReturnValue:
    path = store().path(key)
    if not path.is_file():
        raise NotFound("The file of this song is missing on the server. Its lyrics are still here.")
    response = send_file(path, mimetype=mime, conditional=True, etag=key)
    # The address of a song's sound stays when the sound changes, so browsers ask each time; the answer is a 304.
    response.headers["Cache-Control"] = "public, max-age=3600" if visibility == "public" else "private, no-cache"
    return response
