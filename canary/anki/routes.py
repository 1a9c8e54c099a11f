"""The page of Anki decks, and its downloads."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from flask import Blueprint, after_this_request, flash, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from canary.anki import plain, sending
from canary.anki import service as anki
from canary.anki.note import ASKS
from canary.cards import service as cards
from canary.cards.models import Card
from canary.problems import Problem
from canary.songs import languages, licences
from canary.songs import service as songs
from canary.web import headers
from canary.web.clock import now
from canary.web.context import store
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
    return _apkg(cards.kept(who.learner_id, song.id), f"canary-{slug}", url_for("cards.words", slug=slug))


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


@blueprint.get("/deck.apkg")
@login_required
@limit(HEAVY)
def deck() -> ResponseReturnValue:
    """Send the chosen cards as an Anki deck with a sub-deck for each song."""
    slugs = _slugs()
    back = url_for("picking.show", slug=slugs[0]) if len(slugs) == 1 else url_for("anki.choose")
    return _apkg(_chosen(), "canary", back)


@blueprint.post("/deck.apkg")
@login_required
@limit(HEAVY)
def part() -> ResponseReturnValue:
    """Send the chosen cards with the given keys as a package, which a script sends to a running Anki."""
    keys = frozenset(request.form.getlist("key")[:MOST_AT_ONCE])
    kept = anki.some_of(_chosen(), viewer().username.casefold(), keys)
    return _apkg(kept, "canary", url_for("anki.choose"))


@blueprint.get("/deck.<any(csv, tsv):kind>")
@login_required
@limit(HEAVY)
def table(kind: str) -> ResponseReturnValue:
    """Send the chosen cards as a table with Anki's header lines."""
    kept = _chosen()
    if not kept:
        flash(_("None of your words match, so there’s nothing to download."))
        return redirect(url_for("anki.choose"))
    decks = anki.notes_of(kept, viewer().username.casefold(), None, _page_of)
    text = plain.table(decks, "\t" if kind == "tsv" else ",", _asks())
    mime = "text/csv" if kind == "csv" else "text/tab-separated-values"
    return send_file(io.BytesIO(text.encode()), mime, as_attachment=True, download_name=f"canary.{kind}")


@blueprint.get("/deck.json")
@login_required
@limit(HEAVY)
def notes() -> ResponseReturnValue:
    """Send the chosen cards as JSON, for a script that sends them to a running Anki."""
    decks = anki.notes_of(_chosen(), viewer().username.casefold(), store(), _page_of, sound_of=_sound_of)
    return jsonify(sending.as_json(decks, _asks()))


def _chosen() -> Sequence[Card]:
    who = viewer()
    language, since = chosen(), _since()
    slugs = _slugs()
    ids: list[int | None] = [songs.find(who, slug).id for slug in slugs] or [None]
    found = [card for song_id in ids for card in cards.kept(who.learner_id, song_id, language, since)]
    return anki.of_status(found, who.learner_id, request.args.get("status", ""))


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


def _sound_of(slug: str, line: int) -> str:
    return url_for("lyrics.line_sound", slug=slug, n=line + 1)


def _apkg(kept: Sequence[Card], name: str, back: str) -> ResponseReturnValue:
    try:
        who = viewer()
        path = anki.of_cards(
            kept, who.username.casefold(), store(), _page_of, now(), _asks(), learner_id=who.learner_id
        )
    except Problem as problem:
        flash(translate(problem.sentence))
        return redirect(back)

    @after_this_request
    def _forget(response: Response) -> Response:
        path.unlink(missing_ok=True)  # the response still reads from the open file
        return response

    mime = "application/octet-stream"
    return send_file(path, mimetype=mime, as_attachment=True, download_name=f"{name}.apkg", max_age=0)
