"""A song's thread."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from canary.attempts import service as attempts
from canary.attempts.routes import shown as attempt_shown
from canary.lyrics import service as lyrics
from canary.problems import Invalid
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.threads import service as threads
from canary.threads.models import Post
from canary.viewer import Viewer
from canary.web.caching import piece
from canary.web.clock import now
from canary.web.context import settings, store
from canary.web.guard import login_required, viewer, wants_json
from canary.web.limits import HEAVY, POST, limiter
from canary.web.numbers import number

blueprint = Blueprint("threads", __name__)


def thread_piece(circle_id: int, song_id: int, slug: str, song_version: int, version: int) -> bytes:
    """The thread's newest posts, the same for everybody in the circle, kept in memory by version."""

    def build() -> str:
        text = lyrics.of(song_id)
        lines = [line.text for line in text.lines] if text else []
        found = threads.posts(circle_id, song_id)
        more = found[0].id if len(found) == threads.PAGE else None
        return render_template("threads/_posts.html", posts=_posts(found, lines), song={"slug": slug}, more_before=more)

    return piece(("thread", circle_id, song_id, song_version, version), build)


@blueprint.get("/songs/<slug>/thread")
def show(slug: str) -> str:
    """The thread of a song in the viewer's circle; others see how to join."""
    who = viewer()
    song = songs.find(who, slug)
    before = request.args.get("before", type=number)
    html = _older(who, song, before) if before else _newest(who, song)
    text = lyrics.of(song.id)
    return render_template(
        "threads/show.html",
        song=card(song),
        thread_html=html,
        may_post=html is not None,
        lines=[{"n": n, "text": line.text} for n, line in enumerate(text.lines if text else (), 1)],
        line=request.args.get("line", type=int),
        errors={},
        values={},
    )


@blueprint.post("/songs/<slug>/thread")
@login_required
@limiter.limit(POST)
def say(slug: str) -> ResponseReturnValue:
    """Post, or answer a post."""
    who, form = viewer(), request.form
    draft = threads.Draft(
        form.get("body", ""),
        form.get("client_id", ""),
        form.get("line", type=number),
        form.get("parent", type=number),
    )
    try:
        post = threads.say(who, slug, draft, now())
    except Invalid as invalid:
        song = songs.find(who, slug)
        text = lyrics.of(song.id)
        lines = [{"n": n, "text": line.text} for n, line in enumerate(text.lines if text else (), 1)]
        page = render_template(
            "threads/show.html", song=card(song), thread_html=_newest(who, song), may_post=True, lines=lines,
            line=draft.line, errors=invalid.errors, values=form.to_dict(),
        )  # fmt: skip
        return page, 422
    return _to(post)


@blueprint.post("/songs/<slug>/attempts")
@login_required
@limiter.limit(HEAVY)
def send_take(slug: str) -> ResponseReturnValue:
    """Keep a take, and let the circle hear it where its singer says so; answered when it is safely on disk."""
    who, form, recording = viewer(), request.form, request.files.get("recording")
    if recording is None or not recording.filename:
        raise Invalid({"recording": "No recording came with that. Record one, or choose a file."})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take"
        recording.save(path)
        attempt = attempts.create(
            who, slug, path, form.get("client_id", ""), form.get("first", 0, type=int), form.get("last", 0, type=int),
            form.get("note", ""), store(), settings().recording_seconds, now(),
        )  # fmt: skip
    attempt_id, first, last = attempt.id, attempt.first, attempt.last
    if form.get("visibility") == "circle":
        threads.share(who, attempt_id, now())
    page = url_for("attempts.record", slug=slug, first=first, last=last, _anchor=f"attempt-{attempt_id}")
    return (jsonify(url=page, id=attempt_id), 201) if wants_json() else redirect(page)


@blueprint.post("/attempts/<int:attempt_id>/share")
@login_required
@limiter.limit(POST)
def share(attempt_id: int) -> ResponseReturnValue:
    """Let the circle hear a take: it appears in the song's thread."""
    post = threads.share(viewer(), attempt_id, now())
    flash("Your circle can hear it now.")
    return _to(post)


@blueprint.get("/posts/<int:post_id>")
def post(post_id: int) -> str:
    """One post on a page of its own, where its author changes or removes it."""
    return _page(threads.find(viewer(), post_id), {}, None)


@blueprint.post("/posts/<int:post_id>")
@login_required
@limiter.limit(POST)
def edit(post_id: int) -> ResponseReturnValue:
    """Change a post of one's own."""
    body = request.form.get("body", "")
    try:
        return _to(threads.edit(viewer(), post_id, body, now()))
    except Invalid as invalid:
        return _page(threads.find(viewer(), post_id), invalid.errors, body), 422


@blueprint.post("/posts/<int:post_id>/remove")
@login_required
def remove(post_id: int) -> ResponseReturnValue:
    """Remove a post of one's own, or any as the circle's host."""
    song_id = threads.find(viewer(), post_id).song_id
    threads.remove(viewer(), post_id, now())
    flash("The post is removed.")
    return redirect(url_for("threads.show", slug=songs.get(song_id).slug))


def _newest(who: Viewer, song: Song) -> Markup | None:
    circle_id = song.circle_id or (who.seat.circle_id if who.seat else None)
    if circle_id is None or not threads.may_read(who, circle_id):
        return None
    html = thread_piece(circle_id, song.id, song.slug, song.version, threads.version(circle_id, song.id))
    return Markup(html.decode())  # noqa: S704  (rendered by our own template)


def _older(who: Viewer, song: Song, before: int) -> Markup | None:
    circle_id = song.circle_id or (who.seat.circle_id if who.seat else None)
    if circle_id is None or not threads.may_read(who, circle_id):
        return None
    text = lyrics.of(song.id)
    lines = [line.text for line in text.lines] if text else []
    found = threads.posts(circle_id, song.id, before)
    more = found[0].id if len(found) == threads.PAGE else None
    html = render_template("threads/_posts.html", posts=_posts(found, lines), song=card(song), more_before=more)
    return Markup(html)  # noqa: S704  (rendered by our own template)


def _posts(found: Sequence[threads.Shown], lines: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": post.id,
            "client_id": post.client_id,
            "author": post.author,
            "author_initial": post.author[:1].upper(),
            "body_html": Markup(post.html),  # noqa: S704  (cleaned by nh3 before it was stored)
            "line": {"n": post.line, "text": lines[post.line - 1]} if post.line and post.line <= len(lines) else None,
            "created_at": post.created_at,
            "edited": post.edited,
            "removed": post.removed,
            "lost_attempt": post.lost_attempt,
            "attempt": attempt_shown(post.attempt, post.author, mine=False) if post.attempt else None,
            "url": url_for("threads.post", post_id=post.id),
            "replies": _posts(post.replies, lines),
        }
        for post in found
    ]


def _page(post: Post, errors: dict[str, str], body: str | None) -> str:
    who, song = viewer(), songs.get(post.song_id)
    return render_template(
        "threads/post.html",
        post={
            "id": post.id,
            "parent_id": post.parent_id,
            "author": threads.author(post),
            "author_initial": threads.author(post)[:1].upper(),
            "body_html": Markup(post.html),  # noqa: S704  (cleaned by nh3 before it was stored)
            "body": post.body if body is None else body,
            "created_at": post.created_at,
            "edited": post.edited_at is not None,
            "url": url_for("threads.post", post_id=post.id),
        },
        song=card(song),
        mine=post.author_id == who.id,
        may_remove=post.author_id == who.id or who.hosts(post.circle_id),
        errors=errors,
    )


def _to(post: Post) -> ResponseReturnValue:
    slug = songs.get(post.song_id).slug
    return redirect(url_for("threads.show", slug=slug, _anchor=f"post-{post.id}"), 303)
