"""Picking words into cards."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canary.cards import service as cards
from canary.cards.models import Card
from canary.circles import service as circles
from canary.db import db, writing
from canary.learners.models import Learner
from canary.problems import NotFound
from canary.songs import service as songs
from canary.vocab import statuses
from canary.vocab.models import SongWord
from tests.factories import NOW, Factory, lyrics_of


@pytest.fixture
def scene(make: Factory) -> tuple[FlaskClient, dict[str, int]]:
    """Ana's browser and the words of the song "Luz" by id."""
    song = make.song("Luz")
    ids = {lemma: make.word(song, lemma, line=n).id for n, lemma in enumerate(("luna", "cantar", "noche", "sol"))}
    return make.client(make.learner("ana", make.circle())), ids


def rows() -> list[tuple[str, str, str]]:
    rows = db.session.execute(select(Card.lemma, Card.line_text, Card.line_translation).order_by(Card.id))
    return [(a, b, c) for a, b, c in rows]


def test_keep_and_drop(scene: tuple[FlaskClient, dict[str, int]]) -> None:
    client, ids = scene
    address = f"/songs/luz/words/{ids['luna']}"
    for _ in range(2):
        assert client.post(f"{address}/keep").location.endswith(f"#word-{ids['luna']}")
    assert rows() == [("luna", "Hola luna", "Hola luna (in English)")]
    for _ in range(2):
        assert client.post(f"{address}/drop").status_code == 302
    assert rows() == []


def test_a_script_gets_the_row_alone(scene: tuple[FlaskClient, dict[str, int]]) -> None:
    client, ids = scene
    page = client.post(f"/songs/luz/words/{ids['luna']}/keep", headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<html" not in page.text
    assert f'id="word-{ids["luna"]}"' in page.text
    assert "kept" in page.text
    assert "<mark>luna</mark>" in page.text


def test_keep_many(scene: tuple[FlaskClient, dict[str, int]]) -> None:
    client, ids = scene
    form = {"word": [ids["luna"], ids["noche"], ids["luna"]]}
    assert client.post("/songs/luz/words/keep", data=form).status_code == 302
    assert [lemma for lemma, _, _ in rows()] == ["luna", "noche"]
    assert "Kept 2 words." in client.get("/songs/luz/words").text
    client.post("/songs/luz/words/keep", data=form)
    assert "You’ve already kept these." in client.get("/songs/luz/words").text
    client.post("/songs/luz/words/keep", data={"word": [ids["sol"]]})
    assert "Kept 1 word." in client.get("/songs/luz/words").text
    client.post("/songs/luz/words/keep")
    assert "First tick the words that you want to keep." in client.get("/songs/luz/words").text


@pytest.mark.parametrize("word", ["x", "-1", "9" * 5000, "９", "", "999999", "1.5", "\x00"])
def test_words_that_do_not_exist(scene: tuple[FlaskClient, dict[str, int]], word: str) -> None:
    client, _ = scene
    assert client.post("/songs/luz/words/keep", data={"word": [word]}).status_code == 302
    assert rows() == []


@pytest.mark.parametrize("way", ["keep", "drop"])
@pytest.mark.parametrize("word", ["999999", "9" * 30, "9" * 5000, "0"])
def test_addresses_of_words_that_do_not_exist(scene: tuple[FlaskClient, dict[str, int]], word: str, way: str) -> None:
    client, _ = scene
    assert client.post(f"/songs/luz/words/{word}/{way}").status_code == 404


def test_a_word_of_another_song(scene: tuple[FlaskClient, dict[str, int]], make: Factory) -> None:
    client, _ = scene
    other = make.word(make.song("Pan"), "pan").id
    assert client.post(f"/songs/luz/words/{other}/keep").status_code == 404
    assert rows() == []


def test_one_form_as_two_kinds_of_word_is_one_card(scene: tuple[FlaskClient, dict[str, int]], make: Factory) -> None:
    client, ids = scene
    song = songs.by_slug("luz")
    assert song is not None
    twins = [make.word(song, "canto", pos="NOUN").id]
    with writing():
        verb = SongWord(
            song_id=song.id, lemma="canto", pos="VERB", surface="canto", line=0, start=0, end=4, count=1, zipf=4.0,
            level="A1", score=0.5,
        )  # fmt: skip
        db.session.add(verb)
    twins.append(verb.id)
    client.post("/songs/luz/words/keep", data={"word": [*twins, ids["luna"]]})
    assert sorted(lemma for lemma, _, _ in rows()) == ["canto", "luna"]


def test_a_word_kept_from_one_song_is_kept_in_the_next(
    scene: tuple[FlaskClient, dict[str, int]], make: Factory
) -> None:
    client, ids = scene
    make.word(make.song("Pan"), "luna")
    client.post(f"/songs/luz/words/{ids['luna']}/keep")
    page = client.get("/songs/pan/words").text
    assert 'class="word kept' in page or "kept" in page.split('id="word-')[1]


def test_cards_belong_to_their_learner(scene: tuple[FlaskClient, dict[str, int]], make: Factory) -> None:
    client, ids = scene
    client.post(f"/songs/luz/words/{ids['luna']}/keep")
    bea = make.learner("bea")
    assert cards.kept(bea.id) == []
    make.client(bea).post(f"/songs/luz/words/{ids['luna']}/drop")
    assert len(rows()) == 1


def test_a_card_outlives_its_song(make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle)
    song = make.song("Luz", circle, ana)
    word = make.word(song).id
    client = make.client(ana)
    client.post(f"/songs/luz/words/{word}/keep")
    client.post("/songs/luz/remove")
    assert rows() == [("luna", "Hola luna", "Hola luna (in English)")]


def test_a_song_that_one_may_not_see(make: Factory) -> None:
    secret = make.song("Secret", make.circle())
    word = make.word(secret).id
    with pytest.raises(NotFound):
        cards.keep(make.viewer(make.learner("sam")), "secret", {word}, NOW)


def test_words_without_lyrics_say_so(app: Flask, make: Factory) -> None:
    make.song("Luz")
    assert app.test_client().get("/songs/luz/words").status_code == 200


def test_what_other_songs_hold_too_comes_first_and_what_is_known_last(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    for lemma, score in (("luna", 1.0), ("noche", 1.1), ("sol", 2.0)):
        make.word(song, lemma, score=score)
    ana = make.learner("ana")
    ana_id = ana.id

    def order() -> list[str]:
        found = cards.choices(circles.viewer_of(db.session.get(Learner, ana_id)), songs.get(song.id))
        return [choice.word.lemma for choice in found]

    assert order() == ["sol", "noche", "luna"]
    secret = make.circle()
    make.song("Otra", secret)  # not hers to hear
    assert order() == ["sol", "noche", "luna"]
    make.song("Segunda", text=lyrics_of(("Hola luna",)))
    assert order() == ["sol", "luna", "noche"]
    make.song("Lune", text=lyrics_of(("noche noche",)), language="fr")  # another language's
    assert order() == ["sol", "luna", "noche"]
    statuses.mark(ana_id, "es", ["sol"], "known", NOW)
    assert order() == ["luna", "noche", "sol"]
