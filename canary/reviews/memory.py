"""EDGE: the one file that imports fsrs. Schedules questions according to their answers."""

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


@lru_cache(maxsize=4096)  # a session needs most of the results several times
def answered(memory: Memory, rating: int, at: datetime, retention: float) -> Memory:
    """Return the memory after an answer (1 again, 2 hard, 3 good, 4 easy) at a time in UTC.

    `retention` is the desired share of right answers (0.7 to 0.97). An answer with an earlier time than the last review
    counts as given at the time of that review. A question that lapses for the eighth time is paused: it's due NEVER.
    Formula: FSRS-6 without fuzzing.
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


@dataclass(frozen=True, slots=True)
class Stage:
    """What each answer to a question leads to, at one point of a session.

    `seconds` is the time until the question comes back, by rating. `next` is the index of the stage that follows, by
    rating. It has only the ratings with which the question comes back in the same session, which is within SOON.
    """

    seconds: dict[int, int]
    next: dict[int, int]


def stages(memory: Memory, at: datetime, retention: float) -> list[Stage]:
    """Return the stages that a question can go through in a session, beginning with its current one.

    With these, the browser can ask a question until it has left the session, even offline. Memories that wait equally
    long after this answer and after the next one share a stage, so there are at most about 30 stages, however often the
    learner answers. The price: from the sixth answer in a session, `seconds` can be a day off at low retentions.
    """
    found: list[Stage] = []
    places: dict[object, int] = {}
    afters: list[dict[int, Memory]] = []

    def place_of(known: Memory, asked: datetime) -> int:
        after = {rating: answered(known, rating, asked, retention) for rating in RATINGS}
        seconds = {rating: _seconds(asked, then) for rating, then in after.items()}
        soon = {rating: then for rating, then in after.items() if seconds[rating] <= SOON}
        key = (known.state, known.step, *seconds.values(), *(_waits(then, retention) for then in soon.values()))
        place = places.setdefault(key, len(places))
        if place == len(found):
            found.append(Stage(seconds, {}))
            afters.append(soon)
        return place

    place_of(memory, at)
    for stage, soon in zip(found, afters, strict=True):
        stage.next.update({rating: place_of(then, then.due or at) for rating, then in soon.items()})
    return found


def _waits(memory: Memory, retention: float) -> tuple[int, ...]:
    asked = memory.due or NEVER
    return tuple(_seconds(asked, answered(memory, rating, asked, retention)) for rating in RATINGS)


def _seconds(asked: datetime, after: Memory) -> int:
    return int(((after.due or asked) - asked).total_seconds())


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
