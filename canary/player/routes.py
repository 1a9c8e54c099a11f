"""The song page, served from the cache if nothing on it has changed."""

import io
from typing import Any

from flask import Blueprint, get_flashed_messages, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.learners import departed
from canary.lyrics import origins
from canary.lyrics import service as lyrics
from canary.lyrics.formats import lrc
from canary.player import service as player
from canary.player import singers, timeline
from canary.problems import NotFound
from canary.sentences import N_
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.routes import card
from canary.threads import views
from canary.threads.routes import thread_piece
from canary.web.caching import etag, frame, piece, tagged, unchanged
from canary.web.clock import now
from canary.web.fragments import slot
from canary.web.guard import viewer

blueprint = Blueprint("player", __name__)


@blueprint.get("/songs/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """Show the song with its lyrics and, to members, the newest posts of its thread."""
    who = viewer()
    head = player.head(who, slug, now())
    if head.withdrawn:
        return redirect(url_for("threads.show", slug=slug))
    tag = etag("song", head)
    if same := unchanged(tag):
        return same
    return tagged(_page(head), tag)


@blueprint.get("/songs/<slug>/lyrics.lrc")
def lyrics_file(slug: str) -> ResponseReturnValue:
    """Return the lyrics as an LRC file, with word times if they were measured. Raises NotFound if they aren't timed."""
    song = songs.find(viewer(), slug)
    text = lyrics.of(song.id)
    if text is None or text.timing == "none":
        raise NotFound(N_("This song has no timed lyrics yet."))
    body = lrc.write(text, words=text.timing == "word" and not text.estimated)
    return send_file(io.BytesIO(body.encode()), "text/plain", as_attachment=True, download_name=f"{song.slug}.lrc")


def _page(head: player.Head) -> bytes:
    """Return the page for this viewer: a frame filled with the song and the thread, each from the cache if possible."""
    song = piece(("song", head.song_id, head.song_version, head.passage), lambda: _song(head.song_id, head.passage))
    slots = {"song": song.fill({})}
    if head.circle_id is not None:
        posts = thread_piece(head.circle_id, head.song_id, head.slug, head.song_version, head.thread_version)
        slots["thread"] = views.fill(posts, ())
    if get_flashed_messages():
        return _frame(head, {name: Markup(html.decode()) for name, html in slots.items()}).encode()  # noqa: S704  (ours)
    rest = (head.slug, head.title, head.artist, head.language, head.may_edit, *slots)
    return frame(("song", rest), lambda: _frame(head, {name: slot(name) for name in slots}), slots)


def _frame(head: player.Head, pieces: dict[str, Markup]) -> str:
    return render_template("player/show.html", song=head, song_html=pieces["song"], thread_html=pieces.get("thread"))


def _song(song_id: int, passage: tuple[int, int] | None) -> str:
    """Render the part of the page that a whole circle shares. `passage`: first and last line of this week's passage."""
    song = songs.get(song_id)
    stems = song.stems_key
    text, source = lyrics.with_source(song_id)
    notes = song.notes
    shown: dict[str, Any] = card(song) | {
        "timing": text.timing if text else "none",
        "estimated": bool(text and text.estimated),
        "lyrics_source": origins.message(source),
        "credits": [{"role": row["role"], "name": departed.shown(row["name"])} for row in song.credits],
        "about": notes.get("about"),
        "culture": notes.get("culture"),
        "grammar": notes.get("grammar"),
        "discussion": notes.get("discussion", []),
        "quest": notes.get("quest"),
        "audio_url": url_for("songs.audio", slug=song.slug, v=song.audio_hash[:8]),
        "stems_url": url_for("songs.stems", slug=song.slug, v=stems.replace("/", "")[:8]) if stems else None,
    }
    lyrics_html, choices = "", []
    if text:
        choices = timeline.choices(text, languages.LANGUAGES)
        parts = singers.parts(text)
        lyrics_html = render_template(
            "player/_lyrics.html",
            lines=timeline.sheets(text, choices, parts),
            language=song.language,
            dir=shown["dir"],
            duet=any(part.side for part in parts),
        )
    return render_template(
        "player/_song.html",
        song=shown,
        lyrics_html=Markup(lyrics_html),  # noqa: S704  (rendered by our own template)
        timeline_json=Markup(timeline.timeline(text)),  # noqa: S704  (JSON with "<" escaped)
        choices={kind: [c for c in choices if c and c.kind == kind] for kind in ("r", "x")} if text else {},
        passage={"first": passage[0], "last": passage[1], "is_now": True} if passage else notes.get("passage"),
    )
