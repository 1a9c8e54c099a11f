"""The page of a take: compare it with the song, give feedback, reply, and sing a line again."""

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.jobs import service as jobs
from canary.lyrics import service as lyrics
from canary.lyrics.model import Lyrics
from canary.songs import service as songs
from canary.songs.routes import card
from canary.takes import service as takes
from canary.takes.draft import ASKS
from canary.takes.feedback import marks
from canary.takes.feedback import service as feedback
from canary.takes.feedback.models import Mark
from canary.takes.models import Take
from canary.takes.transcoding import TRANSCODE
from canary.takes.views import passage_values, sound, values
from canary.web.clock import now
from canary.web.context import settings, store
from canary.web.guard import login_required, viewer, wants_fragment, wants_json
from canary.web.limits import HEAVY, POST, limit
from canary.web.numbers import number
from canary.web.sentences import _

blueprint = Blueprint("feedback", __name__)


@blueprint.get("/takes/<int:take_id>")
@login_required
def show(take_id: int) -> str:
    """Show a take with the feedback on it."""
    who = viewer()
    take = takes.find(who, take_id)
    song, text = songs.get(take.song_id), lyrics.of(take.song_id)
    mine = take.learner_id == who.id
    author, passage = feedback.singer(take), _passage(take, text)
    return render_template(
        "takes/feedback/show.html",
        song=card(song),
        take=values(take, author.name, mine) | {"author_id": author.id, "retake_of_id": take.retake_of_id},
        passage=passage,
        syllables=_syllables(text, passage, song.language),
        song_url=url_for("songs.audio", slug=song.slug) if songs.may_hear(who, song) else None,
        given=[_given(given, who.id, text, song.language) for given in feedback.of(who, take)],
        may_help=feedback.may_help(who, take),
        job=next((job for job in _jobs(mine) if job.payload.get("take_id") == take_id), None),
        circles=[own for own in who.memberships if song.visibility == "public" or own.circle_id == song.circle_id],
        is_public=song.visibility == "public",
        hows=marks.HOW,
        max_bytes=settings().upload_bytes,
        model_seconds=marks.MODEL_SECONDS,
    )


@blueprint.get("/takes/<int:take_id>/again/<int:line>")
@login_required
def again(take_id: int, line: int) -> str:
    """Show the recorder for singing one line of the viewer's own take again."""
    who = viewer()
    take = takes.find_own(who, take_id)
    song, text = songs.get(take.song_id), lyrics.of(take.song_id)
    line = min(max(line, take.first), take.last)
    passage = takes.passage(song, line, line)
    return render_template(
        "takes/record.html",
        song=card(song),
        passage=passage_values(text, passage) if text else None,
        line_count=0,
        audio_url=url_for("songs.audio", slug=song.slug),
        takes=[],
        asks=ASKS,
        retake=values(take, who.display_name, mine=True) | {"mark": request.args.get("mark", type=number)},
        max_seconds=settings().recording_seconds,
        max_bytes=settings().upload_bytes,
    )


@blueprint.post("/takes/<int:take_id>/feedback")
@login_required
@limit(HEAVY)
def give(take_id: int) -> ResponseReturnValue:
    """Give feedback on a take: praise, a note, and marks on its words with recordings."""
    form = request.form
    draft = feedback.Draft(
        form.get("client_id", ""), form.get("praise", ""), form.get("note", ""), form.get("marks", "")
    )
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, Path] = {}
        for name, file in list(request.files.items())[: marks.MOST]:
            files[name] = Path(folder) / str(len(files))
            file.save(files[name])
        found = feedback.give(viewer(), take_id, draft, files, store(), now())
    page = url_for("feedback.show", take_id=take_id, _anchor=f"feedback-{found.id}")
    sentence = _(
        'Thank you! We’ll let the singer know. <a href="%(url)s">Others need feedback too</a>.',
        url=url_for("unanswered.show"),
    )
    flash(Markup(sentence), "good")  # noqa: S704  (our own sentence and address)
    if wants_json():
        return jsonify(url=page, id=found.id), 201
    return redirect(page, 303)


@blueprint.post("/feedback/<int:feedback_id>/remove")
@login_required
def remove(feedback_id: int) -> ResponseReturnValue:
    """Delete the viewer's own feedback with its recordings."""
    take_id = feedback.remove(viewer(), feedback_id, store())
    flash(_("Your feedback was removed."))
    return redirect(url_for("feedback.show", take_id=take_id), 303)


@blueprint.get("/marks/<int:mark_id>/model")
def model(mark_id: int) -> ResponseReturnValue:
    """Send a helper's recording of a word, for learners who may hear the take."""
    mark = feedback.model(viewer(), mark_id)
    return sound(mark.model_key or "", mark.model_mime)


@blueprint.post("/marks/<int:mark_id>/reply")
@login_required
@limit(POST)
def reply(mark_id: int) -> ResponseReturnValue:
    """Reply to a mark on the viewer's own take: thanks, or "I don't get it"."""
    mark = feedback.reply_to(viewer(), mark_id, request.form.get("reply", ""), now())
    if wants_fragment():
        return render_template("takes/feedback/_reply.html", mark=_mark(mark, None, None, ""))
    take_id = feedback.take_of(mark)
    return redirect(url_for("feedback.show", take_id=take_id, _anchor=f"mark-{mark.id}"), 303)


def _jobs(mine: bool) -> Any:
    return jobs.of_owner(viewer(), TRANSCODE) if mine else ()


def _passage(take: Take, text: Lyrics | None) -> dict[str, Any] | None:
    """Return the passage of a take, leaving out lines that the song no longer has; None if none are left."""
    count = len(text.lines) if text else 0
    if text is None or take.first > count:
        return None
    song = songs.get(take.song_id)
    return passage_values(text, takes.passage(song, take.first, min(take.last, count)))


def _syllables(text: Lyrics | None, passage: dict[str, Any] | None, language: str) -> dict[str, list[list[str]]]:
    """Return the syllables of each word of the passage, by line."""
    if text is None or passage is None:
        return {}
    lines = range(passage["first"], passage["last"] + 1)
    return {str(n): [marks.syllables(word, language) for word in marks.words(text.lines[n - 1])] for n in lines}


def _given(given: feedback.Given, viewer_id: int | None, text: Lyrics | None, language: str) -> dict[str, Any]:
    row = given.feedback
    return {
        "id": row.id,
        "author": given.author,
        "initial": str(given.author)[:1].upper(),
        "author_id": row.author_id,
        "mine": row.author_id is not None and row.author_id == viewer_id,
        "praise": row.praise,
        "note": row.note,
        "created_at": row.created_at,
        "hidden": given.hidden,
        "was_hidden": row.hidden_at is not None,
        "marks": [_mark(mark, retake, text, language) for mark, retake in given.marks],
        "remove_url": url_for("feedback.remove", feedback_id=row.id),
    }


def _mark(mark: Mark, retake: Take | None, text: Lyrics | None, language: str) -> dict[str, Any]:
    units = marks.words(text.lines[mark.line - 1]) if text and mark.line <= len(text.lines) else ()
    unit = units[mark.word - 1] if mark.word <= len(units) else None
    after = units[mark.word] if unit and mark.word < len(units) else None
    return {
        "id": mark.id,
        "line": mark.line,
        "word": mark.word,
        "text": unit.text if unit else "",
        "next": after.text if after and mark.kind == "connected" else "",
        "syllables": marks.syllables(unit, language) if unit and mark.kind == "stress" else [],
        "stressed": mark.detail.get("syllable"),
        "kind": mark.kind,
        "sentence": marks.sentence(mark.kind, mark.detail),
        "note": mark.note,
        "reply": mark.reply,
        "reply_url": url_for("feedback.reply", mark_id=mark.id),
        "model_url": url_for("feedback.model", mark_id=mark.id) if mark.model_key else None,
        "retake": values(retake, "", mine=False) if retake else None,
    }
