"""Use cases of quick rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import func, select

from canary.cards.models import Card
from canary.client_ids import is_client_id
from canary.db import db, writing_once
from canary.problems import Invalid
from canary.reviews.models import Schedule
from canary.reviews.quick import words
from canary.reviews.quick.models import Round
from canary.sentences import N_

POOL = 400  # cards from which the words of a round are chosen
SHOWN = 60  # rounds in the trend
NO_ROUND = N_("We couldn’t save this round. Reload the page and play again.")


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round that a browser sends. `client_id` is made in the browser, so a round that is sent twice counts once."""

    client_id: str
    language: str
    asked: int
    right: int
    median_ms: int


def languages(learner_id: int) -> Sequence[str]:
    """Return the languages of the learner's cards, the one with most cards first."""
    query = select(Card.language).where(Card.learner_id == learner_id).group_by(Card.language)
    return db.session.scalars(query.order_by(func.count().desc(), Card.language)).all()


def choices(learner_id: int, language: str, chance: Random) -> list[words.Choice]:
    """Return random words for a round from those that the learner knows best, or [] if there are too few cards."""
    known = select(Schedule.card_id, func.max(Schedule.stability).label("stability")).where(
        Schedule.learner_id == learner_id, Schedule.last_review.is_not(None)
    )
    known_best = known.group_by(Schedule.card_id).subquery()
    query = (
        select(Card)
        .outerjoin(known_best, known_best.c.card_id == Card.id)
        .where(Card.learner_id == learner_id, Card.language == language, Card.meaning != "")
        .order_by(func.coalesce(known_best.c.stability, 0).desc(), Card.id)
        .limit(POOL)
    )
    cards = db.session.scalars(query).all()
    # Choose from the better-known half, or from all cards if that half would be too small.
    return words.round_of(cards[: max(words.ASKED, len(cards) // 2)], chance)


def save(learner_id: int, played: RoundResult, now: datetime) -> None:
    """Save a round. Idempotent. Raises Invalid if its numbers are impossible."""
    fits = (
        is_client_id(played.client_id, 40)
        and 1 <= played.asked <= words.ASKED
        and 1 <= played.right <= played.asked
        and 1 <= played.median_ms <= words.MOST_MS
        and 1 <= len(played.language) <= 35
    )
    if not fits:
        raise Invalid(round=NO_ROUND)
    with writing_once():
        if db.session.scalar(select(Round.id).where(Round.client_id == played.client_id)) is None:
            db.session.add(
                Round(
                    learner_id=learner_id, language=played.language, client_id=played.client_id,
                    asked=played.asked, right=played.right, median_ms=played.median_ms, played_at=now,
                )
            )  # fmt: skip


def rounds(learner_id: int, language: str) -> Sequence[Round]:
    """Return the learner's latest rounds in a language, SHOWN at most, oldest first."""
    query = select(Round).where(Round.learner_id == learner_id, Round.language == language)
    return db.session.scalars(query.order_by(Round.played_at.desc(), Round.id.desc()).limit(SHOWN)).all()[::-1]
