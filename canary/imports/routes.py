"""Bringing songs, and changing what was brought."""

import io
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from canary.imports import names, work
from canary.imports import service as imports
from canary.jobs import service as jobs
from canary.lyrics import editing, routes
from canary.lyrics import service as lyrics
from canary.lyrics.formats import encodings
from canary.lyrics.formats.text import MOST_BYTES
from canary.lyrics.model import LyricsError
from canary.problems import Invalid, NotAllowed, NotFound, Problem
from canary.sentences import Messages
from canary.songs import covers, languages, licences
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.context import context, settings, store
from canary.web.guard import login_required, viewer, wants_json
from canary.web.limits import POST, SONGS, limiter
from canary.web.numbers import number

blueprint = Blueprint("imports", __name__)

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
LANGUAGES = sorted(languages.LANGUAGES.items(), key=lambda pair: pair[1])


@blueprint.get("/songs/import")
@login_required
def form() -> str:
    """Where songs are dropped."""
    if not songs.may_import(viewer()):
        raise NotAllowed("Songs belong to a circle, and you are in none yet. Ask your host for the join link.")
    return render_template(
        "songs/import.html",
        languages=LANGUAGES,
        licences=licences.LICENCES.items(),
        encodings=encodings.CHOICES.items(),
        max_bytes=settings().upload_bytes,
        values={"look_up": settings().look_up},
    )


@blueprint.post("/songs/import")
@login_required
@limiter.limit(SONGS)
def receive() -> ResponseReturnValue:
    """Take files in: for a script as background jobs, for a plain form at once."""
    who = viewer()
    if who.seat is None:
        raise NotAllowed("Songs belong to a circle, and you are in none yet. Ask your host for the join link.")
    wishes = imports.Wishes(
        request.form.get("language", ""), request.form.get("licence", ""), request.form.get("credits", "")[:2000],
        who.seat.circle_id, who.id, request.form.get("encoding", ""),
    )  # fmt: skip
    pairs, strangers = _pairs(request.files.getlist("files"))
    results = [{"name": name, "error": "This is no sound file that can be played here."} for name in strangers]
    if wants_json():
        results += [_queued(audio, sidecar, wishes) for audio, sidecar in pairs]
        return jsonify(results=results), 202
    results += [_at_once(audio, sidecar, wishes) for audio, sidecar in pairs]
    return render_template("songs/imported.html", results=results)


@blueprint.get("/songs/<slug>/edit")
@login_required
def edit(slug: str) -> str:
    """The form for a song's details and lyrics."""
    song = songs.find_to_edit(viewer(), slug)
    return _page(song, _values(song), {})


@blueprint.post("/songs/<slug>/edit")
@login_required
@limiter.limit(POST)
def change(slug: str) -> ResponseReturnValue:
    """Save a song's details."""
    who = viewer()
    song = songs.find_to_edit(who, slug)
    before, old_cover, new_cover = song.language, song.cover_key, ""
    values = {name: request.form.get(name, "") for name in _values(song)}
    try:
        new_cover = _cover()
        song = songs.change(who, slug, values, new_cover)
    except Invalid as invalid:
        _forget(new_cover)
        return _page(song, values, invalid.errors), 422
    _forget(old_cover)
    if song.language != before:
        imports.draw_words(song.id)
    flash("Saved.", "good")
    return redirect(url_for("player.show", slug=slug))


@blueprint.post("/songs/<slug>/lyrics")
@login_required
@limiter.limit(POST)
def replace_lyrics(slug: str) -> ResponseReturnValue:
    """Give the song the lyrics that were pasted or sent as a file."""
    song = songs.find_to_edit(viewer(), slug)
    pasted, file = request.form.get("lyrics", ""), request.files.get("lyrics_file")
    encoding = request.form.get("encoding", "")
    try:
        data = file.read() if file and file.filename else pasted.encode()
        text = imports.read_lyrics(data, encoding)
        imports.set_lyrics(song.id, editing.beside(text, lyrics.of(song.id)), "typed", now(), viewer().id)
    except Invalid as invalid:
        return _page(song, _values(song) | {"encoding": encoding}, invalid.errors, pasted), 422
    flash("The lyrics are saved.", "good")
    return redirect(url_for("player.show", slug=slug))


@blueprint.post("/songs/<slug>/lyrics/edit")
@login_required
@limiter.limit(POST)
def save_lyrics(slug: str) -> ResponseReturnValue:
    """Save what was edited, as a document from the editor or as plain text from the page without scripts."""
    song = songs.find_to_edit(viewer(), slug)
    if request.is_json:
        return _save_document(song)
    pasted, base = request.form.get("lyrics", ""), request.form.get("base", type=int)
    try:
        text = editing.beside(imports.read_lyrics(pasted.encode()), lyrics.of(song.id))
        imports.set_lyrics(song.id, text, editing.edited(lyrics.source_of(song.id)), now(), viewer().id, base)
    except Invalid as invalid:
        return routes.page(song, pasted, invalid.sentence), 422
    except lyrics.Overtaken as overtaken:
        return routes.page(song, pasted, overtaken.sentence, overtaken.newest), 409
    flash("The lyrics are saved.", "good")
    return redirect(url_for("lyrics.edit", slug=slug))


@blueprint.post("/songs/<slug>/lyrics/restore")
@login_required
@limiter.limit(POST)
def restore_lyrics(slug: str) -> ResponseReturnValue:
    """Bring an older version of the lyrics back, as a new one on top."""
    song = songs.find_to_edit(viewer(), slug)
    version = request.form.get("version", 0, number)
    text = lyrics.revision(song.id, version)
    imports.set_lyrics(song.id, text, f"version {version}, brought back", now(), viewer().id)
    flash(f"Version {version} is back. What was there before is kept among the versions.", "good")
    return redirect(url_for("lyrics.edit", slug=slug))


@blueprint.post("/songs/<slug>/look-up")
@login_required
@limiter.limit(POST)
def look_up(slug: str) -> ResponseReturnValue:
    """Look the lyrics up on the network, in the background."""
    who = viewer()
    song = songs.find_to_edit(who, slug)
    job_id = jobs.ask_once(context().put_job, "look up", who.id, now(), song_id=song.id)
    if "HX-Request" in request.headers:
        return render_template("jobs/_progress.html", job=jobs.find(who, job_id))
    return redirect(url_for("imports.edit", slug=slug, job=job_id))


def _pairs(files: Sequence[FileStorage]) -> tuple[list[tuple[FileStorage, FileStorage | None]], list[str]]:
    """Each sound file with the lyrics file of the same name; and the names of files that are neither."""
    named = [(names.bare(file.filename or ""), file) for file in files if file.filename]
    sidecars = {names.stem(name): file for name, file in named if names.ending(name) in names.LYRICS}
    audio = [(name, file) for name, file in named if names.ending(name) in names.AUDIO]
    used = {names.stem(name) for name, _ in audio}
    others = [
        name
        for name, _ in named
        if names.ending(name) not in names.AUDIO
        and not (names.ending(name) in names.LYRICS and names.stem(name) in used)
    ]
    return [(file, sidecars.get(names.stem(name))) for name, file in audio], others


def _queued(audio: FileStorage, sidecar: FileStorage | None, wishes: imports.Wishes) -> dict[str, Any]:
    name = names.bare(audio.filename or "")
    if wishes.licence not in licences.LICENCES:
        return {"name": name, "error": "Choose a licence from the list."}
    if wishes.encoding and wishes.encoding not in encodings.CHOICES:
        return {"name": name, "error": "Choose the letters from the list."}
    folder = settings().data / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    audio.save(path)
    beside = None
    if sidecar is not None:
        beside = path.with_suffix(".lyrics")
        sidecar.save(beside)
    job_id = jobs.ask(
        context().put_job, "import", wishes.owner_id, now(), path=str(path), name=name,
        sidecar=str(beside) if beside else None, wishes=work.wishes(wishes),
        look_up="look_up" in request.form or settings().look_up,
    )  # fmt: skip
    return {"name": name, "job_url": url_for("jobs.show", job_id=job_id)}


def _at_once(audio: FileStorage, sidecar: FileStorage | None, wishes: imports.Wishes) -> dict[str, Any]:
    name = names.bare(audio.filename or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound"
        audio.save(path)
        try:
            made = imports.receive(path, name, store(), now(), wishes, sidecar.read() if sidecar else None)
        except Problem as problem:
            return {"name": name, "error": problem.sentence}
    if not made.has_lyrics and ("look_up" in request.form or settings().look_up):
        jobs.ask(context().put_job, "look up", wishes.owner_id, now(), song_id=made.song.id)
    return {"name": name, "song": card(made.song), "warnings": made.warnings}


def _cover() -> str:
    """The key of the cover that came with the form, "" without one; raises Invalid."""
    picture = request.files.get("cover")
    if not picture or not picture.filename:
        return ""
    try:
        return store().put(io.BytesIO(covers.square(picture.read())), ".jpg")
    except covers.CoverUnreadable as error:
        raise Invalid({"cover": str(error)}) from error


def _forget(cover: str) -> None:
    for key in songs.unused(cover):
        store().delete(key)


def _save_document(song: Song) -> ResponseReturnValue:
    if (request.content_length or 0) > MOST_BYTES:
        raise Invalid({"lyrics": "These lyrics are larger than 2 MB, which no song needs."})
    sent = request.get_json(silent=True)
    document, base = (sent.get("document"), sent.get("base")) if isinstance(sent, dict) else (None, None)
    if not isinstance(document, dict) or not isinstance(base, int):
        raise Invalid({"lyrics": "The server could not read what the editor sent. Load the page again."})
    before, source = lyrics.with_source(song.id)
    try:
        text = editing.from_editor(document, before.meta if before else {}, song.duration_ms)
        version = imports.set_lyrics(song.id, text, editing.edited(source), now(), viewer().id, base)
    except LyricsError as error:
        raise Invalid({"lyrics": str(error)}) from error
    except lyrics.Overtaken as overtaken:
        newest = overtaken.newest
        about = {"version": newest.version, "author": newest.author, "saved_at": newest.created_at.isoformat()}
        return jsonify(error=overtaken.sentence, newest=about), 409
    kept = render_template("lyrics/_versions.html", song=card(song), kept=lyrics.revisions(song.id))
    return jsonify(version=version, kept=kept)


def _values(song: Song) -> dict[str, str]:
    people = "\n".join(f"{row['role']}: {row['name']}" if row["role"] else row["name"] for row in song.credits)
    return {
        "title": song.title,
        "artist": song.artist,
        "language": song.language,
        "level": song.level,
        "licence": song.licence,
        "visibility": song.visibility,
        "credits": people,
    }


def _page(song: Song, values: dict[str, str], errors: Messages, pasted: str | None = None) -> str:
    if pasted is None:
        pasted = editing.as_text(lyrics.of(song.id))
    return render_template(
        "songs/edit.html",
        song=card(song),
        values=values | {"lyrics": pasted},
        errors=errors,
        languages=LANGUAGES,
        licences=licences.LICENCES.items(),
        encodings=encodings.CHOICES.items(),
        levels=[("", "I don't know")] + [(level, level) for level in LEVELS],
        lyrics_source=lyrics.source_of(song.id),
        job=_job(viewer()),
    )


def _job(who: Viewer) -> Any:
    try:
        return jobs.find(who, request.args["job"]) if "job" in request.args else None
    except NotFound:
        return None
