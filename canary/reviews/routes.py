"""The pages of reviews, the routes that save answers, and the service worker."""

from datetime import datetime, timedelta
from secrets import SystemRandom, token_hex
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from canary.cards import service as cards
from canary.cards.models import Card
from canary.config import ROOT
from canary.language_tags import of_reading
from canary.lyrics import clips
from canary.overtaking import Overtaken
from canary.problems import Invalid, NotAllowed
from canary.reviews import questions
from canary.reviews import service as reviews
from canary.reviews.memory import AGAIN, EASY, GOOD, HARD
from canary.reviews.questions import Answer
from canary.sentences import N_, NC_, Messages
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.guard import login_required, viewer
from canary.web.numbers import number
from canary.web.overtaken import loaded, mark_of
from canary.web.sent import sent_json
from canary.web.sentences import _

blueprint = Blueprint("reviews", __name__)
RATINGS = {
    AGAIN: NC_("rating", "Again"),
    HARD: NC_("rating", "Hard"),
    GOOD: NC_("rating", "Good"),
    EASY: NC_("rating", "Easy"),
}
FREE = {rating: RATINGS[rating] for rating in (AGAIN, GOOD)}


@blueprint.get("/reviews")
@login_required
def index() -> str:
    """Show today's questions."""
    return _page({}, {})


@blueprint.get("/reviews/free")
@login_required
def free() -> str:
    """Show extra practice: cards of one song or of all, in random order. It changes no schedule."""
    who = viewer()
    song = songs.find(who, request.args["song"][:80]) if request.args.get("song") else None
    chosen = reviews.free(who, song.id if song else None, SystemRandom())
    sung = _songs(who, [card for card, _ in chosen])
    rows = [_shown(card, kind, sung) for card, kind in chosen]
    return render_template("reviews/free.html", questions=rows, song=song, ratings=FREE)


@blueprint.post("/reviews/answers")
@login_required
def answers() -> ResponseReturnValue:
    """Save answers: many as JSON, or one from a form."""
    who = viewer()
    # A page stored for offline use may belong to another person who used this browser before.
    if request.args.get("learner", str(who.id)) != str(who.id):
        raise NotAllowed(N_("These answers belong to another account. Log in to that account to send them."))
    if request.is_json:
        return {"taken": reviews.answer(who, questions.parse_answers(sent_json()), now())}
    one = _from_form()
    reviews.answer(who, [one], now())
    return redirect(url_for("reviews.index", last=one.id))


@blueprint.post("/reviews/undo")
@login_required
def undo() -> ResponseReturnValue:
    """Undo the last answer."""
    if reviews.undo(viewer(), request.form.get("id", "")[:40]):
        flash(_("Last answer undone."))
    else:
        flash(_("That answer can’t be undone any more."))
    return redirect(url_for("reviews.index"))


@blueprint.post("/reviews/settings")
@login_required
def change_settings() -> ResponseReturnValue:
    """Save the learner's settings."""
    form = request.form
    try:
        reviews.change_settings(
            viewer().learner_id,
            _number(form.get("retention", "")) / 100,
            _number(form.get("new_a_day", "")),
            _number(form.get("reviews_a_day", "")),
            form.getlist("kinds"),
            loaded(),
        )
    except Invalid as invalid:
        return _page(invalid.errors, form.to_dict() | {"kinds": form.getlist("kinds")}), 422
    except Overtaken as overtaken:
        return _page({}, form.to_dict() | {"kinds": form.getlist("kinds")}, overtaken), 409
    flash(_("Settings saved."), "good")
    return redirect(url_for("reviews.index"))


@blueprint.post("/reviews/questions/<int:schedule_id>/wake")
@login_required
def wake(schedule_id: int) -> ResponseReturnValue:
    """Resume a paused question."""
    reviews.resume(viewer().learner_id, schedule_id, now())
    flash(_("Resumed. You’ll see it today."))
    return redirect(url_for("reviews.index"))


@blueprint.get("/sw.js")
def worker() -> ResponseReturnValue:
    """Send the service worker that lets the page work offline. It handles pages below /reviews only."""
    response = send_file(ROOT / "static" / "js" / "reviews" / "worker.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _page(errors: Messages, typed: dict[str, Any], overtaken: Overtaken | None = None) -> str:
    who, at = viewer(), now()
    settings = reviews.settings_of(who.learner_id)
    today, chosen = reviews.session(who, at, settings)
    sung = _songs(who, [one.card for one in chosen])
    values = {
        "retention": round(settings.retention * 100),
        "new_a_day": settings.new_a_day,
        "reviews_a_day": settings.reviews_a_day,
        "kinds": settings.kinds,
    }
    return render_template(
        "reviews/show.html",
        today=today,
        questions=[_question(one, sung) for one in chosen],
        ratings=RATINGS,
        client_id=token_hex(16),
        last=request.args.get("last", "")[:40],
        next_in=_next_in(who, at) if not chosen else None,
        paused=[(row.id, questions.KINDS[row.kind], card) for row, card in reviews.leeches(who.learner_id)],
        kinds=questions.KINDS,
        values=values | typed,
        errors=errors,
        mark=mark_of(reviews.settings_form(settings), errors, overtaken),
        saved=overtaken.saved if overtaken else None,
    )


def _next_in(who: Viewer, at: datetime) -> timedelta | None:
    due = reviews.next_due(who, at)
    return due - at if due else None


def _question(one: reviews.Question, sung: dict[int, Song]) -> dict[str, Any]:
    due = one.schedule.due
    return _shown(one.card, one.schedule.kind, sung) | {
        "id": one.schedule.id,
        # Stays the same until the question is answered, so that a browser doesn't ask again what was answered offline.
        "key": f"{one.schedule.id}.{int(due.timestamp()) if due else 'new'}",
        "new": due is None,
        "stages": [
            {
                "waits": {rating: questions.wait(seconds) for rating, seconds in stage.seconds.items()},
                "next": stage.next,
            }
            for stage in one.stages
        ],
    }


def _shown(card: Card, kind: str, sung: dict[int, Song]) -> dict[str, Any]:
    """Return a card as a question for extra practice, in which only "Again" brings it back."""
    song = sung.get(card.song_id or 0)
    line = questions.cut(card.line_text, card.start, card.end)
    kind = kind if kind != "sound" or song else "meaning"
    asks, rows = questions.prompt(kind, card.lemma, card.meaning, card.line_translation, line, card.language)
    mark = clips.mark(card.line_text)
    sound = url_for("lyrics.line_sound", slug=song.slug, n=card.line + 1, text=mark) if song else ""
    return {
        "id": card.id,
        "key": f"card {card.id}",
        "new": False,
        "kind": kind,
        "asks": asks,
        "rows": rows,
        "card_url": url_for("cards.edit", card_id=card.id),
        "lemma": card.lemma,
        "reading": cards.reading(card),
        "reading_language": of_reading(card.language),
        "meaning": card.meaning,
        "note": " · ".join(filter(None, (card.note, card.credit))),  # the credit has to be shown with the meaning
        "level": card.level,
        "language": card.language,
        "dir": languages.direction(card.language),
        "line": line,
        "translation": card.line_translation,
        "song": song.title if song else "",
        "song_url": url_for("player.show", slug=song.slug, _anchor=f"line-{card.line + 1}") if song else "",
        "sound_url": sound,
        "stages": [{"waits": {}, "next": {AGAIN: 0}}],
    }


def _songs(who: Viewer, cards: list[Card]) -> dict[int, Song]:
    found = songs.several({card.song_id for card in cards if card.song_id})
    return {song.id: song for song in found if songs.may_see(who, song)}


def _from_form() -> Answer:
    form = request.form
    row = {
        "id": form.get("id", ""),
        "schedule": _number(form.get("schedule", "")),
        "rating": _number(form.get("rating", "")),
        "at": int(now().timestamp() * 1000),
    }
    found = questions.parse_answers([row])
    if not found:
        raise Invalid(rating=N_("Choose one of the four answers."))
    return found[0]


def _number(text: str) -> int:
    try:
        return number(text)
    except ValueError:
        return -1
