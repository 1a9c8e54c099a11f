"""The kind of content that this room adds: posts, and which questions wait for answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, delete, exists, func, literal, select, update
from sqlalchemy.orm import aliased

from canary.content.kinds import Asking, Happening, Kind, Place, Staying, Unanswered
from canary.content.service import is_open
from canary.db import db
from canary.learners.models import Learner
from canary.sentences import N_, NN_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.threads.models import Edit, Post
from canary.viewer import Viewer

FIRST_DAY = 10


def waiting(viewer: Viewer, own: bool, most: int) -> Sequence[Unanswered]:
    """Return open questions without an answer in the viewer's circles, oldest first.

    They are questions by others or, if `own`, the viewer's.
    """
    reply = aliased(Post)
    answered = exists().where(reply.parent_id == Post.id, reply.author_id != Post.author_id, reply.hidden_at.is_(None))
    others = (Post.author_id != viewer.learner_id, Post.author_id.not_in(viewer.blocked))
    rows = db.session.execute(
        select(Post, Song, Learner)
        .join(Song, Song.id == Post.song_id)
        .join(Learner, Learner.id == Post.author_id)
        .where(Post.kind == "question", Post.settled_at.is_(None), Post.removed_at.is_(None), Post.hidden_at.is_(None))
        .where(Post.circle_id.in_([own.circle_id for own in viewer.memberships]), songs.visible_to(viewer))
        .where(*((Post.author_id == viewer.learner_id,) if own else others), ~answered)
        .order_by(Post.created_at)
        .limit(most)
    )
    return [
        Unanswered(
            id=post.id, author_id=author.id, author=author.name, speaks=author.speaks, levels=author.levels,
            language=song.language, text=post.body, since=post.created_at,
            heading=N_("%(author)s asks about %(title)s", author=author.name, title=song.title),
        )
        for post, song, author in rows
    ]  # fmt: skip


def waits(circle_ids: Sequence[int], since: datetime, most: int) -> Sequence[tuple[datetime, datetime]]:
    """Return (asked, first reply by somebody else) for each answered question asked in these circles after `since`."""
    reply = aliased(Post)
    query = (
        select(Post.created_at, func.min(reply.created_at))
        .join(reply, and_(reply.parent_id == Post.id, reply.author_id != Post.author_id))
        .where(Post.circle_id.in_(circle_ids), Post.kind == "question", Post.created_at >= since)
        .group_by(Post.id, Post.created_at)
    )
    return [(asked, answered) for asked, answered in db.session.execute(query.limit(most))]


def answers(learner_ids: Any, begins: datetime, ends: datetime) -> Any:
    """Select (learner_id, kind, thing): which posts by others these learners replied to, between two moments."""
    asked = aliased(Post)
    return (
        select(Post.author_id.label("learner_id"), literal("post", String).label("kind"), Post.parent_id.label("thing"))
        .join(asked, asked.id == Post.parent_id)
        .where(Post.author_id.in_(learner_ids), Post.created_at.between(begins, ends))
        .where(asked.author_id.is_distinct_from(Post.author_id), Post.removed_at.is_(None), Post.hidden_at.is_(None))
    )


def written_in(viewer: Viewer, circle_id: int, begins: datetime, ends: datetime) -> Any:
    """Select how many posts and replies were written in the circle in that period."""
    return select(func.count(Post.id)).where(
        Post.circle_id == circle_id, Post.created_at >= begins, Post.created_at < ends, Post.removed_at.is_(None),
        Post.hidden_at.is_(None), func.coalesce(Post.author_id, 0).not_in(viewer.blocked),
    )  # fmt: skip


def of_others(song_id: int, learner_id: int) -> Any:
    """Select how many posts about a song others than this learner wrote."""
    return select(func.count(Post.id)).where(
        Post.song_id == song_id, Post.author_id.is_not(None), Post.author_id != learner_id, Post.removed_at.is_(None)
    )


def move(song_id: int, learner_id: int, to_id: int, now: datetime) -> None:
    """Give what others wrote about a song to another song, with stubs of this learner's posts that they replied to."""
    reply = aliased(Post)
    answered = exists().where(and_(reply.parent_id == Post.id, reply.author_id.is_distinct_from(learner_id)))
    stubs = list(
        db.session.scalars(select(Post.id).where(Post.song_id == song_id, Post.author_id == learner_id, answered))
    )
    _empty(stubs, now)
    stay = (Post.song_id == song_id, Post.author_id.is_distinct_from(learner_id))
    for circle_id in db.session.scalars(select(Post.circle_id).where(*stay).distinct()).all():
        songs.touch(circle_id, to_id)
    db.session.execute(update(Post).where(*stay).values(song_id=to_id))


def leave(learner_id: int, now: datetime) -> None:
    """Delete a learner's posts. Posts that others replied to become stubs without text or name."""
    written = select(Post.circle_id, Post.song_id).where(Post.author_id == learner_id)
    for circle_id, song_id in {(row[0], row[1]) for row in db.session.execute(written)}:
        songs.touch(circle_id, song_id)
    reply = aliased(Post)
    answered = exists().where(and_(reply.parent_id == Post.id, reply.author_id.is_distinct_from(learner_id)))
    stubs = list(db.session.scalars(select(Post.id).where(Post.author_id == learner_id, answered)))
    db.session.execute(delete(Post).where(Post.author_id == learner_id, Post.id.not_in(stubs)))
    _empty(stubs, now)


def _empty(stubs: Sequence[int], now: datetime) -> None:
    """Make stubs of posts: without text, name, spoken message and take."""
    db.session.execute(delete(Edit).where(Edit.post_id.in_(stubs)))
    empty = {"body": "", "html": "", "voice_key": None, "voice_mime": "", "voice_ms": 0, "take_id": None}
    db.session.execute(update(Post).where(Post.id.in_(stubs)).values(removed_at=now, author_id=None, **empty))


POST = Kind(
    name="post",
    label=N_("post"),
    model=Post,
    may_see=lambda viewer, post: viewer.is_in(post.circle_id) and is_open(viewer, post.author_id, post),
    excerpt=lambda post: post.body,
    place=lambda post: Place(post.circle_id, post.song_id),
    page=("threads.post", "post_id"),
    first_day=(
        FIRST_DAY,
        NN_(
            "You can write %(num)s post on your first day here. What you wrote is still in the box.",
            "You can write %(num)s posts on your first day here. What you wrote is still in the box.",
            FIRST_DAY,
        ),
    ),
    leave=leave,
    answers=answers,
)
STAYING = Staying(
    name="post", words=lambda number: NN_("%(num)s post", "%(num)s posts", number), count=of_others, move=move
)
HAPPENING = Happening(
    name="post", words=lambda number: NN_("%(num)s post", "%(num)s posts", number), icon="talk", count=written_in
)
ASKING = Asking(kind="post", label=N_("Question"), plural=N_("Questions"), icon="info", waiting=waiting, waits=waits)
