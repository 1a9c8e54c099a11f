"""Bringing songs through the page: in one form or by a script, with lyrics files beside them."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from canary.db import db
from canary.jobs import service as jobs
from canary.jobs.models import Job
from canary.songs import service as songs
from canary.songs.models import Song
from canary.web.context import context_of
from tests.factories import Factory
from tests.music import LRC

Cuts = Callable[[str], Path]
JSON = {"Accept": "application/json"}


@pytest.fixture
def ana(make: Factory) -> FlaskClient:
    """A member's browser."""
    return make.client(make.learner("ana", make.circle()))


def files(cuts: Cuts, **more: str) -> dict[str, Any]:
    given: dict[str, Any] = {
        "files": [
            (io.BytesIO(cuts("mp3").read_bytes()), "Ana - Luz.mp3"),
            (io.BytesIO(LRC.encode()), "ANA - LUZ.lrc"),
            (io.BytesIO(b"text"), "letter.pdf"),
            (io.BytesIO(b"[00:01.00]alone"), "alone.lrc"),
        ],
        "licence": "private",
    }
    return given | more


def incoming(app: Flask) -> list[Path]:
    return [path for path in (context_of(app).settings.data / "incoming").glob("*") if path.is_file()]


def test_a_plain_form(app: Flask, ana: FlaskClient, cuts: Cuts) -> None:
    page = ana.post("/songs/import", data=files(cuts, credits="Words: Ana"))
    assert page.status_code == 200
    assert "This isn’t a sound file that we can play." in page.text
    for name in ("Ana - Luz.mp3", "letter.pdf", "alone.lrc"):
        assert name in page.text
    song = songs.by_slug("luz")
    assert song is not None
    assert (song.artist, song.language, song.visibility) == ("Ana", "es", "circle")
    assert "Canta" in ana.get("/songs/luz").text
    assert app.test_client().get("/songs/luz").status_code == 404
    assert "This sound has been added already, as “Luz”." in ana.post("/songs/import", data=files(cuts)).text


def test_a_script_and_the_worker(app: Flask, ana: FlaskClient, cuts: Cuts) -> None:
    answer = ana.post("/songs/import", data=files(cuts), headers=JSON)
    assert answer.status_code == 202
    results = answer.get_json()["results"]
    assert [("error" in row) for row in results] == [True, True, False]
    assert len(incoming(app)) == 2
    url = results[-1]["job_url"]
    assert ana.get(url, headers=JSON).get_json()["state"] == "queued"
    jobs.run(url.rsplit("/", 1)[1], context_of(app).job_handlers)
    assert ana.get(url, headers=JSON).get_json() == {
        "state": "done",
        "progress": 100,
        "message": "",
        "url": "/songs/luz",
    }
    assert incoming(app) == []
    assert db.session.scalar(select(func.count(Job.id))) == 1  # with lyrics there is nothing to look up


@pytest.mark.parametrize("headers", [{}, JSON], ids=["form", "script"])
def test_a_licence_that_is_none(app: Flask, ana: FlaskClient, cuts: Cuts, headers: dict[str, str]) -> None:
    answer = ana.post("/songs/import", data=files(cuts, licence="stolen"), headers=headers)
    assert "Choose a licence from the list." in answer.text
    assert db.session.scalar(select(func.count(Song.id))) == 0
    assert incoming(app) == []


def test_no_files(ana: FlaskClient) -> None:
    assert "No files received" in ana.post("/songs/import", data={"licence": "private"}).text
    empty = {"files": [(io.BytesIO(b""), "")], "licence": "private"}
    assert "No files received" in ana.post("/songs/import", data=empty).text


def test_who_is_in_no_circle_is_told_so(app: Flask, make: Factory, cuts: Cuts) -> None:
    sam = make.client(make.learner("sam"))
    for answer in (sam.get("/songs/import"), sam.post("/songs/import", data=files(cuts))):
        assert answer.status_code == 403
        assert "Ask a circle’s host for the join link." in answer.text


def test_lyrics_are_looked_up_only_where_asked(app: Flask, ana: FlaskClient, cuts: Cuts) -> None:
    alone = {"files": [(io.BytesIO(cuts("mp3").read_bytes()), "Luz.mp3")], "licence": "private"}
    ana.post("/songs/import", data=alone)
    assert db.session.scalar(select(func.count(Job.id))) == 0
    ana.post("/songs/luz/remove")
    alone["files"] = [(io.BytesIO(cuts("mp3").read_bytes()), "Luz.mp3")]
    ana.post("/songs/import", data=alone | {"look_up": "1"})
    assert list(db.session.scalars(select(Job.kind))) == ["look up"]


def test_the_look_up_button(app: Flask, ana: FlaskClient, cuts: Cuts) -> None:
    ana.post("/songs/import", data={"files": [(io.BytesIO(cuts("mp3").read_bytes()), "Luz.mp3")], "licence": "private"})
    answer = ana.post("/songs/luz/look-up")
    assert answer.location.startswith("/songs/luz/edit?job=")
    assert "Waiting …" in ana.get(answer.location).text
    part = ana.post("/songs/luz/look-up", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "hx-trigger" in part.text
    assert ana.get("/songs/luz/edit?job=somebody-elses").status_code == 200


@pytest.mark.parametrize(("name", "language"), [("allemand", "de"), ("日本語", "ja"), ("ES", "es")])
def test_the_language_is_named_in_any_language(ana: FlaskClient, cuts: Cuts, name: str, language: str) -> None:
    assert ana.post("/songs/import", data=files(cuts, language=name)).status_code == 200
    assert db.session.scalars(select(Song.language)).one() == language


@pytest.mark.parametrize("headers", [{}, JSON], ids=["form", "script"])
def test_a_language_that_is_none(app: Flask, ana: FlaskClient, cuts: Cuts, headers: dict[str, str]) -> None:
    answer = ana.post("/songs/import", data=files(cuts, language="Klingon"), headers=headers)
    said = str(answer.get_json()) if headers else answer.text
    assert "We don’t know the language that you typed. Choose one from the list." in said
    assert db.session.scalar(select(func.count(Song.id))) == 0
    assert incoming(app) == []
