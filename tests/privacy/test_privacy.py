"""Everything of mine in one file, and leaving for good."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from canary.circles import service as circles
from canary.circles.models import Block, Circle, Membership
from canary.config import Settings
from canary.corrections.models import Correction
from canary.db import Base, db, writing
from canary.learners import accounts
from canary.learners.models import Learner
from canary.lyrics.models import SongLyrics
from canary.notices import service as notices
from canary.privacy import service as privacy
from canary.privacy.archive import stream
from canary.safety.models import Report
from canary.songs.models import Song
from canary.takes.feedback.models import Feedback, Mark
from canary.takes.models import Take
from canary.threads.models import Edit, Post, Reaction
from canary.web.context import context_of
from tests.apps import another_app
from tests.factories import NOW, Factory

PASSWORD = "a short sentence"


def named() -> set[str]:
    """Every column that refers to a learner, of whatever table."""
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "learners" for key in column.foreign_keys)
    }


def test_every_column_that_names_a_learner_is_somebodys(app: Flask) -> None:
    said = [f"{column.table.name}.{column.name}" for info in ("mine", "not_mine") for column in privacy.columns(info)]
    assert sorted(said) == sorted(named())


@pytest.fixture
def scene(make: Factory) -> dict[str, int]:
    """Ana with things in many rooms, and beto who answered her."""
    circle = make.circle(name="Lunes")
    ana = make.learner("ana", circle, password=accounts.hashed(PASSWORD), email="ana@example.org")
    beto, _ = make.learner("beto", circle), make.learner("hanna", circle, "host")
    song = make.song("Luz", circle, ana, original_name="ana's own.mp3")
    ids = {"circle": circle.id, "ana": ana.id, "beto": beto.id, "song": song.id}
    store = context_of(make.app).store
    voice, model = (store.put(io.BytesIO(words), ".webm") for words in (b"voice", b"model"))
    asked = make.post(ana, song, circle, "A question", voice_key=voice, voice_mime="audio/webm")
    ids["asked"] = asked.id
    ids["answer"] = make.post(beto, song, circle, "An answer", parent_id=asked.id).id
    ids["alone"] = make.post(ana, song, circle, "Alone").id
    ids["reply"] = make.post(ana, song, circle, "A reply", parent_id=ids["answer"]).id
    ids["take"] = make.take(ana, song, circle).id
    ids["theirs"] = make.take(beto, song, circle).id
    with writing():
        told = Feedback(take_id=ids["theirs"], author_id=ids["ana"], client_id="f1", note="My note", created_at=NOW)
        db.session.add_all((
            told,
            Edit(post_id=ids["asked"], body="Before", until=NOW),
            Reaction(post_id=ids["answer"], learner_id=ids["ana"], sign="heart"),
            Correction(post_id=ids["answer"], author_id=ids["ana"], client_id="c1", place=1, sentence="An answer",
                       kind="perfect", created_at=NOW),
            Report(reporter_id=ids["ana"], subject="post", subject_id=ids["answer"], reason="spam", words="Mine",
                   created_at=NOW),
            Report(reporter_id=ids["beto"], subject="post", subject_id=ids["asked"], reason="spam", excerpt="A question",
                   person_id=ids["ana"], created_at=NOW),
            Block(learner_id=ids["beto"], blocked_id=ids["ana"], created_at=NOW),
        ))  # fmt: skip
        db.session.flush()
        db.session.add(Mark(feedback_id=told.id, line=1, word=1, kind="well", model_key=model, note="My mark"))
    notices.tell(ids["beto"], "mark_thanked", "n", {"name": "ana"}, "/", NOW, ids["ana"])
    return ids


def keys(root: Path) -> set[str]:
    return {f"{path.parent.name}/{path.name}" for path in root.glob("*/*")}


def taken(make: Factory, learner_id: int) -> tuple[ZipFile, dict[str, Any]]:
    page = make.client(db.session.get_one(Learner, learner_id)).get("/account/export.zip")
    assert page.content_type == "application/zip"
    archive = ZipFile(io.BytesIO(page.data))
    assert archive.testzip() is None
    return archive, {name: json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json")}


def test_take_everything_along(make: Factory, scene: dict[str, int]) -> None:
    archive, rooms = taken(make, scene["ana"])
    assert rooms["learners.json"]["learners"][0]["email"] == "ana@example.org"
    assert [post["body"] for post in rooms["threads.json"]["posts"]] == ["A question", "Alone", "A reply"]
    assert rooms["threads.json"]["post_edits"][0]["body"] == "Before"
    assert rooms["threads.json"]["reactions"][0]["sign"] == "heart"
    assert rooms["takes.json"]["marks"][0]["note"] == "My mark"
    assert rooms["takes.json"]["takes"][0]["created_at"] == NOW.isoformat()
    assert rooms["songs.json"]["songs"][0]["title"] == "Luz"
    assert "Hola luna" in json.dumps(rooms["lyrics.json"]["lyrics"], ensure_ascii=False)
    assert archive.read(f"recordings/takes-{scene['take']}-file.webm").startswith(b"take ")
    assert archive.read(f"recordings/posts-{scene['asked']}-voice.webm") == b"voice"
    whole = "".join(json.dumps(room) for room in rooms.values())
    for secret in ("u-ana", "argon2"):
        assert secret not in whole
    assert "blocks" not in rooms.get("circles.json", {}) or rooms["circles.json"]["blocks"] == []


def test_others_get_nothing_of_it(make: Factory, scene: dict[str, int]) -> None:
    _, rooms = taken(make, scene["beto"])
    whole = "".join(json.dumps(room) for room in rooms.values())
    for words in ("My note", "A question", "ana@example.org", "Mine"):
        assert words not in whole.replace('"excerpt": "A question"', "")


def test_a_large_file_passes_in_pieces(tmp_path: Path) -> None:
    large, gone = tmp_path / "large.wav", tmp_path / "gone.wav"
    large.write_bytes(b"x" * 3_000_000)
    pieces = list(stream([("a.json", b"{}"), ("large.wav", large), ("gone.wav", gone)], NOW))
    assert max(map(len, pieces)) < 600_000
    archive = ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    assert archive.namelist() == ["a.json", "large.wav"]
    assert archive.read("large.wav") == large.read_bytes()


def test_leave_for_good(make: Factory, scene: dict[str, int]) -> None:
    store = context_of(make.app).store
    take, theirs = (db.session.get_one(Take, scene[name]).file_key for name in ("take", "theirs"))
    voice = db.session.get_one(Post, scene["asked"]).voice_key
    model, audio = db.session.scalars(select(Mark.model_key)).one(), db.session.get_one(Song, scene["song"]).audio_key
    client = make.client(db.session.get_one(Learner, scene["ana"]))
    other = make.client(db.session.get_one(Learner, scene["ana"]))
    assert "You can’t undo this." in client.get("/account/delete").text
    wrong = client.post("/account/delete", data={"password": "not it"})
    assert wrong.status_code == 422
    assert "That isn’t your password." in wrong.text
    assert client.post("/account/delete", data={"password": PASSWORD}).status_code == 302
    assert "Your account has been deleted." in client.get("/").text
    for browser in (client, other):
        assert browser.get("/account").status_code == 302  # to the log-in page: sessions have ended
    here = keys(store.root)
    assert not {take, voice, model} & here
    assert {theirs, audio} <= here
    stub = db.session.get_one(Post, scene["asked"])
    assert (stub.author_id, stub.body, stub.html, stub.voice_key) == (None, "", "", None)
    assert stub.removed_at is not None
    assert {post.id for post in db.session.scalars(select(Post))} == {scene["asked"], scene["answer"]}
    for model_ in (Feedback, Mark, Correction, Edit, Reaction, Block):
        assert db.session.scalars(select(model_)).all() == []
    assert db.session.get_one(Song, scene["song"]).original_name == ""
    assert {(report.words, report.excerpt) for report in db.session.scalars(select(Report))} == {("", "")}
    rest = json.dumps(
        [
            [str(value) for value in row]
            for table in Base.metadata.tables.values()
            for row in db.session.execute(select(table))
        ]
    )
    for words in ("A question", "Alone", "A reply", "My note", "My mark", "ana@example.org", "u-ana", "ana's own"):
        assert words not in rest, words
    page = make.client(db.session.get_one(Learner, scene["beto"])).get("/songs/luz/thread").text
    assert "An answer" in page
    assert "A question" not in page
    assert "omebody who left" in page


def test_the_only_host_names_another_first(make: Factory) -> None:
    circle = make.circle(name="Lunes")
    hanna = make.learner("hanna", circle, "host", password=accounts.hashed(PASSWORD))
    ana = make.learner("ana", circle)
    ids, client = (circle.id, ana.id), make.client(hanna)
    page = client.post("/account/delete", data={"password": PASSWORD})
    assert page.status_code == 422
    assert "Nobody else hosts Lunes." in page.text
    client.post(f"/circle/members/{ids[1]}", data={"do": "host"})
    assert client.post("/account/delete", data={"password": PASSWORD}).status_code == 302
    assert db.session.get_one(Membership, ids).role == "host"


def test_a_circle_of_ones_own_goes_too(make: Factory) -> None:
    first, own = make.circle(), make.circle()
    song = make.song("Luz", own)
    key, own_id, first_id = song.audio_key, own.id, first.id
    hanna = make.learner("hanna", own, "host", password=accounts.hashed(PASSWORD))
    circles.join(hanna.id, first_id, NOW + timedelta(days=1))
    unused = privacy.delete_account(circles.viewer_by("u-hanna"), PASSWORD, NOW)
    assert unused == [key]
    assert db.session.get(Circle, own_id) is None
    assert db.session.get(Circle, first_id) is not None
    assert db.session.scalars(select(SongLyrics)).all() == []


def test_on_each_database(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app, app.app_context():
        make = Factory(app)
        circle, song = make.circle(), make.song("Luz")
        ana = make.learner("ana", circle, password=accounts.hashed(PASSWORD))
        beto = make.learner("beto", circle)
        asked = make.post(ana, song, circle, "A question").id
        make.post(beto, song, circle, "An answer", parent_id=asked)
        key = make.take(ana, song, circle).file_key
        viewer = circles.viewer_of(ana)
        names = [name for name, _ in privacy.export(viewer)]
        assert names[:3] == ["circles.json", "learners.json", "takes.json"]
        assert privacy.delete_account(viewer, PASSWORD, NOW) == [key]
        assert db.session.get_one(Post, asked).author_id is None
        assert circles.viewer_by("u-ana").id is None
        db.session.remove()
