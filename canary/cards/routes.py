"""The pages of a song's words and of one card, and the player's word card."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from canary.cards import service as cards
from canary.cards.models import Card
from canary.language_tags import base
from canary.lyrics import service as lyrics
from canary.overtaking import Overtaken
from canary.problems import Invalid
from canary.sentences import Message, Messages
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card, edit_url
from canary.vocab import analyse, corrected, statuses
from canary.web.clock import now
from canary.web.guard import local_path, login_required, viewer, wants_fragment
from canary.web.languages import chosen, prefer_meanings_in
from canary.web.limits import POST, limit
from canary.web.overtaken import loaded, mark_of
from canary.web.sentences import _, ngettext

blueprint = Blueprint("cards", __name__)


@blueprint.get("/songs/<slug>/words")
def words(slug: str) -> str:
    """Show the song's words, the most useful first, each with its line."""
    return _page(slug, {})


def _page(slug: str, wrong: dict[int, dict[str, Message]]) -> str:
    """Render the words. `wrong` maps a word's id to what was typed for it and the error."""
    who = viewer()
    song = songs.find(who, slug)
    into = cards.explained_in(who, song)
    rows = [_row(choice, song) | wrong.get(choice.word.id, {}) for choice in cards.choices(who, song, into)]
    return render_template(
        "cards/words.html",
        song=card(song) | {"edit_url": edit_url(who, song)},
        words=rows,
        kept_count=sum(row["kept"] for row in rows),
        has_lyrics=bool(rows) or lyrics.of(song.id) is not None,
        note=analyse.analyser(song.language).note if song.language else "",
        share=statuses.shares(who.id, [(song.id, song.language)]).get(song.id),
        language=base(song.language),
        explained_in=into[0],
        corrections=_corrections(song) if cards.may_adopt(who, song) else [],
        explanations=languages.to_choose(cards.may_be_explained_in(song)),
    )


@blueprint.post("/meanings")
@limit(POST)
def explain_in() -> ResponseReturnValue:
    """Choose the language in which words are explained on this browser, or leave it to the browser if none is named."""
    code, back = chosen(), local_path(request.form.get("next", "/"))
    answer = redirect(back)
    if code and code not in languages.LANGUAGES:
        typed = request.form["language"][:40]
        flash(_("We don’t know the language “%(language)s”. Choose one from the list.", language=typed), "bad")
    elif code:
        prefer_meanings_in(answer, code)
        named = languages.own_name(code)
        flash(_("Meanings are in %(language)s now, where we have them.", language=named), "good")
    else:
        prefer_meanings_in(answer, "")
        flash(_("Meanings are in your browser’s language again, where we have them."), "good")
    return answer


@blueprint.post("/songs/<slug>/words/<int:word_id>/keep")
@login_required
def keep(slug: str, word_id: int) -> ResponseReturnValue:
    """Create a card of one word."""
    cards.keep(viewer(), slug, {word_id}, now())
    return _one(slug, word_id)


@blueprint.post("/songs/<slug>/words/<int:word_id>/drop")
@login_required
def drop(slug: str, word_id: int) -> ResponseReturnValue:
    """Delete one word's card."""
    cards.drop(viewer(), slug, word_id)
    return _one(slug, word_id)


@blueprint.post("/songs/<slug>/words/<int:word_id>/status")
@login_required
def say(slug: str, word_id: int) -> ResponseReturnValue:
    """Set a word's status to known, ignored or new."""
    cards.set_status(viewer(), slug, word_id, request.form.get("status", ""), now())
    return _one(slug, word_id)


@blueprint.post("/songs/<slug>/words/<int:word_id>/meaning")
@login_required
def mean(slug: str, word_id: int) -> ResponseReturnValue:
    """Save the meaning that the viewer chose or typed for a word."""
    who = viewer()
    song, typed = songs.find(who, slug), request.form.get("meaning", "")
    try:
        cards.choose(who, song, word_id, typed, now())
    except Invalid as invalid:
        if wants_fragment():
            raise  # the page shows the error and stays as it is
        return _page(slug, {word_id: {"typed": typed, "error": invalid.errors["meaning"]}}), 422
    return _one(slug, word_id)


@blueprint.post("/songs/<slug>/words/keep")
@login_required
def keep_many(slug: str) -> ResponseReturnValue:
    """Create cards of all ticked words."""
    chosen = {int(text) for text in request.form.getlist("word") if text.isdecimal() and len(text) < 11}
    count = cards.keep(viewer(), slug, chosen, now())
    if chosen:
        flash(
            ngettext("Kept %(num)s word.", "Kept %(num)s words.", count) if count else _("You’ve already kept these.")
        )
    else:
        flash(_("First tick the words that you want to keep."))
    return redirect(url_for("cards.words", slug=slug))


@blueprint.get("/songs/<slug>/marks.json")
@login_required
def marks(slug: str) -> ResponseReturnValue:
    """Return which words of each line the learner knows, so that the player can mark them."""
    who = viewer()
    return jsonify(cards.marks(who, songs.find(who, slug)))


@blueprint.get("/songs/<slug>/lines/<int:line>/words/<int:unit>")
def sung_at(slug: str, line: int, unit: int) -> str:
    """Render the content of the player's word card."""
    who = viewer()
    song = songs.find(who, slug)
    found = cards.sung_at(who, song, line, unit)
    row = _row(found.choice, song) if found.choice else None
    return render_template(
        "cards/_sung.html", song=card(song), sung=found, word=row, language=song.language, line=line, unit=unit
    )


@blueprint.post("/songs/<slug>/lines/<int:line>/words/<int:unit>/meaning")
@login_required
def mean_at(slug: str, line: int, unit: int) -> ResponseReturnValue:
    """Save the meaning that the viewer chose or typed for a word in the word card."""
    who = viewer()
    cards.choose_at(who, songs.find(who, slug), line, unit, request.form.get("meaning", ""), now())
    return redirect(url_for("cards.sung_at", slug=slug, line=line, unit=unit))


@blueprint.post("/songs/<slug>/lines/<int:line>/words/<int:unit>/correction")
@login_required
@limit(POST)
def correct_at(slug: str, line: int, unit: int) -> ResponseReturnValue:
    """Correct a word for the viewer: cut it, join it with the next one, change its dictionary form, or undo that."""
    who, form = viewer(), request.form
    song = songs.find(who, slug)
    if form.get("do") == "join":
        cards.join_at(who, song, line, unit, now())
    elif form.get("do") == "undo":
        cards.undo_at(who, song, line, unit)
    else:
        cards.correct_at(who, song, line, unit, form.get("cut", ""), form.get("form", ""), now())
    return redirect(url_for("cards.sung_at", slug=slug, line=line, unit=unit))


@blueprint.post("/songs/<slug>/corrections/<int:correction_id>")
@login_required
@limit(POST)
def decide(slug: str, correction_id: int) -> ResponseReturnValue:
    """Make a learner's correction everybody's, or leave it theirs alone."""
    who, adopt = viewer(), request.form.get("do") == "adopt"
    cards.decide(who, songs.find(who, slug), correction_id, adopt=adopt, now=now())
    flash(_("The words are corrected for everybody.") if adopt else _("Only its author sees the correction."), "good")
    return redirect(url_for("cards.words", slug=slug))


@blueprint.get("/cards/<int:card_id>")
@login_required
def edit(card_id: int) -> str:
    """Show the form to edit a card."""
    found = cards.card(viewer(), card_id)
    return _card_page(found, {}, cards.form_of(found))


@blueprint.post("/cards/<int:card_id>")
@login_required
def change(card_id: int) -> ResponseReturnValue:
    """Save a card's meaning and note."""
    form = request.form
    try:
        cards.edit(viewer(), card_id, form.get("meaning", ""), form.get("note", ""), now(), loaded())
    except Invalid as invalid:
        return _card_page(cards.card(viewer(), card_id), invalid.errors, form.to_dict()), 422
    except Overtaken as overtaken:
        return _card_page(cards.card(viewer(), card_id), {}, form.to_dict(), overtaken), 409
    flash(_("Card saved."), "good")
    return redirect(url_for("cards.edit", card_id=card_id))


def _card_page(found: Card, errors: Messages, values: dict[str, str], overtaken: Overtaken | None = None) -> str:
    return render_template(
        "cards/card.html",
        card=found,
        reading=cards.reading(found),
        dir=languages.direction(found.language),
        errors=errors,
        values=values,
        mark=mark_of(cards.form_of(found), errors, overtaken),
        saved=overtaken.saved if overtaken else None,
    )


def _corrections(song: Song) -> list[dict[str, Any]]:
    rows = corrected.offered(song.id)
    return [
        {
            "id": row.id,
            "line": row.line_text,
            "before": row.line_text[row.start : row.end],
            "after": " | ".join(row.line_text[start:end] for start, end, _, _ in row.parts),
            "forms": ", ".join(lemma for _, _, lemma, _ in row.parts),
        }
        for row in rows
    ]


def _one(slug: str, word_id: int) -> ResponseReturnValue:
    who = viewer()
    song = songs.find(who, slug)
    row = _row(cards.choice(who, song, word_id), song)
    if not wants_fragment():
        return redirect(url_for("cards.words", slug=slug, _anchor=f"word-{word_id}"))
    return render_template("cards/_word.html", song=card(song), word=row)


def _row(choice: cards.Choice, song: Song) -> dict[str, Any]:
    word, line = choice.word, choice.line_text
    marked = Markup("{}<mark>{}</mark>{}").format(line[: word.start], line[word.start : word.end], line[word.end :])
    return {
        "id": word.id,
        "lemma": word.lemma,
        "surface": word.surface,
        "reading": word.reading,
        "gender": choice.gender,
        "part_of_speech": choice.part_of_speech,
        "level": word.level,
        "meanings": choice.meanings,
        "note": word.note,
        "line": line,
        "line_html": marked if line else escape(line),
        "line_n": word.line + 1,
        "sound_url": url_for("lyrics.line_sound", slug=song.slug, n=word.line + 1) if choice.timed else "",
        "translation": choice.translation,
        "count": word.count,
        "kept": choice.kept,
        "status": choice.status,
    }
