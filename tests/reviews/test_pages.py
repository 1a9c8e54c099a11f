"""The practice page as it is served: with scripts, without, empty, and its forms."""

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from canary.cards.models import Card
from canary.db import db, writing
from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from canary.reviews import memory
from canary.reviews import service as reviews
from canary.reviews.models import Schedule
from canary.web.clock import now
from canary.web.context import context_of
from tests.bench.scene import counted
from tests.factories import NOW, Factory, lyrics_of
from tests.reviews.scene import answers, keep, put_aside, scheduled


@pytest.fixture
def ana(make: Factory) -> Learner:
    """A learner in a circle."""
    return make.learner("ana", make.circle())


@pytest.fixture
def client(make: Factory, ana: Learner) -> FlaskClient:
    """Her browser."""
    return make.client(ana)


def questions(page: str) -> list[dict[str, object]]:
    """What the page gives its script."""
    found = re.search(r'data-part="questions">(.*?)</script>', page, re.S)
    return json.loads(found[1]) if found else []


def test_the_questions_are_in_the_page(client: FlaskClient, ana: Learner, make: Factory) -> None:
    song = make.song("Luz")
    keep(ana, 2, song)
    page = client.get("/reviews").text
    first, second = questions(page)
    assert first["lemma"] == "palabra0"
    assert first["line"] == ["Hola ", "luna", ""]
    assert first["rows"] == [{"before": "Hola ", "word": "luna", "after": "", "lang": "es", "look": "mark"}]
    stages: Any = first["stages"]
    assert stages[0]["waits"] == {"1": "1 min", "2": "6 min", "3": "10 min", "4": "8 d"}
    assert str(first["key"]).endswith(".new")
    assert str(first["sound_url"]).startswith("/songs/luz/lines/1/sound?text=")
    assert first["song_url"] == "/songs/luz#line-1"
    assert second["lemma"] == "palabra1"
    assert "<mark>luna</mark>" in page


def test_hostile_words_stay_words(client: FlaskClient, ana: Learner) -> None:
    (card,) = keep(ana, 1)
    nasty = '</script><script>alert(1)</script>"&'
    with writing():
        db.session.execute(update(Card).where(Card.id == card).values(meaning=nasty, lemma=nasty[:20]))
    page = client.get("/reviews").text
    assert "<script>alert" not in page
    assert questions(page)[0]["meaning"] == nasty


def test_a_song_that_one_may_not_see_any_more(client: FlaskClient, ana: Learner, make: Factory) -> None:
    song = make.song("Secret", make.circle())
    keep(ana, 1, song)
    (question,) = questions(client.get("/reviews").text)
    assert (question["song"], question["song_url"], question["sound_url"]) == ("", "", "")
    assert question["line"] == ["Hola ", "luna", ""], "what was kept stays readable"


def test_without_scripts_one_after_the_other(client: FlaskClient, ana: Learner) -> None:
    keep(ana, 2)
    page = client.get("/reviews").text
    form = dict(re.findall(r'name="(id|schedule)" value="([^"]+)"', page))
    answer = client.post("/reviews/answers", data=form | {"rating": "4"})
    assert answer.location == f"/reviews?last={form['id']}"
    assert client.post("/reviews/answers", data=form | {"rating": "1"}).status_code == 302
    assert [one.rating for one in answers()] == [4]
    page = client.get(answer.location).text
    assert [q["lemma"] for q in questions(page)] == ["palabra1"]
    assert f'name="id" value="{form["id"]}"' in page
    assert client.post("/reviews/undo", data={"id": form["id"]}).location == "/reviews"
    assert [q["lemma"] for q in questions(client.get("/reviews").text)] == ["palabra0", "palabra1"]
    assert (
        "can’t be undone any more" in client.post("/reviews/undo", data={"id": form["id"]}, follow_redirects=True).text
    )


@pytest.mark.parametrize("form", [{}, {"id": "x" * 32, "schedule": "1", "rating": "9"}, {"id": "x", "rating": "3"}])
def test_a_form_that_is_no_answer(client: FlaskClient, form: dict[str, str]) -> None:
    assert client.post("/reviews/answers", data=form).status_code == 422


def test_answers_as_json_count_once(client: FlaskClient, ana: Learner) -> None:
    keep(ana, 1)
    (question,) = questions(client.get("/reviews").text)
    sent = [
        {"id": "a" * 32, "schedule": question["id"], "rating": 3, "at": 1_700_000_000_000, "ms": 800, "undo": False}
    ]
    assert [client.post("/reviews/answers", json=sent).json for _ in range(2)] == [{"taken": 1}, {"taken": 0}]
    assert client.post("/reviews/answers", json={"not": "a list"}).json == {"taken": 0}
    assert client.post(f"/reviews/answers?learner={ana.id}", json=sent).json == {"taken": 0}
    assert client.post("/reviews/answers?learner=999", json=sent).status_code == 403
    broken = client.post("/reviews/answers", data="{", content_type="application/json")
    assert (broken.status_code, broken.json) == (200, {"taken": 0})
    assert len(answers()) == 1


def test_empty_states(client: FlaskClient, ana: Learner) -> None:
    assert "No words to review yet" in client.get("/reviews").text
    scheduled(ana, keep(ana, 1), now() + timedelta(hours=5, minutes=10))
    reviews.change_settings(ana.id, 0.9, 0, 100, ["meaning"])
    page = client.get("/reviews").text
    assert "Nothing to review right now" in page
    assert "Next review in 5 hours." in page


def test_settings(client: FlaskClient, ana: Learner) -> None:
    form = {"retention": "85", "new_a_day": "5", "reviews_a_day": "40", "kinds": ["sound", "type"]}
    assert client.post("/reviews/settings", data=form).status_code == 302
    settings = reviews.settings_of(ana.id)
    assert (settings.retention, settings.new_a_day, settings.reviews_a_day, settings.kinds) == (
        0.85,
        5,
        40,
        ["sound", "type"],
    )
    wrong = client.post("/reviews/settings", data=form | {"retention": "", "new_a_day": "many"})
    assert wrong.status_code == 422
    assert "Choose a number from 70 to 97." in wrong.text
    assert 'value="many"' in wrong.text
    assert reviews.settings_of(ana.id).new_a_day == 5


def test_leeches_are_shown_edited_and_woken(client: FlaskClient, ana: Learner) -> None:
    (card,) = keep(ana, 1)
    question = put_aside(ana, card)
    page = client.get("/reviews").text
    assert "1 paused question" in page
    assert f"/cards/{card}" in page
    edited = client.post(f"/cards/{card}", data={"meaning": " a small word ", "note": "like a pigeon"})
    assert edited.status_code == 302
    assert "like a pigeon" in client.get(f"/cards/{card}").text
    assert db.session.get_one(Card, card).meaning == "a small word"
    too_long = client.post(f"/cards/{card}", data={"meaning": "x" * 501, "note": "mine"})
    assert too_long.status_code == 422
    assert "mine" in too_long.text
    assert client.post(f"/reviews/questions/{question}/wake").location == "/reviews"
    assert db.session.get_one(Schedule, question).due != memory.NEVER
    assert "paused question" not in client.get("/reviews").text


def test_free_practice(client: FlaskClient, ana: Learner, make: Factory) -> None:
    song = make.song("Luz")
    assert "No cards here yet" in client.get("/reviews/free?song=luz").text
    keep(ana, 2, song)
    keep(ana, 3, first=50)
    assert len(questions(client.get("/reviews/free").text)) == 5
    assert {q["lemma"] for q in questions(client.get("/reviews/free?song=luz").text)} == {"palabra0", "palabra1"}
    assert client.get("/reviews/free?song=nowhere").status_code == 404
    assert db.session.scalars(db.select(Schedule)).all() == []


def test_a_sound_is_the_card_s_line_wherever_it_went(
    client: FlaskClient, ana: Learner, make: Factory, cuts: Callable[[str], Path]
) -> None:
    key = context_of(make.app).store.put(io.BytesIO(cuts("mp3").read_bytes()), ".mp3")
    song = make.song("Luz", audio_key=key)
    song_id = song.id
    keep(ana, 1, song)
    (question,) = questions(client.get("/reviews").text)
    sound = client.get(str(question["sound_url"]))
    assert (sound.status_code, sound.mimetype) == (200, "audio/mpeg")
    assert sound.headers["Cache-Control"] == "public, max-age=3600"
    lyrics.put(song_id, lyrics_of(("Una más", "Hola luna")), "typed", NOW)
    moved = client.get(str(question["sound_url"]))
    assert moved.status_code == 200
    assert moved.headers["ETag"] != sound.headers["ETag"]
    lyrics.put(song_id, lyrics_of(("Una más",)), "typed", NOW)
    assert client.get(str(question["sound_url"])).status_code == 404


def test_the_worker_is_ours_and_asked_for_anew(client: FlaskClient) -> None:
    worker = client.get("/sw.js")
    assert worker.mimetype == "text/javascript"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in worker.headers["Content-Security-Policy"]


def test_home_says_how_many_words_wait(app: Flask, client: FlaskClient, ana: Learner) -> None:
    assert "for you" not in client.get("/").text
    keep(ana, 1)
    assert "1 word to review" in client.get("/").text
    keep(ana, 5, first=10)
    assert "6 words to review" in client.get("/").text
    assert "for you" not in app.test_client().get("/").text


@pytest.mark.parametrize("count", [3, 300])
def test_more_cards_ask_no_more(app: Flask, client: FlaskClient, ana: Learner, make: Factory, count: int) -> None:
    for n in range(3):
        scheduled(ana, keep(ana, count, make.song(f"Song {n}"), first=1000 * n), NOW)
    client.get("/reviews")
    with counted(app) as said:
        assert client.get("/reviews").status_code == 200
    assert len(said) == 11, said
