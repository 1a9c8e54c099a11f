"""In which language words are explained: what a person chose, what they speak, what their browser asks for."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canary.db import db, writing
from canary.songs.models import Song
from canary.vocab.models import Gloss
from tests.factories import Factory, lyrics_of

GLOSSES = {"en": "a lamp", "de": "die Lampe", "es": "la lámpara"}


def english(make: Factory) -> Song:
    """An English song whose own glossary has one word in three languages."""
    song = make.song("Lights", language="en", text=lyrics_of(("zzlight moon",), translated=False))
    make.word(song, "zzlight", start=0, end=7)
    song_id = song.id
    with writing():
        db.session.query(Gloss).delete()
        for language, meaning in GLOSSES.items():
            row = {"song_id": song_id, "lemma": "zzlight", "pos": "NOUN", "language": language, "meaning": meaning}
            db.session.add(Gloss(**row))
    return song


def first_meaning(client: FlaskClient, header: str = "", address: str = "/songs/lights/words") -> str:
    page = client.get(address, headers={"Accept-Language": header} if header else {}).text
    found = page.split(" meant", 1)[1].split("<span", 1)[1].split(">", 1)[1]
    return found.split("</span>")[0]


ASKED = [
    ("", "en"),
    ("de", "de"),
    ("de-AT,de;q=0.9,en;q=0.5", "de"),
    ("fr;q=0.2, es-MX;q=0.8", "es"),
    ("sv, es;q=0.5", "es"),
    ("sv", "en"),
    ("en-GB, de;q=0.9", "en"),
    ("de;q=0, es", "es"),
    ("*", "en"),
    ("xx-%00, ;;;q=, de", "de"),
    ("q" * 5000, "en"),
]


@pytest.mark.parametrize(("header", "language"), ASKED)
def test_a_visitors_browser_decides(app: Flask, make: Factory, header: str, language: str) -> None:
    english(make)
    visitor = app.test_client()
    assert first_meaning(visitor, header) == GLOSSES[language]
    assert first_meaning(visitor, header, "/songs/lights/lines/1/words/1") == GLOSSES[language]


@pytest.mark.parametrize("address", ["/songs/lights/words", "/songs/lights/lines/1/words/1", "/songs/lights"])
def test_caches_keep_the_languages_apart(app: Flask, make: Factory, address: str) -> None:
    english(make)
    visitor = app.test_client()
    answers = [visitor.get(address, headers={"Accept-Language": header}) for header in ("de", "es", "de")]
    for answer in answers:
        assert {"Accept-Language", "Cookie"} <= {part.strip() for part in answer.headers["Vary"].split(",")}
        assert "private" in answer.headers["Cache-Control"]
    if tag := answers[0].headers.get("ETag"):
        assert [answer.headers["ETag"] == tag for answer in answers] == [True, False, True]
        other = visitor.get(address, headers={"Accept-Language": "es", "If-None-Match": tag})
        assert other.status_code == 200, "a page in one language isn't served for another"
        same = visitor.get(address, headers={"Accept-Language": "de", "If-None-Match": tag})
        assert same.status_code == 304
    else:
        shown = [first_meaning(visitor, header, address) for header in ("de", "es", "de")]
        assert shown == [GLOSSES[language] for language in ("de", "es", "de")]


def test_a_visitor_chooses_another_language(app: Flask, make: Factory) -> None:
    english(make)
    visitor = app.test_client()
    page = visitor.get("/songs/lights/words", headers={"Accept-Language": "de"}).text
    assert 'Meanings in <bdi lang="de">Deutsch</bdi>' in page
    answer = visitor.post("/meanings", data={"language": "espagnol", "next": "/songs/lights/words"})
    assert answer.location == "/songs/lights/words"
    (cookie,) = [text for text in answer.headers.getlist("Set-Cookie") if text.startswith("meanings=")]
    assert cookie.startswith("meanings=es;")
    assert {"HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert first_meaning(visitor, "de") == GLOSSES["es"]
    assert "Meanings are in Español now, where we have them." in app.test_client().post(
        "/meanings", data={"language": "es", "next": "/songs/lights/words"}, follow_redirects=True
    ).text  # fmt: skip
    visitor.post("/meanings", data={"language": "en"})
    assert first_meaning(visitor, "de") == GLOSSES["en"]
    visitor.post("/meanings", data={"language": ""})
    assert first_meaning(visitor, "de") == GLOSSES["de"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_goes_back_to_this_site_only(app: Flask, target: str) -> None:
    answer = app.test_client().post("/meanings", data={"language": "de", "next": target})
    assert "evil" not in answer.location
    assert answer.location.startswith("/")


def test_what_is_no_language_changes_nothing(app: Flask, make: Factory) -> None:
    english(make)
    visitor = app.test_client()
    answer = visitor.post(
        "/meanings", data={"language": "Klingon", "next": "/songs/lights/words"}, follow_redirects=True
    )
    assert "We don’t know the language “Klingon”." in answer.text
    visitor.set_cookie("meanings", "'; DROP TABLE")
    assert first_meaning(visitor, "de") == GLOSSES["de"]


def test_a_learner_who_speaks_a_language_reads_it_first(app: Flask, make: Factory) -> None:
    english(make)
    ana = make.client(make.learner("ana", speaks=["es"]))
    assert first_meaning(ana, "de") == GLOSSES["es"]
    nobody = make.client(make.learner("nobody"))
    assert first_meaning(nobody, "de") == GLOSSES["de"]
    ana.post("/meanings", data={"language": "de"})
    assert first_meaning(ana, "en") == GLOSSES["de"]


def test_a_song_in_the_readers_own_language(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    make.word(song)
    page = app.test_client().get("/songs/luz/words", headers={"Accept-Language": "es, de;q=0.5"}).text
    assert 'Meanings in <bdi lang="de">Deutsch</bdi>' in page, "Spanish words aren't explained in Spanish"
