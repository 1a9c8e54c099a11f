"""Pages for correcting texts, and for accepting corrections."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from canary.corrections import service as corrections
from canary.corrections.service import KINDS
from canary.corrections.shown import Text, tally
from canary.problems import Invalid
from canary.sentences import Messages
from canary.songs import languages
from canary.web.clock import now
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limit
from canary.web.numbers import number
from canary.web.sentences import _, translate

blueprint = Blueprint("corrections", __name__)


@blueprint.get("/posts/<int:post_id>/corrections")
def of_post(post_id: int) -> str:
    """Show a post sentence by sentence."""
    return _page(corrections.of_post(viewer(), post_id), {})


@blueprint.post("/posts/<int:post_id>/corrections")
@login_required
@limit(POST)
def correct_post(post_id: int) -> ResponseReturnValue:
    """Correct a sentence of a post."""
    return _correct(corrections.of_post(viewer(), post_id))


@blueprint.get("/journal/<int:entry_id>/corrections")
def of_entry(entry_id: int) -> str:
    """Show a journal entry sentence by sentence."""
    return _page(corrections.of_entry(viewer(), entry_id), {})


@blueprint.post("/journal/<int:entry_id>/corrections")
@login_required
@limit(POST)
def correct_entry(entry_id: int) -> ResponseReturnValue:
    """Correct a sentence of a journal entry."""
    return _correct(corrections.of_entry(viewer(), entry_id))


@blueprint.post("/corrections/<int:correction_id>/accept")
@login_required
@limit(POST)
def accept(correction_id: int) -> ResponseReturnValue:
    """Accept a correction, or undo that if `accepted` is 0."""
    return _back(corrections.accept(viewer(), correction_id, request.form.get("accepted", "1") == "1", now()))


@blueprint.post("/corrections/<int:correction_id>/card")
@login_required
@limit(POST)
def keep_card(correction_id: int) -> ResponseReturnValue:
    """Make a card from a correction."""
    text = corrections.keep_card(viewer(), correction_id, translate, now())
    flash(_("Saved as a card. It’ll come up in your reviews."), "good")
    return _back(text)


@blueprint.post("/corrections/<int:correction_id>/replies")
@login_required
@limit(POST)
def answer(correction_id: int) -> ResponseReturnValue:
    """Reply to a correction."""
    form = request.form
    return _back(corrections.reply_to(viewer(), correction_id, form.get("body", ""), form.get("client_id", ""), now()))


@blueprint.post("/corrections/<int:correction_id>/remove")
@login_required
def remove(correction_id: int) -> ResponseReturnValue:
    """Delete the viewer's own correction."""
    return _back(corrections.remove(viewer(), correction_id))


def _correct(text: Text) -> ResponseReturnValue:
    form = request.form
    place = form.get("place", 0, type=number)
    try:
        made = corrections.correct(
            viewer(), text, place, form.get("sentence", ""), form.get("wording", ""), form.get("kind", ""),
            form.get("why", ""), now(),
        )  # fmt: skip
    except Invalid as invalid:
        return _page(text, invalid.errors, place, form.to_dict()), 422
    flash(_("Thank you! We’ll let %(name)s know.", name=text.author), "good")
    return redirect(f"{text.url}#sentence-{made.place}", 303)


def _page(text: Text, errors: Messages, place: int = 0, values: dict[str, str] | None = None) -> str:
    who = viewer()
    found = corrections.read(who, text)
    perfect, corrected = tally(found)
    return render_template(
        "corrections/show.html",
        text=text,
        found=found,
        perfect=perfect,
        corrected=corrected,
        mine=text.author_id == who.id,
        kinds=KINDS,
        knows=corrections.knows(who, text) if who.id and text.author_id != who.id else "speaks",
        language=languages.name(text.language),
        direction=languages.direction(text.language),
        back=url_for("threads.post", post_id=text.post_id)
        if text.post_id
        else url_for("journal.show", entry_id=text.entry_id),
        errors=errors,
        place=place,
        values=values or {},
    )


def _back(text: Text) -> ResponseReturnValue:
    return redirect(text.url, 303)
