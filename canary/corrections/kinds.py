"""The kinds of content that this room adds: corrections and replies, and which texts wait for corrections."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, case, delete, exists, func, literal, or_, select

from canary.content.kinds import Asking, Happening, Kind, Place, Unanswered
from canary.content.service import is_open, sees
from canary.corrections.models import Correction, CorrectionReply
from canary.db import db
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.sentences import N_, NN_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.threads.models import Post
from canary.viewer import Viewer

FIRST_DAY = 30  # corrections, not texts: a text has several sentences
# When others could first read an entry: `shared_at`, or `created_at` if that is None.
_READ = func.coalesce(Entry.shared_at, Entry.created_at)


def text_of(correction: Correction) -> tuple[str, int]:
    """Return the kind and id of the text that a correction is about."""
    return ("post", correction.post_id) if correction.post_id else ("entry", correction.entry_id or 0)


def may_see(viewer: Viewer, correction: Correction) -> bool:
    """Return whether the viewer may see a correction and the text that it's about."""
    return is_open(viewer, correction.author_id, correction) and sees(viewer, *text_of(correction))


def may_see_reply(viewer: Viewer, reply: CorrectionReply) -> bool:
    """Return whether the viewer may see a reply and the correction that it's about."""
    return is_open(viewer, reply.author_id, reply) and sees(viewer, "correction", reply.correction_id)


def place(correction: Correction) -> Place:
    """Return the circle and song of the text that a correction is about."""
    row: Any = db.session.get(Post, correction.post_id) if correction.post_id else None
    row = row or (db.session.get(Entry, correction.entry_id) if correction.entry_id else None)
    return Place(row.circle_id, row.song_id) if row is not None else Place()


def excerpt(correction: Correction) -> str:
    """Return the original sentence, the corrected one and the reason."""
    return f"{correction.sentence} → {correction.wording or correction.sentence} {correction.why}".strip()


def waiting(viewer: Viewer, own: bool, most: int) -> Sequence[Unanswered]:
    """Return texts without a correction, oldest first: those the viewer may read or, if `own`, those they shared."""
    answered = exists().where(Correction.entry_id == Entry.id, Correction.hidden_at.is_(None))
    circles = [own.circle_id for own in viewer.memberships]
    shared = or_(Entry.visibility == "everyone", and_(Entry.visibility == "circle", Entry.circle_id.in_(circles)))
    others = (Entry.author_id != viewer.learner_id, Entry.author_id.not_in(viewer.blocked))
    rows = db.session.execute(
        select(Entry, Song, Learner)
        .outerjoin(Song, and_(Song.id == Entry.song_id, songs.visible_to(viewer)))
        .join(Learner, Learner.id == Entry.author_id)
        .where(shared, Entry.kind == "journal", Entry.hidden_at.is_(None), ~answered)
        .where(*((Entry.author_id == viewer.learner_id,) if own else others))
        .order_by(_READ)
        .limit(most)
    )
    return [
        Unanswered(
            id=entry.id, author_id=author.id, author=author.name, speaks=author.speaks, levels=author.levels,
            language=entry.language, text=entry.body, since=entry.shared_at or entry.created_at,
            heading=N_("%(author)s wrote about %(title)s", author=author.name, title=song.title)
            if song
            else N_("%(author)s wrote a text", author=author.name),
        )
        for entry, song, author in rows
    ]  # fmt: skip


def waits(circle_ids: Sequence[int], since: datetime, most: int) -> Sequence[tuple[datetime, datetime]]:
    """Return (shared, first corrected) for each corrected text in these circles that was shared after `since`."""
    query = (
        select(_READ, func.min(Correction.created_at))
        .join(Correction, Correction.entry_id == Entry.id)
        .where(Entry.circle_id.in_(circle_ids), since <= _READ)
        .group_by(Entry.id)
    )
    return [(asked, answered) for asked, answered in db.session.execute(query.limit(most))]


def answers(learner_ids: Any, begins: datetime, ends: datetime) -> Any:
    """Select (learner_id, kind, thing): which posts and entries these learners corrected, between two moments."""
    return select(
        Correction.author_id.label("learner_id"),
        case((Correction.post_id.is_not(None), literal("post", String)), else_=literal("entry", String)).label("kind"),
        func.coalesce(Correction.post_id, Correction.entry_id).label("thing"),
    ).where(
        Correction.author_id.in_(learner_ids),
        Correction.created_at.between(begins, ends),
        Correction.hidden_at.is_(None),
    )


def corrected_in(viewer: Viewer, circle_id: int, begins: datetime, ends: datetime) -> Any:
    """Select how many corrections were made in that period of posts and texts that the circle may read."""
    of_post = and_(Post.circle_id == circle_id, Post.removed_at.is_(None), Post.hidden_at.is_(None))
    of_entry = and_(Entry.circle_id == circle_id, Entry.visibility != "me", Entry.hidden_at.is_(None))
    authors = [func.coalesce(author, 0) for author in (Correction.author_id, Post.author_id, Entry.author_id)]
    return (
        select(func.count(Correction.id))
        .outerjoin(Post, Post.id == Correction.post_id)
        .outerjoin(Entry, Entry.id == Correction.entry_id)
        .where(or_(of_post, of_entry), Correction.created_at >= begins, Correction.created_at < ends)
        .where(Correction.hidden_at.is_(None), *(author.not_in(viewer.blocked) for author in authors))
    )


def leave(learner_id: int, _: datetime) -> None:
    """Delete a learner's corrections, and increment the versions of the threads that show them."""
    corrected = select(Post.circle_id, Post.song_id).join(Correction, Correction.post_id == Post.id)
    corrected = corrected.where(Correction.author_id == learner_id)
    for circle_id, song_id in {(row[0], row[1]) for row in db.session.execute(corrected)}:
        songs.touch(circle_id, song_id)
    db.session.execute(delete(Correction).where(Correction.author_id == learner_id))


def leave_replies(learner_id: int, _: datetime) -> None:
    """Delete a learner's replies to corrections."""
    db.session.execute(delete(CorrectionReply).where(CorrectionReply.author_id == learner_id))


def _stands_on(reply: CorrectionReply) -> tuple[str, int]:
    return text_of(db.session.get_one(Correction, reply.correction_id))


CORRECTION = Kind(
    name="correction",
    label=N_("correction"),
    model=Correction,
    may_see=may_see,
    excerpt=excerpt,
    place=place,
    stands_on=text_of,
    first_day=(
        FIRST_DAY,
        NN_(
            "You can write %(num)s correction on your first day here. What you wrote is still in the box.",
            "You can write %(num)s corrections on your first day here. What you wrote is still in the box.",
            FIRST_DAY,
        ),
    ),
    leave=leave,
    answers=answers,
)
REPLY = Kind(
    name="reply",
    label=N_("reply"),
    model=CorrectionReply,
    may_see=may_see_reply,
    excerpt=lambda reply: reply.body,
    place=lambda reply: place(db.session.get_one(Correction, reply.correction_id)),
    stands_on=_stands_on,
    first_day=(
        FIRST_DAY,
        NN_(
            "You can write %(num)s reply on your first day here. What you wrote is still in the box.",
            "You can write %(num)s replies on your first day here. What you wrote is still in the box.",
            FIRST_DAY,
        ),
    ),
    leave=leave_replies,
)
HAPPENING = Happening(
    name="correction",
    words=lambda number: NN_("%(num)s correction", "%(num)s corrections", number),
    icon="words",
    count=corrected_in,
)
ASKING = Asking(kind="entry", label=N_("Text"), plural=N_("Texts"), icon="words", waiting=waiting, waits=waits)
