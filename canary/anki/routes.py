"""The page of Anki decks, and its downloads."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from flask import Blueprint, after_this_request, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response

from canary.anki import exports
from canary.anki import service as anki
from canary.anki.choice import KINDS, Choice
from canary.anki.note import ASKS
from canary.anki.work import DECK
from canary.cards import service as cards
from canary.jobs import service as jobs
from canary.problems import Problem
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.web import headers
from canary.web.clock import now
from canary.web.context import context, settings, store
from canary.web.guard import login_required, viewer
from canary.web.hosts import whole_url
from canary.web.languages import chosen
from canary.web.limits import HEAVY, limit
from canary.web.sentences import _, translate

blueprint = Blueprint("anki", __name__)
USUAL = ("meaning", "word")
MOST_AT_ONCE = 1_000  # keys in a request for a package
MOST_SONGS = 20  # songs in a request
RUNNING_ANKI = "http://127.0.0.1:8765"  # where the AnkiConnect add-on listens


@blueprint.get("/songs/<slug>/deck.apkg")
@login_required
@limit(HEAVY)
def deck_of_song(slug: str) -> ResponseReturnValue:
    """Send the learner's cards of a song as an Anki deck, or redirect to the song's words if there are none."""
    who = viewer()
    song = songs.find(who, slug)
    choice = Choice("apkg", f"canary-{slug}", [song.id], "", "", "", _asks())
    return _file(choice, url_for("cards.words", slug=slug))


@blueprint.get("/deck")
@login_required
def choose() -> str:
    """Show the form to choose cards, questions and the format."""
    who = viewer()
    kept = cards.kept_from(who.learner_id)
    titles = {song.id: song for song in songs.several({song_id for song_id, *_rest in kept if song_id})}
    rows = [(titles[song_id], count) for song_id, _language, count in kept if song_id in titles]
    counts: dict[str, int] = {}
    for _song_id, language, count in kept:
        counts[language] = counts.get(language, 0) + count
    headers.allow_connection(RUNNING_ANKI)
    chosen = _slugs()
    several = {song.slug: count for song, count in rows if song.slug in chosen} if len(chosen) > 1 else {}
    return render_template(
        "anki/choose.html",
        total=sum(counts.values()),
        languages=languages.to_choose(counts),
        songs=rows,
        chosen=",".join(chosen),
        several=sum(several.values()) if len(chosen) > 1 else None,
        silent=any(not licences.allows_clips(song.licence) for song, _ in rows),
        running_anki=RUNNING_ANKI,
    )


@blueprint.get("/deck.<any(apkg, csv, tsv, json):kind>")
@login_required
@limit(HEAVY)
def download(kind: str) -> ResponseReturnValue:
    """Send the chosen cards: a deck with a sub-deck for each song, a table, or notes for a script.

    With many cards, the worker writes the file, and this redirects to the page that waits for it. A script gets the
    address of the job instead.
    """
    slugs = _slugs()
    back = url_for("picking.show", slug=slugs[0]) if kind == "apkg" and len(slugs) == 1 else url_for("anki.choose")
    return _file(_choice(kind), back)


@blueprint.post("/deck.apkg")
@login_required
@limit(HEAVY)
def part() -> ResponseReturnValue:
    """Return a deck file with the viewer's cards that have the given keys. A script sends it to a running Anki."""
    who = viewer()
    name, keys = who.username.casefold(), frozenset(request.form.getlist("key")[:MOST_AT_ONCE])
    try:
        path = anki.of_cards(
            anki.some_of(who.learner_id, name, keys), name, store(), _page_of, now(), _asks(), learner_id=who.learner_id
        )
    except Problem as problem:
        flash(translate(problem.sentence))
        return redirect(url_for("anki.choose"))
    return _send(path, "canary.apkg")


@blueprint.get("/deck/making/<job_id>")
@login_required
def making(job_id: str) -> str:
    """Show how far the worker is with the viewer's file, then the button to download it."""
    return render_template("anki/making.html", job=jobs.find(viewer(), job_id))


@blueprint.get("/deck/files/<name>")
@login_required
def made(name: str) -> ResponseReturnValue:
    """Send a file that the worker has written for the viewer."""
    path = exports.folder_of(settings().data, viewer().learner_id) / secure_filename(name)
    if not path.is_file():
        flash(_("This file is gone. Download your words again."))
        return redirect(url_for("anki.choose"))
    mime = KINDS[path.suffix[1:]]
    return send_file(path, mimetype=mime, as_attachment=True, download_name=f"canary{path.suffix}", max_age=0)


def _choice(kind: str, name: str = "canary") -> Choice:
    who, since = viewer(), _since()
    ids = [songs.find(who, slug).id for slug in _slugs()]
    status = request.args.get("status", "")
    return Choice(kind, name, ids, chosen(), since.isoformat() if since else "", status, _asks())


def _file(choice: Choice, back: str) -> ResponseReturnValue:
    who = viewer()
    if exports.is_large(who.learner_id, choice):
        return _later(choice)
    try:
        path = exports.write(who.learner_id, who.username, choice, store(), _page_of, now())
    except Problem as problem:
        flash(translate(problem.sentence))
        return redirect(back)
    return _send(path, f"{choice.name}.{choice.kind}")


def _later(choice: Choice) -> ResponseReturnValue:
    """Let the worker write the file, one at a time for each learner."""
    who = viewer()
    payload = {"learner_id": who.learner_id, "choice": choice.to_json(), "site": whole_url("home.index").rstrip("/")}
    running = [job for job in jobs.of_owner(who, DECK) if job.payload != payload]
    if running:
        job_id = running[0].id
        flash(_("This file isn’t finished yet. Choose the next one when it is."))
    else:
        job_id = jobs.ask_once(context().put_job, DECK, who.id, now(), **payload)
    if choice.kind == "json":
        return jsonify(job=url_for("jobs.show", job_id=job_id)), (409 if running else 202)
    return redirect(url_for("anki.making", job_id=job_id))


def _send(path: Path, name: str) -> Response:
    @after_this_request
    def _forget(response: Response) -> Response:
        path.unlink(missing_ok=True)  # the response still reads from the open file
        return response

    mime = KINDS[name.rpartition(".")[2]]
    return send_file(path, mimetype=mime, as_attachment=not name.endswith(".json"), download_name=name, max_age=0)


def _slugs() -> list[str]:
    """Return the chosen songs, which may be separate parameters or comma-separated; an empty list means all."""
    names = ",".join(request.args.getlist("song")).split(",")
    return list(dict.fromkeys(name[:80] for name in names if name))[:MOST_SONGS]


def _since() -> datetime | None:
    try:
        day = date.fromisoformat(request.args.get("since", "")[:10])
    except ValueError:
        return None
    return datetime.combine(day, time(), UTC)


def _asks() -> tuple[str, ...]:
    wanted = request.args.getlist("ask")
    return tuple(ask for ask in ASKS if ask in wanted) or USUAL


def _page_of(slug: str) -> str:
    return whole_url("player.show", slug=slug)
