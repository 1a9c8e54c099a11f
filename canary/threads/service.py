"""Use cases of threads: posts, replies, reactions and questions."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from canary.circles import service as circles
from canary.client_ids import made_from
from canary.content.files import discard
from canary.content.paths import path_to
from canary.content.service import sent_before
from canary.db import db, lock_row, writing, writing_once
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.notices import service as notices
from canary.overtaking import unless_overtaken
from canary.problems import Invalid, NotFound, still_there
from canary.sentences import N_, Message, Messages
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.takes import service as takes
from canary.takes.models import Take
from canary.threads import bodies, reading
from canary.threads.drafts import SIGNS, Draft, problems
from canary.threads.models import Edit, Post, Reaction
from canary.viewer import Viewer


def may_read(viewer: Viewer, circle_id: int) -> bool:
    """Return whether the viewer may read the circle's threads; only its members may."""
    return viewer.is_in(circle_id)


def circle_of(viewer: Viewer, song: Song) -> int | None:
    """Return the id of the circle in which the viewer talks about a song, or None if they aren't in one."""
    circle_id = song.circle_id or (viewer.membership.circle_id if viewer.membership else None)
    return circle_id if circle_id is not None and may_read(viewer, circle_id) else None


def say(viewer: Viewer, slug: str, draft: Draft, now: datetime) -> Post:
    """Create a post about a song in the viewer's circle. Raises Invalid, or NotFound if they are in no circle."""
    song = songs.find(viewer, slug)
    circle_id = _circle_of(viewer, song)
    circles.check_may_write(viewer, circle_id, now)
    _check(viewer, draft, song)
    if draft.parent_id is not None:
        parent = db.session.get(Post, draft.parent_id)
        here = parent is not None and (parent.circle_id, parent.song_id) == (circle_id, song.id)
        away = parent is None or parent.removed_at or parent.hidden_at or parent.author_id in viewer.blocked
        if parent is None or not here or parent.parent_id or away:
            raise NotFound(
                N_("The post you’re replying to was removed. Your text is still in the box; post it on its own.")
            )
    return _add(viewer, draft, circle_id, song.id, now)


def post_take(viewer: Viewer, take: Take, circle_id: int, now: datetime) -> None:
    """Post a take in the thread of its song, once for each circle it's shared with. Call this inside `writing()`."""
    there = select(Post.id).where(Post.take_id == take.id, Post.circle_id == circle_id, Post.removed_at.is_(None))
    if db.session.scalar(there.limit(1)) is None:
        draft = Draft(take.note, f"take-{take.id}-{now.timestamp()}")
        _add(viewer, draft, circle_id, take.song_id, now, take.id)


def find(viewer: Viewer, post_id: int) -> Post:
    """Return a post whose thread the viewer may read; its text may be hidden (`may_see`). Raises NotFound."""
    post = db.session.get(Post, post_id)
    if post is None or post.removed_at is not None or not may_read(viewer, post.circle_id):
        raise NotFound(N_("This post was removed, or it isn’t shared with you."))
    if post.author_id in viewer.blocked or not songs.may_see(viewer, songs.get(post.song_id)):
        raise NotFound(N_("This post was removed, or it isn’t shared with you."))
    return post


def may_see(viewer: Viewer, post: Post) -> bool:
    """Return whether the viewer may see a post's text. If a host hid it, only its author and the circle's hosts may."""
    return post.hidden_at is None or post.author_id == viewer.id or viewer.hosts(post.circle_id)


def find_seen(viewer: Viewer, post_id: int) -> Post:
    """Return a post whose text the viewer may see. Raises NotFound."""
    post = find(viewer, post_id)
    if not may_see(viewer, post):
        raise NotFound(N_("A host has hidden this post."))
    return post


def form_of(post: Post) -> dict[str, str]:
    """Return the values that the form to edit a post shows."""
    return {"body": post.body}


def edit(viewer: Viewer, post_id: int, body: str, now: datetime, loaded: str = "") -> Post:
    """Edit the viewer's own post and keep its earlier version.

    `loaded` is the mark of the form. Raises Invalid, NotFound, and Overtaken if the post has changed since.
    """
    post = _find_own(viewer, post_id)
    circles.check_may_write(viewer, post.circle_id, now)
    wordless = post.take_id is not None or post.voice_key is not None
    _raise(problems(Draft(body, "edit-of-a-post", kind="post"), wordless=wordless))
    body = body.strip()
    html, found = bodies.rendered(post.circle_id, body)
    with writing():
        lock_row(Post, post_id)
        with unless_overtaken(loaded, lambda: form_of(post)):
            if post.body != body:
                db.session.add(Edit(post_id=post.id, body=post.body, until=now))
                post.body, post.html, post.edited_at = body, html, now
                _notify_mentioned(viewer, post, found, now)
                songs.touch(post.circle_id, post.song_id)
    return post


def remove(viewer: Viewer, post_id: int, now: datetime, store: LocalStore) -> Post:
    """Remove the viewer's own post or, as the circle's host, anybody's. Raises NotFound.

    Its text, earlier versions and spoken message are deleted, and its take becomes private again. A post with replies
    stays as a stub.
    """
    post = find(viewer, post_id)
    if post.author_id != viewer.id and not viewer.hosts(post.circle_id):
        raise NotFound()
    voice = post.voice_key or ""
    with writing():
        songs.touch(post.circle_id, post.song_id)
        take = db.session.get(Take, post.take_id) if post.take_id else None
        if take is not None:
            takes.make_private(take)  # this post shared it with the circle
        post.body, post.html, post.take_id, post.removed_at = "", "", None, now
        post.voice_key, post.voice_mime, post.voice_ms = None, "", 0
        for table in (Edit, Reaction):
            db.session.execute(delete(table).where(table.post_id == post.id))
        db.session.flush()
        answered = db.session.scalar(select(Post.id).where(Post.parent_id == post.id).limit(1))
        if answered is None:
            db.session.delete(post)
    discard(store, voice)
    return post


def settle(viewer: Viewer, post_id: int, answer_id: int | None, now: datetime) -> Post:
    """Mark the viewer's own question as clear, with the answer that helped or without one. Raises NotFound."""
    post = _find_question(viewer, post_id)
    answer = find_seen(viewer, answer_id) if answer_id is not None else None
    if answer is not None and answer.parent_id != post.id:
        raise NotFound(N_("That reply belongs to another post. Choose a reply to this question."))
    song = songs.get(post.song_id)
    url, title, helper = path_to("threads.post", post_id=post.id), song.title, answer.author_id if answer else None
    with writing():
        post.settled_at, post.answer_id = now, answer_id
        songs.touch(post.circle_id, post.song_id)
        if answer_id is not None:
            about = {"name": viewer.display_name, "song": title}
            notices.tell(helper, "answer_helped", f"helped {answer_id}", about, url, now, viewer.id)
    return post


def reopen(viewer: Viewer, post_id: int) -> Post:
    """Reopen the viewer's own question. Raises NotFound."""
    post = _find_question(viewer, post_id)
    with writing():
        post.settled_at, post.answer_id = None, None
        songs.touch(post.circle_id, post.song_id)
    return post


def react(viewer: Viewer, post_id: int, sign: str, *, given: bool, now: datetime) -> Post:
    """Add the viewer's reaction (one of SIGNS) if `given`, or else remove it. Idempotent. Raises NotFound, Invalid."""
    post = find_seen(viewer, post_id)
    circles.check_may_write(viewer, post.circle_id, now)
    if sign not in SIGNS:
        raise Invalid({"sign": N_("Choose one of the reactions below the post.")})
    mine = (post.id, viewer.learner_id, sign)
    with suppress(IntegrityError), writing():  # the same tap was sent twice: the other request has saved it
        there = db.session.get(Reaction, mine)
        if given != (there is not None):
            if there is None:
                db.session.add(Reaction(post_id=mine[0], learner_id=mine[1], sign=sign))
            else:
                db.session.execute(delete(Reaction).filter_by(post_id=mine[0], learner_id=mine[1], sign=sign))
            songs.touch(post.circle_id, post.song_id)
    return post


def author(post: Post) -> Message:
    """Return the name of a post's author as the post shows it."""
    return reading.name(db.session.get(Learner, post.author_id) if post.author_id else None)


def _find_own(viewer: Viewer, post_id: int) -> Post:
    post = find(viewer, post_id)
    if post.author_id != viewer.id:
        raise NotFound()
    return post


def _find_question(viewer: Viewer, post_id: int) -> Post:
    post = _find_own(viewer, post_id)
    if post.kind != "question":
        raise NotFound(N_("Only questions can be marked as clear or reopened."))
    return post


def _circle_of(viewer: Viewer, song: Song) -> int:
    """Return the id of the circle where the viewer writes about the song. Raises NotFound if they are in none."""
    circle_id = circle_of(viewer, song)
    if circle_id is None:
        raise NotFound(N_("Join a circle to talk about its songs. Ask its host for the join link."))
    return circle_id


def _check(viewer: Viewer, draft: Draft, song: Song) -> None:
    text = lyrics.of(song.id)
    units: Sequence[int] = [len(line.words) or 1 for line in text.lines] if text else ()
    speaks = {languages.code(language) for language in viewer.speaks}
    home = languages.code(song.language) in speaks
    language = languages.name(song.language)
    _raise(problems(draft, units, song.duration_ms, language, at_home=home, wordless=draft.voice is not None))


def _raise(errors: Messages) -> None:
    if errors:
        raise Invalid(errors)


def _add(viewer: Viewer, draft: Draft, circle_id: int, song_id: int, now: datetime, take_id: int | None = None) -> Post:
    values: dict[str, Any] = {
        "line": draft.line, "word": draft.word, "kind": draft.kind, "at_ms": draft.at_ms,
        "parent_id": draft.parent_id, "take_id": take_id,
    }  # fmt: skip
    if draft.voice:
        values |= {"voice_key": draft.voice.key, "voice_mime": draft.voice.mime, "voice_ms": draft.voice.duration_ms}
    body = draft.body.strip()
    html, found = bodies.rendered(circle_id, body)  # before taking the write lock, because a long text takes a while
    client_id = _client_id(viewer, draft, body)
    with writing_once() as outcome:
        post = sent_before(Post, Post.author_id, viewer, client_id)
        if post is None:
            kind, only = ("take", Post.take_id.is_not(None)) if take_id else ("post", Post.take_id.is_(None))
            circles.check_new(viewer, kind, now, Post.author_id == viewer.id, only)
            post = Post(
                circle_id=circle_id, song_id=song_id, author_id=viewer.learner_id, client_id=client_id,
                body=body, html=html, created_at=now, **values,
            )  # fmt: skip
            db.session.add(post)
            db.session.flush()
            songs.touch(circle_id, song_id)
            _notify(viewer, post, found, now)
    if outcome.lost:  # another request saved it
        post = sent_before(Post, Post.author_id, viewer, client_id)
    return still_there(post)


def _notify(viewer: Viewer, post: Post, found: dict[str, int], now: datetime) -> None:
    """Notify the author of a reply's parent, and the members whom the post mentions."""
    parent = db.session.get(Post, post.parent_id) if post.parent_id else None
    if parent is not None:
        event = "answered_question" if parent.kind == "question" else "answered"
        about, url = _about(viewer, post), path_to("threads.post", post_id=parent.id)
        notices.tell(parent.author_id, event, f"answer {post.id}", about, url, now, viewer.id)
        found = {name: learner_id for name, learner_id in found.items() if learner_id != parent.author_id}
    _notify_mentioned(viewer, post, found, now)


def _notify_mentioned(viewer: Viewer, post: Post, found: dict[str, int], now: datetime) -> None:
    about, url = _about(viewer, post), path_to("threads.post", post_id=post.id)
    for learner_id in found.values():
        notices.tell(learner_id, "mentioned", f"mention {post.id}", about, url, now, viewer.id)


def _about(viewer: Viewer, post: Post) -> dict[str, str]:
    return {"name": viewer.display_name, "song": songs.get(post.song_id).title}


def _client_id(viewer: Viewer, draft: Draft, body: str) -> str:
    """Return the client id to save a post with: the draft's or, if that belongs to a post with another text, a new one.

    Two tabs can send different texts with one client id, and so can somebody who goes back to a page and sends it
    again. The second text is a new post that must not be lost, so its id is made from the client id and the text.
    """
    first = sent_before(Post, Post.author_id, viewer, draft.client_id)
    return draft.client_id if first is None or first.body == body else made_from(draft.client_id, body)
