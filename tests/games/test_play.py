"""The Play page: what it deals, and that all the game needs is in it."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from canary.cards import service as cards
from canary.games import service as games
from canary.lyrics.model import Line, Lyrics
from canary.songs.models import Song
from canary.vocab import service as vocab
from tests.factories import NOW, Factory, lyrics_of

LINES = (
    "La luna sube despacio", "canta la abuela en la cocina", "el café está caliente", "mi hermano compra naranjas",
    "la calle duerme tranquila", "un perro ladra </script><b>en la puerta",
)  # fmt: skip


def song_of(make: Factory, text: Lyrics | None = None, **values: Any) -> Song:
    text = text or lyrics_of(LINES)
    song = make.song("Luz", text=text, **values)
    song_id, glossary = song.id, [vocab.Meaning("luna", "NOUN", {"en": "moon"})]
    vocab.keep_glossary(song_id, glossary)
    vocab.keep(song_id, vocab.draw(text, "es", glossary))
    return song


def data(client: FlaskClient, query: str, slug: str = "luz") -> dict[str, Any]:
    """The JSON that the game reads."""
    page = client.get(f"/songs/{slug}/play?{query}").get_data(as_text=True)
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("game", games.GAMES)
def test_a_seed_deals_the_same_again_and_another_deals_anew(make: Factory, client: FlaskClient, game: str) -> None:
    song_of(make)
    first = data(client, f"game={game}&level=2&seed=1")
    assert first["items"]
    assert first == data(client, f"game={game}&level=2&seed=1")
    assert any(data(client, f"game={game}&level=2&seed={seed}")["items"] != first["items"] for seed in range(2, 6))


def test_without_a_seed_each_visit_is_dealt_anew(make: Factory, client: FlaskClient) -> None:
    song_of(make)
    assert len({json.dumps(data(client, "game=order")["items"]) for _ in range(8)}) > 1


@pytest.mark.parametrize(
    ("values", "timed", "sound"),
    [({}, True, "song"), ({"stems_key": "ab/cd.m4a"}, True, "lines"), ({"stems_key": "ab/cd.m4a"}, False, "none")],
)
def test_where_the_voice_is(
    make: Factory, client: FlaskClient, values: dict[str, Any], timed: bool, sound: str
) -> None:
    song_of(make, None if timed else Lyrics(tuple(Line(text) for text in LINES)), **values)
    found = data(client, "game=order&seed=1")
    assert found["sound"] == sound
    assert found["clips"] == "/songs/luz/lines/"
    page = client.get("/songs/luz/play").get_data(as_text=True)
    assert (page.count('name="game"') == 5) == timed
    assert ("Nobody has timed" in page) != timed


@pytest.mark.parametrize("query", ["game=chess", "game=gaps&level=0", "game=gaps&level=4"])
def test_no_such_game(make: Factory, client: FlaskClient, query: str) -> None:
    song_of(make)
    assert client.get(f"/songs/luz/play?{query}").status_code == 404


@pytest.mark.parametrize("query", ["", "game=gaps", "game=gaps&level=x&seed=x", "game=swap&seed=99999999999999999999"])
def test_odd_queries_are_answered(make: Factory, client: FlaskClient, query: str) -> None:
    song_of(make)
    assert client.get(f"/songs/luz/play?{query}").status_code == 200


@pytest.mark.parametrize("texts", [(), ("la la la",), ("Hola",)])
def test_a_song_with_too_little_says_so(make: Factory, client: FlaskClient, texts: tuple[str, ...]) -> None:
    song_of(make, lyrics_of(texts))
    page = client.get("/songs/luz/play?game=swap").get_data(as_text=True)
    assert "Not enough words for this game" in page or "needs the sound" in page
    assert "<canary-game" not in page


def test_a_song_whose_words_are_not_drawn_yet(make: Factory, client: FlaskClient) -> None:
    vocab.keep(make.song("Luz").id, vocab.NOTHING)
    assert "Not enough words for this game" in client.get("/songs/luz/play?game=order").get_data(as_text=True)


def test_cards_tell_what_is_kept_and_what_words_mean(make: Factory) -> None:
    song = song_of(make)
    ana = make.learner("ana", make.circle())
    client = make.client(ana)
    card = data(client, "game=gaps&seed=1")["cards"]["luna"]
    assert (card["meaning"], card["kept"]) == ("moon", False)
    cards.keep(make.viewer(ana), song.slug, {card["id"]}, NOW)
    assert data(client, "game=gaps&seed=1")["cards"]["luna"]["kept"]


def test_a_visitor_plays_and_is_asked_to_log_in_to_keep(make: Factory, client: FlaskClient) -> None:
    song_of(make)
    page = client.get("/songs/luz/play?game=gaps&level=2&seed=3").get_data(as_text=True)
    assert "/login?next=/songs/luz/play?game%3Dgaps%26level%3D2%26seed%3D3" in page.replace("%3F", "?").replace(
        "%2F", "/"
    )
    assert "Keep as a card" not in page
