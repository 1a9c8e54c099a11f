"""What an answer does to when a question comes back."""

from datetime import UTC, datetime, timedelta

import pytest

from canary.reviews import memory
from canary.reviews.memory import AGAIN, EASY, GOOD, HARD, LEECH, NEVER, Memory

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MINUTE, DAY = 60, 86_400
NEW = Memory()
LEARNED = memory.answered(memory.answered(NEW, GOOD, NOW, 0.9), GOOD, NOW + timedelta(minutes=10), 0.9)


def due(known: Memory) -> datetime:
    assert known.due is not None
    return known.due


@pytest.mark.parametrize(
    ("known", "waits"),
    [
        (NEW, (MINUTE, 5.5 * MINUTE, 10 * MINUTE, 8 * DAY)),
        (memory.answered(NEW, AGAIN, NOW, 0.9), (MINUTE, 5.5 * MINUTE, 10 * MINUTE, 1 * DAY)),
        (memory.answered(NEW, GOOD, NOW, 0.9), (MINUTE, 10 * MINUTE, 2 * DAY, 4 * DAY)),
        (LEARNED, (10 * MINUTE, 8 * DAY, 11 * DAY, 19 * DAY)),
    ],
)
def test_first_answers(known: Memory, waits: tuple[float, ...]) -> None:
    at = known.due or NOW
    assert tuple(memory.choices(known, at, 0.9).values()) == waits


@pytest.mark.parametrize(("retention", "days"), [(0.97, 2), (0.9, 11), (0.8, 36), (0.7, 102), (0.2, 102), (0.99, 2)])
def test_who_wants_to_forget_less_is_asked_sooner(retention: float, days: int) -> None:
    assert memory.choices(LEARNED, due(LEARNED), retention)[GOOD] == days * DAY


def test_a_better_answer_waits_longer_and_so_does_each_good_one() -> None:
    known, last = LEARNED, timedelta()
    for _ in range(8):
        waits = memory.choices(known, due(known), 0.9)
        assert waits[AGAIN] < waits[HARD] < waits[GOOD] < waits[EASY]
        at = due(known)
        known = memory.answered(known, GOOD, at, 0.9)
        assert due(known) - at > last
        last = due(known) - at
    assert last > timedelta(days=365)


def test_what_lapses_eight_times_is_put_aside() -> None:
    known = LEARNED
    for lapse in range(1, LEECH + 1):
        assert known.due != NEVER
        known = memory.answered(known, AGAIN, due(known), 0.9)
        assert known.lapses == lapse
        if lapse < LEECH:  # relearned: an "again" meanwhile is no further lapse
            known = memory.answered(known, AGAIN, due(known), 0.9)
            known = memory.answered(known, GOOD, due(known), 0.9)
    assert known.due == NEVER
    assert memory.choices(LEARNED, due(LEARNED), 0.9)[AGAIN] == 10 * MINUTE


def test_an_answer_that_comes_late_counts_as_given_after_the_last() -> None:
    early = memory.answered(LEARNED, GOOD, NOW - timedelta(days=3), 0.9)
    assert LEARNED.last_review is not None
    assert early == memory.answered(LEARNED, GOOD, LEARNED.last_review, 0.9)


def test_the_same_answers_give_the_same_memory() -> None:
    assert memory.answered(memory.answered(NEW, GOOD, NOW, 0.9), GOOD, NOW + timedelta(minutes=10), 0.9) == LEARNED


@pytest.mark.parametrize("known", [NEW, LEARNED, memory.answered(NEW, HARD, NOW, 0.9)])
def test_kept_as_json_and_back(known: Memory) -> None:
    assert memory.from_json(memory.to_json(known)) == known


def test_what_comes_back_in_the_same_sitting() -> None:
    assert set(memory.soon(NEW, NOW, 0.9)) == {AGAIN, HARD, GOOD}
    assert set(memory.soon(LEARNED, due(LEARNED), 0.9)) == {AGAIN}
    assert memory.soon(NEW, NOW, 0.9)[GOOD][GOOD] == 2 * DAY
