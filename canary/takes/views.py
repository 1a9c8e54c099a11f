"""Template values of takes and passages, and the response with a recording."""

from typing import Any

from flask import send_file, url_for
from flask.typing import ResponseReturnValue

from canary.lyrics.model import Lyrics, Word
from canary.problems import NotFound
from canary.sentences import N_
from canary.takes import service as takes
from canary.takes.draft import labels
from canary.takes.models import Take
from canary.web.context import store


def values(take: Take, author: str, mine: bool) -> dict[str, Any]:
    """Return the template values of a take, with its addresses."""
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
        "asks": labels(take.asks, take.sound),
        "duration_ms": take.duration_ms,
        "state": "ready" if take.playable_key else "waiting" if take.playable_key is None else "failed",
        "hidden": take.hidden_at is not None,
        "url": url_for("feedback.show", take_id=take.id),
        "audio_url": url_for("takes.audio", take_id=take.id),
        "share_url": url_for("takes.share", take_id=take.id),
        "visibility_url": url_for("takes.set_visibility", take_id=take.id),
        "withdraw_url": url_for("takes.withdraw", take_id=take.id),
        "delete_url": url_for("takes.remove", take_id=take.id),
    }


def sound(key: str, mime: str) -> ResponseReturnValue:
    """Return the response with a recording, which no cache may store. Raises NotFound if its file is missing.

    The caller has checked that the viewer may hear it.
    """
    path = store().path(key)
    if not path.is_file():
        raise NotFound(N_("This recording’s file is missing on the server. Tell the person who runs the server."))
    response = send_file(path, mimetype=mime, conditional=True, etag=key)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def passage_values(text: Lyrics, passage: takes.Passage) -> dict[str, Any]:
    """Return the lines of a passage with their words, times in milliseconds and translations."""
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
