"""The pages of a learner's words, and of songs ordered by how much of them the learner knows."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.language_tags import base
from canary.learners import service as learners
from canary.lyrics.readings import words as readings
from canary.problems import Invalid
from canary.sentences import N_, NN_, Messages
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.routes import card
from canary.vocab import known, statuses
from canary.web.clock import now
from canary.web.guard import login_required, viewer, wants_fragment
from canary.web.languages import chosen
from canary.web.limits import HEAVY, limit
from canary.web.sentences import _, ngettext, translate

blueprint = Blueprint("vocab", __name__)
PAGE = 200
# The messages after words have been marked, by status. `count` of the `num` words changed their status.
MARKED = {
    "new": NN_("%(count)s of %(num)s word marked as new.", "%(count)s of %(num)s words marked as new.", 0),
    "learning": NN_(
        "%(count)s of %(num)s word marked as learning.", "%(count)s of %(num)s words marked as learning.", 0
    ),
    "known": NN_("%(count)s of %(num)s word marked as known.", "%(count)s of %(num)s words marked as known.", 0),
    "ignored": NN_("%(count)s of %(num)s word ignored.", "%(count)s of %(num)s words ignored.", 0),
}


@blueprint.get("/words")
@login_required
def index() -> str:
    """Show the learner's words in a language with their statuses, and forms that mark many words at once."""
    return _page({})


@blueprint.get("/words/songs")
@login_required
def songs_by_share() -> str:
    """Show the songs that the viewer may hear, ordered by how much of each they know, most first."""
    who = viewer()
    language, sung = chosen(), [code for code, _name in songs.languages_sung(who)]
    found = songs.catalogue(who, language=language)
    shares = statuses.shares(who.learner_id, [(song.id, song.language) for song in found])
    cards = [card(song) | {"share": shares.get(song.id)} for song in found]
    cards.sort(key=lambda shown: -shown["share"].percent if shown["share"] else 1)
    return render_template("vocab/songs.html", songs=cards, language=language, languages=languages.to_choose(sung))


@blueprint.post("/words/paste")
@login_required
@limit(HEAVY)
def paste() -> ResponseReturnValue:
    """Mark all words of a pasted list or an uploaded file with a status."""
    language, status = _language(), request.form.get("status", "known")
    file = request.files.get("file")
    text = request.form.get("words", "")
    if file and file.filename:
        text = file.stream.read(known.MOST_BYTES + 1).decode("utf-8-sig", "replace")
    if len(text) > known.MOST_BYTES:
        raise Invalid(words=N_("That’s more than 2 MB. Upload only the words, one per line."))
    lemmas = known.pasted(text, language)
    if not lemmas:
        error = N_("We found no words in this list. Paste one word per line, or a CSV with words in its first column.")
        return _page({"words": error}), 422
    return _marked(language, lemmas, status)


@blueprint.post("/words/level")
@login_required
@limit(HEAVY)
def level() -> ResponseReturnValue:
    """Mark a language's most frequent words as known: as many as people know at the end of a level."""
    language = _language()
    count = known.KNOWN_AT.get(request.form.get("level", ""), 0)
    lemmas = known.frequent(language, count) if count else ()
    if not lemmas:
        error = N_("Choose a level. If there’s none to choose, we have no list of frequent words for this language.")
        return _page({"level": error}), 422
    return _marked(language, lemmas, "known")


@blueprint.post("/words/undo")
@login_required
def undo() -> ResponseReturnValue:
    """Undo the change that marked a list or a level."""
    count = statuses.unmark(viewer().learner_id, request.form.get("batch", "")[:32])
    flash(
        ngettext("We undid the change to %(num)s word.", "We undid the change to %(num)s words.", count)
        if count
        else _("There’s nothing to undo.")
    )
    return redirect(url_for("vocab.index", language=_language()))


@blueprint.post("/words/status")
@login_required
def status() -> ResponseReturnValue:
    """Set the status of a word, or of a single form of it."""
    lemma, form = request.form.get("lemma", "").strip(), request.form.get("form", "").strip()
    if lemma and form:
        statuses.mark_form(viewer().learner_id, _language(), lemma, form, request.form.get("status", ""), now())
    elif lemma:
        statuses.mark(viewer().learner_id, _language(), [lemma], request.form.get("status", ""), now())
    if wants_fragment():
        return "", 204
    return redirect(url_for("vocab.index", language=_language()))


def _marked(language: str, lemmas: list[str] | tuple[str, ...], wanted: str) -> ResponseReturnValue:
    batch, count = statuses.mark(viewer().learner_id, language, lemmas, wanted, now())
    flash(translate(MARKED[wanted].fill(num=len(lemmas), count=count)))
    return redirect(url_for("vocab.index", language=language, batch=batch if count else None))


def _language() -> str:
    return base(chosen())


def _forms(by_form: dict[tuple[str, str], str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for (lemma, form), status in sorted(by_form.items()):
        found.setdefault(lemma, []).append((form, status))
    return found


def _page(errors: Messages) -> str:
    who = viewer()
    sung = {base(code): languages.name(base(code)) for code, _ in songs.languages_sung(who)}
    mine = statuses.languages_of(who.learner_id)
    choice = {code: sung.get(code) or languages.name(code) for code in sorted({*sung, *mine})}
    language = _language()
    if language not in choice:
        wanted_first = (*mine, *map(base, learners.find(who.learner_id).learns))
        language = next((code for code in wanted_first if code in choice), next(iter(choice), ""))
    search, wanted = request.args.get("q", "")[:60].strip(), request.args.get("status", "")
    rows = statuses.words_of(who.learner_id, language, wanted, search, PAGE + 1)
    return render_template(
        "vocab/index.html",
        languages=languages.to_choose(choice),
        language=language,
        dir=languages.direction(language),
        counts=statuses.counts(who.learner_id, language),
        words=rows[:PAGE],
        forms=_forms(statuses.of_forms(who.learner_id, language, [word.lemma for word in rows[:PAGE]])),
        readings={word.lemma: readings.word(word.lemma, language) for word in rows[:PAGE]},
        more=len(rows) > PAGE,
        q=search,
        wanted=wanted,
        levels=known.levels(language),
        statuses=known.STATUSES,
        batch=request.args.get("batch", "")[:32],
        typed=request.form.get("words", ""),
        errors=errors,
    )
