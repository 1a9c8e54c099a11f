"""The catalogue's pages, media and what its owners may do with a song."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from canary.db import db
from canary.lyrics.models import SongLyrics
from canary.songs import service as songs
from canary.songs.models import Song
from canary.vocab.models import SongWord
from canary.web.context import context_of
from tests.factories import Factory
from tests.music import picture

DETAILS = {
    "title": "Luz", "artist": "Ana", "language": "es", "level": "A2", "licence": "CC BY 4.0", "visibility": "circle",
    "credits": "Words: Ana Ruiz",
}  # fmt: skip


@pytest.fixture
def owner(make: Factory) -> FlaskClient:
    """Somebody whose song "Luz" this is."""
    circle = make.circle()
    ana = make.learner("ana", circle)
    song = make.song("Luz", circle, ana)
    make.word(song)
    return make.client(ana)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["El pan", "Luna", "Pluie"]), ("q=luna", ["Luna"]), ("q=LUN", ["Luna"]), ("q=ana+luna", ["Luna"]),
        ("q=zoe", ["Pluie"]), ("q=%25", []), ("q=_", []),
        ("q=nothing", []), ("language=fr", ["Pluie"]), ("language=xx", []), ("q=%00", None), ("q=%5C", None),
        ("q=%27%3B+DROP+TABLE+songs", []), ("q=" + "a" * 5000, []),
    ],
)  # fmt: skip
def test_search(app: Flask, make: Factory, query: str, titles: list[str] | None) -> None:
    make.song("Luna")
    make.song("El pan")
    make.song("Pluie", artist="Zoé Zoe", language="fr")
    page = app.test_client().get(f"/songs?{query}")
    assert page.status_code == 200
    if titles is not None:
        found = [
            title for title in ("El pan", "Luna", "Pluie") if f'/songs/{title.lower().replace(" ", "-")}"' in page.text
        ]
        assert found == titles


def test_what_was_searched_is_shown_safely(app: Flask) -> None:
    page = app.test_client().get("/songs", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert "&#34;&gt;&lt;script&gt;" in page


def test_ranges_and_caching_of_sound(app: Flask, make: Factory) -> None:
    make.song("Luz")
    client = app.test_client()
    whole = client.get("/songs/luz/audio")
    size = len(whole.data)
    assert (whole.status_code, whole.headers["Accept-Ranges"], whole.mimetype) == (200, "bytes", "audio/mpeg")
    part = client.get("/songs/luz/audio", headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.data) == (206, whole.data[2:5])
    assert part.headers["Content-Range"] == f"bytes 2-4/{size}"
    assert client.get("/songs/luz/audio", headers={"Range": f"bytes={size}-"}).status_code == 416
    same = client.get("/songs/luz/audio", headers={"If-None-Match": whole.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    assert client.head("/songs/luz/audio").headers["Content-Length"] == str(size)


def test_a_circles_sound_is_never_kept_by_others(owner: FlaskClient) -> None:
    assert "private" in owner.get("/songs/luz/audio").headers["Cache-Control"]


def test_a_lost_file_is_said(app: Flask, make: Factory) -> None:
    song = make.song("Luz")
    context_of(app).store.delete(song.audio_key)
    page = app.test_client().get("/songs/luz/audio")
    assert page.status_code == 404
    assert "This song’s file is missing on the server." in page.text


def test_change_details(owner: FlaskClient) -> None:
    cover = (io.BytesIO(picture()), "cover.jpg")
    answer = owner.post(
        "/songs/luz/edit", data=DETAILS | {"title": " Otra   luz ", "visibility": "public", "cover": cover}
    )
    assert (answer.status_code, answer.location) == (302, "/songs/luz")
    song = songs.by_slug("luz")
    assert song is not None
    assert (song.title, song.visibility, song.credits) == (
        "Otra luz",
        "public",
        [{"role": "Words", "name": "Ana Ruiz"}],
    )
    assert owner.get("/songs/luz/cover").mimetype == "image/jpeg"
    assert "Otra luz" in owner.get("/songs/luz").text
    assert 'value="Otra luz"' in owner.get("/songs/luz/edit").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Give the song a title"),
        ({"title": "x" * 201}, "Give the song a title"),
        ({"artist": "x" * 201}, "Shorten the artist"),
        ({"language": "xx"}, "Choose a language from the list."),
        ({"level": "Z9"}, "Choose a level from A1 to C2"),
        ({"licence": "stolen"}, "Choose a licence from the list."),
        ({"visibility": "everybody"}, "Choose who may see the song."),
        ({"visibility": "public", "licence": "private"}, "Choose a licence that allows sharing"),
        ({"visibility": "public", "licence": ""}, "Choose a licence that allows sharing"),
    ],
)
def test_details_that_cannot_be(owner: FlaskClient, wrong: dict[str, str], sentence: str) -> None:
    page = owner.post("/songs/luz/edit", data=DETAILS | {"credits": "Kept: as typed"} | wrong)
    assert page.status_code == 422
    assert sentence in page.text
    assert "Kept: as typed" in page.text
    song = songs.by_slug("luz")
    assert song is not None
    assert (song.title, song.version) == ("Luz", song.version)


def test_a_cover_that_is_no_picture(owner: FlaskClient) -> None:
    page = owner.post("/songs/luz/edit", data=DETAILS | {"cover": (io.BytesIO(b"text"), "cover.jpg")})
    assert page.status_code == 422
    assert "The cover can’t be read." in page.text


def test_new_lyrics_bring_new_words(owner: FlaskClient) -> None:
    assert (
        owner.post("/songs/luz/lyrics", data={"lyrics": "El pescador mira el puerto\nCanta la gaviota"}).status_code
        == 302
    )
    assert "pescador" in owner.get("/songs/luz").text
    words = owner.get("/songs/luz/words").text
    assert "gaviota" in words
    file = (io.BytesIO(b"[00:01.00]Uno\n[00:02.00]Dos"), "luz.lrc")
    assert owner.post("/songs/luz/lyrics", data={"lyrics": "", "lyrics_file": file}).status_code == 302
    assert owner.get("/songs/luz/lyrics.lrc").text.count("[00:0") == 2
    owner.post("/songs/luz/edit", data=DETAILS | {"language": "fr"})
    assert db.session.scalar(select(func.count(SongWord.id))) is not None


def test_a_file_in_old_letters_is_asked_about_and_then_read(owner: FlaskClient) -> None:
    def send(**form: str) -> TestResponse:
        file = (io.BytesIO("[00:01.00]Zażółć gęślą jaźń".encode("cp1250")), "luz.lrc")
        return owner.post("/songs/luz/lyrics", data={"lyrics": "", "lyrics_file": file} | form)

    page = send()
    assert page.status_code == 422
    assert "We can’t detect this file’s text encoding." in page.text
    assert "Central European (Windows 1250)" in page.text
    wrong = send(encoding="euc_jp").text  # what was chosen stands there still
    assert "This file isn’t in euc_jp" in wrong
    assert 'value="euc_jp" selected' in wrong
    assert send(encoding="cp1250").status_code == 302
    assert "jaźń" in owner.get("/songs/luz/lyrics.lrc").text
    assert "Choose a text encoding from the list" in send(encoding="zip").text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"lyrics": ""}, "There are no lines in these lyrics."),
        ({"lyrics": "  \n\n "}, "There are no lines in these lyrics."),
        ({"lyrics": "la " * 1000}, "Line 1 has 3,000 characters"),
        ({"lyrics": "[ti:Only a header]"}, "There are no lines in these lyrics."),
        ({"lyrics": "", "lyrics_file": (io.BytesIO(b"\x7fELF\x00\x01" * 100), "x.lrc")}, "This isn’t a text file"),
    ],
)
def test_lyrics_that_are_none(owner: FlaskClient, form: dict[str, object], sentence: str) -> None:
    page = owner.post("/songs/luz/lyrics", data=form)
    assert page.status_code == 422
    assert sentence in page.text
    assert "Hola luna" in owner.get("/songs/luz").text


def test_removing_a_song_removes_its_files_and_rows(app: Flask, owner: FlaskClient) -> None:
    song = songs.by_slug("luz")
    assert song is not None
    path = context_of(app).store.path(song.audio_key)
    assert path.is_file()
    assert owner.post("/songs/luz/remove").status_code == 302
    assert not path.exists()
    for model in (Song, SongLyrics, SongWord):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    assert owner.post("/songs/luz/remove").status_code == 404
    assert owner.get("/songs/luz").status_code == 404


def test_a_file_that_another_song_needs_stays(app: Flask, make: Factory) -> None:
    circle, there = make.circle(), make.circle()
    ana = make.learner("ana", circle)
    first = make.song("Luz", circle, ana)
    key, hashed = first.audio_key, first.audio_hash
    make.song("Same", there, audio_key=key, audio_hash=hashed)
    make.client(ana).post("/songs/luz/remove")
    assert context_of(app).store.path(key).is_file()


def test_a_song_is_never_shown_for_another(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle)
    ana_id, circle_id = ana.id, circle.id
    client = make.client(ana)
    make.song("Before", circle, ana)
    assert "Before" in client.get("/songs/before").text
    client.post("/songs/before/remove")
    make.song("After", db.session.get_one(type(circle), circle_id), db.session.get_one(type(ana), ana_id))
    page = client.get("/songs/after").text
    assert "After" in page
    assert "Before" not in page


@pytest.mark.parametrize("slug", ["never-made", "..", "%00", "%2e%2e%2fetc", "x" * 500, "'; drop", "songs%2Fluz"])
@pytest.mark.parametrize("rest", ["", "/audio", "/cover", "/words", "/thread", "/lyrics.lrc"])
def test_songs_that_do_not_exist(app: Flask, slug: str, rest: str) -> None:
    assert app.test_client().get(f"/songs/{slug}{rest}").status_code in {404, 308} | ({200} if slug == ".." else set())
