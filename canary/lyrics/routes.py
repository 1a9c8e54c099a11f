"""The editor's page, the versions of a song's lyrics, and a machine's reading to begin with.

Saving is `imports.save_lyrics`: a song's words are drawn anew with its lyrics, and the room of words lies above this.
"""

import json
from dataclasses import asdict

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.lyrics import editing
from canary.lyrics import service as lyrics
from canary.lyrics.formats.text import MOST_BYTES
from canary.lyrics.model import LyricsError
from canary.lyrics.readings import machine as readings
from canary.problems import Invalid, NotFound
from canary.sentences import Message
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limiter

blueprint = Blueprint("lyrics", __name__)

LANGUAGES = sorted(languages.LANGUAGES.items(), key=lambda pair: pair[1])


@blueprint.get("/songs/<slug>/lyrics/edit")
@login_required
def edit(slug: str) -> str:
    """Where a song's lyrics get their words, their times and what stands beside them."""
    return page(songs.find_to_edit(viewer(), slug))


@blueprint.get("/songs/<slug>/lyrics/versions/<int:version>")
@login_required
def look(slug: str, version: int) -> ResponseReturnValue:
    """A version of the lyrics, to be read and brought back."""
    song = songs.find_to_edit(viewer(), slug)
    text = lyrics.revision(song.id, version)
    kept = lyrics.revisions(song.id)
    about = next((entry for entry in kept if entry.version == version), None)
    if about is None:
        raise NotFound("This version of the lyrics is not kept any more.")
    return render_template(
        "lyrics/version.html", song=card(song), text=text, about=about, is_newest=about == kept[0], kept=kept
    )


@blueprint.post("/songs/<slug>/lyrics/reading")
@login_required
@limiter.limit(POST)
def reading(slug: str) -> ResponseReturnValue:
    """A machine's reading of the lines that were sent, to begin with."""
    song = songs.find_to_edit(viewer(), slug)
    if (request.content_length or 0) > MOST_BYTES:
        raise Invalid({"lyrics": "These lyrics are larger than 2 MB, which no song needs."})
    try:
        layer = readings.reading(editing.texts(request.get_json(silent=True)), song.language)
    except LyricsError as error:
        raise Invalid({"lyrics": str(error)}) from error
    if layer is None:
        name = languages.name(song.language) if song.language else "this language"
        raise Invalid({"lyrics": f"No machine here can read {name} out. Type the reading line by line."})
    return jsonify(layer=asdict(layer))


def page(song: Song, typed: str | None = None, error: Message = "", newer: lyrics.Revision | None = None) -> str:
    """The editor; for a plain form that could not be saved with what was `typed` and why, `newer` when somebody else
    saved in between.
    """
    text = lyrics.of(song.id)
    kept = lyrics.revisions(song.id)
    data = {
        "base": kept[0].version if kept else 0,
        "document": editing.for_editor(text),
        "duration": song.duration_ms,
        "language": song.language,
        "languages": dict(LANGUAGES),
        "draft": f"{viewer().id}.{song.id}",
        "estimated": bool(text and text.estimated),
    }
    return render_template(
        "lyrics/edit.html",
        song=card(song) | {"audio_url": url_for("songs.audio", slug=song.slug, v=song.audio_hash[:8])},
        data=Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704  (JSON, "<" escaped)
        base=data["base"],
        estimated=data["estimated"],
        typed=editing.as_text(text) if typed is None else typed,
        in_part=text is not None and text.timing != "none" and any(line.start is None for line in text.lines),
        error=error,
        newer=newer,
        kept=kept,
        languages=LANGUAGES,
    )
