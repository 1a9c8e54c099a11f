"""Decks to take home."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from flask import Blueprint, after_this_request, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from canary.anki import plain
from canary.anki import service as anki
from canary.anki.note import ASKS
from canary.problems import Problem
from canary.reviews import service as reviews
from canary.reviews.models import Card
from canary.songs import languages
from canary.songs import service as songs
from canary.web.clock import now
from canary.web.context import store
from canary.web.guard import login_required, viewer
from canary.web.limits import HEAVY, limiter

blueprint = Blueprint("anki", __name__)
USUAL = ("meaning", "word")


@blueprint.get("/songs/<slug>/deck.apkg")
@login_required
@limiter.limit(HEAVY)
def deck_of_song(slug: str) -> ResponseReturnValue:
    """The learner's kept words of a song as an Anki deck; without any, back to the words with a sentence."""
    who = viewer()
    song = songs.find(who, slug)
    return _apkg(reviews.cards(who.learner_id, song.id), f"canary-{slug}", url_for("reviews.words", slug=slug))


@blueprint.get("/deck")
@login_required
def choose() -> str:
    """What to take home: songs, language, since when, which questions, in which form."""
    who = viewer()
    kept = reviews.kept_from(who.learner_id)
    titles = {song.id: song for song in songs.several({song_id for song_id, _, _ in kept if song_id})}
    counts: dict[str, int] = {}
    for _, language, count in kept:
        counts[language] = counts.get(language, 0) + count
    return render_template(
        "anki/choose.html",
        total=sum(counts.values()),
        languages=[(code, languages.name(code), count) for code, count in sorted(counts.items())],
        songs=[(titles[song_id], count) for song_id, _, count in kept if song_id in titles],
        asks=ASKS,
        chosen=request.args.get("song", ""),
    )


@blueprint.get("/deck.apkg")
@login_required
@limiter.limit(HEAVY)
def deck() -> ResponseReturnValue:
    """The learner's cards that fit the choice as an Anki deck, a sub-deck a song."""
    return _apkg(_chosen(), "canary", url_for("anki.choose"))


@blueprint.get("/deck.<any(csv, tsv):kind>")
@login_required
@limiter.limit(HEAVY)
def table(kind: str) -> ResponseReturnValue:
    """The learner's cards that fit the choice as a table with Anki's header lines."""
    cards = _chosen()
    if not cards:
        flash("No kept word fits this choice, so there is nothing to take home.")
        return redirect(url_for("anki.choose"))
    decks = anki.notes_of(cards, viewer().username.casefold(), None, _page_of)
    text = plain.table(decks, "\t" if kind == "tsv" else ",", _asks())
    mime = "text/csv" if kind == "csv" else "text/tab-separated-values"
    return send_file(io.BytesIO(text.encode()), mime, as_attachment=True, download_name=f"canary.{kind}")


def _chosen() -> Sequence[Card]:
    who = viewer()
    slug = request.args.get("song", "")[:80]
    song_id = songs.find(who, slug).id if slug else None
    return reviews.cards(who.learner_id, song_id, request.args.get("language", "")[:35], _since())


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
    return url_for("player.show", slug=slug, _external=True)


def _apkg(cards: Sequence[Card], name: str, back: str) -> ResponseReturnValue:
    try:
        path = anki.of_cards(cards, viewer().username.casefold(), store(), _page_of, now(), _asks())
    except Problem as problem:
        flash(problem.sentence)
        return redirect(back)

    @after_this_request
    def _forget(response: Response) -> Response:
        path.unlink(missing_ok=True)  # the open file stays readable until it is sent
        return response

    mime = "application/octet-stream"
    return send_file(path, mimetype=mime, as_attachment=True, download_name=f"{name}.apkg", max_age=0)
