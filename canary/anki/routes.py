"""Decks to take home."""

from flask import Blueprint, after_this_request, flash, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from canary.anki import service as anki
from canary.problems import Problem
from canary.songs import service as songs
from canary.web.clock import now
from canary.web.context import store
from canary.web.guard import login_required, viewer
from canary.web.limits import HEAVY, limiter

blueprint = Blueprint("anki", __name__)


@blueprint.get("/songs/<slug>/deck.apkg")
@login_required
@limiter.limit(HEAVY)
def deck_of_song(slug: str) -> ResponseReturnValue:
    """The learner's kept words of a song as an Anki deck; without any, back to the words with a sentence."""
    who = viewer()
    song = songs.find(who, slug)
    url = url_for("player.show", slug=slug, _external=True)
    try:
        path = anki.of_song(song, who.username.casefold(), anki.cards_for(who.learner_id, song), store(), url, now())
    except Problem as problem:
        flash(problem.sentence)
        return redirect(url_for("reviews.words", slug=slug))

    @after_this_request
    def _forget(response: Response) -> Response:
        path.unlink(missing_ok=True)  # the open file stays readable until it is sent
        return response

    return send_file(
        path,
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"canary-{slug}.apkg",
        max_age=0,
    )
