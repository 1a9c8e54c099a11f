"""Who may do what: every route, asked by everybody.

visitor: nobody · stranger: has an account, is in no circle · member: of the circle · owner: a member whose song, takes
and posts these are · host: of the circle. A thing that one may not see answers as if it did not exist.
"""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from canary.db import db, writing
from canary.songs.models import Song
from tests.factories import Factory, in_weeks
from tests.practice.scene import keep, put_aside

LOGIN = 302  # to the log-in page and back
PEOPLE = ("visitor", "stranger", "member", "owner", "host")
TAKE = {"client_id": "c" * 12, "first": "1", "last": "1"}

# method, address, form: what (visitor, stranger, member, owner, host) get
TABLE: list[tuple[str, str, dict[str, str], tuple[int, int, int, int, int]]] = [
    ("GET", "/", {}, (200, 200, 200, 200, 200)),
    ("GET", "/healthz", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/audio", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/stems", {}, (404, 404, 404, 404, 404)),  # it has no voice of its own
    ("GET", "/songs/open/lyrics.lrc", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/cover", {}, (404, 404, 404, 404, 404)),  # it has none
    ("GET", "/songs/open/words", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/thread", {}, (200, 200, 200, 200, 200)),  # what others say is not in it: see below
    ("GET", "/songs/open/record", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/songs/open/edit", {}, (LOGIN, 404, 404, 404, 404)),  # the songbook's songs are fixed
    ("GET", "/songs/secret", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/audio", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/cover", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/stems", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/lyrics.lrc", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/open/play", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/play?game=gaps&level=1&seed=1", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/open/play?game=chess", {}, (404, 404, 404, 404, 404)),
    ("GET", "/songs/secret/play", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/words", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/thread", {}, (404, 404, 200, 200, 200)),
    ("GET", "/songs/secret/record", {}, (LOGIN, 404, 200, 200, 200)),
    (
        "GET",
        "/songs/secret/deck.apkg",
        {},
        (LOGIN, 404, 302, 302, 302),
    ),  # nothing kept yet: back with a sentence
    ("GET", "/songs/secret/edit", {}, (LOGIN, 404, 404, 200, 200)),
    ("POST", "/songs/secret/edit", {}, (LOGIN, 404, 404, 422, 422)),
    ("POST", "/songs/secret/lyrics", {}, (LOGIN, 404, 404, 422, 422)),
    ("GET", "/songs/open/lyrics/edit", {}, (LOGIN, 404, 404, 404, 404)),  # the songbook's songs are fixed
    ("GET", "/songs/secret/lyrics/edit", {}, (LOGIN, 404, 404, 200, 200)),
    ("POST", "/songs/secret/lyrics/edit", {}, (LOGIN, 404, 404, 422, 422)),
    ("POST", "/songs/secret/lyrics/reading", {}, (LOGIN, 404, 404, 422, 422)),
    ("GET", "/songs/secret/lyrics/versions/1", {}, (LOGIN, 404, 404, 200, 200)),
    ("GET", "/songs/secret/lyrics/versions/9", {}, (LOGIN, 404, 404, 404, 404)),  # there is only one
    ("POST", "/songs/secret/lyrics/restore", {"version": "1"}, (LOGIN, 404, 404, 302, 302)),
    ("POST", "/songs/secret/lyrics/restore", {"version": "x"}, (LOGIN, 404, 404, 404, 404)),
    ("POST", "/songs/secret/look-up", {}, (LOGIN, 404, 404, 302, 302)),
    ("POST", "/songs/secret/remove", {}, (LOGIN, 404, 404, 302, 302)),
    ("POST", "/songs/secret/thread", {}, (LOGIN, 404, 422, 422, 422)),
    ("POST", "/songs/secret/attempts", TAKE, (LOGIN, 422, 422, 422, 422)),  # no recording came with it
    ("POST", "/songs/secret/words/{word}/keep", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/{word}/drop", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/keep", {}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/{word}/status", {"status": "known"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/{word}/meaning", {"meaning": "moon"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/lines/1/words/1/meaning", {"meaning": "hello"}, (LOGIN, 404, 302, 302, 302)),
    ("GET", "/songs/secret/marks.json", {}, (LOGIN, 404, 200, 200, 200)),
    ("GET", "/songs/secret/lines/1/words/1", {}, (404, 404, 200, 200, 200)),
    ("GET", "/deck", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/deck.apkg", {}, (LOGIN, 302, 302, 200, 302)),  # nothing kept yet: back with a sentence
    ("GET", "/deck.csv", {}, (LOGIN, 302, 302, 200, 302)),
    ("GET", "/deck.json", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/deck.json?song=secret", {}, (LOGIN, 404, 200, 200, 200)),
    ("GET", "/weeks/now/deck", {}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/songs/open/words/pick", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/songs/secret/words/pick", {}, (LOGIN, 404, 200, 200, 200)),
    ("POST", "/songs/secret/words/pick", {"word": "{word}", "do": "keep"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/words/pick", {"do": "undo"}, (LOGIN, 404, 302, 302, 302)),
    ("POST", "/songs/secret/phrases", {"line": "1", "first": "1", "last": "2"}, (LOGIN, 404, 302, 302, 302)),
    ("GET", "/words", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/words/songs", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/words/paste", {"language": "es", "words": "luna"}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/words/level", {"language": "es"}, (LOGIN, 422, 422, 422, 422)),
    ("POST", "/words/undo", {"language": "es"}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/words/status", {"language": "es", "lemma": "luna", "status": "known"}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/cards/{card}", {}, (LOGIN, 404, 404, 200, 404)),
    ("POST", "/cards/{card}", {"meaning": "moon"}, (LOGIN, 404, 404, 302, 404)),
    ("GET", "/practise", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/practise/free", {}, (LOGIN, 200, 200, 200, 200)),
    ("GET", "/practise/free?song=secret", {}, (LOGIN, 404, 200, 200, 200)),
    ("POST", "/practise/answers", {}, (LOGIN, 422, 422, 422, 422)),
    ("POST", "/practise/undo", {}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/practise/settings", {}, (LOGIN, 422, 422, 422, 422)),
    ("POST", "/practise/questions/{question}/wake", {}, (LOGIN, 404, 404, 302, 404)),
    ("GET", "/practise/quick", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/practise/quick", {}, (LOGIN, 422, 422, 422, 422)),
    ("GET", "/sw.js", {}, (200, 200, 200, 200, 200)),
    ("GET", "/songs/secret/lines/1/sound", {}, (404, 404, 404, 404, 404)),  # its sound cannot be cut: see below
    ("GET", "/songs/import", {}, (LOGIN, 403, 200, 200, 200)),
    ("POST", "/songs/import", {}, (LOGIN, 403, 200, 200, 200)),
    ("GET", "/attempts/{shared}/audio", {}, (404, 404, 200, 200, 200)),
    ("GET", "/attempts/{private}/audio", {}, (404, 404, 404, 200, 404)),
    ("POST", "/attempts/{private}/share", {}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/attempts/{private}/take-back", {}, (LOGIN, 404, 404, 302, 404)),
    ("POST", "/attempts/{shared}/take-back", {}, (LOGIN, 404, 404, 302, 404)),
    ("POST", "/attempts/{private}/remove", {}, (LOGIN, 404, 404, 302, 404)),
    ("GET", "/posts/{post}", {}, (404, 404, 200, 200, 200)),
    ("POST", "/posts/{post}", {"body": "Changed"}, (LOGIN, 404, 404, 303, 404)),
    ("POST", "/posts/{post}/remove", {}, (LOGIN, 404, 404, 302, 302)),
    ("GET", "/jobs/{job}", {}, (LOGIN, 404, 404, 200, 404)),
    ("GET", "/weeks", {}, (LOGIN, 404, 404, 404, 200)),
    ("POST", "/weeks", {}, (LOGIN, 404, 404, 404, 422)),
    ("GET", "/weeks/{now}", {}, (200, 200, 200, 200, 200)),
    ("GET", "/weeks/{later}", {}, (404, 404, 200, 200, 200)),
    ("POST", "/weeks/{later}/remove", {}, (LOGIN, 404, 404, 404, 302)),
    ("GET", "/circle", {}, (LOGIN, 404, 404, 404, 200)),
    ("POST", "/circle", {}, (LOGIN, 404, 404, 404, 422)),
    ("POST", "/circle/link", {}, (LOGIN, 404, 404, 404, 302)),
    ("GET", "/join/{code}", {}, (200, 200, 200, 200, 200)),
    ("GET", "/join/never-made", {}, (404, 404, 404, 404, 404)),
    ("POST", "/join/{code}", {}, (LOGIN, 302, 302, 302, 302)),
    ("GET", "/login", {}, (200, 200, 200, 200, 200)),
    ("POST", "/login", {}, (422, 422, 422, 422, 422)),
    ("POST", "/logout", {}, (302, 302, 302, 302, 302)),
    ("GET", "/register", {}, (200, 200, 200, 200, 200)),
    ("POST", "/register", {}, (422, 422, 422, 422, 422)),
    ("GET", "/host/never-made", {}, (404, 404, 404, 404, 404)),
    ("POST", "/host/never-made", {}, (404, 404, 404, 404, 404)),
    ("GET", "/account", {}, (LOGIN, 200, 200, 200, 200)),
    ("POST", "/account", {}, (LOGIN, 302, 302, 302, 302)),
    ("POST", "/account/password", {}, (LOGIN, 422, 422, 422, 422)),
]
SCENE = dict[str, str]


@pytest.fixture
def scene(make: Factory) -> tuple[dict[str, FlaskClient], SCENE]:
    """A circle with its people and their things."""
    circle = make.circle()
    host = make.learner("hanna", circle, "host", is_host=True)
    owner = make.learner("otto", circle)
    member, stranger = make.learner("mia", circle), make.learner("sam")
    opened = make.song("Open")
    secret = make.song("Secret", circle, owner, cover_key=opened.audio_key, stems_key=opened.audio_key)
    things = {
        "word": make.word(secret).id,
        "card": (card := keep(owner, 1)[0]),
        "question": put_aside(owner, card),
        "shared": make.attempt(owner, secret, circle).id,
        "private": make.attempt(owner, secret).id,
        "post": make.post(owner, secret, circle).id,
        "job": make.job(owner).id,
        "now": in_weeks(0),
        "later": in_weeks(2),
        "code": circle.join_code,
    }
    make.challenge(circle, opened)
    make.challenge(circle, opened, in_weeks(2))
    people = {"visitor": None, "stranger": stranger, "member": member, "owner": owner, "host": host}
    return {name: make.client(who) for name, who in people.items()}, {k: str(v) for k, v in things.items()}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("method", "address", "form", "expected"), TABLE, ids=[f"{m} {a}" for m, a, _, _ in TABLE])
def test_access(
    scene: tuple[dict[str, FlaskClient], SCENE], who: str, method: str, address: str, form: dict[str, str],
    expected: tuple[int, ...],
) -> None:  # fmt: skip
    clients, things = scene
    data = {name: value.format(**things) for name, value in form.items()} or None
    response = clients[who].open(address.format(**things), method=method, data=data)
    assert response.status_code == expected[PEOPLE.index(who)]
    if response.status_code == LOGIN and who == "visitor" and expected[0] == LOGIN and expected[1] != LOGIN:
        assert response.location.startswith("/login?next=")


def test_every_route_is_in_the_table(app: Flask) -> None:
    asked = {(method, address) for method, address, _, _ in TABLE}
    adapter = app.url_map.bind("localhost")
    known = set()
    for method, address in asked:
        things = {
            "word": 1,
            "card": 1,
            "question": 1,
            "shared": 1,
            "private": 1,
            "post": 1,
            "job": "x",
            "now": "2026-01-05",
            "later": "2026-01-05",
            "code": "x",
        }
        endpoint, _ = adapter.match(address.format(**things).partition("?")[0], method=method)
        known.add((endpoint, method))
    every = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert every == known


def test_the_thread_is_read_by_its_circle_only(scene: tuple[dict[str, FlaskClient], SCENE], make: Factory) -> None:
    clients, _ = scene
    for who in PEOPLE:
        page = clients[who].get("/songs/secret/thread")
        assert (b"otto" in page.data) == (who in {"member", "owner", "host"})


@pytest.mark.parametrize("range_header", ["bytes=0-3", "bytes=4-", "bytes=-2"])
def test_ranges_of_what_one_may_not_hear(scene: tuple[dict[str, FlaskClient], SCENE], range_header: str) -> None:
    clients, things = scene
    for who in ("visitor", "stranger"):
        for address in ("/songs/secret/audio", f"/attempts/{things['shared']}/audio"):
            assert clients[who].get(address, headers={"Range": range_header}).status_code == 404
    assert clients["member"].get("/songs/secret/audio", headers={"Range": range_header}).status_code == 206


def test_a_line_is_heard_by_those_who_may_see_its_song(
    scene: tuple[dict[str, FlaskClient], SCENE], make: Factory, cuts: Callable[[str], Path]
) -> None:
    clients, _ = scene
    key = make.app.extensions["canary"].store.put(io.BytesIO(cuts("mp3").read_bytes()), ".mp3")
    with writing():
        db.session.execute(update(Song).where(Song.slug == "secret").values(audio_key=key, stems_key=None))
    for who, status in {"visitor": 404, "stranger": 404, "member": 200, "owner": 200, "host": 200}.items():
        for header in ({}, {"Range": "bytes=0-3"}):
            answer = clients[who].get("/songs/secret/lines/1/sound", headers=header)
            assert answer.status_code == (206 if header and status == 200 else status)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    for line in ("0", "9", "99999999999"):
        assert clients["member"].get(f"/songs/secret/lines/{line}/sound").status_code == 404
