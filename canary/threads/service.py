"""Use cases of a song's thread in a circle."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from canary.attempts import service as attempts
from canary.attempts.models import Attempt
from canary.db import db, writing
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.problems import Invalid, NotFound
from canary.songs import service as songs
from canary.songs.models import CircleSong, Song
from canary.threads import markdown
from canary.threads.models import Post
from canary.viewer import Viewer

PAGE = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to post. `client_id` comes from the browser: the same one twice is one post."""

    body: str
    client_id: str
    line: int | None = None
    parent_id: int | None = None


@dataclass(slots=True)
class Shown:
    """A post as the thread shows it to the whole circle."""

    id: int
    client_id: str
    author: str
    html: str
    line: int | None
    created_at: datetime
    edited: bool
    removed: bool
    attempt: Attempt | None
    lost_attempt: bool
    replies: list["Shown"] = field(default_factory=list)


def may_read(viewer: Viewer, circle_id: int) -> bool:
    """Whether `viewer` may read what a circle says: its members may."""
    return viewer.is_in(circle_id)


def version(circle_id: int, song_id: int) -> int:
    """How often the thread has changed; 0 while nothing was said."""
    found = db.session.scalar(
        select(CircleSong.version).where(CircleSong.circle_id == circle_id, CircleSong.song_id == song_id)
    )
    return found or 0


def posts(circle_id: int, song_id: int, before: int | None = None) -> Sequence[Shown]:
    """The newest PAGE posts with their replies, the oldest first; with `before`, those older than that post."""
    query = select(Post.id).where(Post.circle_id == circle_id, Post.song_id == song_id, Post.parent_id.is_(None))
    if before is not None:
        query = query.where(Post.id < before)
    tops = query.order_by(Post.id.desc()).limit(PAGE).cte("tops")
    rows = db.session.execute(
        select(Post, Learner.display_name, Learner.username, Attempt)
        .outerjoin(Learner, Learner.id == Post.author_id)
        .outerjoin(Attempt, Attempt.id == Post.attempt_id)
        .where(Post.id.in_(select(tops.c.id)) | Post.parent_id.in_(select(tops.c.id)))
        .order_by(Post.id)
        .limit(PAGE * 40)
    )
    found: dict[int, Shown] = {}
    top: list[Shown] = []
    for post, display_name, username, attempt in rows:
        audible = attempt is not None and attempt.visibility == "circle" and attempt.circle_id == circle_id
        found[post.id] = shown = Shown(
            post.id, post.client_id, display_name or username or "somebody who left", post.html, post.line,
            post.created_at, post.edited_at is not None, post.removed_at is not None, attempt if audible else None,
            # A take's post may have no words of its own: without them and without the take, the take was deleted.
            not audible if attempt is not None else not (post.body or post.removed_at),
        )  # fmt: skip
        if post.parent_id is None:
            top.append(shown)
        elif post.parent_id in found:
            found[post.parent_id].replies.append(shown)
    return top


def count(circle_id: int, song_id: int) -> int:
    """How many posts the thread has."""
    query = select(func.count(Post.id)).where(
        Post.circle_id == circle_id, Post.song_id == song_id, Post.removed_at.is_(None)
    )
    return db.session.scalar(query) or 0


def say(viewer: Viewer, slug: str, draft: Draft, now: datetime) -> Post:
    """Post about a song in the viewer's circle. Raises Invalid, or NotFound for those who are in no circle."""
    song = songs.find(viewer, slug)
    circle_id = _circle_of(viewer, song)
    _check(draft, song)
    if draft.parent_id is not None:
        parent = db.session.get(Post, draft.parent_id)
        here = parent is not None and (parent.circle_id, parent.song_id) == (circle_id, song.id)
        if parent is None or not here or parent.parent_id or parent.removed_at:
            raise NotFound("What you answer was removed meanwhile. Your text is still in the box; post it on its own.")
    return _add(viewer, draft, circle_id, song.id, now)


def share(viewer: Viewer, attempt_id: int, now: datetime) -> Post:
    """Let the viewer's circle hear a take: it is posted in the thread of its song, once."""
    attempt = attempts.find_own(viewer, attempt_id)
    circle_id = _circle_of(viewer, songs.get(attempt.song_id))
    attempt_id, song_id, note = attempt.id, attempt.song_id, attempt.note
    with writing():
        attempts.show_to_circle(viewer, attempt_id, circle_id)
        post = db.session.scalar(
            select(Post).where(Post.attempt_id == attempt_id, Post.circle_id == circle_id, Post.removed_at.is_(None))
        )
        return post or _add(
            viewer, Draft(note, f"take-{attempt_id}-{now.timestamp()}"), circle_id, song_id, now, attempt_id
        )


def find(viewer: Viewer, post_id: int) -> Post:
    """A post that the viewer may read; raises NotFound."""
    post = db.session.get(Post, post_id)
    if post is None or post.removed_at is not None or not may_read(viewer, post.circle_id):
        raise NotFound("This post was removed, or it is not open to you.")
    return post


def edit(viewer: Viewer, post_id: int, body: str, now: datetime) -> Post:
    """Change a post of one's own. Raises Invalid, NotFound."""
    post = _find_own(viewer, post_id)
    _check(Draft(body, "edit-of-a-post"), None, may_be_empty=post.attempt_id is not None)
    body = body.strip()
    html = markdown.html(body)
    with writing():
        post.body, post.html, post.edited_at = body, html, now
        songs.touch(post.circle_id, post.song_id)
    return post


def remove(viewer: Viewer, post_id: int, now: datetime) -> Post:
    """Remove a post: one's own, or any as the circle's host. Its words go, its recording is private again;
    a stub stays while others answered.
    """
    post = find(viewer, post_id)
    if post.author_id != viewer.id and not viewer.hosts(post.circle_id):
        raise NotFound()
    with writing():
        songs.touch(post.circle_id, post.song_id)
        take = db.session.get(Attempt, post.attempt_id) if post.attempt_id else None
        if take is not None:
            attempts.hide(take)  # the post is how the circle heard it
        post.body, post.html, post.attempt_id, post.removed_at = "", "", None, now
        answered = db.session.scalar(select(Post.id).where(Post.parent_id == post.id).limit(1))
        if answered is None:
            db.session.delete(post)
    return post


def author(post: Post) -> str:
    """The name under a post."""
    learner = db.session.get(Learner, post.author_id) if post.author_id else None
    return learner.name if learner else "somebody who left"


def _find_own(viewer: Viewer, post_id: int) -> Post:
    post = find(viewer, post_id)
    if post.author_id != viewer.id:
        raise NotFound()
    return post


def _circle_of(viewer: Viewer, song: Song) -> int:
    """The circle in which `viewer` talks about the song; raises NotFound for those in none."""
    if viewer.is_in(song.circle_id):
        return song.circle_id or 0
    # A circle's own song is talked about there, also when it is open to everyone.
    if song.circle_id is not None or viewer.seat is None:
        raise NotFound("Join a circle to talk about its songs: ask its host for the join link.")
    return viewer.seat.circle_id


def _check(draft: Draft, song: Song | None, *, may_be_empty: bool = False) -> None:
    if not draft.body.strip() and not may_be_empty:
        raise Invalid({"body": "Write something first; a few words are enough."})
    if len(draft.body) > markdown.LONGEST:
        raise Invalid(
            {"body": f"That is {len(draft.body):,} characters long; at most {markdown.LONGEST:,} fit. Split it in two."}
        )
    if not 8 <= len(draft.client_id) <= 64:
        raise Invalid({"body": "Reload the page and send it again; your text is kept in the box."})
    if draft.line is not None and song is not None:
        text = lyrics.of(song.id)
        if text is None or not 1 <= draft.line <= len(text.lines):
            raise Invalid({"line": "The song does not have that line. Choose another, or none."})


def _add(
    viewer: Viewer, draft: Draft, circle_id: int, song_id: int, now: datetime, attempt_id: int | None = None
) -> Post:
    values: dict[str, Any] = {"line": draft.line, "parent_id": draft.parent_id, "attempt_id": attempt_id}
    body = draft.body.strip()
    html = markdown.html(body)  # before the write lock: a wall of markup takes its time
    client_id = _name(viewer, draft, body)
    same = select(Post).where(Post.author_id == viewer.id, Post.client_id == client_id)
    try:
        with writing():
            post = db.session.scalar(same)
            if post is None:
                post = Post(
                    circle_id=circle_id, song_id=song_id, author_id=viewer.learner_id, client_id=client_id,
                    body=body, html=html, created_at=now, **values,
                )  # fmt: skip
                db.session.add(post)
                songs.touch(circle_id, song_id)
    except IntegrityError:  # the same form sent twice at once: the first one stands
        post = db.session.scalar(same)
        if post is None:
            raise
    return post


def _name(viewer: Viewer, draft: Draft, body: str) -> str:
    """The name under which a post is kept once. Two tabs share a draft, and a page that was gone back to is sent
    again: another text under the same name is another post, and must not be lost.
    """
    first = db.session.scalar(select(Post.body).where(Post.author_id == viewer.id, Post.client_id == draft.client_id))
    if first is None or first == body:
        return draft.client_id
    return hashlib.blake2b(f"{draft.client_id} {body}".encode(), digest_size=16).hexdigest()
