"""A song that goes takes along what its owner made of it, from the disk too; what others made of it stays with them."""

import io
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from canary.cards.models import Card
from canary.circles.models import Circle
from canary.db import db, files_in_use, writing
from canary.lyrics.models import SongLyrics
from canary.songs.models import Song
from canary.takes import work
from canary.takes.models import Take
from canary.threads.models import Post
from canary.vocab.models import SongTokens
from canary.web.clock import now
from canary.web.context import context_of
from canary.weeks.models import Week
from tests.factories import Factory
from tests.reviews.scene import keep


def test_recordings_go_with_their_song(app: Flask, make: Factory) -> None:
    circle = make.circle()
    owner, singer = make.learner("ana", circle), make.learner("mia", circle)
    store = context_of(app).store
    sounds = [store.put(io.BytesIO(f"sound of {n}".encode()), ".m4a") for n in range(6)]
    take_original, take_playable, model, voice, shared, cover = sounds
    song, other = make.song("Luz", circle, owner, cover_key=cover), make.song("Sol", circle, owner)
    take = make.take(owner, song, circle, file_key=take_original, playable_key=take_playable)
    make.mark(singer, take, model_key=model)
    make.post(owner, song, circle, "", voice_key=voice)
    make.take(owner, song, file_key=shared)
    make.take(singer, other, file_key=shared)
    audio = song.audio_key
    assert make.client(singer).post("/songs/luz/remove").status_code == 404
    assert all(store.path(key).is_file() for key in [*sounds, audio])
    assert make.client(owner).post("/songs/luz/remove").status_code == 302
    assert [store.path(key).exists() for key in [*sounds, audio]] == [False, False, False, False, True, False, False]
    assert [song.title for song in db.session.scalars(select(Song))] == ["Sol"], "nobody else made anything of it"


@dataclass
class Made:
    """Ana's song with things of hers and of others; `store` has their files."""

    ana: FlaskClient
    mia: FlaskClient
    take: int
    post: int
    stub: int
    reply: int
    owners: list[str]
    others: list[str]


@pytest.fixture
def made(app: Flask, make: Factory) -> Made:
    circle = make.circle()
    ana, mia = make.learner("ana", circle), make.learner("mia", circle)
    store = context_of(app).store
    files = [store.put(io.BytesIO(f"sound of {n}".encode()), ".m4a") for n in range(5)]
    song = make.song("Luz", circle, ana, artist="Iris", cover_key=files[0], credits=[{"role": "", "name": "Eva"}])
    hers = make.take(ana, song, circle, file_key=files[1])
    take = make.take(mia, song, circle, file_key=files[2], playable_key=files[2], playable_mime="audio/mp4")
    make.post(ana, song, circle, "Only mine", voice_key=files[3], take_id=hers.id)
    stub = make.post(ana, song, circle, "Who sings?")
    reply = make.post(mia, song, circle, "Iris does", parent_id=stub.id)
    post = make.post(mia, song, circle, "So bright", take_id=take.id, voice_key=files[4])
    make.post(ana, song, circle, "It is", parent_id=post.id)
    make.week(circle, song)
    keep(mia, 3, song)
    ids = (take.id, post.id, stub.id, reply.id)
    return Made(
        make.client(ana), make.client(mia), *ids, [song.audio_key, files[0], files[1], files[3]], [files[2], files[4]]
    )


def test_it_asks_first_and_counts(made: Made) -> None:
    assert 'href="/songs/luz/remove"' in made.ana.get("/songs/luz/edit").text
    page = made.ana.get("/songs/luz/remove").text
    assert re.findall(r"<li>(\d [a-z ]+)</li>", page) == ["1 take", "2 posts", "3 kept words"]
    assert db.session.scalar(select(Song.title)) == "Luz"


def test_what_others_made_stays_with_them(app: Flask, made: Made) -> None:
    assert made.ana.post("/songs/luz/remove").status_code == 302
    store = context_of(app).store
    assert [store.path(key).exists() for key in made.owners] == [False] * 4
    assert all(store.path(key).is_file() for key in made.others)
    assert {(post.id, post.body) for post in db.session.scalars(select(Post))} == {
        (made.post, "So bright"), (made.reply, "Iris does"), (made.stub, ""),
    }  # fmt: skip
    assert db.session.scalars(select(Take.id)).all() == [made.take]
    cards = db.session.scalars(select(Card)).all()
    assert [(card.lemma, card.line_text) for card in cards] == [(f"palabra{n}", "Hola luna") for n in range(3)]
    for model in (SongLyrics, SongTokens, Week):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0, model
    (left,) = db.session.scalars(select(Song)).all()
    assert left.withdrawn
    assert not {"Luz", "Iris", "Eva"} & set(
        re.findall(r"\w+", str([left.title, left.artist, left.credits, left.notes]))
    )


def test_pages_of_a_song_that_was_deleted(made: Made) -> None:
    made.ana.post("/songs/luz/remove")
    thread = made.mia.get("/songs/luz", follow_redirects=True).text
    for text in ("A song that was deleted", "So bright", "Iris does"):
        assert text in thread
    for gone in ("Only mine", "Who sings?", "It is", "Luz"):
        assert gone not in thread
    assert made.mia.get(f"/takes/{made.take}/audio").data == b"sound of 2"
    page = made.mia.get(f"/takes/{made.take}")
    assert page.status_code == 200
    assert "A song that was deleted" in page.text
    assert f"/takes/{made.take}/audio" in made.mia.get("/songs/luz/record").text
    assert made.mia.get(f"/posts/{made.post}").status_code == 200
    for client in (made.ana, made.mia):
        assert "/songs/luz" not in client.get("/songs").text
        for address in ("/songs/luz/audio", "/songs/luz/cover", "/songs/luz/edit", "/songs/luz/remove"):
            assert client.get(address).status_code == 404
        for address in ("/songs/luz/words", "/songs/luz/play", "/", "/deck", "/reviews", "/circle"):
            assert client.get(address).status_code < 400, address
    assert made.ana.post("/songs/luz/remove").status_code == 404


def test_its_thread_goes_on_and_its_take_can_go(made: Made) -> None:
    made.ana.post("/songs/luz/remove")
    form = {"body": "I still hum it", "client_id": "made-by-a-browser"}
    assert made.mia.post("/songs/luz/thread", data=form).status_code == 303
    assert "I still hum it" in made.ana.get("/songs/luz/thread").text
    assert made.mia.post(f"/takes/{made.take}/remove").status_code == 302
    assert db.session.scalars(select(Take.id)).all() == []


def test_the_same_sound_can_be_added_again(made: Made, make: Factory) -> None:
    hashed = db.session.scalar(select(Song.audio_hash))
    made.ana.post("/songs/luz/remove")
    circle = db.session.scalars(select(Circle)).one()
    make.song("Luz", circle, audio_hash=hashed)
    assert "/songs/luz-2" in made.ana.get("/songs").text


def test_what_was_left_behind_is_tidied_and_nothing_else(app: Flask, make: Factory) -> None:
    """As after a server that ended between the rows and the files: the daily work takes what no row names."""
    circle = make.circle()
    owner = make.learner("ana", circle)
    store = context_of(app).store
    song, other = make.song("Luz", circle, owner), make.song("Sol", circle, owner)
    gone: list[str] = []
    kept: list[str] = []
    for about, keys in ((song, gone), (other, kept)):
        key = [store.put(io.BytesIO(f"{about.title} {n}".encode()), ".m4a") for n in range(4)]
        take = make.take(owner, about, circle, file_key=key[0], playable_key=key[1])
        make.mark(owner, take, model_key=key[2])
        make.post(owner, about, circle, "", voice_key=key[3])
        keys += [*key, about.audio_key]
    with writing():
        db.session.delete(db.session.get_one(Song, song.id))
    work.tidy(store, now() + timedelta(minutes=1))
    assert not [key for key in gone if store.path(key).exists()]
    assert all(store.path(key).is_file() for key in kept)
    assert set(kept) <= files_in_use()
