"""Adding songs, and looking up their lyrics."""

import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from canary.imports import names, work
from canary.imports import service as imports
from canary.jobs import service as jobs
from canary.lyrics.formats import encodings
from canary.problems import NotAllowed, Problem
from canary.sentences import N_
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.songs.routes import card
from canary.web.clock import now
from canary.web.context import context, settings, store
from canary.web.guard import login_required, viewer, wants_fragment, wants_json
from canary.web.languages import chosen
from canary.web.limits import POST, SONGS, limit

blueprint = Blueprint("imports", __name__)

NO_CIRCLE = N_("Songs belong to a circle, and you’re not in one yet. Ask a circle’s host for the join link.")
NO_LANGUAGE = N_("We don’t know the language that you typed. Choose one from the list.")


@blueprint.get("/songs/import")
@login_required
def form() -> str:
    """Show the upload form."""
    if not songs.may_import(viewer()):
        raise NotAllowed(NO_CIRCLE)
    return render_template(
        "songs/import.html",
        licences=[(value, label) for value, label in licences.LICENCES.items() if value],
        encodings=encodings.CHOICES.items(),
        max_bytes=settings().upload_bytes,
        values={"look_up": settings().look_up},
    )


@blueprint.post("/songs/import")
@login_required
@limit(SONGS)
def receive() -> ResponseReturnValue:
    """Import the uploaded files: in background jobs if our script sent them, or at once for a plain form."""
    who = viewer()
    if who.membership is None:
        raise NotAllowed(NO_CIRCLE)
    options = imports.Options(
        chosen(), request.form.get("licence", ""), request.form.get("credits", "")[:2000],
        who.membership.circle_id, who.id, request.form.get("encoding", ""),
    )  # fmt: skip
    pairs, others = _pairs(request.files.getlist("files"))
    results: list[dict[str, Any]] = [
        {"name": name, "error": N_("This isn’t a sound file that we can play.")} for name in others
    ]
    if wants_json():
        results += [_queued(audio, sidecar, options) for audio, sidecar in pairs]
        return jsonify(results=results), 202
    results += [_at_once(audio, sidecar, options) for audio, sidecar in pairs]
    return render_template("songs/imported.html", results=results)


@blueprint.post("/songs/<slug>/look-up")
@login_required
@limit(POST)
def look_up(slug: str) -> ResponseReturnValue:
    """Look up the song's lyrics on the network, as a background job."""
    who = viewer()
    song = songs.find_to_edit(who, slug)
    job_id = jobs.ask_once(context().put_job, "look up", who.id, now(), song_id=song.id)
    if wants_fragment():
        return render_template("jobs/_progress.html", job=jobs.find(who, job_id))
    return redirect(url_for("lyrics.edit_song", slug=slug, job=job_id))


def _pairs(files: Sequence[FileStorage]) -> tuple[list[tuple[FileStorage, FileStorage | None]], list[str]]:
    """Return each sound file with the lyrics file that belongs to it, and the names of all other files."""
    named = [(names.bare(file.filename or ""), file) for file in files if file.filename]
    texts = {name: file for name, file in named if names.ending(name) in names.LYRICS}
    lyrics = {name: _sound_named_in(file) for name, file in texts.items()}
    audio = [(name, file) for name, file in named if names.ending(name) in names.AUDIO]
    alone = {name for name in lyrics if not any(names.beside(sound, {name: lyrics[name]}) for sound, _ in audio)}
    others = [
        name for name, _ in named if names.ending(name) not in names.AUDIO and (name not in lyrics or name in alone)
    ]
    return [(file, texts.get(names.beside(name, lyrics))) for name, file in audio], others


def _sound_named_in(file: FileStorage) -> str:
    head = file.stream.read(names.HEAD)
    file.stream.seek(0)
    return names.sound_named_in(head)


def _queued(audio: FileStorage, sidecar: FileStorage | None, options: imports.Options) -> dict[str, Any]:
    name = names.bare(audio.filename or "")
    if options.language and not languages.code(options.language):
        return {"name": name, "error": NO_LANGUAGE}
    if options.licence not in licences.LICENCES:
        return {"name": name, "error": N_("Choose a licence from the list.")}
    if options.encoding and options.encoding not in encodings.CHOICES:
        return {"name": name, "error": N_("Choose a text encoding from the list.")}
    folder = settings().data / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    beside = path.with_suffix(".lyrics") if sidecar is not None else None
    try:
        audio.save(path)
        if sidecar is not None and beside is not None:
            sidecar.save(beside)
    except OSError:  # the disk is full: don't leave half of a file on it
        work.remove(str(path), str(beside) if beside else None)
        raise
    job_id = jobs.ask(
        context().put_job, "import", options.owner_id, now(), path=str(path), name=name,
        sidecar=str(beside) if beside else None, wishes=asdict(options),
        look_up="look_up" in request.form or settings().look_up,
    )  # fmt: skip
    return {"name": name, "job_url": url_for("jobs.show", job_id=job_id)}


def _at_once(audio: FileStorage, sidecar: FileStorage | None, options: imports.Options) -> dict[str, Any]:
    name = names.bare(audio.filename or "")
    if options.language and not languages.code(options.language):
        return {"name": name, "error": NO_LANGUAGE}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound"
        audio.save(path)
        try:
            made = imports.receive(path, name, store(), now(), options, sidecar.read() if sidecar else None)
        except Problem as problem:
            return {"name": name, "error": problem.sentence}
    if not made.has_lyrics and ("look_up" in request.form or settings().look_up):
        jobs.ask(context().put_job, "look up", options.owner_id, now(), song_id=made.song.id)
    return {"name": name, "song": card(made.song), "warnings": made.warnings}
