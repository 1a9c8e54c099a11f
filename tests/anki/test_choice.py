"""What is taken home: of one song, a language, since a day; as a deck or as a table."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest
from flask import Flask
from flask.testing import FlaskClient

from canary.db import db, writing
from canary.reviews import service as reviews
from canary.reviews.models import Card
from canary.songs.models import Song
from tests.anki.test_deck import bring
from tests.factories import NOW, Factory

KEPT = (("Luz", "es", ("luna", "sol")), ("A::B <b>", "es", ("mar",)), ("Nuit", "fr", ("nuit",)))


@pytest.fixture
def client(app: Flask, make: Factory) -> FlaskClient:
    """Ana keeps words of three songs; one word was kept a week before the others."""
    ana = make.learner("ana")
    browser = make.client(ana)
    for title, language, words in KEPT:
        song = make.song(title, language=language)
        slug, ids = song.slug, [make.word(song, lemma).id for lemma in words]
        browser.post(f"/songs/{slug}/words/keep", data={"word": [str(n) for n in ids]})
    with writing():
        for card in db.session.scalars(db.select(Card)):
            card.created_at = NOW - timedelta(days=7 if card.lemma == "sol" else 0)
    return browser


def lemmas(answer: bytes, tmp_path: Path) -> dict[str, set[str]]:
    """The words of a package by their deck, in a real collection."""
    (tmp_path / "deck.apkg").write_bytes(answer)
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        bring(collection, tmp_path / "deck.apkg")
        found: dict[str, set[str]] = {}
        for card_id in collection.find_cards(""):
            card = collection.get_card(card_id)
            found.setdefault(collection.decks.name(card.did), set()).add(card.note()["Word"])
        return found
    finally:
        collection.close()


def test_all_of_mine_has_a_deck_a_song(client: FlaskClient, tmp_path: Path) -> None:
    assert lemmas(client.get("/deck.apkg").data, tmp_path) == {
        "Canary::Luz": {"luna", "sol"}, "Canary::A\u2236\u2236B <b>": {"mar"}, "Canary::Nuit": {"nuit"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("language=fr", {"nuit"}),
        ("song=luz", {"luna", "sol"}),
        (f"since={NOW.date().isoformat()}", {"luna", "mar", "nuit"}),
        (f"song=luz&since={NOW.date().isoformat()}", {"luna"}),
    ],
)
def test_a_choice(client: FlaskClient, tmp_path: Path, choice: str, expected: set[str]) -> None:
    found = lemmas(client.get(f"/deck.apkg?{choice}").data, tmp_path)
    assert set().union(*found.values()) == expected


def test_a_song_that_is_gone(client: FlaskClient, tmp_path: Path) -> None:
    with writing():
        db.session.delete(db.session.scalars(db.select(Song).where(Song.slug == "nuit")).one())
    assert lemmas(client.get("/deck.apkg").data, tmp_path)["Canary::Words"] == {"nuit"}


@pytest.mark.parametrize("kind", ["apkg", "csv"])
def test_nothing_fits(client: FlaskClient, kind: str) -> None:
    page = client.get(f"/deck.{kind}?language=ja", follow_redirects=True)
    assert page.status_code == 200
    assert "Keep some words first" in page.text or "nothing to take home" in page.text


@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_table_is_the_same_notes(client: FlaskClient, tmp_path: Path, kind: str, delimiter: str) -> None:
    answer = client.get(f"/deck.{kind}")
    body = "".join(row for row in answer.text.splitlines(keepends=True) if not row.startswith("#"))
    rows = list(csv.reader(io.StringIO(body), delimiter=delimiter))
    assert {row[3] for row in rows} == {"luna", "sol", "mar", "nuit"}
    (tmp_path / "deck.apkg").write_bytes(client.get("/deck.apkg").data)
    table = tmp_path / f"table.{kind}"
    table.write_bytes(answer.data)
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        bring(collection, tmp_path / "deck.apkg")  # so that the note type is there
        metadata = collection.get_csv_metadata(str(table), None)
        log = collection.import_csv(ImportCsvRequest(path=str(table), metadata=metadata)).log
        assert (len(log.new), len(log.conflicting), collection.note_count()) == (0, 0, 4)
    finally:
        collection.close()


def test_the_page(client: FlaskClient, make: Factory) -> None:
    page = client.get("/deck").text
    assert "All my songs (4 words)" in page
    assert "A::B &lt;b&gt; (1)" in page
    assert "Nothing kept yet" in make.client(make.learner("beto")).get("/deck").text


def test_words_are_kept_from_songs(client: FlaskClient, make: Factory) -> None:
    learner = make.learner("carla")
    assert reviews.kept_from(learner.id) == []


def test_a_song_that_one_may_not_see_is_no_choice(client: FlaskClient, make: Factory) -> None:
    make.song("Secret", make.circle())
    assert client.get("/deck.apkg?song=secret").status_code == 404
