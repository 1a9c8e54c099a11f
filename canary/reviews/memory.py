"""EDGE: the file that imports fsrs: schedules questions according to their answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from fsrs import Card, Rating, Scheduler, State

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
RATINGS = (AGAIN, HARD, GOOD, EASY)
LEECH = 8  # lapses after which a question is paused
NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # when a paused question is due
SOON = 1200  # seconds: questions that are due earlier than this are asked again in the same session
LEAST_RETENTION, MOST_RETENTION = 0.7, 0.97


@dataclass(frozen=True, slots=True)
class Memory:
    """The FSRS state of one question, with times in UTC. `due` is None while the question is new."""

    due: datetime | None = None
    state: int = 1
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None
    lapses: int = 0


def answered(memory: Memory, rating: int, at: datetime, retention: float) -> Memory:
    """Return the memory after an answer (1 again, 2 hard, 3 good, 4 easy) at a time in UTC.

    `retention` is the desired share of right answers (0.7 to 0.97). An answer that is older than the last one counts as
    given at the same time. A question that lapses for the eighth time is paused: it's due NEVER. Formula: FSRS-6
    without fuzzing.
    """
    if memory.last_review is not None and at < memory.last_review:
        at = memory.last_review
    card = Card(
        card_id=1,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due or at,
        last_review=memory.last_review,
    )
    after, _ = _scheduler(retention).review_card(card, Rating(rating), at)
    lapsed = memory.state == State.Review and rating == AGAIN
    lapses = memory.lapses + lapsed
    return replace(
        memory,
        due=NEVER if lapses >= LEECH and rating == AGAIN else after.due,
        state=int(after.state),
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        last_review=after.last_review,
        lapses=lapses,
    )


def choices(memory: Memory, at: datetime, retention: float) -> dict[int, int]:
    """Return for each rating the seconds until the question would come back."""
    after = {rating: answered(memory, rating, at, retention).due or at for rating in RATINGS}
    return {rating: int((due - at).total_seconds()) for rating, due in after.items()}


def soon(memory: Memory, at: datetime, retention: float) -> dict[int, dict[int, int]]:
    """Return the choices that follow each rating with which the question comes back within SOON.

    The browser needs them to ask the question again in the same session.
    """
    found = {}
    for rating in RATINGS:
        after = answered(memory, rating, at, retention)
        if after.due and (after.due - at).total_seconds() <= SOON:
            found[rating] = choices(after, after.due, retention)
    return found


def to_json(memory: Memory) -> dict[str, Any]:
    """Return the memory in a form that JSON can hold, with times in ISO 8601."""
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(memory).items()}


def from_json(values: Mapping[str, Any]) -> Memory:
    """Return the memory that `to_json` wrote."""
    times = {name: datetime.fromisoformat(values[name]) for name in ("due", "last_review") if values[name]}
    return Memory(**{**values, **times})


@lru_cache(maxsize=64)
def _scheduler(retention: float) -> Scheduler:
    wanted = min(max(retention, LEAST_RETENTION), MOST_RETENTION)
    return Scheduler(desired_retention=round(wanted, 2), enable_fuzzing=False)
