"""Learners correct a song's words: for themselves at once, for everybody once somebody who looks after it agrees."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canary.circles import service as circles
from canary.db import db, writing
from canary.learners import accounts
from canary.learners.models import Learner
from canary.privacy import service as privacy
from canary.songs.models import Song
from canary.vocab import corrections
from canary.vocab import service as vocab
from canary.vocab.corrections import Correction, Part
from canary.vocab.models import SongLemma, WordCorrection
from tests.factories import NOW, Factory, lyrics_of

LINES = ("Dámelo despacio", "canta la luna llena", "Dámelo despacio")


@pytest.mark.parametrize(
    ("typed", "forms", "found"),
    [
        ("dá|me|lo", ["dar", "me", "lo"], ((0, 2, "dar"), (2, 4, "me"), (4, 6, "lo"))),
        ("dá me lo", ["dar"], ((0, 2, "dar"), (2, 4, "me"), (4, 6, "lo"))),
        ("dámelo", ["dar"], ((0, 6, "dar"),)),
        ("dámelo despacio", [], ((0, 6, "dámelo"), (7, 15, "despacio"))),
        ("dame|lo", [], ()),
        ("lo", [], ()),
        ("||", [], ()),
    ],
)
def test_where_words_are_cut(typed: str, forms: list[str], found: tuple[tuple[int, int, str], ...]) -> None:
    assert corrections.cut("dámelo despacio", 0, typed, forms) == found


def test_a_correction_holds_for_each_line_with_its_text_and_replaces_what_it_overlaps() -> None:
    lines = [[[0, 6, "dámelo", "VERB", "word"], [7, 15, "despacio", "ADV", "word"]]] * 2
    one = Correction("dámelo despacio", 0, 6, (Part(0, 2, "dar", "VERB"), Part(2, 6, "melo", "X")))
    again = Correction("dámelo despacio", 2, 6, (Part(2, 6, "lo", "PRON"),))
    after = corrections.apply(["dámelo despacio", "dámelo siempre"], lines, [one, again])
    assert after[0] == [
        [0, 2, "dar", "VERB", "word"], [2, 6, "lo", "PRON", "word"], [7, 15, "despacio", "ADV", "word"]
    ]  # fmt: skip
    assert after[1] == lines[1]


def song_of(make: Factory, **values: Any) -> Song:
    text = lyrics_of(LINES)
    song = make.song("Luz", text=text, **values)
    song_id = song.id
    vocab.keep(song_id, vocab.draw(text, "es"))
    return db.session.get_one(Song, song_id)


def lemmas(song_id: int, learner_id: int | None) -> set[str]:
    return {word.lemma for word in vocab.of(song_id, ("en",), learner_id)}


def forget(learner_id: int) -> None:
    """Delete an account."""
    learner = db.session.get_one(Learner, learner_id)
    with writing():
        learner.password = accounts.hashed("a short sentence")
    privacy.delete_account(circles.viewer_of(learner), "a short sentence", NOW)
    db.session.expire_all()


def card_of(client: FlaskClient, line: int = 2, unit: int = 3) -> str:
    return client.get(f"/songs/luz/lines/{line}/words/{unit}").text


def test_a_form_is_corrected_for_one_and_then_for_everybody(make: Factory) -> None:
    circle = make.circle()
    ana, hanna = make.learner("ana", circle), make.learner("hanna", circle, role="host")
    ana_id, hanna_id = ana.id, hanna.id
    song_id = song_of(make, circle_id=circle.id, visibility="circle", source="").id
    client, host = make.client(ana), make.client(hanna)
    assert "luna" in lemmas(song_id, ana_id)
    address = "/songs/luz/lines/2/words/3/correction"
    answer = client.post(address, data={"cut": "luna", "form": "lunación"}, follow_redirects=True)
    assert "lunación" in answer.text
    assert "Undo my correction" in answer.text
    assert {"lunación"} <= lemmas(song_id, ana_id)
    assert "luna" not in lemmas(song_id, ana_id)
    assert "lunación" not in lemmas(song_id, hanna_id) | lemmas(song_id, None)
    assert "lunación" in client.get("/songs/luz/words").text
    assert "correction by a learner" not in client.get("/songs/luz/words").text

    page = host.get("/songs/luz/words").text
    assert "1 correction by a learner" in page
    number = db.session.scalars(select(WordCorrection.id)).one()
    assert client.post(f"/songs/luz/corrections/{number}", data={"do": "adopt"}).status_code == 404
    assert host.post(f"/songs/luz/corrections/{number}", data={"do": "adopt"}).status_code == 302
    db.session.expire_all()
    for learner_id in (None, ana_id, hanna_id):
        assert "lunación" in lemmas(song_id, learner_id)
        assert "luna" not in lemmas(song_id, learner_id)
    counts = {row.lemma: row.count for row in db.session.scalars(select(SongLemma))}
    assert counts["lunación"] == 1
    assert "luna" not in counts
    assert "lunación" in card_of(host)

    # It stays when the lyrics are analysed anew, and when its author leaves.
    vocab.keep(song_id, vocab.draw(lyrics_of(LINES), "es"))
    forget(ana_id)
    vocab.keep(song_id, vocab.draw(lyrics_of(LINES), "es"))
    assert "lunación" in lemmas(song_id, None)


def test_a_word_is_cut_joined_and_restored(make: Factory) -> None:
    ana = make.learner("ana", make.circle())
    ana_id = ana.id
    song_id = song_of(make).id
    client = make.client(ana)
    before = vocab.tokens_of(song_id)
    client.post("/songs/luz/lines/1/words/1/correction", data={"cut": "Dá|me|lo", "form": "dar|me|lo"})
    found = vocab.tokens_of(song_id, ana_id)
    assert [word[:3] for word in found[0]][:3] == [[0, 2, "dar"], [2, 4, "me"], [4, 6, "lo"]]
    assert found[0] == found[2], "the same line is sung twice"
    assert vocab.tokens_of(song_id) == before
    client.post("/songs/luz/lines/2/words/3/correction", data={"do": "join"})
    assert [word[2] for word in vocab.tokens_of(song_id, ana_id)[1]] == ["cantar", "el", "luna llena"]
    assert "luna llena" in card_of(client)
    for line, unit in ((1, 1), (2, 3)):
        client.post(f"/songs/luz/lines/{line}/words/{unit}/correction", data={"do": "undo"})
    assert vocab.tokens_of(song_id, ana_id) == before
    assert lemmas(song_id, ana_id) == lemmas(song_id, None)
    assert "Undo my correction" not in card_of(client)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"cut": "sol", "form": "sol"}, "Leave the letters as they are"),
        ({"cut": "", "form": ""}, "Leave the letters as they are"),
        ({"cut": "luna", "form": "l" * 81}, "A dictionary form has 1 to 80 characters."),
    ],
)
def test_what_is_no_correction_is_refused(make: Factory, form: dict[str, str], sentence: str) -> None:
    ana = make.learner("ana", make.circle())
    song_of(make)
    answer = make.client(ana).post("/songs/luz/lines/2/words/3/correction", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not db.session.scalars(select(WordCorrection)).all()


def test_a_declined_correction_stays_its_authors(make: Factory) -> None:
    circle = make.circle()
    ana, hanna = make.learner("ana", circle), make.learner("hanna", circle, role="host")
    ana_id = ana.id
    song_id = song_of(make, circle_id=circle.id, visibility="circle", source="").id
    client, host = make.client(ana), make.client(hanna)
    client.post("/songs/luz/lines/2/words/3/correction", data={"cut": "luna", "form": "lunación"})
    number = db.session.scalars(select(WordCorrection.id)).one()
    host.post(f"/songs/luz/corrections/{number}", data={"do": "decline"})
    assert "correction by" not in host.get("/songs/luz/words").text
    assert "lunación" in lemmas(song_id, ana_id)
    vocab.keep(song_id, vocab.draw(lyrics_of(LINES), "es"))
    assert "lunación" in lemmas(song_id, ana_id), "also after the lyrics were analysed anew"
    forget(ana_id)
    assert not db.session.scalars(select(WordCorrection)).all()


def test_marks_follow_a_correction(make: Factory) -> None:
    ana = make.learner("ana", make.circle())
    song_of(make)
    client = make.client(ana)
    client.post("/songs/luz/lines/2/words/3/correction", data={"cut": "luna", "form": "lunación"})
    client.post("/words/status", data={"language": "es", "lemma": "lunación", "status": "known"})
    assert client.get("/songs/luz/marks.json").get_json()[1][2] == "k"
