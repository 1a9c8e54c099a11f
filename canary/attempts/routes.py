"""Recording a passage, listening, sharing it or not."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from canary.attempts import service as attempts
from canary.attempts.models import Attempt
from canary.attempts.take import ASKS, asked
from canary.lyrics import service as lyrics
from canary.lyrics.model import Lyrics, Word
from canary.problems import NotFound
from canary.songs import service as songs
from canary.songs.routes import card, edit_url
from canary.web.clock import now
from canary.web.context import settings, store
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limiter

blueprint = Blueprint("attempts", __name__)


def shown(attempt: Attempt, author: str, mine: bool) -> dict[str, Any]:
    """What a page shows of a take."""
    return {
        "id": attempt.id,
        "author": author,
        "mine": mine,
        "visibility": attempt.visibility,
        "circle_id": attempt.circle_id,
        "created_at": attempt.created_at,
        "first": attempt.first,
        "last": attempt.last,
        "note": attempt.note,
        "asked": asked(attempt.asks, attempt.sound),
        "duration_ms": attempt.duration_ms,
        "state": "ready" if attempt.playable_key else "waiting" if attempt.playable_key is None else "failed",
        "hidden": attempt.hidden_at is not None,
        "url": url_for("feedback.take", attempt_id=attempt.id),
        "audio_url": url_for("attempts.audio", attempt_id=attempt.id),
        "share_url": url_for("threads.share", attempt_id=attempt.id),
        "visibility_url": url_for("attempts.show", attempt_id=attempt.id),
        "withdraw_url": url_for("attempts.take_back", attempt_id=attempt.id),
        "delete_url": url_for("feedback.remove_take", attempt_id=attempt.id),
    }


@blueprint.get("/songs/<slug>/record")
@login_required
def record(slug: str) -> str:
    """The recorder with the passage to sing and the viewer's own takes."""
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
        "attempts/record.html",
        song=card(song) | {"edit_url": edit_url(who, song)},
        passage=passage_shown(text, attempts.passage(song, first, last)) if text and count else None,
        line_count=count,
        audio_url=url_for("songs.audio", slug=slug),
        attempts=[shown(a, who.display_name, mine=True) for a in attempts.mine(who, song.id)],
        asks=ASKS,
        retake=None,
        max_seconds=settings().recording_seconds,
        max_bytes=settings().upload_bytes,
    )


@blueprint.get("/attempts/<int:attempt_id>/audio")
def audio(attempt_id: int) -> ResponseReturnValue:
    """The take's sound, in ranges, for those who may hear it; never kept, so that taking back works at once."""
    attempt = attempts.find(viewer(), attempt_id)
    if attempt.playable_key:
        return sound(attempt.playable_key, attempt.playable_mime)
    return sound(attempt.file_key, attempt.mime)


def sound(key: str, mime: str) -> ResponseReturnValue:
    """A recording for somebody who was found to be allowed to hear it; nothing of it is kept on the way."""
    path = store().path(key)
    if not path.is_file():
        raise NotFound("The file of this recording is missing on the server.")
    response = send_file(path, mimetype=mime, conditional=True, etag=key)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/attempts/<int:attempt_id>/visibility")
@login_required
@limiter.limit(POST)
def show(attempt_id: int) -> ResponseReturnValue:
    """Say who may hear a take: me, a partner, everyone here. (A circle hears it in its thread.)"""
    form = request.form
    attempt = attempts.show_to(viewer(), attempt_id, form.get("visibility", ""), form.get("partner", ""), now())
    sentence = {"partner": "Your partner can hear it now.", "everyone": "Everyone here can hear it now."}
    flash(sentence.get(attempt.visibility, "Only you can hear it now."))
    return redirect(url_for("feedback.take", attempt_id=attempt_id), 303)


@blueprint.post("/attempts/<int:attempt_id>/take-back")
@login_required
def take_back(attempt_id: int) -> ResponseReturnValue:
    """Make a shared take private again."""
    return _changed(attempts.take_back(viewer(), attempt_id), "Only you can hear it now.")


def _changed(attempt: Attempt, sentence: str) -> ResponseReturnValue:
    if "HX-Request" in request.headers:
        return render_template("attempts/_attempt.html", attempt=shown(attempt, viewer().display_name, mine=True))
    flash(sentence)
    slug = songs.get(attempt.song_id).slug
    return redirect(url_for("attempts.record", slug=slug, _anchor=f"attempt-{attempt.id}"))


def passage_shown(text: Lyrics, passage: attempts.Passage) -> dict[str, Any]:
    """The lines of a passage with their words, times (ms) and translation."""
    translation = next((x.lines for x in text.layers if x.kind == "translation"), ())
    lines = [
        {
            "n": n,
            "text": text.lines[n - 1].text,
            "start": text.lines[n - 1].start,
            "end": text.lines[n - 1].end,
            "words": text.lines[n - 1].words or (Word(text.lines[n - 1].text, None, None, ""),),
            "translation": translation[n - 1] if n <= len(translation) else "",
        }
        for n in range(passage.first, passage.last + 1)
    ]
    return {
        "first": passage.first,
        "last": passage.last,
        "lines": lines,
        "start": passage.start,
        "end": passage.end,
    }
