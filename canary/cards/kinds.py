"""What other rooms have to know about cards: how many words a circle keeps. Which words, and whose, is private."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from canary.cards.models import Card
from canary.circles.models import Membership
from canary.content.kinds import Happening, Staying
from canary.sentences import NN_
from canary.songs.models import Song
from canary.viewer import Viewer


def kept_in(viewer: Viewer, circle_id: int, begins: datetime, ends: datetime) -> Any:
    """Select how many words members kept in that period, of songs that the whole circle may hear."""
    members = select(Membership.learner_id).where(Membership.circle_id == circle_id)
    return (
        select(func.count(Card.id))
        .join(Song, Song.id == Card.song_id)
        .where(Card.learner_id.in_(members), Card.learner_id.not_in(viewer.blocked))
        .where(Card.created_at >= begins, Card.created_at < ends)
        .where(or_(Song.visibility == "public", Song.circle_id == circle_id))
    )


def of_others(song_id: int, learner_id: int) -> Any:
    """Select how many words of a song others than this learner keep. Their cards have copies of the lines."""
    return select(func.count(Card.id)).where(Card.song_id == song_id, Card.learner_id != learner_id)


STAYING = Staying(
    name="card", words=lambda number: NN_("%(num)s kept word", "%(num)s kept words", number), count=of_others
)
HAPPENING = Happening(
    name="word",
    words=lambda number: NN_("%(num)s word kept", "%(num)s words kept", number),
    icon="check",
    count=kept_in,
)
