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


def waits(known: Memory, at: datetime, retention: float) -> dict[int, int]:
    return memory.stages(known, at, retention)[0].seconds


@pytest.mark.parametrize(
    ("known", "seconds"),
    [
        (NEW, (MINUTE, 5.5 * MINUTE, 10 * MINUTE, 8 * DAY)),
        (memory.answered(NEW, AGAIN, NOW, 0.9), (MINUTE, 5.5 * MINUTE, 10 * MINUTE, 1 * DAY)),
        (memory.answered(NEW, GOOD, NOW, 0.9), (MINUTE, 10 * MINUTE, 2 * DAY, 4 * DAY)),
        (LEARNED, (10 * MINUTE, 8 * DAY, 11 * DAY, 19 * DAY)),
    ],
)
def test_first_answers(known: Memory, seconds: tuple[float, ...]) -> None:
    at = known.due or NOW
    assert tuple(waits(known, at, 0.9).values()) == seconds


@pytest.mark.parametrize(("retention", "days"), [(0.97, 2), (0.9, 11), (0.8, 36), (0.7, 102), (0.2, 102), (0.99, 2)])
def test_who_wants_to_forget_less_is_asked_sooner(retention: float, days: int) -> None:
    assert waits(LEARNED, due(LEARNED), retention)[GOOD] == days * DAY


def test_a_better_answer_waits_longer_and_so_does_each_good_one() -> None:
    known, last = LEARNED, timedelta()
    for _ in range(8):
        found = waits(known, due(known), 0.9)
        assert found[AGAIN] < found[HARD] < found[GOOD] < found[EASY]
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
    assert waits(LEARNED, due(LEARNED), 0.9)[AGAIN] == 10 * MINUTE


def test_an_answer_that_comes_late_counts_as_given_after_the_last() -> None:
    early = memory.answered(LEARNED, GOOD, NOW - timedelta(days=3), 0.9)
    assert LEARNED.last_review is not None
    assert early == memory.answered(LEARNED, GOOD, LEARNED.last_review, 0.9)


def test_the_same_answers_give_the_same_memory() -> None:
    assert memory.answered(memory.answered(NEW, GOOD, NOW, 0.9), GOOD, NOW + timedelta(minutes=10), 0.9) == LEARNED


@pytest.mark.parametrize("known", [NEW, LEARNED, memory.answered(NEW, HARD, NOW, 0.9)])
def test_kept_as_json_and_back(known: Memory) -> None:
    assert memory.from_json(memory.to_json(known)) == known


@pytest.mark.parametrize("retention", [0.7, 0.85, 0.9, 0.97])
@pytest.mark.parametrize("goods", range(6))
def test_every_path_through_a_session(goods: int, retention: float) -> None:
    known, at = NEW, NOW
    for _ in range(goods):
        known = memory.answered(known, GOOD, at, retention)
        at = due(known)
    stages = memory.stages(known, at, retention)
    assert len(stages) <= 30
    paths = 0
    asked = [(known, 0, 0)]
    while asked:
        before, place, depth = asked.pop()
        stage, then = stages[place], before.due or at
        for rating in (AGAIN, HARD, GOOD, EASY):
            after = memory.answered(before, rating, then, retention)
            seconds = (due(after) - then).total_seconds()
            assert stage.seconds[rating] == seconds or (depth > 4 and abs(stage.seconds[rating] - seconds) <= DAY)
            comes_back = due(after) - then <= timedelta(minutes=20)
            assert (rating in stage.next) == comes_back
            if comes_back and depth < 7:
                asked.append((after, stage.next[rating], depth + 1))
            paths += not comes_back
    assert paths > 4


def test_good_answers_end_a_session() -> None:
    new, learning = memory.stages(NEW, NOW, 0.9), memory.stages(LEARNED, due(LEARNED), 0.9)
    assert set(new[0].next) == {AGAIN, HARD, GOOD}
    assert set(learning[0].next) == {AGAIN}
    second = new[new[0].next[GOOD]]
    assert second.seconds[GOOD] == 2 * DAY
    assert set(second.next) == {AGAIN, HARD}, "after the second Good it's done"
