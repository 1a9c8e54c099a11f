"""Who may hear a take: the ladder, rung by rung; `may_hear` and `heard_by` say the same."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from canary.circles import service as circles
from canary.db import db, writing
from canary.songs.models import Song
from canary.takes import service as takes
from canary.takes.draft import labels, problems, take_draft
from canary.takes.models import Take
from tests.factories import NOW, Factory

PEOPLE = ("visitor", "sam", "mia", "beto", "hanna", "cleo")


@pytest.mark.parametrize(
    ("values", "hears"),
    [
        ({"visibility": "me"}, set()),
        ({"visibility": "partner", "partner": "beto"}, {"beto"}),
        ({"visibility": "circle"}, {"mia", "beto", "hanna"}),
        ({"visibility": "everyone"}, {"sam", "mia", "beto", "hanna", "cleo"}),
        ({"visibility": "circle", "hidden_at": NOW}, {"hanna"}),
        ({"visibility": "everyone", "hidden_at": NOW}, set()),
        ({"visibility": "everyone", "block": "mia"}, {"sam", "beto", "hanna", "cleo"}),
        ({"visibility": "partner", "partner": "beto", "block": "beto"}, set()),
        ({"visibility": "everyone", "closed": "own"}, {"mia", "beto", "hanna"}),
        ({"visibility": "everyone", "closed": "other"}, {"cleo"}),
        ({"visibility": "circle", "closed": "other"}, set()),
        ({"visibility": "partner", "partner": "beto", "closed": "other"}, set()),
        ({"visibility": "circle", "hidden_at": NOW, "closed": "other"}, set()),
    ],
)
def test_each_rung(make: Factory, values: dict[str, Any], hears: set[str]) -> None:
    circle, other = make.circle(), make.circle()
    who = {name: make.learner(name, circle) for name in ("ana", "mia", "beto")}
    who |= {
        "hanna": make.learner("hanna", circle, "host"),
        "sam": make.learner("sam"),
        "cleo": make.learner("cleo", other),
    }
    rest = {name: value for name, value in values.items() if name not in {"partner", "block", "closed"}}
    song = make.song("Luz")
    partner = who[values["partner"]].id if "partner" in values else None
    id = make.take(who["ana"], song, circle, partner_id=partner, **rest).id
    if "closed" in values:  # the song was everybody's when it was sung, and became a circle's
        song_id, home = song.id, (circle if values["closed"] == "own" else other).id
        with writing():
            closed = db.session.get_one(Song, song_id)
            closed.visibility, closed.circle_id = "circle", home
    if "block" in values:
        circles.block(make.viewer(who[values["block"]]), who["ana"].id, NOW)
    viewers = {name: make.viewer(who.get(name)) for name in PEOPLE}
    row = db.session.get_one(Take, id)
    assert {name for name, viewer in viewers.items() if takes.may_hear(viewer, row)} == hears
    listed = {n for n, v in viewers.items() if db.session.scalar(select(Take.id).where(takes.heard_by(v)))}
    assert listed == (hears if "hidden_at" not in values else set())
    for name in PEOPLE:
        client = make.client(who.get(name))
        heard = 200 if name in hears else 404
        assert client.get(f"/takes/{id}/audio").status_code == heard
        assert client.get(f"/takes/{id}").status_code == (302 if name == "visitor" else heard)
    assert takes.may_hear(make.viewer(who["ana"]), db.session.get_one(Take, id))


@pytest.mark.parametrize(
    ("form", "status", "now"),
    [
        ({"visibility": "partner", "partner": "BETO"}, 303, "partner"),
        ({"visibility": "partner", "partner": "cleo"}, 422, "circle"),
        ({"visibility": "partner", "partner": "ana"}, 422, "circle"),
        ({"visibility": "partner", "partner": ""}, 422, "circle"),
        ({"visibility": "everyone"}, 303, "everyone"),
        ({"visibility": "me"}, 303, "me"),
        ({"visibility": "circle"}, 422, "circle"),
        ({}, 422, "circle"),
    ],
)
def test_changed_any_time(app: Flask, make: Factory, form: dict[str, str], status: int, now: str) -> None:
    circle, other = make.circle(), make.circle()
    ana = make.learner("ana", circle)
    for name, where in (("beto", circle), ("cleo", other)):
        make.learner(name, where)
    id = make.take(ana, make.song("Luz"), circle).id
    assert make.client(ana).post(f"/takes/{id}/visibility", data=form).status_code == status
    assert db.session.get_one(Take, id).visibility == now


def test_a_circle_s_song_stays_in_its_circle(app: Flask, make: Factory) -> None:
    circle, other = make.circle(), make.circle()
    ana, cleo = make.learner("ana", circle), make.learner("cleo", other)
    circles.join(ana.id, other.id, NOW)
    other_id, circle_id = other.id, circle.id
    id = make.take(ana, make.song("Secreta", circle, ana)).id
    client = make.client(ana)
    assert client.post(f"/takes/{id}/visibility", data={"visibility": "everyone"}).status_code == 422
    assert client.post(f"/takes/{id}/visibility", data={"visibility": "partner", "partner": "cleo"}).status_code == 422
    assert client.post(f"/takes/{id}/share", data={"circle": str(other_id)}).status_code == 303
    assert db.session.get_one(Take, id).circle_id == circle_id
    assert make.client(cleo).get(f"/takes/{id}").status_code == 404


def test_any_circle_of_mine(app: Flask, make: Factory) -> None:
    circle, other, strange = make.circle(), make.circle(), make.circle()
    ana, cleo = make.learner("ana", circle), make.learner("cleo", other)
    circles.join(ana.id, other.id, NOW)
    other_id, strange_id = other.id, strange.id
    id = make.take(ana, make.song("Luz")).id
    assert make.client(ana).post(f"/takes/{id}/share", data={"circle": str(strange_id)}).status_code == 404
    assert make.client(cleo).get(f"/takes/{id}").status_code == 404
    answer = make.client(ana).post(f"/takes/{id}/share", data={"circle": str(other_id)})
    assert answer.location.endswith(f"/takes/{id}")
    assert make.client(cleo).get(f"/takes/{id}").status_code == 200


def test_what_a_singer_can_ask() -> None:
    sent = take_draft("c" * 12, 1, 2, " my r ", ["sound", "stress", "rubbish"], "  the   rr ")
    assert (sent.asks, sent.sound, sent.note, problems(sent)) == (("stress", "sound"), "the rr", "my r", {})
    assert [str(label) for label in labels(sent.asks, sent.sound)] == ["Word stress", "A sound: the rr"]
    assert take_draft("c" * 12, 1, 2, "", ["stress"], "rr").sound == ""
    assert labels([], "") == []
    assert [str(label) for label in labels(["hello", "sound"], "")] == ["Just say hello", "A sound"]
