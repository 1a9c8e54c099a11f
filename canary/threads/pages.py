"""Template values for a page of a thread, and for the page of one post."""

from functools import partial
from typing import Any

from canary.lyrics import service as lyrics
from canary.problems import NotFound
from canary.songs import service as songs
from canary.songs.routes import card
from canary.threads import reading, views
from canary.threads import service as threads
from canary.threads.models import Post
from canary.threads.shown import NEWEST, Sees, Where
from canary.viewer import Viewer


def thread(
    circle_id: int, song_id: int, slug: str, where: Where, blocked: frozenset[int], sees: Sees, *, whole: bool
) -> dict[str, Any]:
    """Return the template values of one page of a thread.

    Posts by learners in `blocked` are left out. `sees` tells which hidden posts the reader may read. With `whole`, the
    result includes settled questions and culture notes.
    """
    text, first = lyrics.of(song_id), where == NEWEST
    found = reading.page(circle_id, song_id, where, blocked, sees)
    known = reading.known(circle_id, song_id, blocked, where.line) if whole and (first or where.line) else ()
    return {
        "posts": [views.post(shown, text, slug) for shown in found.posts],
        "song": {"slug": slug},
        "older": found.older,
        "newer": found.newer,
        "first": first,
        "known": [views.known(entry, text) for entry in known],
        "still_open": reading.still_open(circle_id, song_id, blocked) if whole and (first or where.still_open) else 0,
        "where": where,
        "whole": whole,
    }


def of(who: Viewer, post: Post, after: int = 0) -> dict[str, Any]:
    """Return a post with its parent, its replies after the one with id `after`, its earlier versions and reactions."""
    song = songs.get(post.song_id)
    text, seen, mine = lyrics.of(song.id), threads.may_see(who, post), post.author_id == who.id
    sees = partial(threads.may_see, who)
    answers = reading.replies(post, after, who.blocked, sees) if post.parent_id is None else ()
    parent = _parent(who, post)
    shown = views.post(reading.one(post, who.blocked, sees), text, song.slug)
    return {
        "post": shown | {"body": post.body, "parent_id": post.parent_id},
        "parent": views.post(reading.one(parent, who.blocked, sees), text, song.slug) if parent else None,
        "answers": [views.post(reply, text, song.slug) for reply in answers[: reading.PAGE]],
        "more_after": answers[reading.PAGE - 1].id if len(answers) > reading.PAGE else None,
        "edits": reading.edits(post.id) if seen and post.edited_at else (),
        "given": reading.reactions(post.id, who.blocked) if shown["signs"] else {},
        "given_by_me": reading.own_reactions(who.learner_id, post.circle_id, song.id),
        "song": card(song),
        "seen": seen,
        "by_host": post.hidden_at is not None,
        "mine": mine,
        "settles": post.kind == "question" and mine,
        "settles_parent": parent is not None and parent.kind == "question" and parent.author_id == who.id,
        "may_remove": mine or who.hosts(post.circle_id),
    }


def _parent(who: Viewer, post: Post) -> Post | None:
    try:
        return threads.find(who, post.parent_id) if post.parent_id else None
    except NotFound:
        return None  # it was removed, or its author and the viewer have blocked each other
