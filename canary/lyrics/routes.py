"""The pages that edit a song: its details, its lyrics, and the versions of its lyrics."""

import io
import json
from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.content.files import discard
from canary.jobs import service as jobs
from canary.language_tags import LEVELS, base
from canary.lyrics import clips, editing, origins
from canary.lyrics import service as lyrics
from canary.lyrics.formats import encodings
from canary.lyrics.formats.text import MAX_BYTES, TOO_LARGE
from canary.lyrics.model import LyricsError
from canary.lyrics.readings import machine as readings
from canary.overtaking import Overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Message, Messages
from canary.songs import covers, languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.context import store
from canary.web.guard import login_required, viewer
from canary.web.languages import chosen
from canary.web.limits import POST, limit
from canary.web.numbers import number
from canary.web.overtaken import loaded, mark_of
from canary.web.sent import sent_json
from canary.web.sentences import _

blueprint = Blueprint("lyrics", __name__)

LANGUAGES = {one.code: one.own for one in languages.to_choose()}


@blueprint.get("/songs/<slug>/lyrics/edit")
@login_required
def edit(slug: str) -> str:
    """Show the editor of a song's lyrics, times and layers."""
    return page(songs.find_to_edit(viewer(), slug))


@blueprint.get("/songs/<slug>/lyrics/versions/<int:version>")
@login_required
def look(slug: str, version: int) -> ResponseReturnValue:
    """Show a version of the lyrics, with a button to restore it."""
    song = songs.find_to_edit(viewer(), slug)
    text = lyrics.revision(song.id, version)
    kept = lyrics.revisions(song.id)
    about = next((entry for entry in kept if entry.version == version), None)
    if about is None:
        raise NotFound(lyrics.VERSION_GONE)
    return render_template(
        "lyrics/version.html", song=card(song), text=text, about=about, is_newest=about == kept[0], kept=kept
    )


@blueprint.post("/songs/<slug>/lyrics/reading")
@login_required
@limit(POST)
def reading(slug: str) -> ResponseReturnValue:
    """Return a machine reading of the lines in the request, as JSON. Raises Invalid if none can be made."""
    song = songs.find_to_edit(viewer(), slug)
    if (request.content_length or 0) > MAX_BYTES:
        raise Invalid(lyrics=TOO_LARGE)
    try:
        layer = readings.reading(editing.texts(sent_json()), song.language)
    except LyricsError as error:
        raise Invalid(lyrics=error.sentence) from error
    if layer is None:
        raise Invalid(lyrics=N_("We can’t make a reading for these lyrics. Type it line by line."))
    return jsonify(layer=asdict(layer))


@blueprint.get("/songs/<slug>/edit")
@login_required
def edit_song(slug: str) -> str:
    """Show the form for a song's details and lyrics."""
    song = songs.find_to_edit(viewer(), slug)
    return _song_page(song, songs.form_of(song), {})


@blueprint.post("/songs/<slug>/edit")
@login_required
@limit(POST)
def change_song(slug: str) -> ResponseReturnValue:
    """Save a song's details and cover."""
    who = viewer()
    song = songs.find_to_edit(who, slug)
    before, old_cover, new_cover = song.language, song.cover_key, ""
    values = {name: request.form.get(name, "") for name in songs.form_of(song)} | {"language": chosen()}
    try:
        new_cover = _cover()
        song = songs.change(who, slug, values, new_cover, loaded())
    except Invalid as invalid:
        _forget(new_cover)
        return _song_page(song, values | {"language": request.form.get("language", "")}, invalid.errors), 422
    except Overtaken as overtaken:
        _forget(new_cover)
        typed = values | {"language": request.form.get("language", ""), "cover": new_cover}
        return _song_page(songs.get(song.id), typed, {}, overtaken=overtaken), 409
    _forget(old_cover)
    if song.language != before:
        lyrics.redraw(song.id)
    lyrics.retitle(song.id)
    flash(_("Saved."), "good")
    return redirect(url_for("player.show", slug=slug))


@blueprint.post("/songs/<slug>/lyrics")
@login_required
@limit(POST)
def replace_lyrics(slug: str) -> ResponseReturnValue:
    """Replace the song's lyrics with pasted text or an uploaded file."""
    song = songs.find_to_edit(viewer(), slug)
    pasted, file = request.form.get("lyrics", ""), request.files.get("lyrics_file")
    encoding = request.form.get("encoding", "")
    try:
        data = file.read() if file and file.filename else pasted.encode()
        text = lyrics.read(data, encoding)
        beside, base = editing.beside(text, lyrics.of(song.id)), request.form.get("base", type=int)
        lyrics.save(song.id, beside, origins.TYPED, now(), viewer().id, base)
    except Invalid as invalid:
        return _song_page(song, songs.form_of(song) | {"encoding": encoding}, invalid.errors, pasted), 422
    except lyrics.Overtaken:
        sent = editing.as_text(text) if data != pasted.encode() else pasted
        return _song_page(song, songs.form_of(song), {}, sent, newer=True), 409
    flash(_("Lyrics saved."), "good")
    return redirect(url_for("player.show", slug=slug))


@blueprint.post("/songs/<slug>/lyrics/edit")
@login_required
@limit(POST)
def save_lyrics(slug: str) -> ResponseReturnValue:
    """Save edited lyrics: a JSON document from the editor, or text from the form that works without scripts."""
    song = songs.find_to_edit(viewer(), slug)
    if request.is_json:
        return _save_document(song)
    pasted, base = request.form.get("lyrics", ""), request.form.get("base", type=int)
    try:
        text = editing.beside(lyrics.read(pasted.encode()), lyrics.of(song.id))
        lyrics.save(song.id, text, origins.edited(lyrics.source_of(song.id)), now(), viewer().id, base)
    except Invalid as invalid:
        return page(song, pasted, invalid.sentence), 422
    except lyrics.Overtaken as overtaken:
        return page(song, pasted, overtaken.sentence, overtaken.newest), 409
    flash(_("Lyrics saved."), "good")
    return redirect(url_for("lyrics.edit", slug=slug))


@blueprint.post("/songs/<slug>/lyrics/restore")
@login_required
@limit(POST)
def restore_lyrics(slug: str) -> ResponseReturnValue:
    """Restore an older version of the lyrics as the newest one."""
    song = songs.find_to_edit(viewer(), slug)
    version = request.form.get("version", 0, number)
    text = lyrics.revision(song.id, version)
    lyrics.save(song.id, text, origins.restored(version), now(), viewer().id)
    flash(
        _(
            "Version %(version)s restored. The lyrics that it replaced are still in the list of versions.",
            version=version,
        ),
        "good",
    )
    return redirect(url_for("lyrics.edit", slug=slug))


@blueprint.get("/songs/<slug>/lines/<int:n>/sound")
def line_sound(slug: str, n: int) -> ResponseReturnValue:
    """Return an MP3 clip of the song's line `n`, counted from 1.

    The query parameter `text` is the mark that the line's text had when a card was made of it (see `clips.mark`). The
    line is found by this mark even if its number has changed since then. Raises NotFound if the line isn't timed.
    """
    song = songs.find(viewer(), slug)
    text = lyrics.of(song.id)
    line = clips.line_now([x.text for x in text.lines], n - 1, request.args.get("text")) if text else None
    path = clips.of_line(song, text, line, store()) if text and line is not None else None
    if path is None:
        raise NotFound(N_("We can’t play this line on its own, because it isn’t timed yet."))
    response = send_file(path, mimetype="audio/mpeg", conditional=True, etag=path.stem)
    response.headers["Cache-Control"] = "public, max-age=3600" if song.visibility == "public" else "private, no-cache"
    return response


def page(song: Song, typed: str | None = None, error: Message = "", newer: lyrics.Revision | None = None) -> str:
    """Render the lyrics editor.

    If the form that works without scripts couldn't be saved, `typed` is its text and `error` is the reason. `newer` is
    the version that somebody else has saved in the meantime.
    """
    text = lyrics.of(song.id)
    kept = lyrics.revisions(song.id)
    data = {
        "base": kept[0].version if kept else 0,
        "document": editing.for_editor(text),
        "duration": song.duration_ms,
        "language": song.language,
        "languages": LANGUAGES,
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
        translations=languages.to_choose(code for code in LANGUAGES if code != base(song.language)),
    )


def _cover() -> str:
    """Store the uploaded cover and return its key; "" if none was uploaded. Raises Invalid if it can't be read."""
    picture = request.files.get("cover")
    if not picture or not picture.filename:
        return ""
    try:
        return store().put(io.BytesIO(covers.square(picture.read())), ".jpg")
    except covers.CoverUnreadable as error:
        raise Invalid(cover=error.sentence) from error


def _forget(cover: str) -> None:
    discard(store(), cover)


def _save_document(song: Song) -> ResponseReturnValue:
    if (request.content_length or 0) > MAX_BYTES:
        raise Invalid(lyrics=TOO_LARGE)
    sent = sent_json()
    document, base = (sent.get("document"), sent.get("base")) if isinstance(sent, dict) else (None, None)
    if not isinstance(document, dict) or not isinstance(base, int):
        raise Invalid(lyrics=N_("We couldn’t read what the editor sent. Reload the page, then try again."))
    before, source = lyrics.with_source(song.id)
    try:
        text = editing.from_editor(document, before.meta if before else {}, song.duration_ms)
        version = lyrics.save(song.id, text, origins.edited(source), now(), viewer().id, base)
    except LyricsError as error:
        raise Invalid(lyrics=error.sentence) from error
    except lyrics.Overtaken as overtaken:
        newest = overtaken.newest
        about = {"version": newest.version, "author": newest.author, "saved_at": newest.created_at.isoformat()}
        return jsonify(error=overtaken.sentence, newest=about), 409
    kept = render_template("lyrics/_versions.html", song=card(song), kept=lyrics.revisions(song.id))
    return jsonify(version=version, kept=kept)


def _song_page(
    song: Song,
    values: dict[str, str],
    errors: Messages,
    pasted: str | None = None,
    overtaken: Overtaken | None = None,
    *,
    newer: bool = False,
) -> str:
    """Render a song's details and lyrics. `newer`: other lyrics than those in `pasted` were saved in the meantime."""
    stored = editing.as_text(lyrics.of(song.id))
    kept = lyrics.revisions(song.id)
    base = kept[0].version if kept else 0
    return render_template(
        "songs/edit.html",
        song=card(song),
        values=values | {"lyrics": stored if pasted is None else pasted},
        base=request.form.get("base", base) if errors else base,
        newer=stored if newer else None,
        errors=errors,
        licences=licences.choices(song.licence).items(),
        encodings=encodings.CHOICES.items(),
        levels=[("", _("I don’t know"))] + [(level, level) for level in LEVELS],
        lyrics_source=origins.message(lyrics.source_of(song.id)),
        job=_job(viewer()),
        mark=mark_of(songs.form_of(song), errors, overtaken),
        saved=overtaken.saved if overtaken else None,
    )


def _job(who: Viewer) -> Any:
    try:
        return jobs.find(who, request.args["job"]) if "job" in request.args else None
    except NotFound:
        return None
