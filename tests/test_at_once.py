"""Many at once, and the whole loop, on SQLite and on PostgreSQL."""

import io
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from canary import migrate
from canary.cards.models import Card
from canary.circles.models import Circle, Membership
from canary.config import Settings
from canary.corrections.models import Correction, CorrectionReply
from canary.db import db, writing
from canary.imports import service as imports
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.notices.models import Notice
from canary.problems import Conflict
from canary.reviews import service as reviews
from canary.reviews.models import Review, Schedule
from canary.songs.models import CircleSong, Song
from canary.takes.feedback.models import Feedback, Mark
from canary.takes.models import Take
from canary.threads import service as threads
from canary.threads.drafts import Draft
from canary.threads.models import Post, Reaction
from canary.viewer import Viewer
from canary.web.context import context_of
from tests.apps import another_app, logged_in
from tests.factories import NOW, Factory
from tests.reviews.scene import given, keep

Cuts = Callable[[str], Path]


def test_sixteen_writers(tmp_path: Path) -> None:
    with another_app(tmp_path) as app:
        with app.app_context():
            circle_id = Factory(app).circle(name="0").id

        def add_one(_: int) -> None:
            with app.app_context():
                for _ in range(10):
                    with writing():
                        circle = db.session.get_one(Circle, circle_id)
                        circle.name = str(int(circle.name) + 1)

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(add_one, range(16)))
        with app.app_context():
            assert db.session.get_one(Circle, circle_id).name == "160"


def at_once(count: int, do: Callable[[int], int]) -> list[int]:
    """What `count` threads get that start together."""
    gate = threading.Barrier(count)

    def go(n: int) -> int:
        gate.wait()
        return do(n)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(go, range(count)))


def counted(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_twenty_of_the_same_at_once(settings: Settings, cuts: Cuts) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            make = Factory(app)
            circle = make.circle()
            song = make.song("Luz")
            word, code = make.word(song).id, circle.join_code
            ana, new = make.learner("ana", circle), make.learner("new")
            names = (ana.fs_uniquifier, new.fs_uniquifier)
            db.session.remove()
        sound = cuts("opus").read_bytes()

        def post(who: str, address: str, **form: object) -> Callable[[int], int]:
            def send(_: int) -> int:
                data = {k: (io.BytesIO(sound), "take") if v is ... else v for k, v in form.items()}
                return logged_in(app, who).post(address, data=data).status_code

            return send

        def register(_: int) -> int:
            return (
                app.test_client()
                .post("/register", data={"username": "zoe", "password": "a short sentence"})
                .status_code
            )

        ana_key, new_key = names
        take = {"client_id": "one-take-only", "first": "1", "last": "1", "visibility": "circle", "recording": ...}
        assert set(at_once(20, post(ana_key, "/songs/luz/thread", body="Hola", client_id="one-post-only"))) == {303}
        assert set(at_once(20, post(ana_key, "/songs/luz/takes", **take))) == {302}
        assert set(at_once(20, post(ana_key, f"/songs/luz/words/{word}/keep"))) == {302}
        assert set(at_once(20, post(new_key, f"/join/{code}"))) == {302}
        assert sorted(at_once(4, register)) == [302, 422, 422, 422]
        with app.app_context():
            assert counted(Post) == 2  # the words, and the take
            assert counted(Take) == 1
            assert counted(Card) == 1
            assert counted(Membership) == 2
            assert counted(Learner) == 3


def test_twenty_of_the_same_words_at_once(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            make = Factory(app)
            circle, song = make.circle(), make.song("Luz")
            ana, _ = make.learner("ana", circle), make.learner("bea", circle)
            number, ana_id = make.post(ana, song, circle, "Yo soy contento.").id, ana.id
            week = make.week(circle, song).monday.isoformat()
            db.session.remove()

        def send(address: str, **form: str) -> set[int]:
            def once(_: int) -> int:
                return logged_in(app, "u-bea").post(address, data=form).status_code

            return set(at_once(20, once))

        better = {"place": "1", "sentence": "Yo soy contento.", "wording": "Estoy contento.", "kind": "grammar"}
        assert send(f"/posts/{number}/react", sign="heart") == {303}
        assert send(f"/posts/{number}/corrections", **better) == {303}
        entry = {"body": "Me gusta.", "language": "es", "client_id": "one-entry-only", "visibility": "circle"}
        assert send("/journal/new", **entry) == {303}
        question = {"kind": "question", "line": "1", "client_id": "one-question", "body": "@ana?"}
        assert send("/songs/luz/thread", **question) == {303}
        with app.app_context():
            first = db.session.scalars(select(Correction.id)).one()
        assert send(f"/corrections/{first}/replies", body="Gracias", client_id="one-reply-only") == {303}
        with app.app_context():
            assert [counted(x) for x in (Reaction, Correction, Entry, CorrectionReply)] == [1, 1, 1, 1]
            assert counted(Post) == 2
            kinds = db.session.scalars(select(Notice.kind).where(Notice.learner_id == ana_id).order_by(Notice.kind))
            assert list(kinds) == ["correction", "correction", "mention"]

        def look_back(n: int) -> int:
            browser = logged_in(app, "u-bea")
            reflection = {"kind": "reflection", "week": week, "new": f"From tab {n}", "client_id": f"tab-number-{n}"}
            return browser.post("/journal/new", data=reflection).status_code

        assert sorted(at_once(20, look_back)) == [303, *[422] * 19], "a week has one, whichever tab was first"


def test_twenty_of_the_same_ear_at_once(settings: Settings, cuts: Cuts) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            make = Factory(app)
            circle, song = make.circle(), make.song("Luz")
            ana, _ = make.learner("ana", circle), make.learner("bea", circle)
            take = make.take(ana, song).id
            db.session.remove()
        sound = cuts("opus").read_bytes()

        def send(who: str, address: str, **form: object) -> set[int]:
            def once(_: int) -> int:
                browser = logged_in(app, who)
                data = {k: (io.BytesIO(sound), "model") if v is ... else v for k, v in form.items()}
                return browser.post(address, data=data).status_code

            return set(at_once(20, once))

        mark = '[{"line": 1, "word": 2, "kind": "well", "detail": {}, "model": "model-0"}]'
        words = {"client_id": "one-ear-only", "praise": "Glad!", "marks": mark, "model-0": ...}
        assert send("u-ana", f"/takes/{take}/share") == {303}
        assert send("u-bea", f"/takes/{take}/feedback", **words) == {303}
        with app.app_context():
            number = db.session.scalars(select(Mark.id)).one()
        assert send("u-ana", f"/marks/{number}/reply", reply="thanks") == {303}
        again = {"client_id": "one-retake-only", "first": "1", "last": "1", "visibility": "same", "recording": ...}
        assert send("u-ana", "/songs/luz/takes", **again, retake_of=str(take), mark=str(number)) == {302}
        with app.app_context():
            assert [counted(x) for x in (Post, Feedback, Mark, Take)] == [1, 1, 1, 2]
            assert list(db.session.scalars(select(Notice.kind).order_by(Notice.kind))) == [
                "answer",
                "answer",
                "feedback",
            ]


def test_many_first_posts_at_once(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        with app.app_context():
            make = Factory(app)
            circle = make.circle()
            make.song("Luz")
            viewers = [make.viewer(make.learner(f"learner{n}", circle)) for n in range(12)]

        def say(n: int) -> int:
            with app.app_context():
                return threads.say(viewers[n], "luz", Draft("Hola", f"from-browser-{n}"), NOW).id

        assert len(set(at_once(12, say))) == 12
        with app.app_context():
            assert counted(Post) == 12
            assert db.session.scalar(select(CircleSong.version)) == 12


def test_the_same_song_twice_at_once(settings: Settings, cuts: Cuts, tmp_path: Path) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        with app.app_context():
            circle_id = Factory(app).circle().id
        store, piece = context_of(app).store, cuts("mp3")

        def receive(n: int) -> int:
            path = Path(shutil.copyfile(piece, tmp_path / f"{n}.mp3"))
            with app.app_context():
                try:
                    imports.receive(path, "Luz.mp3", store, NOW, imports.Options("es", "private", "", circle_id))
                except Conflict:
                    return 0
                return 1

        assert sorted(at_once(6, receive)) == [0, 0, 0, 0, 0, 1]
        with app.app_context():
            song = db.session.scalars(select(Song)).one()
            assert store.path(song.audio_key).is_file()
            assert [path for path in store.root.rglob("*") if path.is_file()] == [store.path(song.audio_key)]


def test_the_loop(settings: Settings, cuts: Cuts) -> None:
    migrate.upgrade(settings)
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            make = Factory(app)
            circle, song = make.circle(), make.song("Luz")
            make.week(circle, song)
            words, code = [make.word(song, lemma).id for lemma in ("luna", "sol")], circle.join_code
            db.session.remove()
        ana = app.test_client()
        form = {"username": "Ána 安娜", "password": "a short sentence"}
        assert ana.post("/register", data=form).status_code == 422  # no spaces
        assert ana.post("/register", data=form | {"username": "Ána安娜"}).status_code == 302
        assert ana.post(f"/join/{code}").status_code == 302
        assert "Luz" in ana.get("/").text
        for _ in range(2):
            assert ana.get("/songs/luz").status_code == 200
            assert ana.post("/songs/luz/words/keep", data={"word": words}).status_code == 302
        take = {"client_id": "one-take-only", "first": "1", "last": "2", "visibility": "circle"}
        sound = (io.BytesIO(cuts("opus").read_bytes()), "take")
        assert ana.post("/songs/luz/takes", data=take | {"recording": sound}).status_code == 302
        assert (
            ana.post("/songs/luz/thread", data={"client_id": "one-post-only", "body": "**Hola** 🎵"}).status_code == 303
        )
        page = ana.get("/songs/luz").text
        assert "<strong>Hola</strong> 🎵" in page
        assert "/audio" in page
        deck = ana.get("/songs/luz/deck.apkg")
        assert (deck.status_code, deck.data[:2]) == (200, b"PK")
        for address in (
            "/songs?q=%00",
            "/songs/%00",
            "/join/%00",
            f"/posts/{2**31}",
            f"/posts/{2**64}",
            "/songs?q=%5C%25",
        ):
            assert ana.get(address).status_code in {200, 400, 404}, address
        for body in ("nul \x00 inside", "lone \ud800".encode("utf-8", "surrogatepass")):
            answer = ana.post("/songs/luz/thread", data={"client_id": "another-post", "body": body})
            assert answer.status_code in {303, 400}
        assert ana.post("/login", data={"username": "\x00", "password": "\x00"}).status_code in {400, 422}
        with app.app_context():
            assert counted(Take) == 1
            assert counted(Card) == 2


def test_the_same_answers_twenty_times_at_once(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        with app.app_context():
            make = Factory(app)
            ana = make.learner("ana", make.circle())
            viewer, cards = make.viewer(ana), keep(ana, 30)
            first = at_once(1, lambda _: asked(app, viewer))[0]
            assert first == 10, "as many new words as a day brings"
            ids = list(db.session.scalars(select(Schedule.id).order_by(Schedule.id).limit(10)))
            db.session.remove()
        sent = [given(schedule_id, 1 + n % 4) for n, schedule_id in enumerate(ids)]

        def send(n: int) -> int:
            with app.app_context():
                return reviews.answer(viewer, sent, NOW)

        def alone(n: int) -> int:
            with app.app_context():
                return reviews.answer(viewer, [given(ids[0], 3, NOW, f"another-answer-{n:02}")], NOW)

        assert sum(at_once(20, send)) == 10
        assert sum(at_once(20, alone)) == 20, "different answers to one question all count"
        with app.app_context():
            assert counted(Review) == 30
            assert counted(Schedule) == 2 * len(cards)
            assert reviews.undo(viewer, db.session.scalars(select(Review.client_id).order_by(-Review.id)).first() or "")


def asked(app: Flask, viewer: Viewer) -> int:
    """How many questions a session has."""
    with app.app_context():
        return len(reviews.session(viewer, NOW)[1])


def test_twenty_first_looks_at_once(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app:
        with app.app_context():
            make = Factory(app)
            ana = make.learner("ana", make.circle())
            viewer = make.viewer(ana)
            keep(ana, 30)
        assert set(at_once(20, lambda _: asked(app, viewer))) == {10}
        with app.app_context():
            assert counted(Schedule) == 60
