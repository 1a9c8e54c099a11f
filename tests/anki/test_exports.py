"""Large files of cards are written by the worker, one at a time for each learner, and only their owner gets them."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from canary.anki import exports
from canary.cards.models import Card
from canary.db import db, writing
from canary.jobs import service as jobs
from canary.jobs.models import Job
from canary.learners import accounts
from canary.learners.models import Learner
from canary.web.context import context
from tests.anki.test_choice import lemmas
from tests.factories import NOW, Factory

PASSWORD = "a short sentence"
SENTENCE = "This file isn’t finished yet. Choose the next one when it is."


def fill(make: Factory, name: str, count: int) -> FlaskClient:
    """Somebody who has kept so many words of a song."""
    learner, song = make.learner(name), make.song(f"Luz of {name}")
    same = {"learner_id": learner.id, "song_id": song.id, "language": "es", "pos": "NOUN", "line": 0, "start": 0,
            "end": 4, "line_text": "luna", "line_translation": "", "created_at": NOW}  # fmt: skip
    empty = dict.fromkeys(("reading", "sense", "level", "credit", "note"), "")
    with writing():
        rows = [{**same, **empty, "lemma": f"luna{n}", "meaning": f"moon {n}"} for n in range(count)]
        db.session.execute(insert(Card), rows)
    return make.client(learner)


def asked() -> Sequence[Job]:
    """The jobs that write files, oldest first."""
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.kind == "deck").order_by(Job.created_at)).all()


def work() -> None:
    """Do what a worker does."""
    for job in asked():
        jobs.run(job.id, context().job_handlers)


def link(page: str) -> str:
    found = re.search(r'class="button main" href="(/deck/files/[^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def ana(app: Flask, make: Factory, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Ana has kept eleven words, where ten are many."""
    monkeypatch.setattr(exports, "MANY", 10)
    return fill(make, "ana", 11)


def test_a_large_deck_is_written_by_the_worker(ana: FlaskClient, tmp_path: Path) -> None:
    answer = ana.get("/deck.apkg?ask=meaning")
    assert answer.status_code == 302
    waiting = answer.headers["Location"]
    assert "Waiting …" in ana.get(waiting).text
    work()
    page = ana.get(waiting).text
    assert "Your file is ready. You can download it for a day." in page
    file = ana.get(link(page))
    assert file.headers["Content-Disposition"] == "attachment; filename=canary.apkg"
    assert lemmas(file.data, tmp_path) == {"Canary::Luz of ana": {f"luna{n}" for n in range(11)}}


def test_tables_and_notes_too(ana: FlaskClient) -> None:
    waiting = ana.get("/deck.csv").headers["Location"]
    work()
    rows = list(csv.reader(io.StringIO(ana.get(link(ana.get(waiting).text)).text)))
    assert {f"luna{n}" for n in range(11)} <= {cell for row in rows for cell in row}

    answer = ana.get("/deck.json")
    assert answer.status_code == 202
    job = answer.get_json()["job"]
    assert ana.get(job, headers={"Accept": "application/json"}).get_json()["state"] == "queued"
    work()
    told = ana.get(job, headers={"Accept": "application/json"}).get_json()
    assert told["state"] == "done"
    assert len(ana.get(told["url"]).get_json()["notes"]) == 11


def test_few_words_come_at_once(ana: FlaskClient, make: Factory) -> None:
    few = fill(make, "bea", 10)
    assert few.get("/deck.apkg").status_code == 200
    assert ana.get("/deck.apkg?language=fr").headers["Location"] == "/deck"  # she has none
    assert not asked()


def test_one_at_a_time(ana: FlaskClient) -> None:
    first = ana.get("/deck.apkg").headers["Location"]
    assert ana.get("/deck.apkg").headers["Location"] == first  # the same file again
    other = ana.get("/deck.csv", follow_redirects=True)
    assert other.request.path == first
    assert SENTENCE in other.text
    assert ana.get("/deck.json").status_code == 409
    assert len(asked()) == 1
    work()
    assert ana.get("/deck.csv").headers["Location"] != first


def test_it_is_its_owners_and_goes(ana: FlaskClient, make: Factory, app: Flask) -> None:
    waiting = ana.get("/deck.apkg").headers["Location"]
    work()
    file = link(ana.get(waiting).text)
    bea = fill(make, "bea", 11)
    assert bea.get(waiting).status_code == 404
    assert bea.get(file).headers["Location"] == "/deck"
    assert ana.get("/deck/files/../../canary.db").status_code == 404
    assert ana.get(file).status_code == 200

    ana.get("/deck.csv")
    work()
    assert "This file is gone. Download your words again." in ana.get(file, follow_redirects=True).text
    exports.sweep(context().settings.data, (NOW + timedelta(days=36500)).timestamp())
    assert not list((context().settings.data / "exports").glob("*/*"))


def test_it_goes_with_its_owners_account(ana: FlaskClient) -> None:
    ana.get("/deck.apkg")
    work()
    with writing():
        ana_herself = db.session.scalars(select(Learner)).one()
        ana_herself.password = accounts.hashed(PASSWORD)
    (file,) = (context().settings.data / "exports").glob("*/*.apkg")
    assert ana.post("/account/delete", data={"password": "wrong"}).status_code == 422
    assert file.exists()
    assert ana.post("/account/delete", data={"password": PASSWORD}).status_code == 302
    assert not file.exists()


def test_a_script_gets_the_notes_that_it_names(ana: FlaskClient, tmp_path: Path) -> None:
    ana.get("/deck.json")
    work()
    notes = ana.get(asked()[-1].url).get_json()["notes"]
    key = notes[3]["values"][-1]
    package = ana.post("/deck.apkg", data={"key": [key]})
    assert lemmas(package.data, tmp_path) == {"Canary::Luz of ana": {"luna3"}}
