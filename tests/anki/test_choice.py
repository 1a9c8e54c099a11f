"""What is taken home: of one song, a language, since a day; as a deck or as a table."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from anki.collection import Collection
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV
from anki.import_export_pb2 import ImportCsvRequest
from flask import Flask
from flask.testing import FlaskClient

from canary.anki.models import ExportedNote
from canary.cards import service as cards
from canary.cards.models import Card
from canary.circles.models import Membership
from canary.db import db, writing
from canary.learners.models import Learner
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


def imported(client: FlaskClient, collection: Collection, folder: Path, asks: str = "") -> tuple[int, int]:
    """Take all home and import it: (new, updated)."""
    (folder / "deck.apkg").write_bytes(client.get(f"/deck.apkg{asks}").data)
    return bring(collection, folder / "deck.apkg")


def test_only_what_changed_is_updated_and_the_schedule_stays(client: FlaskClient, tmp_path: Path) -> None:
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        assert imported(client, collection, tmp_path) == (4, 0)
        card = collection.get_card(collection.find_cards("Word:sol card:1")[0])
        card.type, card.queue = CARD_TYPE_REV, QUEUE_TYPE_REV
        card.ivl, card.due = 40, 99
        collection.update_card(card)
        assert imported(client, collection, tmp_path) == (0, 0)
        for meaning in ("the sun", "the sun in the sky"):
            card_id = db.session.scalars(db.select(Card.id).where(Card.lemma == "sol")).one()
            client.post(f"/cards/{card_id}", data={"meaning": meaning, "note": ""})
            assert imported(client, collection, tmp_path) == (0, 1)
        after = collection.get_card(card.id)
        assert (after.ivl, after.due, after.note()["Meaning"]) == (40, 99, "the sun in the sky")
        assert imported(client, collection, tmp_path, "?ask=meaning") == (0, 4), "other questions are another text"
        assert imported(client, collection, tmp_path, "?ask=meaning&song=nuit") == (0, 0)
    finally:
        collection.close()


def test_one_person_taking_leaves_the_others_dates_alone(client: FlaskClient, make: Factory, tmp_path: Path) -> None:
    client.get("/deck.apkg")
    make.client(make.learner("beto")).get("/deck.apkg")
    assert db.session.scalar(db.select(db.func.count()).select_from(ExportedNote)) == 4


def test_the_songs_of_the_week(client: FlaskClient, make: Factory, tmp_path: Path) -> None:
    songs = {song.slug: song.id for song in db.session.scalars(db.select(Song))}
    answer = client.get("/weeks/now/deck", follow_redirects=True)
    assert "no song for this week" in answer.text
    ana = db.session.scalars(db.select(Learner).where(Learner.username == "ana")).one().id
    for slug in ("luz", "nuit"):
        circle = make.circle()
        circle_id = circle.id
        make.week(circle, db.session.get_one(Song, songs[slug]))
        with writing():
            db.session.add(Membership(circle_id=circle_id, learner_id=ana, role="member", joined_at=NOW))
    answer = client.get("/weeks/now/deck", follow_redirects=True)
    assert lemmas(answer.data, tmp_path) == {"Canary::Luz": {"luna", "sol"}, "Canary::Nuit": {"nuit"}}
    assert "This week’s songs (3)" in client.get("/deck?song=luz,nuit").text


def test_nothing_kept_of_the_week_leads_to_picking(client: FlaskClient, make: Factory) -> None:
    song = make.song("Neu", language="de")
    make.word(song, "mond")
    page = client.get("/deck.apkg?song=neu", follow_redirects=True)
    assert "Keep some words first" in page.text
    assert 'id="pick-word"' in page.text


def test_the_notes_for_a_running_anki_are_those_of_the_table(client: FlaskClient) -> None:
    answer = client.get("/deck.json")
    sent = answer.get_json()
    names = sent["model"]["inOrderFields"]
    table = "".join(row for row in client.get("/deck.csv").text.splitlines(keepends=True) if not row.startswith("#"))
    rows = {row[3]: row[3:] for row in csv.reader(io.StringIO(table))}
    for one in sent["notes"]:
        values = dict(zip(names, one["values"], strict=True))
        plain = dict(zip(names, rows[values["Word"]], strict=True))
        assert {**values, "Audio": ""} == plain
        assert values["Audio"] == f"[sound:{one['sound']['name']}]"
        assert one["sound"]["url"].endswith("/lines/1/sound")
    assert len({one["values"][-1] for one in sent["notes"]}) == 4
    assert "connect-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "connect-src 'self' http://127.0.0.1:8765;" in client.get("/deck").headers["Content-Security-Policy"]
    assert "8765" not in client.get("/songs").headers["Content-Security-Policy"]


def test_no_sound_leaves_where_the_licence_keeps_it(client: FlaskClient, make: Factory) -> None:
    with writing():
        db.session.execute(db.update(Song).where(Song.slug == "luz").values(licence="private"))
    sent = client.get("/deck.json?song=luz").get_json()
    assert [one["sound"] for one in sent["notes"]] == [None, None]
    assert "only if the song’s licence" in client.get("/deck").text


def test_a_song_that_is_gone(client: FlaskClient, tmp_path: Path) -> None:
    with writing():
        db.session.delete(db.session.scalars(db.select(Song).where(Song.slug == "nuit")).one())
    assert lemmas(client.get("/deck.apkg").data, tmp_path)["Canary::Words"] == {"nuit"}


@pytest.mark.parametrize("kind", ["apkg", "csv"])
def test_nothing_fits(client: FlaskClient, kind: str) -> None:
    page = client.get(f"/deck.{kind}?language=ja", follow_redirects=True)
    assert page.status_code == 200
    assert "Keep some words first" in page.text or "nothing to download" in page.text


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
    assert "No words yet" in make.client(make.learner("beto")).get("/deck").text


def test_words_are_kept_from_songs(client: FlaskClient, make: Factory) -> None:
    learner = make.learner("carla")
    assert cards.kept_from(learner.id) == []


def test_a_song_that_one_may_not_see_is_no_choice(client: FlaskClient, make: Factory) -> None:
    make.song("Secret", make.circle())
    assert client.get("/deck.apkg?song=secret").status_code == 404


def test_the_sound_goes_with_its_line_when_lines_move(client: FlaskClient) -> None:
    with writing():
        for card in db.session.scalars(db.select(Card)):
            card.line_text = "canta conmigo" if card.lemma == "luna" else "a line that is gone"
    sent = client.get("/deck.json?song=luz").get_json()
    assert [one["sound"] and one["sound"]["url"] for one in sent["notes"]] == ["/songs/luz/lines/2/sound", None]


def test_what_a_script_asks_for_by_key(client: FlaskClient, tmp_path: Path) -> None:
    notes = client.get("/deck.json").json
    assert notes is not None
    keys = {note["values"][0]: note["values"][-1] for note in notes["notes"]}
    answer = client.post("/deck.apkg", data={"key": [keys["luna"], keys["nuit"], "f" * 20]})
    assert lemmas(answer.data, tmp_path) == {"Canary::Luz": {"luna"}, "Canary::Nuit": {"nuit"}}
    assert client.post("/deck.apkg", data={"key": ["f" * 20]}).status_code == 302


def test_by_what_one_says_of_the_word(client: FlaskClient, tmp_path: Path) -> None:
    client.post("/words/status", data={"language": "es", "lemma": "luna", "status": "known"})
    for status, expected in (
        ("known", {"luna"}),
        ("learning", {"sol", "mar", "nuit"}),
        ("any", {"luna", "sol", "mar", "nuit"}),
    ):
        notes = client.get(f"/deck.json?status={status}").json
        assert notes is not None
        assert {note["values"][0] for note in notes["notes"]} == expected


def test_a_table_holds_no_formula_and_anki_none_the_less_the_sign(app: Flask, make: Factory, tmp_path: Path) -> None:
    eve = make.learner("eve")
    song = make.song("=Sum", language="es")
    browser = make.client(eve)
    browser.post(f"/songs/{song.slug}/words/keep", data={"word": [str(make.word(song, '=HYPERLINK("x")').id)]})
    for kind, delimiter in (("csv", ","), ("tsv", "\t")):
        text = browser.get(f"/deck.{kind}").get_data(as_text=True)
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        note = next(row for row in rows if not row[0].startswith("#"))
        assert not [cell for cell in note[1:] if cell[:1] in set("=+-@")]
        assert note[3] == '&#61;HYPERLINK("x")'
