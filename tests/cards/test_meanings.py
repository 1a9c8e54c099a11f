"""What words mean on the pages: whose meaning, choosing another, writing one's own."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from canary.cards import service as cards
from canary.cards.models import Card
from canary.db import db, writing
from canary.dictionaries.models import Dictionary, Entry, OwnMeaning
from canary.songs import service as songs
from canary.songs.models import Song
from canary.vocab.models import Gloss, SongWord
from tests.factories import NOW, Factory, lyrics_of

SHOWN = re.compile(r'dir="auto">([^<]*)</span>\s*<small class="meant-by">([^<]*)<')
WIKI = "Wiktionary, CC BY-SA 4.0"


def dictionary(lemma: str, *senses: str, pos: str = "NOUN", into: str = "en", language: str = "es") -> None:
    """Put a word into the installed dictionary of these languages."""
    name = "Wiktionary" if (language, into) == ("es", "en") else f"Wiktionary {language}-{into}"
    with writing():
        found = db.session.scalar(select(Dictionary).where(Dictionary.name == name))
        if found is None:
            found = Dictionary(
                name=name, language=language, into=into, licence="CC BY-SA 4.0", ready=True, installed_at=NOW
            )
            db.session.add(found)
            db.session.flush()
        db.session.add(Entry(dictionary_id=found.id, key=lemma.casefold(), lemma=lemma, pos=pos, senses=list(senses)))


def word(make: Factory, song: Song, lemma: str = "zzluna") -> int:
    """A word of a song that its glossary lacks."""
    found = make.word(song, lemma)
    number = found.id
    with writing():
        db.session.execute(delete(Gloss).where(Gloss.lemma == lemma))
    return number


@pytest.fixture
def scene(make: Factory) -> tuple[FlaskClient, str]:
    """Ana's browser, and the address of a word with three meanings in a dictionary."""
    dictionary("zzluna", "moon", "mirror", "whim")
    return make.client(make.learner("ana")), f"/songs/luz/words/{word(make, make.song('Luz'))}/meaning"


def shown(client: FlaskClient, slug: str = "luz") -> list[str]:
    """Every meaning on the Words page with whose it is, the first one first."""
    page = client.get(f"/songs/{slug}/words").text
    return [f"{html.unescape(text)} | {label}" for text, label in SHOWN.findall(page)]


def test_a_dictionary_explains_what_the_song_does_not(scene: tuple[FlaskClient, str]) -> None:
    client, _ = scene
    assert shown(client) == [f"{text} | {WIKI}" for text in ("moon", "mirror", "whim")]


def test_a_visitor_reads_them_too(scene: tuple[FlaskClient, str], client: FlaskClient) -> None:
    assert shown(client)[:2] == [f"moon | {WIKI}", f"mirror | {WIKI}"]
    page = client.get("/songs/luz/words").text
    assert "In your own words" not in page


def test_the_song_comes_first_and_the_core_glossary_last(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    make.word(song, "luna")
    dictionary("luna", "mirror")
    assert shown(make.client(None)) == [
        "luna in English | from the song", f"mirror | {WIKI}", "moon | core glossary",
    ]  # fmt: skip


def test_nothing_found_says_so(app: Flask, make: Factory) -> None:
    word(make, make.song("Luz"))
    assert "No meaning yet." in make.client(None).get("/songs/luz/words").text
    assert "No meaning yet. Add yours." in make.client(make.learner("ana")).get("/songs/luz/words").text


def test_one_that_is_chosen_stays_in_other_songs_too(scene: tuple[FlaskClient, str], make: Factory) -> None:
    client, address = scene
    assert client.post(address, data={"meaning": "whim"}).status_code == 302
    assert shown(client) == [f"{x} | {y}" for x, y in
                             [("whim", f"yours, from {WIKI}"), ("moon", WIKI), ("mirror", WIKI)]]  # fmt: skip
    word(make, make.song("Pan"))
    assert shown(client, "pan")[0] == f"whim | yours, from {WIKI}"
    word(make, make.song("Mex", language="es-MX"))
    assert shown(client, "mex")[0] == f"whim | yours, from {WIKI}"


def test_in_another_song_its_own_glossary_comes_first(scene: tuple[FlaskClient, str], make: Factory) -> None:
    client, address = scene
    client.post(address, data={"meaning": "my moon"})
    make.word(make.song("Pan"), "zzluna")
    assert shown(client, "pan")[:2] == ["zzluna in English | from the song", "my moon | yours"]
    client.post(address.replace("luz", "pan").replace("/1/", "/2/"), data={"meaning": "my other moon"})
    assert shown(client, "pan")[0] == "my other moon | yours"


def test_forgotten_again(scene: tuple[FlaskClient, str]) -> None:
    client, address = scene
    client.post(address.replace("meaning", "keep"))
    client.post(address, data={"meaning": "moon"})  # the very one that is offered first
    client.post(address, data={"meaning": "mine"})
    client.post(address, data={"meaning": "  "})
    assert shown(client)[0] == f"moon | yours, from {WIKI}"  # the card has it from there
    assert db.session.scalars(select(OwnMeaning)).all() == []
    assert db.session.execute(select(Card.meaning, Card.credit)).all() == [("moon", WIKI)]


def test_it_is_only_yours(scene: tuple[FlaskClient, str], make: Factory) -> None:
    client, address = scene
    client.post(address, data={"meaning": "Ana's secret"})
    bea = make.client(make.learner("bea"))
    for other in (bea, make.client(None)):
        assert "secret" not in other.get("/songs/luz/words").text
        assert "secret" not in other.get("/songs/luz/lines/1/words/2").text
    bea.post(address, data={"meaning": "Bea's"})
    assert shown(client)[0] == "Ana's secret | yours"
    assert len(db.session.scalars(select(OwnMeaning)).all()) == 2


def test_a_card_takes_it(scene: tuple[FlaskClient, str]) -> None:
    client, address = scene
    client.post(address, data={"meaning": "mirror"})
    client.post(address.replace("meaning", "keep"))
    card = db.session.scalars(select(Card)).one()
    assert (card.meaning, card.credit) == ("mirror", WIKI)
    client.post(address, data={"meaning": "my own"})
    db.session.expire_all()
    assert (card.meaning, card.credit) == ("my own", "")


def test_what_a_card_says_is_used_elsewhere(scene: tuple[FlaskClient, str], make: Factory) -> None:
    client, address = scene
    client.post(address.replace("meaning", "keep"))
    number = db.session.scalars(select(Card.id)).one()
    client.post(f"/cards/{number}", data={"meaning": "la luna lunera", "note": ""})
    word(make, make.song("Pan"))
    assert shown(client, "pan")[0] == "la luna lunera | yours"
    client.post(f"/cards/{number}", data={"meaning": "la luna lunera", "note": "only the note"})
    assert shown(client)[0] == "la luna lunera | yours"


@pytest.mark.parametrize("typed", ["<b>x</b><script>alert(1)</script>", '" onfocus="x', "{{ 7*7 }}", "a\x00b\u202ec"])
def test_what_is_typed_is_only_text(scene: tuple[FlaskClient, str], typed: str) -> None:
    client, address = scene
    client.post(address, data={"meaning": typed})
    page = client.get("/songs/luz/words").text
    assert "<script>alert" not in page
    assert '" onfocus="x' not in page
    assert shown(client)[0].removesuffix(" | yours") == re.sub("[\x00\u202e]", " ", typed)
    assert "\x00" not in page
    assert "\u202e" not in page


def test_too_long_a_text_comes_back(scene: tuple[FlaskClient, str]) -> None:
    client, address = scene
    long = "una luna " * 60
    answer = client.post(address, data={"meaning": long})
    assert answer.status_code == 422
    assert long.strip() in answer.text
    assert "longer than 500 characters" in answer.text
    assert '<details class="meanings" open>' in answer.text
    script = client.post(address, data={"meaning": long}, headers={"HX-Request": "true"})
    assert script.status_code == 422
    assert "<html" not in script.text
    assert db.session.scalars(select(OwnMeaning)).all() == []


def test_a_script_gets_the_row_alone(scene: tuple[FlaskClient, str]) -> None:
    client, address = scene
    row = client.post(address, data={"meaning": "whim"}, headers={"HX-Request": "true"})
    assert row.status_code == 200
    assert "<html" not in row.text
    assert "yours, from" in row.text


def test_from_the_word_card(scene: tuple[FlaskClient, str], make: Factory) -> None:
    client, _ = scene
    dictionary("canta", "sings", "chants")
    address = "/songs/luz/lines/2/words/1"
    assert "sings" in client.get(address).text
    assert client.post(f"{address}/meaning", data={"meaning": "chants"}).location.endswith(address)
    assert client.get(address).text.index("chants") < client.get(address).text.index("sings")
    assert client.post("/songs/luz/lines/99/words/1/meaning", data={"meaning": "x"}).status_code == 404


def test_in_the_language_one_speaks(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    word(make, song)
    dictionary("zzluna", "moon")
    dictionary("zzluna", "Mond", into="de")
    ana = make.learner("ana", speaks=["german", "fr"])
    assert shown(make.client(ana))[:2] == ["Mond | Wiktionary es-de, CC BY-SA 4.0", f"moon | {WIKI}"]
    bea = make.learner("bea", speaks=["es", "klingon"])
    assert shown(make.client(bea)) == [f"moon | {WIKI}"]


def test_the_line_decides(app: Flask, make: Factory) -> None:
    text = lyrics_of(("Hola zzluna",), translated=False)
    song = make.song("Luz", text=text)
    word(make, song)
    dictionary("zzluna", "moon", "mirror")
    assert shown(make.client(None))[0] == f"moon | {WIKI}"
    other = make.song("Pan", text=lyrics_of(("hello my mirrors",)))
    word(make, other)
    assert shown(make.client(None), "pan")[0] == f"mirror | {WIKI}"


def test_a_deck_of_a_whole_song_is_explained_too(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    word(make, song)
    make.word(song, "sol")
    dictionary("zzluna", "moon")
    whole = {card.lemma: (card.meaning, card.credit) for card in cards.whole_song(song)}
    assert whole == {"zzluna": ("moon", WIKI), "sol": ("sol in English", "")}


def test_one_query_more_for_any_number_of_words(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    song_id = song.id
    with writing():
        db.session.add_all(
            SongWord(
                song_id=song_id, lemma=f"palabra{n}", pos="NOUN", surface="x", line=0, start=0, end=1, count=1, zipf=4,
                level="A1", score=1,
            )
            for n in range(900)
        )  # fmt: skip
    dictionary("palabra7", "seven")
    ana = make.learner("ana")
    found = cards.choices(make.viewer(ana), songs.find(make.viewer(ana), "luz"))
    assert {c.word.lemma: c.meaning for c in found}["palabra7"] == "seven"
    assert len(found) == 900
