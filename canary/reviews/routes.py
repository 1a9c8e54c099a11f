"""Practice: the page, the answers that it sends, what it needs without a network."""

from datetime import datetime
from secrets import SystemRandom, token_hex
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from canary.cards.models import Card
from canary.config import ROOT
from canary.lyrics import clips
from canary.problems import Invalid, NotAllowed
from canary.reviews import questions
from canary.reviews import service as reviews
from canary.reviews.questions import Given
from canary.sentences import Messages
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.viewer import Viewer
from canary.web.clock import now
from canary.web.guard import login_required, viewer
from canary.web.numbers import number

blueprint = Blueprint("reviews", __name__)
RATINGS = {1: "Again", 2: "Hard", 3: "Good", 4: "Easy"}
FREE = {1: "Again", 3: "I had it"}


@blueprint.get("/reviews")
@login_required
def index() -> str:
    """Today's questions."""
    return _page({}, {})


@blueprint.get("/reviews/free")
@login_required
def free() -> str:
    """Cards of a song or of all, in any order; no due date moves."""
    who = viewer()
    song = songs.find(who, request.args["song"][:80]) if request.args.get("song") else None
    chosen = reviews.free(who, song.id if song else None, SystemRandom())
    sung = _songs(who, [card for card, _ in chosen])
    # "Again" brings a card back in this sitting; nobody counts when.
    rows = [_shown(card, kind, sung) | {"later": {1: {}}} for card, kind in chosen]
    return render_template("reviews/free.html", questions=rows, song=song, ratings=FREE)


@blueprint.post("/reviews/answers")
@login_required
def answers() -> ResponseReturnValue:
    """Take answers: many as JSON, or one from a form."""
    who = viewer()
    # A page that was kept for offline may be somebody's who used this browser before.
    if request.args.get("learner", str(who.id)) != str(who.id):
        raise NotAllowed("These answers are somebody else's. Log in as them to send them.")
    if request.is_json:
        return {"taken": reviews.answer(who, questions.given(request.get_json(silent=True)), now())}
    one = _from_form()
    reviews.answer(who, [one], now())
    return redirect(url_for("reviews.index", last=one.id))


@blueprint.post("/reviews/undo")
@login_required
def undo() -> ResponseReturnValue:
    """Take the last answer back."""
    if reviews.undo(viewer(), request.form.get("id", "")[:40]):
        flash("Your last answer is taken back.")
    else:
        flash("That answer cannot be taken back any more.")
    return redirect(url_for("reviews.index"))


@blueprint.post("/reviews/settings")
@login_required
def change_settings() -> ResponseReturnValue:
    """Change the learner's own way of reviewing."""
    form = request.form
    try:
        reviews.change_settings(
            viewer().learner_id,
            _number(form.get("retention", "")) / 100,
            _number(form.get("new_a_day", "")),
            _number(form.get("reviews_a_day", "")),
            form.getlist("kinds"),
        )
    except Invalid as invalid:
        return _page(invalid.errors, form.to_dict() | {"kinds": form.getlist("kinds")}), 422
    flash("Saved. From now on it is as you wish.", "good")
    return redirect(url_for("reviews.index"))


@blueprint.post("/reviews/questions/<int:schedule_id>/wake")
@login_required
def wake(schedule_id: int) -> ResponseReturnValue:
    """Ask a question again that was put aside."""
    reviews.wake(viewer().learner_id, schedule_id, now())
    flash("It comes back today.")
    return redirect(url_for("reviews.index"))


@blueprint.get("/sw.js")
def worker() -> ResponseReturnValue:
    """The service worker that lets the page work without a network; it has no say outside /reviews."""
    response = send_file(ROOT / "static" / "js" / "reviews" / "worker.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _page(errors: Messages, typed: dict[str, Any]) -> str:
    who, at = viewer(), now()
    wishes = reviews.settings_of(who.learner_id)
    today, asked = reviews.session(who, at, wishes)
    sung = _songs(who, [one.card for one in asked])
    values = {
        "retention": round(wishes.retention * 100),
        "new_a_day": wishes.new_a_day,
        "reviews_a_day": wishes.reviews_a_day,
        "kinds": wishes.kinds,
    }
    return render_template(
        "reviews/show.html",
        today=today,
        questions=[_asked(one, sung) for one in asked],
        ratings=RATINGS,
        client_id=token_hex(16),
        last=request.args.get("last", "")[:40],
        next_in=_next_in(who, at) if not asked else "",
        asleep=[(row.id, questions.KINDS[row.kind], card) for row, card in reviews.leeches(who.learner_id)],
        kinds=questions.KINDS,
        values=values | typed,
        errors=errors,
    )


def _next_in(who: Viewer, at: datetime) -> str:
    due = reviews.next_due(who, at)
    return questions.wait(int((due - at).total_seconds())) if due else ""


def _asked(one: reviews.Asked, sung: dict[int, Song]) -> dict[str, Any]:
    due = one.schedule.due
    return _shown(one.card, one.schedule.kind, sung) | {
        "id": one.schedule.id,
        # The same for as long as nobody answers: what a browser knows to be answered it does not ask again.
        "key": f"{one.schedule.id}.{int(due.timestamp()) if due else 'new'}",
        "new": due is None,
        "waits": {rating: questions.wait(seconds) for rating, seconds in one.seconds.items()},
        "later": {
            rating: {again: questions.wait(seconds) for again, seconds in then.items()}
            for rating, then in one.then.items()
        },
    }


def _shown(card: Card, kind: str, sung: dict[int, Song]) -> dict[str, Any]:
    song = sung.get(card.song_id or 0)
    line = questions.cut(card.line_text, card.start, card.end)
    kind = kind if kind != "sound" or song else "meaning"
    asks, rows = questions.face(kind, card.lemma, card.meaning, card.line_translation, line, card.language)
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
        "reading": card.reading,
        "meaning": card.meaning,
        "note": " · ".join(filter(None, (card.note, card.credit))),  # whose meaning it is goes with it
        "level": card.level,
        "language": card.language,
        "dir": languages.direction(card.language),
        "line": line,
        "translation": card.line_translation,
        "song": song.title if song else "",
        "song_url": url_for("player.show", slug=song.slug, _anchor=f"line-{card.line + 1}") if song else "",
        "sound_url": sound,
        "waits": {},
        "later": {},
    }


def _songs(who: Viewer, cards: list[Card]) -> dict[int, Song]:
    found = songs.several({card.song_id for card in cards if card.song_id})
    return {song.id: song for song in found if songs.may_see(who, song)}


def _from_form() -> Given:
    form = request.form
    row = {
        "id": form.get("id", ""),
        "schedule": _number(form.get("schedule", "")),
        "rating": _number(form.get("rating", "")),
        "at": int(now().timestamp() * 1000),
    }
    found = questions.given([row])
    if not found:
        raise Invalid({"rating": "Choose one of the four answers."})
    return found[0]


def _number(text: str) -> int:
    try:
        return number(text)
    except ValueError:
        return -1
