"""The kind of content that this room adds: takes, and which of them wait for feedback."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update

from canary.circles.models import Membership
from canary.content.kinds import Asking, Happening, Kind, Place, Staying, Unanswered
from canary.db import db
from canary.learners.models import Learner
from canary.sentences import N_, NN_
from canary.songs import service as songs
from canary.songs.models import Song
from canary.takes import service as takes
from canary.takes.draft import ASKS
from canary.takes.feedback.models import Feedback
from canary.takes.models import Take
from canary.viewer import Viewer

# When others could first hear a take: `shared_at`, or `created_at` if that is None.
_HEARD = func.coalesce(Take.shared_at, Take.created_at)
FIRST_DAY = 5


def excerpt(take: Take) -> str:
    """Return the singer's note or, without one, the song and lines.

    Reports store it, so it has no words to translate.
    """
    return take.note or f"{songs.get(take.song_id).title} · {take.first}–{take.last}"


def waiting(viewer: Viewer, own: bool, most: int) -> Sequence[Unanswered]:
    """Return takes without feedback, oldest first: those that the viewer may hear or, if `own`, those they shared."""
    answered = exists().where(Feedback.take_id == Take.id, Feedback.hidden_at.is_(None))
    mine = and_(Take.learner_id == viewer.learner_id, Take.visibility != "me", Take.hidden_at.is_(None))
    rows = db.session.execute(
        select(Take, Song, Learner)
        .join(Song, Song.id == Take.song_id)
        .join(Learner, Learner.id == Take.learner_id)
        .where(mine if own else takes.heard_by(viewer), Take.retake_of_id.is_(None), ~answered)
        .order_by(_HEARD)
        .limit(most)
    )
    return [
        Unanswered(
            id=take.id, author_id=author.id, author=author.name, speaks=author.speaks, levels=author.levels,
            language=song.language, text=take.note, asks=[ASKS.get(ask, ask) for ask in take.asks],
            heading=N_("%(author)s sang %(title)s", author=author.name, title=song.title),
            since=take.shared_at or take.created_at,
        )
        for take, song, author in rows
    ]  # fmt: skip


def waits(circle_ids: Sequence[int], since: datetime, most: int) -> Sequence[tuple[datetime, datetime]]:
    """Return (shared, first feedback) for each take with feedback in these circles that was shared after `since`."""
    query = (
        select(_HEARD, func.min(Feedback.created_at))
        .join(Feedback, Feedback.take_id == Take.id)
        .where(Take.circle_id.in_(circle_ids), since <= _HEARD)
        .group_by(Take.id)
    )
    return [(asked, answered) for asked, answered in db.session.execute(query.limit(most))]


def shared_in(viewer: Viewer, circle_id: int, begins: datetime, ends: datetime) -> Any:
    """Select how many takes the circle could first hear in that period: shared with it, or by its members with all."""
    members = select(Membership.learner_id).where(Membership.circle_id == circle_id)
    here = or_(
        and_(Take.visibility == "circle", Take.circle_id == circle_id),
        and_(Take.visibility == "everyone", Take.learner_id.in_(members)),
    )
    return select(func.count(Take.id)).where(
        here, begins <= _HEARD, ends > _HEARD, Take.hidden_at.is_(None), Take.learner_id.not_in(viewer.blocked)
    )


def of_others(song_id: int, learner_id: int) -> Any:
    """Return a query for the number of takes of a song that other people recorded."""
    return select(func.count(Take.id)).where(Take.song_id == song_id, Take.learner_id != learner_id)


def move(song_id: int, learner_id: int, to_id: int, _: datetime) -> None:
    """Give the takes that others recorded of a song to another song."""
    mine = (Take.song_id == song_id, Take.learner_id != learner_id)
    db.session.execute(update(Take).where(*mine).values(song_id=to_id))


def leave(learner_id: int, _: datetime) -> None:
    """Delete a learner's takes, and increment the versions of the threads that show them."""
    shown = select(Take.circle_id, Take.song_id).where(Take.learner_id == learner_id, Take.circle_id.is_not(None))
    for circle_id, song_id in {(row[0], row[1]) for row in db.session.execute(shown)}:
        songs.touch(circle_id or 0, song_id)
    db.session.execute(delete(Take).where(Take.learner_id == learner_id))


TAKE = Kind(
    name="take",
    label=N_("take"),
    model=Take,
    author="learner_id",
    may_see=takes.may_hear,
    excerpt=excerpt,
    place=lambda take: Place(take.circle_id, take.song_id),
    page=("feedback.show", "take_id"),
    first_day=(
        FIRST_DAY,
        NN_(
            "You can share %(num)s take on your first day here. This one is saved: share it tomorrow.",
            "You can share %(num)s takes on your first day here. This one is saved: share it tomorrow.",
            FIRST_DAY,
        ),
    ),
    leave=leave,
)
STAYING = Staying(
    name="take",
    words=lambda number: NN_("%(num)s take", "%(num)s takes", number),
    count=of_others,
    move=move,
)
HAPPENING = Happening(
    name="take",
    words=lambda number: NN_("%(num)s take shared", "%(num)s takes shared", number),
    icon="mic",
    count=shared_in,
)
ASKING = Asking(kind="take", label=N_("Take"), plural=N_("Takes"), icon="mic", waiting=waiting, waits=waits)
