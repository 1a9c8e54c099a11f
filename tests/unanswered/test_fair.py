"""Who is offered what: by language, level and waiting time."""

import random
from datetime import timedelta

import pytest

from canary.language_tags import LEVELS
from canary.unanswered.fair import NATIVE, OFFERED, SOON, Helper, Waiting, author_level, offer, own_levels, usual
from tests.bench.circle import MONTHS, month, newest
from tests.factories import NOW


def item(number: int, hours: float = 1, language: str = "es", level: int = 2, author: int = 99) -> Waiting:
    return Waiting("take", number, author, language, level, NOW - timedelta(hours=hours))


@pytest.mark.parametrize(
    ("speaks", "learns", "levels", "expected"),
    [
        (["es"], ["fr"], {}, {"es": NATIVE, "fr": 1}),
        (["pt-BR"], ["zh-Hant"], {"zh": "B1"}, {"pt": NATIVE, "zh": 3}),
        ([], ["ja"], {"ja": "C2"}, {"ja": 6}),
        (["es"], ["es"], {"es": "A1"}, {"es": NATIVE}),
        ([], [], {"de": "nonsense"}, {}),
    ],
)
def test_rungs(speaks: list[str], learns: list[str], levels: dict[str, str], expected: dict[str, int]) -> None:
    assert own_levels(speaks, learns, levels) == expected


def test_the_author_of_a_text_in_their_own_language_is_not_above_everyone() -> None:
    assert author_level("es", ["es"], {}) == len(LEVELS)
    assert author_level("es-MX", [], {"es": "B1"}) == 3
    assert author_level("es", [], {}) == 1


@pytest.mark.parametrize(
    ("rungs_of_helper", "helps"),
    [({"es": NATIVE}, True), ({"es": 2}, True), ({"es": 1}, False), ({"fr": NATIVE}, False), ({}, False)],
)
def test_natives_and_peers_can_help(rungs_of_helper: dict[str, int], helps: bool) -> None:
    assert Helper(1, rungs_of_helper).can_help(item(1, level=2)) is helps


def test_nobody_is_offered_what_is_their_own_or_was_passed_over() -> None:
    helper = Helper(7, {"es": NATIVE})
    assert offer([item(1, author=7), item(2), item(3)], helper, NOW, {("take", 3)}) == [item(2)]


def test_the_longest_wait_comes_first_and_what_is_overdue_after_what_can_still_be_in_time() -> None:
    items = [item(1, 5), item(2, 47), item(3, 49), item(4, 90), item(5, 30)]
    assert [found.id for found in offer(items, Helper(1, {"es": 6}), NOW)] == [2, 5, 1]
    assert [found.id for found in offer(items[2:], Helper(1, {"es": 6}), NOW)] == [5, 4, 3]


@pytest.mark.parametrize("seed", range(50))
def test_an_offer_holds_only_what_one_can_do_and_leaves_nothing_longer_in_time(seed: int) -> None:
    dice = random.Random(seed)
    items = [
        item(n, dice.uniform(0, 200), dice.choice(["es", "fr", "ja"]), dice.randint(1, 6))
        for n in range(dice.randrange(30))
    ]
    helper = Helper(1, {"es": NATIVE, "fr": 3})
    found = offer(items, helper, NOW)
    able = [x for x in items if helper.can_help(x)]
    assert len(found) == min(OFFERED, len(able))
    assert all(helper.can_help(x) for x in found)
    in_time = [x for x in able if NOW - x.since <= SOON]
    assert set(sorted(in_time, key=lambda x: (x.since, x.id))[:OFFERED]) <= set(found)


def test_how_long_answers_take_is_only_told_where_it_is_known() -> None:
    hours = [timedelta(hours=n) for n in (1, 5, 30)]
    assert usual(hours) == timedelta(hours=5)
    assert usual(hours[:2]) is None


def test_a_month_of_a_lively_circle_is_answered_in_two_days() -> None:
    shares = [month(seed, "lively", offer).share for seed in range(MONTHS)]
    assert min(shares) >= 0.95


def test_where_help_is_scarce_the_queue_serves_more_than_newest_first() -> None:
    for seed in range(2):
        assert month(seed, "tired", offer).share > month(seed, "tired", newest).share
