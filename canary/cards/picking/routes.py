"""The page to pick a song's words, one at a time."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.cards.picking import service as picking
from canary.cards.picking import trail
from canary.cards.picking.trail import Step
from canary.problems import Invalid
from canary.sentences import N_
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.guard import login_required, viewer, wants_fragment
from canary.web.numbers import number
from canary.web.sentences import _

blueprint = Blueprint("picking", __name__)
MOST_AT_ONCE = 20


@blueprint.get("/songs/<slug>/words/pick")
@login_required
def show(slug: str) -> str:
    """Show the next undecided word, or at the end how many were kept."""
    who = viewer()
    song = songs.find(who, slug)
    return render_template("cards/picking/show.html", **_shown(who, song, request.args.get("from", ""), _trail()))


@blueprint.post("/songs/<slug>/words/pick")
@login_required
def pick(slug: str) -> ResponseReturnValue:
    """Decide on a word, keep the suggested words, or undo the last choice."""
    who, form, steps = viewer(), request.form, _trail()
    did, start = form.get("do", ""), form.get("from", "")
    if did == "undo":
        songs.find(who, slug)
        if steps:
            picking.undo(who, slug, steps[-1], now())
            start = start if steps[-1].did == "phrase" else str(steps[-1].id)
        return _respond(slug, start, steps[:-1])
    if did == "five":
        chosen = [_number(text) for text in form.getlist("word")][:MOST_AT_ONCE]
        return _respond(slug, start, (*steps, *picking.keep_all(who, slug, chosen, now())))
    step = picking.decide(who, slug, _number(form.get("word", "")), did, form.get("meaning"), now())
    return _respond(slug, form.get("beyond", ""), (*steps, step))


@blueprint.post("/songs/<slug>/phrases")
@login_required
def phrase(slug: str) -> ResponseReturnValue:
    """Create a card of several words of a line."""
    form = request.form
    line, first, last = (_number(form.get(name, "")) for name in ("line", "first", "last"))
    kept, is_new = picking.keep_phrase(viewer(), slug, line, first, last, form.get("meaning", ""), now())
    message = _("Kept “%(phrase)s”.", phrase=kept.lemma)
    if not is_new:
        message = _("You’ve already kept “%(phrase)s”.", phrase=kept.lemma)
    return _respond(slug, form.get("from", ""), (*_trail(), Step(kept.id, "phrase")) if is_new else _trail(), message)


def _respond(slug: str, start: str, steps: tuple[Step, ...], message: str = "") -> ResponseReturnValue:
    state: dict[str, Any] = {"from": start[:12], "trail": trail.write(steps)}
    address = url_for("picking.show", slug=slug, **state)
    if not wants_fragment():
        if message:
            flash(message, "good")
        return redirect(address)
    who = viewer()
    shown = _shown(who, songs.find(who, slug), start, steps)
    page = make_response(render_template("cards/picking/_stage.html", message=message, **shown))
    page.headers["HX-Replace-Url"] = address
    return page


def _shown(who: Viewer, song: Song, start: str, steps: tuple[Step, ...]) -> dict[str, Any]:
    stage = picking.stage(who, song, start)
    at = stage.at
    return {
        "song": card(song),
        "stage": stage,
        "at": at,
        "start": str(at.word.id) if at else "end",
        "trail": trail.write(steps),
        "can_undo": bool(steps),
        "dir": languages.direction(song.language),
        "sound_url": _sound(song, at.word.line) if at and stage.has_sound else "",
        "next_sound": _sound(song, stage.then.word.line) if stage.then and stage.has_sound else "",
    }


def _sound(song: Song, line: int) -> str:
    return url_for("lyrics.line_sound", slug=song.slug, n=line + 1)


def _trail() -> tuple[Step, ...]:
    return trail.read(request.values.get("trail", ""))


def _number(text: str) -> int:
    try:
        return number(text)
    except ValueError as error:
        raise Invalid(word=N_("That isn’t a word of this song. Reload the page.")) from error
