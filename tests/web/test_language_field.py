"""Every form that asks for a language takes its names in any of our languages, and shows its own name."""

import re

import pytest
from flask import Flask
from sqlalchemy import select, update

from canary.cards.models import Card
from canary.circles.models import Circle
from canary.db import db, writing
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.songs import languages
from canary.songs.models import Song
from tests.factories import NOW, Factory
from tests.reviews.scene import keep

NAMES = ("Deutsch", "allemand", "German", "ドイツ語", "de", "DEUTSCH", "aleman")
FIELD = re.compile(r"<canary-language.*?</canary-language>", re.DOTALL)


def fields(page: str) -> list[str]:
    return FIELD.findall(page)


def choices(field: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)"', field)


def test_every_language_is_in_the_list_by_its_own_name() -> None:
    found = {one.code: one for one in languages.to_choose()}
    assert set(found) == set(languages.LANGUAGES)
    assert (found["de"].own, found["ja"].own, found["es"].own) == ("Deutsch", "日本語", "Español")
    assert {"allemand", "German", "Deutsch", "ドイツ語"} <= set(found["de"].names.split("|"))
    for one in found.values():
        assert languages.typed(one.own) == one.code, "what the list writes into the field is understood"
        assert all(languages.code(name) for name in one.names.split("|"))
    assert [one.own for one in languages.to_choose(["pt-br", "", "pt-br"])] == ["Português (BR)"]
    assert languages.typed(languages.own_name("pt-br")) == "pt-br"
    assert (languages.own_name("Klingon"), languages.own_name("")) == ("Klingon", "")


@pytest.mark.parametrize("name", NAMES)
def test_filters(app: Flask, make: Factory, name: str) -> None:
    circle = make.circle()
    host = make.learner("hanna", circle, "host", speaks=["de", "es"])
    ana = make.learner("ana", circle, learns=["de", "es"])
    lied, luz = make.song("Lied", language="de"), make.song("Luz", language="es")
    for song in (lied, luz):
        make.post(ana, song, circle, f"Was? {song.title}", kind="question", created_at=NOW)
    german = keep(host, 5, lied)
    keep(host, 5, luz, first=10)
    with writing():
        db.session.execute(update(Card).where(Card.id.in_(german)).values(language="de"))
    client = make.client(host)
    for address in ("/songs", "/words/songs", "/weeks", "/unanswered?kind=post"):
        mark = "&" if "?" in address else "?"
        page = client.get(f"{address}{mark}language={name}").text
        (field,) = fields(page)
        assert 'value="Deutsch"' in field, address
        assert choices(field) == ["Deutsch", "Español"], address
        main = page.split("<main", 1)[1].replace(field, "")
        assert "Lied" in main, address
        assert "Luz" not in main, address
    assert 'value="Deutsch"' in fields(client.get(f"/words?language={name}").text)[0]
    assert 'value="Deutsch"' in fields(client.get(f"/reviews/quick?language={name}").text)[0]
    assert choices(fields(client.get("/deck").text)[0]) == ["Deutsch", "Español"]
    deck = client.get(f"/deck.json?language={name}").text
    assert "palabra4" in deck
    assert "palabra14" not in deck


@pytest.mark.parametrize("name", NAMES)
def test_forms(app: Flask, make: Factory, name: str) -> None:
    circle = make.circle()
    host = make.learner("hanna", circle, "host")
    make.song("Own", circle, host)
    client, circle_id = make.client(host), circle.id
    details = {"title": "Own", "artist": "", "level": "", "licence": "CC BY 4.0", "credits": "", "visibility": "circle"}
    assert client.post("/songs/own/edit", data=details | {"language": name}).status_code == 302
    assert db.session.scalars(select(Song.language).where(Song.slug == "own")).one() == "de"
    assert 'value="Deutsch"' in fields(client.get("/songs/own/edit").text)[0]
    entry = {"body": "Ich singe.", "language": name, "client_id": "c" * 12, "visibility": "me"}
    assert client.post("/journal/new", data=entry).status_code in {302, 303}
    assert db.session.scalars(select(Entry.language)).one() == "de"
    assert (
        client.post("/circle", data={"name": "Us", "time_zone": "UTC", "languages": f"{name}, ja"}).status_code == 302
    )
    assert db.session.get_one(Circle, circle_id).languages == ["de", "ja"]
    assert client.post("/account", data={"learns": f"{name}, 日本語", "speaks": name}).status_code == 302
    learner = db.session.scalars(select(Learner)).one()
    assert (learner.learns, learner.speaks) == (["de", "ja"], ["de"])
    learns, speaks = fields(client.get("/account").text)
    assert 'value="Deutsch, 日本語"' in learns
    assert 'value="Deutsch"' in speaks
    assert "data-several" in learns


def test_what_is_no_language_is_shown_again_with_a_sentence(app: Flask, make: Factory) -> None:
    circle = make.circle()
    host = make.learner("hanna", circle, "host")
    make.song("Own", circle, host)
    client = make.client(host)
    details = {"title": "Own", "licence": "CC BY 4.0", "visibility": "circle", "language": "Klingon"}
    answers = {
        "/songs/own/edit": client.post("/songs/own/edit", data=details),
        "/account": client.post("/account", data={"learns": "Deutsch, Klingon"}),
        "/circle": client.post("/circle", data={"name": "Us", "time_zone": "UTC", "languages": "Deutsch, Klingon"}),
        "/journal/new": client.post("/journal/new", data={"body": "x", "language": "Klingon", "client_id": "c" * 12}),
    }
    for address, answer in answers.items():
        assert answer.status_code == 422, address
        field = fields(answer.text)[0]
        assert "Klingon" in field, address
        assert 'aria-invalid="true"' in field, address
        assert 'class="wrong"' in field, address
    for address in ("/songs", "/words/songs", "/weeks", "/unanswered", "/words", "/reviews/quick", "/deck.json"):
        assert client.get(f"{address}?language=Klingon").status_code == 200, address


def test_a_language_without_a_region_finds_its_regions(app: Flask, make: Factory) -> None:
    make.song("Lua", language="pt-br"), make.song("Mar", language="pt"), make.song("Luz")
    page = app.test_client().get("/songs?language=Portuguese").text
    assert [title in page for title in ("Lua", "Mar", "Luz")] == [True, True, False]
    page = app.test_client().get("/songs?language=Português (BR)").text
    assert [title in page for title in ("Lua", "Mar", "Luz")] == [True, False, False]
