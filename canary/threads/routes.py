"""A song's thread."""

import tempfile
from functools import partial
from pathlib import Path

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound
from canary.sentences import Messages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.takes.views import sound
from canary.threads import pages, reading, views, voices
from canary.threads import service as threads
from canary.threads.drafts import SIGNS, Draft, Voice, moment
from canary.threads.models import Post
from canary.threads.shown import NEWEST, Sees, Where
from canary.viewer import Viewer
from canary.web.caching import piece
from canary.web.clock import now
from canary.web.context import store
from canary.web.fragments import Piece
from canary.web.guard import login_required, viewer, wants_json
from canary.web.limits import HEAVY, POST, limit
from canary.web.numbers import number

blueprint = Blueprint("threads", __name__)


def thread_piece(
    circle_id: int, song_id: int, slug: str, song_version: int, version: int, *, whole: bool = False
) -> Piece:
    """Return the thread's newest posts; with `whole`, the buttons and everything else that the thread's page has.

    The circle shares one piece per version. A viewer gets their own if they share a block with somebody, or if they may
    read a post that a host has hidden.
    """
    who = viewer()
    if not who.blocked:

        def build() -> str:
            return _render(circle_id, song_id, slug, NEWEST, frozenset(), reading.nobody, whole=whole)

        shared = piece(("thread", circle_id, song_id, song_version, version, whole), build)
        if not views.hides_from(shared, who.learner_id, is_host=who.hosts(circle_id)):
            return shared
    return _own(who, circle_id, song_id, slug, NEWEST, whole=whole)


@blueprint.get("/songs/<slug>/thread")
def show(slug: str) -> str:
    """The thread of a song in the viewer's circle; others see how to join."""
    return _thread(songs.find(viewer(), slug), request.args, {})


@blueprint.get("/songs/<slug>/thread/line")
def line(slug: str) -> str:
    """What there is to say of a word, for its card: how many spoke of its line, and the way to ask."""
    who = viewer()
    song = songs.find(who, slug)
    circle_id = threads.circle_of(who, song)
    at, word = request.args.get("line", 0, type=number), request.args.get("word", type=number)
    said = reading.said_of(circle_id, song.id, at, who.blocked) if circle_id is not None else {}
    return render_template("threads/_line.html", slug=slug, line=at, word=word, said=said, may=circle_id is not None)


@blueprint.post("/songs/<slug>/thread")
@login_required
@limit(POST)
def say(slug: str) -> ResponseReturnValue:
    """Post, ask, or answer a post."""
    who, form = viewer(), request.form
    spoken, parent = None, form.get("parent", type=number)
    line = form.get("line", type=number) if parent is None else None  # an answer is about what it answers
    try:
        spoken = _voice()
        draft = Draft(
            form.get("body", ""), form.get("client_id", ""), line, parent,
            form.get("word", type=number) if line else None, moment(form.get("at", "")) if parent is None else None,
            form.get("kind", "post"), spoken,
        )  # fmt: skip
        post = threads.say(who, slug, draft, now())
    except Invalid as invalid:
        song = songs.find(who, slug)
        return _thread(song, form, invalid.errors), 422
    finally:
        if spoken:
            voices.sweep(spoken, store())
    if post.kind == "question":
        flash(
            Markup('Your question is with your circle. While yours waits: <a href="{}">others wait for an answer</a>.')
            .format("/unanswered"),
            "good",
        )  # fmt: skip
    return _to(post)


@blueprint.get("/posts/<int:post_id>")
def post(post_id: int) -> str:
    """One post on a page of its own with all its replies, where its author changes or removes it."""
    return _page(threads.find(viewer(), post_id), {}, None)


@blueprint.post("/posts/<int:post_id>")
@login_required
@limit(POST)
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
    slug = songs.get(threads.find(viewer(), post_id).song_id).slug
    threads.remove(viewer(), post_id, now(), store())
    flash("The post is removed.")
    return redirect(url_for("threads.show", slug=slug))


@blueprint.post("/posts/<int:post_id>/react")
@login_required
@limit(HEAVY)
def react(post_id: int) -> ResponseReturnValue:
    """Give a post a sign, or take it back where the sign comes with a minus."""
    sign = request.form.get("sign", "")
    found = threads.react(viewer(), post_id, sign.removeprefix("-"), given=not sign.startswith("-"), now=now())
    if wants_json():
        shown = reading.one(found, viewer().blocked)
        return jsonify(signs=shown.signs, who=views.who(shown))
    return _to(found)


@blueprint.post("/posts/<int:post_id>/settle")
@login_required
@limit(POST)
def settle(post_id: int) -> ResponseReturnValue:
    """Say that a question of one's own is clear now."""
    found = threads.settle(viewer(), post_id, request.form.get("answer", type=number), now())
    flash("Good that it is clear now. It stays with the song for those who come after you.", "good")
    return redirect(url_for("threads.post", post_id=found.id), 303)


@blueprint.post("/posts/<int:post_id>/reopen")
@login_required
@limit(POST)
def reopen(post_id: int) -> ResponseReturnValue:
    """Ask a question of one's own again."""
    found = threads.reopen(viewer(), post_id)
    flash("Your question is open again.")
    return redirect(url_for("threads.post", post_id=found.id), 303)


@blueprint.get("/posts/<int:post_id>/voice")
def voice(post_id: int) -> ResponseReturnValue:
    """A post's spoken message, in ranges; never kept, so that what is removed or hidden falls silent at once."""
    found = threads.find_seen(viewer(), post_id)
    if not found.voice_key:
        raise NotFound("There is no spoken message here any more.")
    return sound(found.voice_key, found.voice_mime)


def _thread(song: Song, values: MultiDict[str, str], errors: Messages) -> str:
    """The thread's page: `values` say which stretch, or are what somebody typed that could not be taken."""
    who = viewer()
    circle_id = threads.circle_of(who, song)
    where = NEWEST if errors else _where(who)
    html: bytes | None = None
    if circle_id is not None:
        if where == NEWEST:
            version = reading.version(circle_id, song.id)
            posts = thread_piece(circle_id, song.id, song.slug, song.version, version, whole=True)
        else:
            posts = _own(who, circle_id, song.id, song.slug, where, whole=True)
        html = views.fill(posts, reading.mine(who.learner_id, circle_id, song.id))
    return render_template(
        "threads/show.html",
        song=card(song),
        thread_html=Markup(html.decode()) if html is not None else None,  # noqa: S704  (rendered by our own template)
        may_post=html is not None,
        lines=views.lines(lyrics.of(song.id)),
        line=values.get("line", type=number),
        word=values.get("word", type=number),
        kind=values.get("kind", "question" if values.get("ask") else "post"),
        at=values.get("at", ""),
        open_only=where.still_open,
        about=where.line,
        focus=bool(values.get("ask")),
        errors=errors,
        values=values if errors else {},
    )


def _where(who: Viewer) -> Where:
    asked = request.args
    around = asked.get("post", type=number)
    if around is not None:
        found = threads.find(who, around)
        around = (found.parent_id or found.id) if reading.is_far(found) else None
    before, after, line = (asked.get(name, type=number) for name in ("before", "after", "about"))
    return Where(before or None, after, around, line, asked.get("show") == "open")


def _own(who: Viewer, circle_id: int, song_id: int, slug: str, where: Where, *, whole: bool) -> Piece:
    return Piece.of(_render(circle_id, song_id, slug, where, who.blocked, partial(threads.may_see, who), whole=whole))


def _render(
    circle_id: int, song_id: int, slug: str, where: Where, blocked: frozenset[int], sees: Sees, *, whole: bool
) -> str:
    shown = pages.stretch(circle_id, song_id, slug, where, blocked, sees, whole=whole)
    return render_template("threads/_posts.html", **shown, signs=SIGNS)


def _page(post: Post, errors: Messages, body: str | None) -> str:
    after = request.args.get("after", 0, type=number) if request.method == "GET" else 0
    shown = pages.of(viewer(), post, after)
    if body is not None:
        shown["post"]["body"] = body
    page = render_template("threads/post.html", **shown, signs=SIGNS, errors=errors)
    return views.fill(Piece.of(page), shown["given_by_me"]).decode()


def _voice() -> Voice | None:
    """The spoken message that came with a form, in the store; raises Invalid for what is no sound or too long."""
    sent = request.files.get("voice")
    if sent is None or not sent.filename:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "voice"
        sent.save(path)
        return voices.keep(path, store())


def _to(post: Post) -> ResponseReturnValue:
    slug, far = songs.get(post.song_id).slug, post.id if reading.is_far(post) else None
    return redirect(url_for("threads.show", slug=slug, post=far, _anchor=f"post-{post.id}"), 303)
