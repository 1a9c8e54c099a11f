"""Recording a passage, listening, sharing it or not."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from canary.lyrics import service as lyrics
from canary.lyrics.model import Lyrics, Word
from canary.problems import NotFound
from canary.songs import service as songs
from canary.songs.routes import card, edit_url
from canary.takes import service as takes
from canary.takes.draft import ASKS, asked
from canary.takes.models import Take
from canary.web.clock import now
from canary.web.context import settings, store
from canary.web.guard import login_required, viewer
from canary.web.limits import POST, limiter

blueprint = Blueprint("takes", __name__)


def shown(take: Take, author: str, mine: bool) -> dict[str, Any]:
    """What a page shows of a take."""
    return {
        "id": take.id,
        "author": author,
        "mine": mine,
        "visibility": take.visibility,
        "circle_id": take.circle_id,
        "created_at": take.created_at,
        "first": take.first,
        "last": take.last,
        "note": take.note,
        "asked": asked(take.asks, take.sound),
        "duration_ms": take.duration_ms,
        "state": "ready" if take.playable_key else "waiting" if take.playable_key is None else "failed",
        "hidden": take.hidden_at is not None,
        "url": url_for("feedback.show", take_id=take.id),
        "audio_url": url_for("takes.audio", take_id=take.id),
        "share_url": url_for("threads.share", take_id=take.id),
        "visibility_url": url_for("takes.set_visibility", take_id=take.id),
        "withdraw_url": url_for("takes.withdraw", take_id=take.id),
        "delete_url": url_for("feedback.remove_take", take_id=take.id),
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
        "takes/record.html",
        song=card(song) | {"edit_url": edit_url(who, song)},
        passage=passage_shown(text, takes.passage(song, first, last)) if text and count else None,
        line_count=count,
        audio_url=url_for("songs.audio", slug=slug),
        takes=[shown(a, who.display_name, mine=True) for a in takes.mine(who, song.id)],
        asks=ASKS,
        retake=None,
        max_seconds=settings().recording_seconds,
        max_bytes=settings().upload_bytes,
    )


@blueprint.get("/takes/<int:take_id>/audio")
def audio(take_id: int) -> ResponseReturnValue:
    """The take's sound, in ranges, for those who may hear it; never kept, so that taking back works at once."""
    take = takes.find(viewer(), take_id)
    if take.playable_key:
        return sound(take.playable_key, take.playable_mime)
    return sound(take.file_key, take.mime)


def sound(key: str, mime: str) -> ResponseReturnValue:
    """A recording for somebody who was found to be allowed to hear it; nothing of it is kept on the way."""
    path = store().path(key)
    if not path.is_file():
        raise NotFound("The file of this recording is missing on the server.")
    response = send_file(path, mimetype=mime, conditional=True, etag=key)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.post("/takes/<int:take_id>/visibility")
@login_required
@limiter.limit(POST)
def set_visibility(take_id: int) -> ResponseReturnValue:
    """Say who may hear a take: me, a partner, everyone here. (A circle hears it in its thread.)"""
    form = request.form
    take = takes.show_to(viewer(), take_id, form.get("visibility", ""), form.get("partner", ""), now())
    sentence = {"partner": "Your partner can hear it now.", "everyone": "Everyone here can hear it now."}
    flash(sentence.get(take.visibility, "Only you can hear it now."))
    return redirect(url_for("feedback.show", take_id=take_id), 303)


@blueprint.post("/takes/<int:take_id>/withdraw")
@login_required
def withdraw(take_id: int) -> ResponseReturnValue:
    """Make a shared take private again."""
    return _changed(takes.withdraw(viewer(), take_id), "Only you can hear it now.")


def _changed(take: Take, sentence: str) -> ResponseReturnValue:
    if "HX-Request" in request.headers:
        return render_template("takes/_take.html", take=shown(take, viewer().display_name, mine=True))
    flash(sentence)
    slug = songs.get(take.song_id).slug
    return redirect(url_for("takes.record", slug=slug, _anchor=f"take-{take.id}"))


def passage_shown(text: Lyrics, passage: takes.Passage) -> dict[str, Any]:
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
