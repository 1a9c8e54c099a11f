"""Going through a song's words: one at a time, taken back, phrases, the five of the week."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canary.cards.models import Card
from canary.cards.picking import trail, week
from canary.cards.picking.trail import Step
from canary.db import db, writing
from canary.learners.models import Learner
from canary.songs.models import Song
from canary.vocab import statuses
from tests.factories import Factory

PAGE = "/songs/luz/words/pick"
# By usefulness: luna (line 1), noche (line 3), canta (line 2), sol (line 4).
WORDS = (("luna", 0, 5, 9, 4.0), ("noche", 2, 3, 8, 3.0), ("canta", 1, 0, 5, 2.0), ("sol", 3, 5, 8, 1.0))


@pytest.fixture
def ana(make: Factory) -> Learner:
    return make.learner("ana")


@pytest.fixture
def ids(make: Factory) -> dict[str, int]:
    """A song with four words; their ids."""
    song = make.song("Luz")
    song_id = song.id
    return {
        lemma: make.word(db.session.get_one(Song, song_id), lemma, line=line, start=start, end=end, score=score).id
        for lemma, line, start, end, score in WORDS
    }


@pytest.fixture
def client(make: Factory, ana: Learner, ids: dict[str, int]) -> FlaskClient:
    return make.client(ana)


def asked(page: str) -> str:
    """The word that a page asks."""
    found = re.search(r'id="pick-word"[^>]*>([^<]+)<', page)
    return found[1] if found else ""


def fields(page: str) -> dict[str, str]:
    """What the word's form would send."""
    form = page[page.index('id="pick"') :]
    return {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("word", "beyond", "from", "trail")}  # type: ignore[index]


def do(client: FlaskClient, page: str, did: str, **more: str) -> str:
    """Press a button of a page; the page that comes next."""
    return client.post(PAGE, data=fields(page) | {"do": did} | more, follow_redirects=True).text


def cards() -> dict[str, Card]:
    return {card.lemma: card for card in db.session.scalars(db.select(Card))}


def test_to_the_end_and_back(client: FlaskClient, ana: Learner) -> None:
    learner_id = ana.id
    page = client.get(PAGE).text
    assert asked(page) == "luna"
    page = do(client, page, "keep")
    assert (asked(page), set(cards())) == ("noche", {"luna"})
    page = do(client, page, "known")
    page = do(client, page, "skip")
    assert asked(page) == "sol"
    page = do(client, page, "ignored")
    assert "You kept 1 word from this song" in page
    assert statuses.of(learner_id, "es") == {"noche": "known", "sol": "ignored"}
    back = re.search(r'name="trail" value="([^"]*)"', page)
    assert back
    steps = back[1]
    for word in ("sol", "canta", "noche", "luna"):
        page = client.post(PAGE, data={"do": "undo", "from": "end", "trail": steps}, follow_redirects=True).text
        assert asked(page) == word
        steps = fields(page)["trail"]
    assert (steps, cards(), set(statuses.of(learner_id, "es").values())) == ("", {}, {"new"})


def test_a_reload_forgets_nothing(client: FlaskClient) -> None:
    answer = client.post(PAGE, data=fields(client.get(PAGE).text) | {"do": "skip"})
    assert answer.status_code == 302
    for _ in range(2):
        page = client.get(answer.location).text
        assert asked(page) == "noche"
        assert fields(page)["trail"].endswith("s")
    assert asked(client.get(PAGE).text) == "luna", "from the beginning, what was skipped is asked again"


def test_twice_the_same_tap(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert asked(do(client, page, "keep")) == asked(do(client, page, "keep")) == "noche"
    assert len(cards()) == 1


def test_a_script_gets_the_next_word_and_its_address(client: FlaskClient) -> None:
    sent = fields(client.get(PAGE).text) | {"do": "keep"}
    answer = client.post(PAGE, data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert asked(answer.text) == "noche"
    assert "<html" not in answer.text
    assert asked(client.get(answer.headers["HX-Replace-Url"]).text) == "noche"


def test_a_meaning_of_ones_own(client: FlaskClient) -> None:
    page = do(client, client.get(PAGE).text, "keep", meaning="the moon, as in lunar")
    assert cards()["luna"].meaning == "the moon, as in lunar"
    do(client, page, "keep", meaning="noche in English")
    assert cards()["noche"].meaning == "noche in English"
    answer = client.post(PAGE, data=fields(client.get(f"{PAGE}").text) | {"do": "keep", "meaning": "x" * 501})
    assert (answer.status_code, set(cards())) == (422, {"luna", "noche"})


def test_learning_comes_back_as_learning(client: FlaskClient, ana: Learner) -> None:
    learner_id = ana.id
    client.post("/words/status", data={"language": "es", "lemma": "luna", "status": "learning"})
    page = do(client, client.get(PAGE).text, "known")
    client.post(PAGE, data={"do": "undo", "trail": fields(page)["trail"]})
    assert statuses.of(learner_id, "es") == {"luna": "learning"}


def test_the_words_of_the_week(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert "4 words for this week" in page
    chosen = re.findall(r'name="word"\s+value="(\d+)"><strong', page)
    page = client.post(PAGE, data={"do": "five", "word": chosen}, follow_redirects=True).text
    assert set(cards()) == {"luna", "noche", "canta", "sol"}
    assert "You kept 4 words" in page
    assert "for this week" not in page


def test_undo_without_a_step_and_nonsense(client: FlaskClient) -> None:
    assert client.post(PAGE, data={"do": "undo"}).status_code == 302
    assert client.post(PAGE, data={"do": "dance", "word": "1"}).status_code in {404, 422}
    assert client.post(PAGE, data={"do": "keep", "word": "x"}).status_code == 422
    assert client.post(PAGE, data={"do": "keep", "word": "999999"}).status_code == 404
    assert client.get(f"{PAGE}?from=x&trail=1q.x.-3k").status_code == 200


def test_nobody_takes_back_what_is_not_theirs(client: FlaskClient, make: Factory, ids: dict[str, int]) -> None:
    do(client, client.get(PAGE).text, "keep")
    sent = {"line": "1", "first": "1", "last": "2"}
    client.post("/songs/luz/phrases", data=sent)
    other = make.client(make.learner("beto"))
    for step in (f"{ids['luna']}k", f"{cards()['Hola luna'].id}p"):
        other.post(PAGE, data={"do": "undo", "trail": step})
    assert set(cards()) == {"luna", "Hola luna"}


def test_an_old_trail_takes_no_learned_card_away(client: FlaskClient, ids: dict[str, int]) -> None:
    do(client, client.get(PAGE).text, "keep")
    with writing():
        cards()["luna"].created_at -= timedelta(days=1)
    answer = client.post(PAGE, data={"do": "undo", "trail": f"{ids['luna']}k"})
    assert answer.status_code == 409
    assert "a while ago" in answer.text
    assert set(cards()) == {"luna"}


def test_a_phrase(client: FlaskClient) -> None:
    sent = {"line": "3", "first": "2", "last": "4", "meaning": "the night is long", "from": "", "trail": ""}
    page = client.post("/songs/luz/phrases", data=sent, follow_redirects=True).text
    assert "Kept “noche es larga”." in page
    card = cards()["noche es larga"]
    assert (card.pos, card.start, card.end, card.line_text) == ("PHRASE", 3, 17, "la noche es larga")
    assert (card.meaning, card.line_translation) == ("the night is long", "la noche es larga (in English)")
    assert "already" in client.post("/songs/luz/phrases", data=sent, follow_redirects=True).text
    assert len(cards()) == 1
    assert "noche es larga" in client.get("/reviews").text
    assert client.get("/songs/luz/deck.apkg").status_code == 200
    client.post(PAGE, data={"do": "undo", "trail": f"{card.id}p"})
    assert cards() == {}


@pytest.mark.parametrize(
    ("line", "first", "last", "status"),
    [("1", "1", "1", 422), ("1", "2", "1", 422), ("1", "1", "9", 422), ("9", "1", "2", 404), ("0", "1", "2", 404),
     ("1", "0", "2", 422), ("1", "x", "2", 422), ("1", "-1", "2", 422)],
)  # fmt: skip
def test_no_phrase(client: FlaskClient, line: str, first: str, last: str, status: int) -> None:
    sent = {"line": line, "first": first, "last": last}
    assert client.post("/songs/luz/phrases", data=sent).status_code == status
    assert cards() == {}


def test_a_song_without_words(app: Flask, make: Factory, ana: Learner) -> None:
    make.song("Nada")
    assert "No words to pick here" in make.client(ana).get("/songs/nada/words/pick").text


STEPS = (Step(12, "keep"), Step(3, "known", learning=True), Step(9, "phrase"))


def test_a_trail_is_what_was_written() -> None:
    assert trail.read(trail.write(STEPS)) == STEPS
    assert trail.read("12k..x.3nl.99999999999k.9p") == STEPS
    many = [Step(n, "skip") for n in range(50)]
    assert trail.read(trail.write(many)) == tuple(many[-trail.MOST :])


@pytest.mark.parametrize(
    ("places", "lines", "expected"),
    [
        ([], 9, []),
        ([(0, "a"), (0, "a"), (1, "b"), (8, "c")], 9, [0, 1, 2, 3]),
        ([(0, "a"), (0, "a"), (1, "b"), (2, "c"), (3, "d"), (5, "e"), (8, "f")], 9, [0, 2, 4, 5, 6]),
        ([(0, "a"), (4, "a"), (5, "b"), (7, "c"), (8, "d"), (3, "e")], 9, [0, 2, 3, 4, 5]),
        ([(n, str(n)) for n in range(4)], 40, [0, 1, 2, 3]),
    ],
)
def test_the_suggested_are_from_all_over_the_song(
    places: list[tuple[int, str]], lines: int, expected: list[int]
) -> None:
    assert week.spread(places, lines) == expected
