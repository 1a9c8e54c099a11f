"""Threads of songs, and the pages of posts."""

import tempfile
from functools import partial
from pathlib import Path

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from canary.lyrics import service as lyrics
from canary.overtaking import Overtaken
from canary.problems import Invalid, NotFound
from canary.sentences import N_, Messages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.routes import card
from canary.takes.views import sound
from canary.threads import pages, reading, views, voices
from canary.threads import service as threads
from canary.threads.drafts import SIGNS, Draft, Voice, timestamp
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
from canary.web.overtaken import loaded, mark_of
from canary.web.sentences import _

blueprint = Blueprint("threads", __name__)


def thread_piece(
    circle_id: int, song_id: int, slug: str, song_version: int, version: int, *, whole: bool = False
) -> Piece:
    """Return the thread's newest posts; with `whole`, also everything else that the thread's own page has.

    The circle shares one piece per version. A viewer gets a piece of their own if they blocked somebody or somebody
    blocked them, or if they may read a post that a host has hidden.
    """
    who = viewer()
    if not who.blocked:

        def build() -> str:
            return _render(circle_id, song_id, slug, NEWEST, frozenset(), reading.sees_none, whole=whole)

        shared = piece(("thread", circle_id, song_id, song_version, version, whole), build)
        if not views.hides_from(shared, who.learner_id, is_host=who.hosts(circle_id)):
            return shared
    return _own(who, circle_id, song_id, slug, NEWEST, whole=whole)


@blueprint.get("/songs/<slug>/thread")
def show(slug: str) -> str:
    """Show the thread of a song in the viewer's circle, or how to join a circle if they're in none."""
    return _thread(songs.find(viewer(), slug), request.args, {})


@blueprint.get("/songs/<slug>/thread/line")
def line(slug: str) -> str:
    """Return the fragment for a word's card: how many posts are about its line, and the link to ask about it."""
    who = viewer()
    song = songs.find(who, slug)
    circle_id = threads.circle_of(who, song)
    at, word = request.args.get("line", 0, type=number), request.args.get("word", type=number)
    counts = reading.count_posts(circle_id, song.id, at, who.blocked) if circle_id is not None else {}
    return render_template(
        "threads/_line.html", slug=slug, line=at, word=word, counts=counts, may=circle_id is not None
    )


@blueprint.post("/songs/<slug>/thread")
@login_required
@limit(POST)
def say(slug: str) -> ResponseReturnValue:
    """Create a post, a question or a reply."""
    who, form = viewer(), request.form
    spoken, parent = None, form.get("parent", type=number)
    line = form.get("line", type=number) if parent is None else None  # a reply belongs to its parent's line
    try:
        spoken = _voice()
        draft = Draft(
            _body(form, line, spoken), form.get("client_id", ""), line, parent,
            form.get("word", type=number) if line else None, timestamp(form.get("at", "")) if parent is None else None,
            form.get("kind", "post"), spoken,
        )  # fmt: skip
        post = threads.say(who, slug, draft, now())
    except Invalid as invalid:
        song = songs.find(who, slug)
        return _thread(song, form, invalid.errors), 422
    finally:
        if spoken:
            voices.discard_unused(spoken, store())
    if post.kind == "question":
        sentence = _(
            'Your circle can see your question. While you wait, <a href="%(url)s">help somebody else</a>?',
            url="/unanswered",
        )
        flash(Markup(sentence), "good")  # noqa: S704  (our own sentence and address)
    elif post.parent_id:
        flash(_("Your reply is posted."), "good")
    return _to(post)


@blueprint.get("/posts/<int:post_id>")
def post(post_id: int) -> str:
    """Show one post with all its replies; its author can edit or remove it there."""
    return _page(threads.find(viewer(), post_id), {}, None)


@blueprint.post("/posts/<int:post_id>")
@login_required
@limit(POST)
def edit(post_id: int) -> ResponseReturnValue:
    """Edit the viewer's own post."""
    body = request.form.get("body", "")
    try:
        return _to(threads.edit(viewer(), post_id, body, now(), loaded()))
    except Invalid as invalid:
        return _page(threads.find(viewer(), post_id), invalid.errors, body), 422
    except Overtaken as overtaken:
        return _page(threads.find(viewer(), post_id), {}, body, overtaken), 409


@blueprint.post("/posts/<int:post_id>/remove")
@login_required
def remove(post_id: int) -> ResponseReturnValue:
    """Remove the viewer's own post or, as the circle's host, anybody's."""
    slug = songs.get(threads.find(viewer(), post_id).song_id).slug
    threads.remove(viewer(), post_id, now(), store())
    flash(_("Post deleted."))
    return redirect(url_for("threads.show", slug=slug))


@blueprint.post("/posts/<int:post_id>/react")
@login_required
@limit(HEAVY)
def react(post_id: int) -> ResponseReturnValue:
    """React to a post, or remove the reaction if a minus precedes its sign."""
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
    """Mark the viewer's own question as clear."""
    found = threads.settle(viewer(), post_id, request.form.get("answer", type=number), now())
    flash(_("Glad it’s clear now. Your question stays with the song for others who wonder about it."), "good")
    return redirect(url_for("threads.post", post_id=found.id), 303)


@blueprint.post("/posts/<int:post_id>/reopen")
@login_required
@limit(POST)
def reopen(post_id: int) -> ResponseReturnValue:
    """Reopen the viewer's own question."""
    found = threads.reopen(viewer(), post_id)
    flash(_("Your question is open again."))
    return redirect(url_for("threads.post", post_id=found.id), 303)


@blueprint.get("/posts/<int:post_id>/voice")
def voice(post_id: int) -> ResponseReturnValue:
    """Send a post's spoken message, or a range of it.

    It's never cached, so a removed one can't be played from a cache.
    """
    found = threads.find_seen(viewer(), post_id)
    if not found.voice_key:
        raise NotFound(N_("This spoken message was deleted."))
    return sound(found.voice_key, found.voice_mime)


def _thread(song: Song, values: MultiDict[str, str], errors: Messages) -> str:
    """Render the thread's page. `values` come from the query or, with errors, from the rejected form."""
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
        html = views.fill(posts, reading.own_reactions(who.learner_id, circle_id, song.id))
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
    shown = pages.thread(circle_id, song_id, slug, where, blocked, sees, whole=whole)
    return render_template("threads/_posts.html", **shown, signs=SIGNS)


def _page(post: Post, errors: Messages, body: str | None, overtaken: Overtaken | None = None) -> str:
    after = request.args.get("after", 0, type=number) if request.method == "GET" else 0
    shown = pages.of(viewer(), post, after)
    if body is not None:
        shown["post"]["body"] = body
    about = {"mark": mark_of(threads.form_of(post), errors, overtaken), "saved": overtaken.saved if overtaken else None}
    page = render_template("threads/post.html", **shown, **about, signs=SIGNS, errors=errors)
    return views.fill(Piece.of(page), shown["given_by_me"]).decode()


def _body(form: MultiDict[str, str], line: int | None, spoken: Voice | None) -> str:
    """Return the text of a post. For an empty question about a line, it's a standard text in the author's language."""
    body = form.get("body", "")
    if form.get("kind") == "question" and line and not spoken and not body.strip():
        return _("I don’t understand this.")
    return body


def _voice() -> Voice | None:
    """Save the spoken message that came with a form. Raises Invalid if it isn't audio or is too long."""
    sent = request.files.get("voice")
    if sent is None or not sent.filename:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "voice"
        sent.save(path)
        return voices.save(path, store())


def _to(post: Post) -> ResponseReturnValue:
    slug, far = songs.get(post.song_id).slug, post.id if reading.is_far(post) else None
    return redirect(url_for("threads.show", slug=slug, post=far, _anchor=f"post-{post.id}"), 303)
