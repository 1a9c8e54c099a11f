"""Use cases of what waits for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from canary.corrections.models import Correction
from canary.db import db
from canary.journal.models import Entry
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.songs import service as songs
from canary.songs.models import Song
from canary.takes import service as takes
from canary.takes.feedback.models import Feedback
from canary.takes.models import Take
from canary.threads.models import Post
from canary.unanswered.fair import Helper, Waiting, offer, rung, rungs, usual
from canary.viewer import Viewer

MOST = 500  # of a kind; nobody reads further
RECENT = timedelta(days=30)
# Since when somebody could have answered: what was private first has waited for nobody.
_heard = func.coalesce(Take.shared_at, Take.created_at)
_read = func.coalesce(Entry.shared_at, Entry.created_at)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that waits, as the list shows it. `about` is the song's title, `asks` what its author wants to hear."""

    waiting: Waiting
    author: str
    title: str
    slug: str
    text: str
    asks: Sequence[str]
    circle_id: int | None
    mine_to_help: bool


def helper(viewer: Viewer) -> Helper:
    """What the viewer can help with."""
    who = learners.find(viewer.learner_id)
    return Helper(who.id, rungs(who.speaks, who.learns, who.levels))


def waiting(viewer: Viewer, able: Helper, *, own: bool = False) -> list[Asked]:
    """All that the viewer may see and nobody has answered, what has waited longest first; or only their own."""
    found = [*_takes(viewer, able, own), *_questions(viewer, able, own), *_texts(viewer, able, own)]
    return sorted(found, key=lambda asked: (asked.waiting.since, asked.waiting.id))


def offered(found: Sequence[Asked], able: Helper, now: datetime) -> list[Asked]:
    """The three of what waits that somebody is asked to look at."""
    by_item = {asked.waiting: asked for asked in found}
    return [by_item[item] for item in offer(by_item, able, now)]


def usual_wait(viewer: Viewer, now: datetime) -> timedelta | None:
    """How long the first answer took in the viewer's circles this last month (median); None with fewer than three."""
    since = now - RECENT
    circles = [seat.circle_id for seat in viewer.seats]
    takes = (
        select(_heard, func.min(Feedback.created_at))
        .join(Feedback, Feedback.take_id == Take.id)
        .where(Take.circle_id.in_(circles), _heard >= since)
        .group_by(Take.id)
    )
    reply = aliased(Post)
    questions = (
        select(Post.created_at, func.min(reply.created_at))
        .join(reply, and_(reply.parent_id == Post.id, reply.author_id != Post.author_id))
        .where(Post.circle_id.in_(circles), Post.kind == "question", Post.created_at >= since)
        .group_by(Post.id, Post.created_at)
    )
    texts = (
        select(_read, func.min(Correction.created_at))
        .join(Correction, Correction.entry_id == Entry.id)
        .where(Entry.circle_id.in_(circles), _read >= since)
        .group_by(Entry.id)
    )
    rows = [row for query in (takes, questions, texts) for row in db.session.execute(query.limit(MOST))]
    return usual([max(answered - asked, timedelta(0)) for asked, answered in rows])


def _takes(viewer: Viewer, able: Helper, own: bool) -> list[Asked]:
    answered = exists().where(Feedback.take_id == Take.id, Feedback.hidden_at.is_(None))
    shared = and_(Take.learner_id == viewer.learner_id, Take.visibility != "me", Take.hidden_at.is_(None))
    rows = db.session.execute(
        select(Take, Song, Learner)
        .join(Song, Song.id == Take.song_id)
        .join(Learner, Learner.id == Take.learner_id)
        .where(shared if own else takes.heard_by(viewer), Take.retake_of_id.is_(None), ~answered)
        .order_by(_heard)
        .limit(MOST)
    )
    return [
        _asked(
            "take", take.id, author, song, song.language, take.note, take.asks, take.circle_id,
            take.shared_at or take.created_at, able,
        )
        for take, song, author in rows
    ]  # fmt: skip


def _questions(viewer: Viewer, able: Helper, own: bool) -> list[Asked]:
    reply = aliased(Post)
    answered = exists().where(reply.parent_id == Post.id, reply.author_id != Post.author_id, reply.hidden_at.is_(None))
    rows = db.session.execute(
        select(Post, Song, Learner)
        .join(Song, Song.id == Post.song_id)
        .join(Learner, Learner.id == Post.author_id)
        .where(Post.kind == "question", Post.settled_at.is_(None), Post.removed_at.is_(None), Post.hidden_at.is_(None))
        .where(Post.circle_id.in_([seat.circle_id for seat in viewer.seats]), *_by(Post.author_id, viewer, own))
        .where(songs.visible_to(viewer))
        .where(~answered)
        .order_by(Post.created_at)
        .limit(MOST)
    )
    return [
        _asked("question", post.id, author, song, song.language, post.body, (), post.circle_id, post.created_at, able)
        for post, song, author in rows
    ]


def _texts(viewer: Viewer, able: Helper, own: bool) -> list[Asked]:
    answered = exists().where(Correction.entry_id == Entry.id, Correction.hidden_at.is_(None))
    circles = [seat.circle_id for seat in viewer.seats]
    shared = or_(Entry.visibility == "everyone", and_(Entry.visibility == "circle", Entry.circle_id.in_(circles)))
    rows = db.session.execute(
        select(Entry, Song, Learner)
        .outerjoin(Song, and_(Song.id == Entry.song_id, songs.visible_to(viewer)))
        .join(Learner, Learner.id == Entry.author_id)
        .where(shared, Entry.kind == "journal", Entry.hidden_at.is_(None), *_by(Entry.author_id, viewer, own))
        .where(~answered)
        .order_by(_read)
        .limit(MOST)
    )
    return [
        _asked(
            "text", entry.id, author, song, entry.language, entry.body, (), entry.circle_id,
            entry.shared_at or entry.created_at, able,
        )
        for entry, song, author in rows
    ]  # fmt: skip


def _by(author_id: InstrumentedAttribute[Any], viewer: Viewer, own: bool) -> tuple[ColumnElement[bool], ...]:
    if own:
        return (author_id == viewer.learner_id,)
    return author_id != viewer.learner_id, author_id.not_in(viewer.blocked)


def _asked(
    kind: str, number: int, author: Learner, song: Song | None, language: str, text: str, asks: Sequence[str],
    circle_id: int | None, since: datetime, able: Helper,
) -> Asked:  # fmt: skip
    item = Waiting(kind, number, author.id, language, rung(language, author.speaks, author.levels), since)
    title, slug = (song.title, song.slug) if song else ("", "")
    return Asked(item, author.name, title, slug, text, asks, circle_id, able.can_help(item))
