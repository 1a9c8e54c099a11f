"""How many statements each page executes: few, and no more when there is more to show.

For a learner each rendered page has one that isn't ours: Flask-Login loads `current_user` for templates.
"""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canary.learners.models import Learner
from canary.lyrics import service as lyrics
from tests.bench.scene import counted, talk
from tests.factories import NOW, Factory, in_weeks, lyrics_of

SONG = "/songs/song-1"


def asked(app: Flask, client: FlaskClient, address: str) -> int:
    """How many statements the page takes once its pieces are in memory."""
    for _ in range(2):
        with counted(app) as said:
            assert client.get(address).status_code == 200
    return len(said)


def scene(make: Factory, songs: int = 3, posts: int = 10) -> Learner:
    """A learner in a circle with songs, the first of which is this week's and is talked about."""
    circle = make.circle()
    learner = make.learner("ana", circle)
    circle_id, learner_id = circle.id, learner.id
    for n in range(songs):
        song = make.song(f"Song {n + 1}")
        for lemma in ("luna", "sol", "noche"):
            make.word(song, lemma)
        if n == 0:
            make.week(circle, song)
            song_id = song.id
        else:
            make.week(circle, song, in_weeks(-n))
    talk(circle_id, song_id, learner_id, posts)
    return learner


@pytest.mark.parametrize(("who", "most"), [("visitor", 3), ("learner", 9)])
def test_song_page(app: Flask, make: Factory, who: str, most: int) -> None:
    learner = scene(make)
    client = make.client(learner if who == "learner" else None)
    with counted(app) as said:
        client.get(SONG)
    assert len(said) <= most, "the first time, with nothing in memory yet"
    assert asked(app, client, SONG) <= 2


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_a_page_that_the_browser_has_costs_no_more(app: Flask, make: Factory, who: str) -> None:
    learner = scene(make)
    client = make.client(learner if who == "learner" else None)
    client.get(SONG)
    tag = client.get(SONG).headers["ETag"]
    with counted(app) as said:
        assert client.get(SONG, headers={"If-None-Match": tag}).status_code == 304
    assert len(said) <= 2


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [
        ("visitor", "/", 8),
        ("visitor", "/songs", 3),
        ("visitor", f"{SONG}/words", 5),
        ("visitor", f"{SONG}/play", 3),
        ("visitor", f"{SONG}/play?game=gaps&seed=1", 7),
        ("visitor", f"{SONG}/thread", 5),
        ("learner", "/", 11),
        ("learner", "/songs", 4),
        ("learner", f"{SONG}/words", 14),
        ("learner", f"{SONG}/play?game=gaps&seed=1", 14),
        ("learner", f"{SONG}/words/pick", 14),
        ("learner", "/deck", 4),
        ("learner", "/deck.json", 4),
        ("learner", f"{SONG}/thread", 8),
        ("learner", f"{SONG}/record", 7),
        ("visitor", "/weeks/past", 5),
        ("learner", "/circle", 6),
        ("learner", "/circles", 5),
        ("learner", "/weeks/proposals", 6),
        ("learner", "/news", 3),
        ("learner", "/news/unread", 2),
        ("learner", "/journal", 3),
        ("learner", "/journal?show=others", 3),
    ],
)
def test_more_songs_ask_no_more(app: Flask, make: Factory, who: str, address: str, most: int) -> None:
    ana = scene(make)
    client = make.client(ana if who == "learner" else None)
    few = asked(app, client, address)
    for n in range(40):
        make.song(f"Another {n}")
    assert asked(app, client, address) == few
    assert few <= most


@pytest.mark.parametrize("versions", [1, 30])
def test_the_editor_asks_the_same_whatever_the_past(app: Flask, make: Factory, versions: int) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle)
    client = make.client(ana)
    song_id = make.song("Luz", circle, ana).id
    for n in range(versions - 1):
        lyrics.put(song_id, lyrics_of((f"línea {n}",)), "typed", NOW, ana.id)
    assert asked(app, client, "/songs/luz/lyrics/edit") == 6


@pytest.mark.parametrize(("songs", "posts"), [(3, 10), (3, 500), (100, 10)])
def test_a_long_thread_and_a_long_list(app: Flask, make: Factory, songs: int, posts: int) -> None:
    client = make.client(scene(make, songs, posts))
    found = {address: asked(app, client, address) for address in ("/", SONG, f"{SONG}/thread", "/songs")}
    assert found == {"/": 11, SONG: 2, f"{SONG}/thread": 6, "/songs": 4}, "the same whatever there is to show"


@pytest.mark.parametrize("count", [1, 40])
def test_a_take_asks_the_same_however_much_was_said(app: Flask, make: Factory, count: int) -> None:
    circle = make.circle()
    ana, bea = make.learner("ana", circle), make.learner("bea", circle)
    song = make.song("Luz")
    take = make.take(ana, song, circle)
    for _ in range(count):
        make.mark(bea, take)
    address = f"/takes/{take.id}"
    assert [asked(app, make.client(who), address) for who in (ana, bea)] == [10, 10]
