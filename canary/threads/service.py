"""Use cases of a song's thread in a circle."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from canary.circles import service as circles
from canary.content.files import discard
from canary.content.paths import path_to
from canary.db import db, lock_row, writing
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.notices import service as notices
from canary.problems import Invalid, NotFound
from canary.songs import languages
from canary.songs import service as songs
from canary.songs.models import Song
from canary.storage.local import LocalStore
from canary.takes import service as takes
from canary.takes.models import Take
from canary.threads import bodies, reading
from canary.threads.drafts import SIGNS, UNCLEAR, Draft, problems
from canary.threads.models import Edit, Post, Reaction
from canary.viewer import Viewer


def may_read(viewer: Viewer, circle_id: int) -> bool:
    """Whether `viewer` may read what a circle says: its members may."""
    return viewer.is_in(circle_id)


def circle_of(viewer: Viewer, song: Song) -> int | None:
    """The circle whose thread of the song the viewer reads; None for those who are in none."""
    circle_id = song.circle_id or (viewer.membership.circle_id if viewer.membership else None)
    return circle_id if circle_id is not None and may_read(viewer, circle_id) else None


def say(viewer: Viewer, slug: str, draft: Draft, now: datetime) -> Post:
    """Post about a song in the viewer's circle. Raises Invalid, or NotFound for those who are in no circle."""
    song = songs.find(viewer, slug)
    circle_id = _circle_of(viewer, song)
    circles.check_may_write(viewer, circle_id, now)
    _check(viewer, draft, song)
    if draft.parent_id is not None:
        parent = db.session.get(Post, draft.parent_id)
        here = parent is not None and (parent.circle_id, parent.song_id) == (circle_id, song.id)
        away = parent is None or parent.removed_at or parent.hidden_at or parent.author_id in viewer.blocked
        if parent is None or not here or parent.parent_id or away:
            raise NotFound("What you answer was removed meanwhile. Your text is still in the box; post it on its own.")
    return _add(viewer, draft, circle_id, song.id, now)


def post_take(viewer: Viewer, take: Take, circle_id: int, now: datetime) -> None:
    """Post a take in the thread of its song, once for each circle it's shared with. The caller holds `writing()`."""
    there = select(Post.id).where(Post.take_id == take.id, Post.circle_id == circle_id, Post.removed_at.is_(None))
    if db.session.scalar(there.limit(1)) is None:
        draft = Draft(take.note, f"take-{take.id}-{now.timestamp()}")
        _add(viewer, draft, circle_id, take.song_id, now, take.id)


def find(viewer: Viewer, post_id: int) -> Post:
    """A post that the viewer may read; one that a host hid is a stub to most: see `may_see`. Raises NotFound."""
    post = db.session.get(Post, post_id)
    if post is None or post.removed_at is not None or not may_read(viewer, post.circle_id):
        raise NotFound("This post was removed, or it is not open to you.")
    if post.author_id in viewer.blocked or not songs.may_see(viewer, songs.get(post.song_id)):
        raise NotFound("This post was removed, or it is not open to you.")
    return post


def may_see(viewer: Viewer, post: Post) -> bool:
    """Whether what a post says is shown to the viewer: where a host hid it, to its author and the circle's hosts."""
    return post.hidden_at is None or post.author_id == viewer.id or viewer.hosts(post.circle_id)


def find_seen(viewer: Viewer, post_id: int) -> Post:
    """A post whose words the viewer may see; raises NotFound."""
    post = find(viewer, post_id)
    if not may_see(viewer, post):
        raise NotFound("A host has taken this out of sight.")
    return post


def edit(viewer: Viewer, post_id: int, body: str, now: datetime) -> Post:
    """Change a post of one's own; what it said before is kept. Raises Invalid, NotFound."""
    post = _find_own(viewer, post_id)
    circles.check_may_write(viewer, post.circle_id, now)
    wordless = post.take_id is not None or post.voice_key is not None
    _raise(problems(Draft(body, "edit-of-a-post", kind="post"), wordless=wordless))
    body = body.strip()
    html, found = bodies.rendered(post.circle_id, body)
    with writing():
        lock_row(Post, post_id)
        if post.body != body:
            db.session.add(Edit(post_id=post.id, body=post.body, until=now))
            post.body, post.html, post.edited_at = body, html, now
            _tell_named(viewer, post, found, now)
            songs.touch(post.circle_id, post.song_id)
    return post


def remove(viewer: Viewer, post_id: int, now: datetime, store: LocalStore) -> Post:
    """Remove a post: one's own, or any as the circle's host. Its words go, what it said before and its voice too; its
    recording is private again. A stub stays while others answered.
    """
    post = find(viewer, post_id)
    if post.author_id != viewer.id and not viewer.hosts(post.circle_id):
        raise NotFound()
    voice = post.voice_key or ""
    with writing():
        songs.touch(post.circle_id, post.song_id)
        take = db.session.get(Take, post.take_id) if post.take_id else None
        if take is not None:
            takes.hide(take)  # the post is how the circle heard it
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
    """Say that a question of one's own is clear now, by one of its answers or without one. Raises NotFound."""
    post = _find_question(viewer, post_id)
    answer = find_seen(viewer, answer_id) if answer_id is not None else None
    if answer is not None and answer.parent_id != post.id:
        raise NotFound("That is no answer to this question.")
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
    """Ask a question of one's own again. Raises NotFound."""
    post = _find_question(viewer, post_id)
    with writing():
        post.settled_at, post.answer_id = None, None
        songs.touch(post.circle_id, post.song_id)
    return post


def react(viewer: Viewer, post_id: int, sign: str, *, given: bool, now: datetime) -> Post:
    """Give a post one of the SIGNS or take it back; twice is once. Raises NotFound, Invalid."""
    post = find_seen(viewer, post_id)
    circles.check_may_write(viewer, post.circle_id, now)
    if sign not in SIGNS:
        raise Invalid({"sign": "Choose one of the signs below the post."})
    mine = (post.id, viewer.learner_id, sign)
    with suppress(IntegrityError), writing():  # of the same tap, twice at once, the other one has done it
        there = db.session.get(Reaction, mine)
        if given != (there is not None):
            if there is None:
                db.session.add(Reaction(post_id=mine[0], learner_id=mine[1], sign=sign))
            else:
                db.session.execute(delete(Reaction).filter_by(post_id=mine[0], learner_id=mine[1], sign=sign))
            songs.touch(post.circle_id, post.song_id)
    return post


def author(post: Post) -> str:
    """The name under a post."""
    return reading.name(db.session.get(Learner, post.author_id) if post.author_id else None)


def _find_own(viewer: Viewer, post_id: int) -> Post:
    post = find(viewer, post_id)
    if post.author_id != viewer.id:
        raise NotFound()
    return post


def _find_question(viewer: Viewer, post_id: int) -> Post:
    post = _find_own(viewer, post_id)
    if post.kind != "question":
        raise NotFound("Only questions are closed and opened.")
    return post


def _circle_of(viewer: Viewer, song: Song) -> int:
    """The circle in which `viewer` talks about the song; raises NotFound for those in none."""
    # A circle's own song is talked about there, also when it is open to everyone.
    circle_id = circle_of(viewer, song)
    if circle_id is None:
        raise NotFound("Join a circle to talk about its songs: ask its host for the join link.")
    return circle_id


def _check(viewer: Viewer, draft: Draft, song: Song) -> None:
    text = lyrics.of(song.id)
    units: Sequence[int] = [len(line.words) or 1 for line in text.lines] if text else ()
    speaks = {languages.code(language) for language in learners.find(viewer.learner_id).speaks}
    home = languages.code(song.language) in speaks
    language = languages.name(song.language)
    _raise(problems(draft, units, song.duration_ms, language, at_home=home, wordless=draft.voice is not None))


def _raise(errors: dict[str, str]) -> None:
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
    if not body and draft.kind == "question" and not draft.voice:
        body = UNCLEAR
    html, found = bodies.rendered(circle_id, body)  # before the write lock: a wall of markup takes its time
    client_id = _name(viewer, draft, body)
    same = select(Post).where(Post.author_id == viewer.id, Post.client_id == client_id)
    try:
        with writing():
            post = db.session.scalar(same)
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
                _tell(viewer, post, found, now)
    except IntegrityError:  # the same form sent twice at once: the first one stands
        post = db.session.scalar(same)
        if post is None:
            raise
    return post


def _tell(viewer: Viewer, post: Post, found: dict[str, int], now: datetime) -> None:
    """Tell whom a post answers and whom it names."""
    parent = db.session.get(Post, post.parent_id) if post.parent_id else None
    if parent is not None:
        event = "answered_question" if parent.kind == "question" else "answered"
        about, url = _about(viewer, post), path_to("threads.post", post_id=parent.id)
        notices.tell(parent.author_id, event, f"answer {post.id}", about, url, now, viewer.id)
        found = {name: learner_id for name, learner_id in found.items() if learner_id != parent.author_id}
    _tell_named(viewer, post, found, now)


def _tell_named(viewer: Viewer, post: Post, found: dict[str, int], now: datetime) -> None:
    about, url = _about(viewer, post), path_to("threads.post", post_id=post.id)
    for learner_id in found.values():
        notices.tell(learner_id, "mentioned", f"mention {post.id}", about, url, now, viewer.id)


def _about(viewer: Viewer, post: Post) -> dict[str, str]:
    return {"name": viewer.display_name, "song": songs.get(post.song_id).title}


def _name(viewer: Viewer, draft: Draft, body: str) -> str:
    """The name under which a post is kept once. Two tabs share a draft, and a page that was gone back to is sent
    again: another text under the same name is another post, and must not be lost.
    """
    first = db.session.scalar(select(Post.body).where(Post.author_id == viewer.id, Post.client_id == draft.client_id))
    if first is None or first == body:
        return draft.client_id
    return hashlib.blake2b(f"{draft.client_id} {body}".encode(), digest_size=16).hexdigest()
