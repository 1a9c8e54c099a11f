"""A learner with cards, made without a song's page."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import insert, select

from canary.cards.models import Card
from canary.db import db, writing
from canary.learners.models import Learner
from canary.reviews import memory
from canary.reviews.models import Review, Schedule
from canary.reviews.questions import Answer
from canary.songs.models import Song
from tests.factories import NOW


def keep(learner: Learner, count: int, song: Song | None = None, first: int = 0) -> list[int]:
    """Cards of made-up words; returns their ids."""
    learner_id, song_id = learner.id, song.id if song else None
    with writing():
        cards = [
            Card(
                learner_id=learner_id, song_id=song_id, language="es", lemma=f"palabra{n}", pos="NOUN", level="A2",
                meaning=f"word {n}", line=0, start=5, end=9, line_text="Hola luna", line_translation="Hello moon",
                created_at=NOW,
            )
            for n in range(first, first + count)
        ]  # fmt: skip
        db.session.add_all(cards)
        db.session.flush()
        return [card.id for card in cards]


def scheduled(learner: Learner, card_ids: list[int], due: datetime, kind: str = "meaning", **values: object) -> None:
    """Questions that were learned once and are due at a time, a minute apart."""
    learner_id = learner.id
    rows = [
        {"card_id": card_id, "learner_id": learner_id, "kind": kind, "state": 2, "step": None, "stability": 5.0,
         "difficulty": 5.0, "due": due + timedelta(minutes=n), "last_review": due - timedelta(days=5), "lapses": 0}
        | values
        for n, card_id in enumerate(card_ids)
    ]  # fmt: skip
    with writing():
        db.session.execute(insert(Schedule), rows)


def put_aside(learner: Learner, card_id: int) -> int:
    """A question about a card that was forgotten too often; returns its id."""
    scheduled(learner, [card_id], memory.NEVER)
    return db.session.scalars(select(Schedule.id).where(Schedule.card_id == card_id)).one()


def given(schedule: int, rating: int = 3, at: datetime = NOW, name: str = "") -> Answer:
    """An answer; without a name each is another one."""
    made = name or f"{Random(f'{schedule} {rating} {at}').getrandbits(128):032x}"
    return Answer(made, schedule, rating, int(at.timestamp() * 1000), 700)


def answers() -> list[Review]:
    """All answers, the oldest first."""
    return list(db.session.scalars(db.select(Review).order_by(Review.id)))
