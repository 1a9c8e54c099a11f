"""A song that goes takes the recordings of it along, from the disk too."""

from flask import Flask

from tests.factories import Factory


def test_recordings_go_with_their_song(app: Flask, make: Factory) -> None:
    circle = make.circle()
    owner, singer = make.learner("ana", circle), make.learner("mia", circle)
    song, other = make.song("Luz", circle, owner), make.song("Sol", circle, owner)
    path = app.extensions["canary"].store.path
    alone, shared = make.attempt(singer, song).file_key, make.attempt(singer, song).file_key
    make.attempt(singer, other, file_key=shared)
    assert make.client(singer).post("/songs/luz/remove").status_code == 404
    assert path(alone).is_file()
    assert make.client(owner).post("/songs/luz/remove").status_code == 302
    assert not path(alone).exists()
    assert path(shared).is_file()
