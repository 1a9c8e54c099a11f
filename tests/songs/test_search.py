"""The list of songs: searched without regard to capitals and accents, and in pages."""

import unicodedata

import pytest
from flask.testing import FlaskClient

from canary.db import db, writing
from canary.songs import service as songs
from canary.songs.models import Song
from canary.songs.search import folded
from canary.viewer import VISITOR
from tests.factories import Factory


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Ärger", "ärger"),
        ("Ärger", "ARGER"),
        ("ПЕСНЯ", "песня"),
        ("Café", unicodedata.normalize("NFD", "café")),
        (unicodedata.normalize("NFD", "Café"), "café"),
        ("Straße", "strasse"),
        ("ΟΔΟΣ", "οδός"),
        ("ﾗｲﾄ", "ライト"),
        ("100% Amor", "100%"),
        ("a_b", "a_b"),
        ("İstanbul", "istanbul"),
    ],
)
def test_what_is_found(make: Factory, title: str, typed: str) -> None:
    make.song(title, artist="")
    make.song("Otra", artist="")
    assert [unicodedata.normalize("NFC", song.title) for song in songs.catalogue(VISITOR, typed)] == [
        unicodedata.normalize("NFC", title)
    ]


def found(words: str) -> int:
    """How many songs a visitor finds."""
    return songs.page(VISITOR, words, "", 1, 10)[1]


@pytest.mark.parametrize(("title", "typed"), [("か", "が"), ("Luz", "%"), ("Luz", "L_z"), ("Luz", "sol")])
def test_what_is_not(make: Factory, title: str, typed: str) -> None:
    make.song(title, artist="")
    assert songs.catalogue(VISITOR, typed) == []


def test_artists_albums_and_new_titles_are_found(make: Factory) -> None:
    song_id = make.song("Luz", artist="Björk", album="Début").id
    assert found("bjork") == found("debut luz") == 1
    with writing():
        db.session.get_one(Song, song_id).title = "Søl"
    assert found("sol") == 1
    assert found("luz") == 0


def test_titles_are_ordered_without_their_accents(make: Factory) -> None:
    for title in ("Zorro", "Ärger", "azul", "Éxito"):
        make.song(title)
    assert [song.title for song in songs.catalogue(VISITOR)] == ["Ärger", "azul", "Éxito", "Zorro"]


def test_pages(make: Factory, client: FlaskClient) -> None:
    for n in range(50):
        make.song(f"Luz {n:02}")
    first = client.get("/songs").text
    assert "50 songs" in first
    assert "page 1 of 2" in first
    assert "Luz 47" in first
    assert "Luz 48" not in first
    second = client.get("/songs?page=2&q=luz").text
    assert "Luz 48" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert "page 1 of 2" in client.get("/songs?page=99999999999", follow_redirects=True).text
    assert "page 1 of 2" in client.get("/songs?page=-1").text
    assert "page" not in client.get("/songs?q=luz+01").text.split("1 song</")[0][-20:]


def test_folded() -> None:
    assert folded("  Ärger\u3000ﬁn ") == "arger fin"
