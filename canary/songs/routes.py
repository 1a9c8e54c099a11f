"""Pages and files of the catalogue."""

from math import ceil
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from canary.content.files import discard
from canary.problems import NotFound
from canary.sentences import N_
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.context import store
from canary.web.guard import login_required, viewer
from canary.web.languages import chosen
from canary.web.sentences import _, locale, translate

blueprint = Blueprint("songs", __name__)

PAGE = 48  # songs


def card(song: Song) -> dict[str, Any]:
    """Return the template values of a song's card."""
    return {
        "slug": song.slug,
        "title": translate(songs.WITHDRAWN) if song.withdrawn else song.title,
        "withdrawn": song.withdrawn,
        "title_reading": song.title_reading,
        "title_meaning": songs.title_meaning(song, locale()),
        "artist": song.artist,
        "language": "" if song.withdrawn else song.language,  # WITHDRAWN is in the reader's
        "language_name": languages.name(song.language) or languages.UNKNOWN,
        "level": song.level,
        "duration_ms": song.duration_ms,
        "licence": licences.label(song.licence),
        "visibility": song.visibility,
        "dir": languages.direction(song.language),
        "cover_url": url_for("songs.cover", slug=song.slug, v=song.version) if song.cover_key else None,
        "url": url_for("player.show", slug=song.slug),
    }


def edit_url(who: Viewer, song: Song) -> str | None:
    """Return the address where the viewer edits the song and its lyrics; None if they may not."""
    return url_for("lyrics.edit_song", slug=song.slug) if songs.may_edit(who, song) else None


@blueprint.get("/songs")
def index() -> ResponseReturnValue:
    """List a page of the songs that the viewer may see, filtered by title, artist and language."""
    who = viewer()
    words, language = request.args.get("q", "")[:100], chosen()
    asked = request.args.get("page", "")
    page = max(1, int(asked[:9])) if asked.isdecimal() else 1
    found, count = songs.page(who, words, language, page, PAGE)
    if page > 1 and not found:
        return redirect(url_for("songs.index", q=words or None, language=language or None))
    last = max(1, ceil(count / PAGE))
    return render_template(
        "songs/index.html",
        songs=[card(song) for song in found],
        count=count,
        page=page,
        last=last,
        q=words,
        language=language,
        languages=languages.to_choose(code for code, _name in songs.languages_sung(who)),
        may_import=songs.may_import(who),
    )


@blueprint.get("/songs/<slug>/audio")
def audio(slug: str) -> ResponseReturnValue:
    """Return the song's sound file, or a range of its bytes."""
    song = songs.find(viewer(), slug)
    if song.withdrawn:
        raise NotFound(N_("This song was deleted."))
    return _file(song.audio_key, song.audio_mime, song.visibility)


@blueprint.get("/songs/<slug>/stems")
def stems(slug: str) -> ResponseReturnValue:
    """Return the stems, accompaniment left and voice right, for the player's voice slider."""
    song = songs.find(viewer(), slug)
    if not song.stems_key:
        raise NotFound(N_("This song has no separate voice."))
    return _file(song.stems_key, "audio/mp4", song.visibility)


@blueprint.get("/songs/<slug>/cover")
def cover(slug: str) -> ResponseReturnValue:
    """Return the song's cover as a JPEG."""
    song = songs.find(viewer(), slug)
    if not song.cover_key:
        raise NotFound()
    return _file(song.cover_key, "image/jpeg", song.visibility)


@blueprint.get("/songs/<slug>/remove")
@login_required
def ask_remove(slug: str) -> str:
    """Ask whether to delete a song, and say what others made of it."""
    who = viewer()
    song = songs.find_to_edit(who, slug)
    others = [thing.words(number) for thing, number in songs.made_by_others(who, song) if number]
    return render_template("songs/remove.html", song=card(song), others=others)


@blueprint.post("/songs/<slug>/remove")
@login_required
def remove(slug: str) -> ResponseReturnValue:
    """Delete a song, what the viewer made with it, and the files; what others made stays."""
    discard(store(), *songs.remove(viewer(), slug, now()))
    flash(_("Song deleted."))
    return redirect(url_for("songs.index"))


def _file(key: str, mime: str, visibility: str) -> ResponseReturnValue:
    path = store().path(key)
    if not path.is_file():
        raise NotFound(N_("This song’s file is missing on the server. You can still read its lyrics."))
    response = send_file(path, mimetype=mime, conditional=True, etag=key)
    # The address stays the same when the file changes, so browsers revalidate each time and usually get a 304.
    response.headers["Cache-Control"] = "public, max-age=3600" if visibility == "public" else "private, no-cache"
    return response
