"""Read-only queries for the pages of threads."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from canary.circles.models import Membership
from canary.db import db
from canary.learners import names
from canary.learners.departed import LEFT
from canary.learners.models import Learner
from canary.sentences import Message
from canary.songs.models import CircleSong
from canary.takes.models import Take
from canary.threads.models import Edit, Post, Reaction
from canary.threads.shown import NEWEST, Known, Page, Sees, Shown, Where

PAGE = 20
REPLIES = 5  # the newest replies, shown under each post; the post's own page has all replies
GIVERS = 5  # names beside a reaction; the post's own page has more
Blocked = frozenset[int]
Found = Row[Post, Learner, Take, int]


def version(circle_id: int, song_id: int) -> int:
    """Return how often the thread has changed; 0 while it's empty."""
    found = db.session.scalar(
        select(CircleSong.version).where(CircleSong.circle_id == circle_id, CircleSong.song_id == song_id)
    )
    return found or 0


def sees_none(_: Post) -> bool:
    """Return False, because HTML that all readers share may not contain hidden posts."""
    return False


def page(
    circle_id: int,
    song_id: int,
    where: Where = NEWEST,
    blocked: Blocked = frozenset(),
    sees: Sees = sees_none,
) -> Page:
    """Return up to PAGE posts with their newest replies and all reactions, in three queries.

    Posts by learners in `blocked` are left out; `sees` tells which hidden posts the reader may read.
    """
    tops = _posts().where(Post.circle_id == circle_id, Post.song_id == song_id, _not_by(Post.author_id, blocked))
    # Replies have no line and are never questions, so only the query without a filter has to exclude them. Without that
    # condition, the queries with a filter use their index.
    if where.line is not None:
        tops = tops.where(Post.line == where.line)
    if where.still_open:
        tops = tops.where(Post.kind == "question", Post.settled_at.is_(None), Post.removed_at.is_(None))
    if where.line is None and not where.still_open:
        tops = tops.where(Post.parent_id.is_(None))
    rows, older, newer = _page_rows(tops, where)
    found = [_one(row, sees) for row in rows]
    _add_replies(found, {row[0].id: row[3] for row in rows}, blocked, sees)
    _add_signs([*found, *(reply for post in found for reply in post.replies)], blocked)
    return Page(found, found[0].id if older else None, found[-1].id if newer else None)


def replies(post: Post, after: int = 0, blocked: Blocked = frozenset(), sees: Sees = sees_none) -> Sequence[Shown]:
    """Return up to PAGE + 1 replies to a post after the one with id `after`, oldest first, with their reactions."""
    here = and_(Post.parent_id == post.id, Post.id > after, _not_by(Post.author_id, blocked))
    found = [_one(row, sees) for row in db.session.execute(_posts().where(here).order_by(Post.id).limit(PAGE + 1))]
    _add_signs(found, blocked)
    return found


def one(post: Post, blocked: Blocked = frozenset(), sees: Sees = sees_none) -> Shown:
    """Return a post as its thread shows it, without replies."""
    (found,) = [_one(row, sees) for row in db.session.execute(_posts().where(Post.id == post.id))]
    _add_signs([found], blocked)
    return found


def is_far(post: Post) -> bool:
    """Return whether the post, or its parent, is no longer on its thread's first page."""
    top = post.parent_id or post.id
    newer = select(Post.id).where(
        Post.circle_id == post.circle_id, Post.song_id == post.song_id, Post.parent_id.is_(None), Post.id > top
    )
    return len(db.session.scalars(newer.limit(PAGE)).all()) == PAGE


def known(circle_id: int, song_id: int, blocked: Blocked = frozenset(), line: int | None = None) -> Sequence[Known]:
    """Return the settled questions about a song with their answers, and its culture notes, by line; 200 at most."""
    answer, answerer = aliased(Post), aliased(Learner)
    query = (
        select(Post, Learner, answer.html, answerer)
        .outerjoin(Learner, Learner.id == Post.author_id)
        .outerjoin(answer, and_(answer.id == Post.answer_id, answer.hidden_at.is_(None), answer.removed_at.is_(None)))
        .outerjoin(answerer, answerer.id == answer.author_id)
        .where(Post.circle_id == circle_id, Post.song_id == song_id, Post.kind.in_(("culture", "question")))
        .where(or_(Post.kind == "culture", Post.settled_at.is_not(None)))
        .where(Post.removed_at.is_(None), Post.hidden_at.is_(None), _not_by(Post.author_id, blocked))
        .where(_not_by(answer.author_id, blocked))
        .order_by(Post.line.is_(None), Post.line, Post.word, Post.id)
        .limit(200)
    )
    rows = db.session.execute(query if line is None else query.where(Post.line == line))
    return [
        Known(post.id, post.kind, post.line, post.word, name(author), post.html, name(helper), html or "")
        for post, author, html, helper in rows
    ]


def count_posts(circle_id: int, song_id: int, line: int, blocked: Blocked = frozenset()) -> dict[str, int]:
    """Return how many posts of each kind (`question`, `culture`, `post`) are about a line, in one query."""
    query = select(Post.kind, func.count()).where(
        Post.circle_id == circle_id, Post.song_id == song_id, Post.line == line, Post.removed_at.is_(None),
        Post.hidden_at.is_(None), _not_by(Post.author_id, blocked),
    )  # fmt: skip
    return dict(db.session.execute(query.group_by(Post.kind)).all())


def still_open(circle_id: int, song_id: int, blocked: Blocked = frozenset()) -> int:
    """Return how many questions in a thread are open."""
    query = select(func.count()).where(
        Post.circle_id == circle_id, Post.song_id == song_id, Post.kind == "question", Post.settled_at.is_(None),
        Post.removed_at.is_(None), Post.hidden_at.is_(None), _not_by(Post.author_id, blocked),
    )  # fmt: skip
    return db.session.scalar(query) or 0


def own_reactions(learner_id: int, circle_id: int, song_id: int) -> set[tuple[int, str]]:
    """Return (post id, sign) of a learner's reactions in a thread: those to its newest posts, 2000 at most."""
    query = (
        select(Reaction.post_id, Reaction.sign)
        .join(Post, Post.id == Reaction.post_id)
        .where(Reaction.learner_id == learner_id, Post.circle_id == circle_id, Post.song_id == song_id)
        .order_by(Reaction.post_id.desc())
        .limit(2000)
    )
    return {(post_id, sign) for post_id, sign in db.session.execute(query)}


def reactions(post_id: int, blocked: Blocked = frozenset()) -> dict[str, list[str]]:
    """Return who reacted to a post: names by sign, 500 at most."""
    query = (
        select(Reaction.sign, Learner)
        .join(Learner, Learner.id == Reaction.learner_id)
        .where(Reaction.post_id == post_id, Reaction.learner_id.not_in(blocked))
        .order_by(Reaction.sign, Learner.username_key)
        .limit(500)
    )
    found: dict[str, list[str]] = {}
    for sign, learner in db.session.execute(query):
        found.setdefault(sign, []).append(learner.name)
    return found


def edits(post_id: int) -> Sequence[Edit]:
    """Return the earlier versions of a post, latest first, 50 at most."""
    return db.session.scalars(select(Edit).where(Edit.post_id == post_id).order_by(Edit.id.desc()).limit(50)).all()


def members_named(circle_id: int, candidates: Collection[str]) -> dict[str, int]:
    """Return the ids of the circle's members with one of these usernames, by folded name; 20 at most."""
    keys = {names.key(text) for text in candidates}
    if not keys:
        return {}
    query = (
        select(Learner.username_key, Learner.id)
        .join(Membership, Membership.learner_id == Learner.id)
        .where(Membership.circle_id == circle_id, Learner.username_key.in_(keys), Learner.active.is_(True))
        .limit(20)
    )
    return dict(db.session.execute(query).all())


def name(learner: Learner | None) -> Message:
    """Return the name of an author as a post shows it."""
    return learner.name if learner else LEFT


def _not_by(author_id: InstrumentedAttribute[int | None], blocked: Blocked) -> ColumnElement[bool]:
    return or_(author_id.is_(None), author_id.not_in(blocked))


def _posts() -> Select[Post, Learner, Take, int]:
    """Select posts with their authors and takes, and the id of the newest reply that isn't shown with them."""
    reply = aliased(Post)
    # The index alone answers this, so a post with ten thousand replies isn't slower than others.
    floor = select(reply.id).where(reply.parent_id == Post.id).order_by(reply.id.desc()).offset(REPLIES).limit(1)
    return (
        select(Post, Learner, Take, floor.correlate(Post).scalar_subquery())
        .outerjoin(Learner, Learner.id == Post.author_id)
        .outerjoin(Take, Take.id == Post.take_id)
    )


def _page_rows(tops: Select[Post, Learner, Take, int], where: Where) -> tuple[list[Found], bool, bool]:
    """Return the rows to show, in order, and whether there are older and newer ones."""

    def down(most: int, *to: ColumnElement[bool]) -> list[Found]:
        return list(db.session.execute(tops.where(*to).order_by(Post.id.desc()).limit(most)).all())

    def up(most: int, since: int) -> list[Found]:
        return list(db.session.execute(tops.where(Post.id > since).order_by(Post.id).limit(most)).all())

    if where.around is not None:
        half = PAGE // 2
        before, after = down(half + 1, Post.id <= where.around), up(half + 1, where.around)
        return [*reversed(before[:half]), *after[:half]], len(before) > half, len(after) > half
    if where.after is not None:
        after = up(PAGE + 1, where.after)
        return after[:PAGE], bool(after), len(after) > PAGE
    before = down(PAGE + 1, *([Post.id < where.before] if where.before is not None else []))
    return [*reversed(before[:PAGE])], len(before) > PAGE, where.before is not None and bool(before)


def _one(row: Found, sees: Sees) -> Shown:
    post, learner, take, floor = row
    audible = take is not None and take.hidden_at is None and (
        take.visibility == "everyone" or (take.visibility == "circle" and take.circle_id == post.circle_id)
    )  # fmt: skip
    by_host = post.hidden_at is not None
    hidden = by_host and not sees(post)
    return Shown(
        post.id, post.client_id, post.parent_id, name(learner), post.author_id, "" if hidden else post.html, post.kind,
        post.line, post.word, post.at_ms, post.created_at, post.edited_at is not None, post.removed_at is not None,
        by_host, hidden, post.settled_at is not None, post.answer_id, 0 if hidden else post.voice_ms,
        take if audible and not hidden else None,
        # The post of a take may have no text. If a post has no text, no voice and no take, its take was deleted.
        not audible if take is not None else not (post.body or post.voice_key or post.removed_at),
        earlier=floor is not None,
    )  # fmt: skip


def _add_replies(tops: Sequence[Shown], floors: Mapping[int, int | None], blocked: Blocked, sees: Sees) -> None:
    by_id = {post.id: post for post in tops}
    few = [i for i, floor in floors.items() if not floor]
    many = [and_(Post.parent_id == i, Post.id > floor) for i, floor in floors.items() if floor]
    query = _posts().where(or_(Post.parent_id.in_(few), *many), _not_by(Post.author_id, blocked)).order_by(Post.id)
    for row in db.session.execute(query.limit(PAGE * REPLIES)) if by_id else ():
        reply = _one(row, sees)
        by_id[reply.parent_id or 0].replies.append(reply)


def _add_signs(shown: Iterable[Shown], blocked: Blocked) -> None:
    by_id = {post.id: post for post in shown}
    if not by_id:
        return
    same = (Reaction.post_id, Reaction.sign)
    each = (
        select(
            *same, Reaction.learner_id, func.count().over(partition_by=same).label("many"),
            func.row_number().over(partition_by=same, order_by=Reaction.learner_id).label("n"),
        )
        .where(Reaction.post_id.in_(by_id), Reaction.learner_id.not_in(blocked))
        .subquery()
    )  # fmt: skip
    query = select(each.c.post_id, each.c.sign, each.c.many, Learner).join(Learner, Learner.id == each.c.learner_id)
    for post_id, sign, many, learner in db.session.execute(query.where(each.c.n <= GIVERS).order_by(each.c.n)):
        by_id[post_id].signs[sign] = many
        by_id[post_id].givers.setdefault(sign, []).append(learner.name)
