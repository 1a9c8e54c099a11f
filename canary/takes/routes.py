"""The recorder, and routes that play, share and delete takes."""

import tempfile
from pathlib import Path

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.lyrics import service as lyrics
from canary.problems import Invalid
from canary.sentences import N_
from canary.songs import service as songs
from canary.songs.routes import card, edit_url
from canary.takes import service as takes
from canary.takes import transcoding
from canary.takes.draft import ASKS, take_draft
from canary.takes.feedback import service as feedback
from canary.takes.models import Take
from canary.takes.views import passage_values, sound, values
from canary.web.clock import now
from canary.web.context import context, settings, store
from canary.web.guard import login_required, viewer, wants_fragment, wants_json
from canary.web.limits import HEAVY, POST, limit
from canary.web.numbers import number
from canary.web.sentences import _

blueprint = Blueprint("takes", __name__)


@blueprint.get("/songs/<slug>/record")
def record(slug: str) -> str:
    """Show the recorder with the passage to sing and the viewer's own takes. Visitors read why they need an account."""
    who = viewer()
    song = songs.find(who, slug)
    text = lyrics.of(song.id)
    suggested = lyrics.suggested(song)
    first = request.args.get("first", suggested[0], type=int)
    last = request.args.get("last", suggested[1], type=int)
    count = len(text.lines) if text else 0
    first = min(max(first, 1), max(count, 1))
    last = min(max(last, first), max(count, first))
    return render_template(
        "takes/record.html",
        song=card(song) | {"edit_url": edit_url(who, song)},
        passage=passage_values(text, takes.passage(song, first, last)) if text and count else None,
        line_count=count,
        audio_url=url_for("songs.audio", slug=slug),
        takes=[values(take, who.display_name, mine=True) for take in (takes.own(who, song.id) if who.id else ())],
        asks=ASKS,
        retake=None,
        max_seconds=settings().recording_seconds,
        max_bytes=settings().upload_bytes,
    )


@blueprint.get("/takes/<int:take_id>/audio")
def audio(take_id: int) -> ResponseReturnValue:
    """Send a take's sound, or a range of it.

    It's never cached, so a take that becomes private can't be played from a cache.
    """
    take = takes.find(viewer(), take_id)
    if take.playable_key:
        return sound(take.playable_key, take.playable_mime)
    return sound(take.file_key, take.mime)


@blueprint.post("/takes/<int:take_id>/visibility")
@login_required
@limit(POST)
def set_visibility(take_id: int) -> ResponseReturnValue:
    """Set who may hear a take: its singer, a partner or everyone with an account. (`share` shares it with a circle.)"""
    form = request.form
    take = takes.set_visibility(viewer(), take_id, form.get("visibility", ""), form.get("partner", ""), now())
    sentence = {"partner": _("Your partner can hear it now."), "everyone": _("Everyone on this site can hear it now.")}
    flash(sentence.get(take.visibility, _("Only you can hear it now.")))
    return redirect(url_for("feedback.show", take_id=take_id), 303)


@blueprint.post("/takes/<int:take_id>/withdraw")
@login_required
def withdraw(take_id: int) -> ResponseReturnValue:
    """Make a shared take private again."""
    return _changed(takes.withdraw(viewer(), take_id), _("Only you can hear it now."))


@blueprint.post("/songs/<slug>/takes")
@login_required
@limit(HEAVY)
def send(slug: str) -> ResponseReturnValue:
    """Save a take and share it if its singer chose to. Respond only after its file is on disk."""
    who, form, recording = viewer(), request.form, request.files.get("recording")
    if recording is None or not recording.filename:
        raise Invalid({"recording": N_("There’s no recording. Record one, or choose a file.")})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take"
        recording.save(path)
        draft = take_draft(
            form.get("client_id", ""), form.get("first", 0, type=int), form.get("last", 0, type=int),
            form.get("note", ""), form.getlist("asks"), form.get("sound", ""), form.get("retake_of", type=number),
        )  # fmt: skip
        take = takes.create(who, slug, path, draft, store(), settings().recording_seconds, now())
    take_id, first, last, before = take.id, take.first, take.last, take.retake_of_id
    transcoding.transcode(take_id, context().put_job, now())
    if form.get("visibility") == "circle":
        takes.share(who, take_id, now(), form.get("circle", type=number))
        flash_shared()
    elif form.get("visibility") == "same" and before is not None:
        takes.copy_visibility(who, take_id, before, now())
    if before is not None:
        mark_id = form.get("mark", type=number)
        if mark_id is not None:
            feedback.save_retake(who, mark_id, take_id, now())
        page = url_for("feedback.show", take_id=before, _anchor=f"mark-{mark_id}" if mark_id else None)
    else:
        page = url_for("takes.record", slug=slug, first=first, last=last, _anchor=f"take-{take_id}")
    return (jsonify(url=page, id=take_id), 201) if wants_json() else redirect(page)


@blueprint.post("/takes/<int:take_id>/share")
@login_required
@limit(POST)
def share(take_id: int) -> ResponseReturnValue:
    """Share a take with a circle: it appears in the song's thread there."""
    takes.share(viewer(), take_id, now(), request.form.get("circle", type=number))
    flash_shared()
    return redirect(url_for("feedback.show", take_id=take_id), 303)


def flash_shared() -> None:
    """Tell the singer that their circle can hear the take, and link to takes of others that need feedback."""
    sentence = _(
        'Your circle can hear it now. While you wait: <a href="%(url)s">others need feedback too</a>.',
        url=url_for("unanswered.show"),
    )
    flash(Markup(sentence))  # noqa: S704  (our own sentence and address)


@blueprint.post("/takes/<int:take_id>/remove")
@login_required
def remove(take_id: int) -> ResponseReturnValue:
    """Delete a take with its files and the sounds that helpers recorded for it."""
    song = feedback.remove_take(viewer(), take_id, store())
    if wants_fragment():
        return ""
    flash(_("Take deleted."))
    return redirect(url_for("takes.record", slug=song.slug))


def _changed(take: Take, sentence: str) -> ResponseReturnValue:
    if wants_fragment():
        return render_template("takes/_take.html", take=values(take, viewer().display_name, mine=True))
    flash(sentence)
    slug = songs.get(take.song_id).slug
    return redirect(url_for("takes.record", slug=slug, _anchor=f"take-{take.id}"))
