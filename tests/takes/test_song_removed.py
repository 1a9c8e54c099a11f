"""A song that goes takes along what was recorded about it, from the disk too, and nothing that somebody needs."""

import io
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from canary.db import db, files_in_use, writing
from canary.songs.models import Song
from canary.takes import work
from canary.web.clock import now
from canary.web.context import context_of
from tests.factories import Factory


def test_recordings_go_with_their_song(app: Flask, make: Factory) -> None:
    circle = make.circle()
    owner, singer = make.learner("ana", circle), make.learner("mia", circle)
    store = context_of(app).store
    sounds = [store.put(io.BytesIO(f"sound of {n}".encode()), ".m4a") for n in range(6)]
    take_original, take_playable, model, voice, shared, cover = sounds
    song, other = make.song("Luz", circle, owner, cover_key=cover), make.song("Sol", circle, owner)
    take = make.take(singer, song, circle, file_key=take_original, playable_key=take_playable)
    make.mark(owner, take, model_key=model)
    make.post(singer, song, circle, "", voice_key=voice)
    make.take(singer, song, file_key=shared)
    make.take(singer, other, file_key=shared)
    audio = song.audio_key
    assert make.client(singer).post("/songs/luz/remove").status_code == 404
    assert all(store.path(key).is_file() for key in [*sounds, audio])
    assert make.client(owner).post("/songs/luz/remove").status_code == 302
    assert [store.path(key).exists() for key in [*sounds, audio]] == [False, False, False, False, True, False, False]
    assert [song.title for song in db.session.scalars(select(Song))] == ["Sol"]


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
