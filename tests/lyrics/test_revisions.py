"""Every save of a song's lyrics is kept; nobody's is written over."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from canary.config import Settings
from canary.db import db, writing
from canary.learners.models import Learner
from canary.lyrics import editing
from canary.lyrics import service as lyrics
from canary.lyrics.models import LyricsRevision, SongLyrics
from canary.problems import NotFound
from canary.songs.models import Song
from canary.vocab.models import SongWord
from tests.apps import another_app
from tests.factories import NOW, Factory, lyrics_of

EDIT = "/songs/luz/lyrics/edit"
JSON = {"Accept": "application/json"}


@pytest.fixture
def ids(make: Factory) -> tuple[int, int]:
    """A song's id, and its owner's."""
    circle = make.circle()
    ana = make.learner("ana", circle, display_name="Ana Ruiz")
    return make.song("Luz", circle, ana).id, ana.id


@pytest.fixture
def ana(make: Factory, ids: tuple[int, int]) -> FlaskClient:
    """The owner's browser."""
    return make.client(db.session.get_one(Learner, ids[1]))


def document(*lines: str, start: int = 1000) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [
        {"text": text, "start": start + 2000 * n, "end": None, "singer": "", "words": []}
        for n, text in enumerate(lines)
    ]
    return {"lines": rows, "layers": []}


def versions(song_id: int) -> list[int]:
    return [entry.version for entry in lyrics.revisions(song_id)]


def test_each_put_is_kept_with_who_and_when(ids: tuple[int, int]) -> None:
    song_id, ana_id = ids
    assert lyrics.put(song_id, lyrics_of(("otra cosa",)), "typed", NOW + timedelta(hours=1), ana_id) == 2
    newest, first = lyrics.revisions(song_id)
    assert (newest.version, newest.author, newest.source) == (2, "Ana Ruiz", "typed")
    assert newest.created_at == NOW + timedelta(hours=1)
    assert (first.version, first.author, first.source) == (1, "", "test")
    assert lyrics.revision(song_id, 1) == lyrics_of()
    assert lyrics.revision(song_id, 2) == lyrics.of(song_id)
    for missing in (0, 3):
        with pytest.raises(NotFound):
            lyrics.revision(song_id, missing)


def test_the_same_twice_is_one_version(ids: tuple[int, int], ana: FlaskClient) -> None:
    song_id, ana_id = ids
    for _ in range(2):
        assert lyrics.put(song_id, lyrics_of(("otra cosa",)), "typed", NOW, ana_id) == 2
    for _ in range(2):
        assert ana.post("/songs/luz/lyrics/restore", data={"version": "1"}).status_code == 302
    assert versions(song_id) == [3, 2, 1]
    assert ana.post("/songs/luz/lyrics/restore", data={"version": "9" * 30}).status_code == 404


def test_the_oldest_go(ids: tuple[int, int]) -> None:
    song_id, _ = ids
    for n in range(60):
        lyrics.put(song_id, lyrics_of((f"verso {n}",)), "typed", NOW)
    assert versions(song_id) == list(range(61, 11, -1))
    assert db.session.scalar(select(func.count(LyricsRevision.id))) == lyrics.MAX_REVISIONS


def test_lyrics_from_before_there_were_revisions_are_kept_too(ids: tuple[int, int]) -> None:
    song_id, ana_id = ids
    with writing():
        db.session.execute(delete(LyricsRevision))
    assert versions(song_id) == [1]
    assert lyrics.revision(song_id, 1) == lyrics_of()
    lyrics.put(song_id, lyrics_of(("otra",)), "typed", NOW, ana_id)
    assert versions(song_id) == [2, 1]
    assert lyrics.revision(song_id, 1) == lyrics_of()


def test_the_second_of_two_is_told(ids: tuple[int, int]) -> None:
    song_id, ana_id = ids
    lyrics.put(song_id, lyrics_of(("de Ana",)), "typed", NOW, ana_id, base=1)
    with pytest.raises(lyrics.Overtaken, match="Ana Ruiz saved these lyrics") as told:
        lyrics.put(song_id, lyrics_of(("de Bea",)), "typed", NOW, None, base=1)
    assert told.value.newest.version == 2
    assert versions(song_id) == [2, 1]
    assert lyrics.put(song_id, lyrics_of(("de Bea",)), "typed", NOW, None, base=2) == 3


@pytest.mark.parametrize("base", [0, 1])
def test_eight_save_at_once_and_one_is_first(settings: Settings, base: int) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        with app.app_context():
            song_id = Factory(app).song("Luz").id
            if base == 0:
                with writing():
                    db.session.execute(delete(SongLyrics))
                    db.session.execute(delete(LyricsRevision))
            db.session.remove()
        gate = threading.Barrier(8)

        def save(n: int) -> bool:
            with app.app_context():
                gate.wait()
                try:
                    lyrics.put(song_id, lyrics_of((f"verso {n}",)), "typed", NOW, None, base)
                except lyrics.Overtaken:
                    return False
                return True

        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(save, range(8))) == [False] * 7 + [True]
        with app.app_context():
            assert versions(song_id) == list(range(base + 1, 0, -1))


def test_a_song_without_lyrics_has_no_versions(app: Flask, make: Factory) -> None:
    with writing():
        song = Song(slug="x", title="X", audio_key="k", audio_mime="audio/mpeg", audio_hash="h", created_at=NOW)
        db.session.add(song)
        db.session.flush()
        song_id = song.id
    assert lyrics.revisions(song_id) == []
    assert lyrics.put(song_id, lyrics_of(), "typed", NOW, None, base=0) == 1


def test_the_editor_saves_and_the_words_are_drawn_anew(ana: FlaskClient, ids: tuple[int, int]) -> None:
    song_id, _ = ids
    sent = {"base": 1, "document": document("la ventana abierta", "el gato duerme")}
    answer = ana.post(EDIT, json=sent, headers=JSON)
    assert answer.status_code == 200
    assert answer.get_json()["version"] == 2
    assert "Version 2" in answer.get_json()["kept"]
    kept = lyrics.of(song_id)
    assert kept is not None
    assert (kept.timing, kept.estimated) == ("word", True)  # the lines are timed, the words estimated from them
    assert "ventana" in set(db.session.scalars(select(SongWord.lemma).where(SongWord.song_id == song_id)))
    assert lyrics.source_of(song_id) == "test+edited"


def test_half_timed_songs_stay_as_they_are(ana: FlaskClient, ids: tuple[int, int]) -> None:
    sent = document("la ventana", "el gato", "nadie")
    sent["lines"][0]["words"] = [["la", 1000, 1200], ["ventana", None, None, ""]]
    sent["lines"][2]["start"] = None
    assert ana.post(EDIT, json={"base": 1, "document": sent}, headers=JSON).status_code == 200
    kept = lyrics.of(ids[0])
    assert kept is not None
    assert not kept.estimated
    assert [line.start for line in kept.lines] == [1000, 3000, None]
    assert [[word.start for word in line.words] for line in kept.lines] == [[1000, None], [], []]
    assert ana.get("/songs/luz").status_code == 200
    page = ana.get(EDIT)
    assert "all times are lost" in page.text


def test_a_save_over_a_newer_version_is_refused_and_loses_nothing(ana: FlaskClient, ids: tuple[int, int]) -> None:
    song_id, ana_id = ids
    lyrics.put(song_id, lyrics_of(("de otra",)), "typed", NOW, ana_id)
    mine = {"base": 1, "document": document("la mía")}
    answer = ana.post(EDIT, json=mine, headers=JSON)
    assert answer.status_code == 409
    told = answer.get_json()
    assert told["newest"] == {"version": 2, "author": "Ana Ruiz", "saved_at": NOW.isoformat()}
    assert "Nothing is lost" in told["error"]
    assert versions(song_id) == [2, 1]
    assert ana.post(EDIT, json=mine | {"base": 2}, headers=JSON).get_json()["version"] == 3
    assert lyrics.revision(song_id, 2).lines[0].text == "de otra"


def test_without_scripts_the_form_carries_its_version_too(ana: FlaskClient, ids: tuple[int, int]) -> None:
    song_id, ana_id = ids
    page = ana.get(EDIT).text
    assert '<input type="hidden" name="base" value="1">' in page
    assert "[00:01.00]" in page
    lyrics.put(song_id, lyrics_of(("de otra",)), "typed", NOW, ana_id)
    refused = ana.post(EDIT, data={"base": "1", "lyrics": "[00:01.00]la mía <3"})
    assert refused.status_code == 409
    assert "Save mine as a new version" in refused.text
    assert "Load their version" in refused.text
    assert "la mía &lt;3" in refused.text
    assert '<input type="hidden" name="base" value="2">' in refused.text
    saved = ana.post(EDIT, data={"base": "2", "lyrics": "[00:01.00]la mía"})
    assert saved.status_code == 302
    assert versions(song_id) == [3, 2, 1]


def test_a_plain_save_keeps_translations(ana: FlaskClient, ids: tuple[int, int]) -> None:
    before = lyrics.of(ids[0])
    assert before is not None
    ana.post(EDIT, data={"base": "1", "lyrics": editing.as_text(before)})
    after = lyrics.of(ids[0])
    assert after is not None
    assert after.layers == before.layers
    assert [line.start for line in after.lines] == [line.start for line in before.lines]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([], "couldn’t read what the editor sent"),
        ({"base": 1}, "couldn’t read what the editor sent"),
        ({"base": "1", "document": {}}, "couldn’t read what the editor sent"),
        ({"base": 1, "document": {"lines": []}}, "no line"),
        ({"base": 1, "document": document("")}, "no line"),
        ({"base": 1, "document": document("a", start=-5)}, "outside the song"),
        ({"base": 1, "document": document("a", start=10**9)}, "outside the song"),
        ({"base": 1, "document": document("x" * 2_100_000)}, "2 MB"),
    ],
)
def test_what_cannot_be_saved_is_answered_with_a_sentence(
    ana: FlaskClient, ids: tuple[int, int], sent: Any, said: str
) -> None:
    answer = ana.post(EDIT, json=sent, headers=JSON)
    assert answer.status_code == 422
    assert said in answer.get_json()["error"]
    assert versions(ids[0]) == [1]


def test_bringing_a_version_back_is_a_new_one(ana: FlaskClient, ids: tuple[int, int]) -> None:
    song_id, ana_id = ids
    lyrics.put(song_id, lyrics_of(("otra cosa",)), "typed", NOW, ana_id)
    page = ana.get("/songs/luz/lyrics/versions/1")
    assert "canta conmigo" in page.text
    assert "(in English)" in page.text
    assert "Restore this version" in page.text
    assert "Restore this version" not in ana.get("/songs/luz/lyrics/versions/2").text
    assert ana.post("/songs/luz/lyrics/restore", data={"version": "1"}).location == EDIT
    assert versions(song_id) == [3, 2, 1]
    assert lyrics.of(song_id) == lyrics_of()
    assert lyrics.source_of(song_id) == "version:1"


def test_a_machine_reads_to_begin_with(make: Factory) -> None:
    circle = make.circle()
    bea = make.learner("bea", circle)
    make.song("Uri", circle, bea, language="ko")
    client = make.client(bea)
    answer = client.post("/songs/uri/lyrics/reading", json={"lines": ["우리", ""]}, headers=JSON)
    assert answer.get_json()["layer"] == {
        "kind": "reading", "language": "ko", "lines": ["uri", ""], "machine": True, "name": "romaja",
    }  # fmt: skip
    for sent, said in [
        ({"lines": ["in letters"]}, "make a reading"),
        ({"lines": "우리"}, "couldn’t read what the editor sent"),
        ([], "couldn’t read what the editor sent"),
        ({"lines": [3]}, "isn’t in Canary’s format"),
        ({"lines": ["우" * 3000]}, "Split it in two"),
        ({"lines": ["x" * 2_100_000]}, "2 MB"),
    ]:
        refused = client.post("/songs/uri/lyrics/reading", json=sent, headers=JSON)
        assert refused.status_code == 422
        assert said in refused.get_json()["error"]


def test_the_page_carries_the_song_safely(ana: FlaskClient, ids: tuple[int, int]) -> None:
    lyrics.put(ids[0], lyrics_of(("</script><script>alert(1)",)), "typed", NOW)
    page = ana.get(EDIT).text
    assert "</script><script>alert" not in page
    assert re.search(r'"base": 2', page)


def test_the_song_links_to_its_editor(ana: FlaskClient, app: Flask) -> None:
    assert f'href="{EDIT}"' in ana.get("/songs/luz").text
    assert f'href="{EDIT}"' in ana.get("/songs/luz/edit").text
