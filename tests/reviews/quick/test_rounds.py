"""Speeded rounds: what is asked, what is kept, how the trend is drawn."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from flask.testing import FlaskClient

from canary.learners.models import Learner
from canary.problems import Invalid
from canary.reviews.quick import service as quick
from canary.reviews.quick import trend, words
from canary.reviews.quick.service import RoundResult
from tests.factories import NOW, Factory
from tests.reviews.scene import keep, scheduled


@dataclass
class Card:
    lemma: str
    meaning: str
    pos: str = "NOUN"
    reading: str = ""


CARDS = [
    Card("luna", "moon"), Card("sol", "sun"), Card("noche", "night"), Card("pan", "bread"), Card("día", "day"),
    Card("querer", "to want, to love", "VERB"), Card("amar", "to love", "VERB"), Card("cantar", "to sing", "VERB"),
    Card("bailar", "to dance", "VERB"), Card("Luna", "The moon"), Card("hola", ""), Card("astro", "sun; star"),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_every_question_has_one_right_answer(seed: int) -> None:
    meant = {card.lemma: card.meaning for card in CARDS}
    found = words.round_of(CARDS, Random(seed))
    assert len(found) == 11, "all but the one without a meaning"
    assert found == words.round_of(CARDS, Random(seed))
    for choice in found:
        assert choice.meanings[choice.right] == meant[choice.lemma]
        assert len({m.casefold().removeprefix("the ") for m in choice.meanings}) == 4
        wrong = [m for n, m in enumerate(choice.meanings) if n != choice.right]
        own = {"querer": "love", "amar": "love", "sol": "sun", "astro": "sun", "luna": "moon", "Luna": "moon"}
        assert not any(own.get(choice.lemma, "nothing") in m.casefold() for m in wrong), choice


def test_meanings_of_the_same_kind_come_first() -> None:
    kinds = {card.meaning: card.pos for card in CARDS}
    for choice in words.round_of(CARDS[:5] + CARDS[6:9], Random(2)):
        if kinds[choice.meanings[choice.right]] == "NOUN":
            assert {kinds[m] for m in choice.meanings} == {"NOUN"}


@pytest.mark.parametrize("cards", [[], CARDS[:3], [Card("a", "moon"), Card("b", "Moon"), *CARDS[1:3]]])
def test_too_few_meanings(cards: list[Card]) -> None:
    assert words.round_of(cards, Random(1)) == []


def test_a_round_has_twenty_words() -> None:
    many = [Card(f"w{n}", f"meaning {n}") for n in range(300)]
    assert len(words.round_of(many, Random(1))) == 20


def test_drawing() -> None:
    assert trend.drawing([], 500).points == ()
    (alone,) = trend.drawing([1000], 500).points
    assert alone[0] == trend.LEFT + (trend.WIDTH - trend.LEFT - trend.RIGHT) / 2
    found = trend.drawing([2000, 1000, 500], 500)
    (x1, y1), (x2, y2), (x3, y3) = found.points
    assert (x1, x3) == (trend.LEFT, trend.WIDTH - trend.RIGHT)
    assert x2 - x1 == x3 - x2
    assert y2 - y1 == pytest.approx(y3 - y2, abs=0.2), "twice as quick is one step, wherever"
    assert found.fluent == y3
    assert [str(label) for _, label in found.ticks] == ["0.25 s", "0.5 s", "1 s", "2 s"]
    wide = trend.drawing([1, 60_000], 500)
    assert all(0 <= y <= trend.HEIGHT for _, y in wide.points)


@pytest.fixture
def ana(make: Factory) -> Learner:
    """A learner in a circle."""
    return make.learner("ana", make.circle())


@pytest.fixture
def client(make: Factory, ana: Learner) -> FlaskClient:
    """Her browser."""
    return make.client(ana)


def test_what_is_known_best_is_asked(ana: Learner) -> None:
    cards = keep(ana, 100)
    scheduled(ana, cards[70:], NOW, stability=30.0)
    asked = {choice.lemma for choice in quick.choices(ana.id, "es", Random(1))}
    assert len(asked) == 20
    assert sum(int(lemma.removeprefix("palabra")) >= 70 for lemma in asked) >= 9, "half of the pool is what is known"
    assert quick.choices(ana.id, "fr", Random(1)) == []


ROUND = RoundResult("a" * 32, "es", 20, 17, 840)


def test_a_round_is_kept_once_and_seen_by_its_player_only(ana: Learner, make: Factory) -> None:
    ben = make.learner("ben")
    for n in range(2):
        quick.save(ana.id, ROUND, NOW + timedelta(days=n))
    quick.save(ana.id, RoundResult("b" * 32, "es", 20, 20, 500), NOW + timedelta(days=2))
    assert [one.median_ms for one in quick.rounds(ana.id, "es")] == [840, 500]
    assert quick.rounds(ana.id, "fr") == []
    assert quick.rounds(ben.id, "es") == []


@pytest.mark.parametrize(
    "values",
    [
        ("short", "es", 20, 17, 840), ("a" * 41, "es", 20, 17, 840), ("a" * 32, "", 20, 17, 840),
        ("a" * 32, "es", 21, 17, 840), ("a" * 32, "es", 20, 21, 840), ("a" * 32, "es", 20, 0, 840),
        ("a" * 32, "es", 20, 17, 0), ("a" * 32, "es", 20, 17, 10**9),
    ],
)  # fmt: skip
def test_what_no_round_can_be(ana: Learner, values: tuple[str, str, int, int, int]) -> None:
    with pytest.raises(Invalid):
        quick.save(ana.id, RoundResult(*values), NOW)


def test_the_page(client: FlaskClient, ana: Learner) -> None:
    assert "Not enough words yet" in client.get("/reviews/quick").text
    keep(ana, 6)
    page = client.get("/reviews/quick?language=xx").text
    found = re.search(r'data-part="words">(.*?)</script>', page, re.S)
    assert found
    assert len(json.loads(found[1])) == 6
    assert 'data-way="choose"' in page
    assert "trend" not in page.split("</header>")[-1].split("canary-quick")[-1]
    sent = {"id": "c" * 32, "language": "es", "asked": 6, "right": 5, "median_ms": 730}
    for _ in range(2):
        assert client.post("/reviews/quick", json=sent).json == {"kept": True}
    page = client.get("/reviews/quick?way=recall").text
    assert 'data-way="recall"' in page
    assert page.count("<circle class=") == 1
    assert "0.73 s" in page
    assert "5 of 6" in page


@pytest.mark.parametrize(
    "sent",
    [None, [], {}, {"id": 5, "language": "es", "asked": 6, "right": 5, "median_ms": 730},
     {"id": "c" * 32, "language": "es", "asked": True, "right": 1, "median_ms": 730},
     {"id": "c" * 32, "language": "es", "asked": 6.5, "right": 5, "median_ms": 730}],
)  # fmt: skip
def test_what_is_no_round(client: FlaskClient, sent: object) -> None:
    assert client.post("/reviews/quick", json=sent).status_code == 422
