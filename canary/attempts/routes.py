"""Recording a passage, listening, sharing it or not."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from canary.attempts import service as attempts
from canary.attempts.models import Attempt
from canary.lyrics import service as lyrics
from canary.lyrics.model import Lyrics
from canary.problems import NotFound
from canary.songs import service as songs
from canary.songs.routes import card, edit_url
from canary.web.context import settings, store
from canary.web.guard import login_required, viewer

blueprint = Blueprint("attempts", __name__)


def shown(attempt: Attempt, author: str, mine: bool) -> dict[str, Any]:
    """What a page shows of a take."""
    return {
        "id": attempt.id,
        "author": author,
        "mine": mine,
        "visibility": attempt.visibility,
        "created_at": attempt.created_at,
        "first": attempt.first,
        "last": attempt.last,
        "note": attempt.note,
        "mime": attempt.mime,
        "duration_ms": attempt.duration_ms,
        "audio_url": url_for("attempts.audio", attempt_id=attempt.id),
        "share_url": url_for("threads.share", attempt_id=attempt.id),
        "withdraw_url": url_for("attempts.take_back", attempt_id=attempt.id),
        "delete_url": url_for("attempts.remove", attempt_id=attempt.id),
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
        passage=_passage(text, attempts.passage(song, first, last)) if text and count else None,
        line_count=count,
        audio_url=url_for("songs.audio", slug=slug),
        attempts=[shown(a, who.display_name, mine=True) for a in attempts.mine(who, song.id)],
        max_seconds=settings().recording_seconds,
        max_bytes=settings().upload_bytes,
    )


@blueprint.get("/attempts/<int:attempt_id>/audio")
def audio(attempt_id: int) -> ResponseReturnValue:
    """The take's sound, in ranges, for those who may hear it; never kept, so that taking back works at once."""
    attempt = attempts.find(viewer(), attempt_id)
    path = store().path(attempt.file_key)
    if not path.is_file():
        raise NotFound("The file of this recording is missing on the server.")
    response = send_file(path, mimetype=attempt.mime, conditional=True, etag=attempt.file_key)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/attempts/<int:attempt_id>/take-back")
@login_required
def take_back(attempt_id: int) -> ResponseReturnValue:
    """Make a shared take private again."""
    return _changed(attempts.take_back(viewer(), attempt_id), "Only you can hear it now.")


@blueprint.post("/attempts/<int:attempt_id>/remove")
@login_required
def remove(attempt_id: int) -> ResponseReturnValue:
    """Delete a take and its file."""
    song = attempts.remove(viewer(), attempt_id, store())
    if "HX-Request" in request.headers:
        return ""
    flash("The recording is deleted.")
    return redirect(url_for("attempts.record", slug=song.slug))


@blueprint.post("/songs/<slug>/remove")
@login_required
def remove_song(slug: str) -> ResponseReturnValue:
    """Remove a song with its files and the recordings of it; asked here because the songs know of no recordings."""
    for key in attempts.remove_song(viewer(), slug):
        store().delete(key)
    flash("The song is removed.")
    return redirect(url_for("songs.index"))


def _changed(attempt: Attempt, sentence: str) -> ResponseReturnValue:
    if "HX-Request" in request.headers:
        return render_template("attempts/_attempt.html", attempt=shown(attempt, viewer().display_name, mine=True))
    flash(sentence)
    slug = songs.get(attempt.song_id).slug
    return redirect(url_for("attempts.record", slug=slug, _anchor=f"attempt-{attempt.id}"))


def _passage(text: Lyrics, passage: attempts.Passage) -> dict[str, Any]:
    translation = next((x.lines for x in text.layers if x.kind == "translation"), ())
    lines = [
        {
            "n": n,
            "text": text.lines[n - 1].text,
            "start": text.lines[n - 1].start,
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
