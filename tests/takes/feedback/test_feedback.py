"""Feedback on a take: given, heard, answered, taken back; and who may do what with it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from canary.circles import service as circles
from canary.circles.models import Membership
from canary.db import db, writing
from canary.notices.models import Notice
from canary.takes.feedback.models import Feedback, Mark
from canary.takes.models import Take
from canary.web.context import context_of
from tests.factories import NOW, Factory

Cuts = Callable[[str], Path]
JSON = {"Accept": "application/json"}
STRESS = {"line": 1, "word": 2, "kind": "stress", "detail": {"syllable": 1}, "note": "Lean on it", "model": "model-0"}


class Scene:
    """Ana's take, shared with the circle; Beto helps; Mia is of the circle; Sam is not; Hanna hosts."""

    def __init__(self, make: Factory) -> None:
        self.make = make
        self.circle = make.circle()
        self.song = make.song("Luz")
        self.learners = {name: make.learner(name, self.circle) for name in ("ana", "beto", "mia")}
        self.learners |= {"hanna": make.learner("hanna", self.circle, "host"), "sam": make.learner("sam")}
        self.take = make.take(self.learners["ana"], self.song, self.circle, asks=["stress"]).id

    def client(self, name: str) -> FlaskClient:
        return self.make.client(self.learners[name])

    def give(self, name: str = "beto", sound: bytes | None = None, **values: Any) -> Any:
        form = {"client_id": f"{name}-says-this", "praise": "You sound glad.", "marks": json.dumps([STRESS])} | values
        if sound:
            form["model-0"] = (io.BytesIO(sound), "model")
        return self.client(name).post(f"/takes/{self.take}/feedback", data=form, headers=JSON)

    def again(self, sound: bytes, who: str = "ana", visibility: str = "same", client_id: str = "sung-again") -> Any:
        form = {"client_id": client_id, "first": "1", "last": "1", "retake_of": self.take, "visibility": visibility}
        form |= {"mark": str(id)} if (id := db.session.scalar(select(Mark.id))) else {}
        data = form | {"recording": (io.BytesIO(sound), "take")}
        return self.client(who).post("/songs/luz/takes", data=data, headers=JSON)


@pytest.fixture
def scene(make: Factory) -> Scene:
    return Scene(make)


def counted(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def mark_id() -> int:
    return db.session.scalars(select(Mark.id)).one()


def news(kind: str) -> list[str]:
    return [str(n.sentence) for n in db.session.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id))]


def test_feedback_is_given_heard_and_told(app: Flask, scene: Scene, cuts: Cuts) -> None:
    answer = scene.give(sound=cuts("opus").read_bytes(), note="Nearly there.")
    assert answer.status_code == 201
    page = scene.client("ana").get(f"/takes/{scene.take}").text
    for words in ("You sound glad.", "Nearly there.", "Lean on it", "The stress is here", 'class="stressed">lu<'):
        assert words in page
    assert "You’d like feedback on:" in page
    assert "Word stress" in page
    model = f"/marks/{mark_id()}/model"
    assert model in page
    heard = scene.client("ana").get(model, headers={"Range": "bytes=4-7"})
    assert (heard.status_code, heard.data, heard.mimetype) == (206, b"ftyp", "audio/mp4")
    assert heard.headers["Cache-Control"] == "private, no-store"
    assert news("feedback") == ["beto gave feedback on your take of Luz, lines 1 to 2."]
    assert scene.client("sam").get(model).status_code == 404
    assert scene.client("sam").get(f"/takes/{scene.take}").status_code == 404


def test_sent_twice_it_is_one(app: Flask, scene: Scene, cuts: Cuts) -> None:
    answers = [scene.give(sound=cuts("opus").read_bytes()) for _ in range(3)]
    assert len({answer.get_json()["id"] for answer in answers}) == 1
    assert (counted(Feedback), counted(Mark), counted(Notice)) == (1, 1, 1)
    assert scene.give(client_id="and-another-thing").status_code == 201
    assert counted(Feedback) == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"client_id": "short"}, "Reload the page"),
        ({"praise": " ", "note": "Your r is wrong"}, "Start with one thing that went well"),
        ({"praise": "", "marks": ""}, "Tap a word, or write one thing"),
        ({"praise": "", "marks": '[{"line": 9}]'}, "Tap a word, or write one thing"),
        ({"sound": b"words, not sound" * 99}, "This isn’t a sound file that we can play"),
    ],
)
def test_what_is_no_feedback(scene: Scene, values: dict[str, Any], sentence: str) -> None:
    answer = scene.give(**values)
    assert answer.status_code == 422
    assert sentence in answer.get_json()["error"]
    assert counted(Feedback) == 0


def test_a_model_has_ten_seconds(scene: Scene) -> None:
    head = b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
    answer = scene.give(sound=head + (8000 * 13).to_bytes(4, "little") + b"\x80" * (8000 * 13))
    assert answer.status_code == 422
    assert "Keep it under 10 seconds" in answer.get_json()["error"]


def test_nobody_marks_their_own_take_or_while_suspended(scene: Scene) -> None:
    assert scene.give("ana").status_code == 403
    beto = scene.learners["beto"].id
    with writing():
        db.session.execute(
            update(Membership).where(Membership.learner_id == beto).values(suspended_until=NOW.replace(year=2999))
        )
    assert scene.give().status_code == 403
    assert scene.give("sam").status_code == 404
    assert counted(Feedback) == 0


def test_the_singer_answers_and_the_helper_hears_of_it(scene: Scene) -> None:
    scene.give()
    reply = f"/marks/{mark_id()}/reply"
    assert scene.client("beto").post(reply, data={"reply": "thanks"}).status_code == 404
    assert scene.client("ana").post(reply, data={"reply": "what"}).status_code == 422
    for answer in ("thanks", "thanks", "", "lost"):
        assert (
            scene.client("ana").post(reply, data={"reply": answer}, headers={"HX-Request": "true"}).status_code == 200
        )
    assert [sentence.split(" ", 1)[1][:12] for sentence in news("answer")] == ["thanks you f", "didn’t under"]
    assert "ana says: I don’t get it." in scene.client("beto").get(f"/takes/{scene.take}").text


def test_praise_is_answered_with_thanks_alone(scene: Scene) -> None:
    well = {"line": 1, "word": 1, "kind": "well", "detail": {}}
    scene.give(marks=json.dumps([well]))
    assert "I don’t get it" not in scene.client("ana").get(f"/takes/{scene.take}").text
    scene.give("mia", marks=json.dumps([STRESS]))
    assert scene.client("ana").get(f"/takes/{scene.take}").text.count("I don’t get it") == 1


def test_a_line_is_sung_again(scene: Scene, cuts: Cuts) -> None:
    scene.give()
    ana = scene.client("ana")
    assert ana.get(f"/takes/{scene.take}/again/1?mark={mark_id()}").status_code == 200
    assert scene.client("beto").get(f"/takes/{scene.take}/again/1").status_code == 404

    sound = cuts("opus").read_bytes()
    assert scene.again(sound, "beto").status_code == 404
    first = scene.again(sound, visibility="me", client_id="a-private-retake").get_json()
    assert first["url"].endswith(f"/takes/{scene.take}#mark-{mark_id()}")
    assert "before-after" in ana.get(f"/takes/{scene.take}").text
    assert "before-after" not in scene.client("beto").get(f"/takes/{scene.take}").text
    assert news("answer") == []
    second = scene.again(sound, client_id="a-shared-retake").get_json()
    assert "before-after" in scene.client("beto").get(f"/takes/{scene.take}").text
    assert news("answer") == ["You helped ana with a line, and they’ve sung it again."]
    heard = [scene.client("beto").get(f"/takes/{take['id']}/audio").status_code for take in (first, second)]
    assert heard == [404, 200]


@pytest.mark.parametrize(
    ("address", "form", "heard"),
    [
        ("/takes/{}/visibility", {"visibility": "me"}, {}),
        ("/takes/{}/visibility", {"visibility": "everyone"}, {"beto": 200, "sam": 200}),
        ("/takes/{}/visibility", {"visibility": "partner", "partner": "mia"}, {"mia": 200}),
        ("/takes/{}/withdraw", {}, {}),
        ("/takes/{}/remove", {}, {}),
    ],
)
def test_a_shared_retake_goes_where_the_first_take_goes(
    scene: Scene, cuts: Cuts, address: str, form: dict[str, str], heard: dict[str, int]
) -> None:
    sound = cuts("opus").read_bytes()
    private = scene.again(sound, visibility="me", client_id="for-me-alone").get_json()["id"]
    shared = scene.again(sound).get_json()["id"]
    assert scene.client("beto").get(f"/takes/{shared}/audio").status_code == 200
    scene.client("ana").post(address.format(scene.take), data=form)
    for name in ("beto", "mia", "sam"):
        client = scene.client(name)
        if name in heard or not heard:
            assert client.get(f"/takes/{shared}/audio").status_code == heard.get(name, 404)
        assert client.get(f"/takes/{private}/audio").status_code == 404
        assert client.get("/unanswered").text.count(f"/takes/{shared}") == 0


def test_a_suspended_singer_keeps_a_retake_to_herself(scene: Scene, cuts: Cuts) -> None:
    with writing():
        db.session.execute(update(Membership).values(suspended_until=NOW.replace(year=2999)))
    answer = scene.again(cuts("opus").read_bytes())
    assert answer.status_code == 403
    assert "has suspended you" in answer.text
    takes = db.session.scalars(select(Take).order_by(Take.id)).all()
    assert [take.visibility for take in takes] == ["circle", "me"], "it is kept, and hers alone"


def test_feedback_is_taken_back_with_its_sound(app: Flask, scene: Scene, cuts: Cuts) -> None:
    scene.give(sound=cuts("opus").read_bytes())
    model = context_of(app).store.path(db.session.scalars(select(Mark.model_key)).one() or "")
    assert model.is_file()
    address = f"/feedback/{db.session.scalars(select(Feedback.id)).one()}/remove"
    for who in ("ana", "mia", "hanna", "sam"):
        assert scene.client(who).post(address).status_code == 404
    assert scene.client("beto").post(address).status_code == 303
    assert not model.exists()
    assert (counted(Feedback), counted(Mark)) == (0, 0)


def test_a_take_goes_with_the_sounds_recorded_for_it(app: Flask, scene: Scene, cuts: Cuts) -> None:
    scene.give(sound=cuts("opus").read_bytes())
    kept = db.session.get_one(Take, scene.take).file_key
    model = context_of(app).store.path(db.session.scalars(select(Mark.model_key)).one() or "")
    assert scene.client("ana").post(f"/takes/{scene.take}/remove").status_code == 302
    assert not context_of(app).store.path(kept).exists()
    assert not model.exists()
    assert counted(Mark) == 0


def test_a_private_take_keeps_what_was_said_to_itself(scene: Scene, cuts: Cuts) -> None:
    scene.give(sound=cuts("opus").read_bytes())
    scene.client("ana").post(f"/takes/{scene.take}/visibility", data={"visibility": "me"})
    for address in (f"/takes/{scene.take}", f"/marks/{mark_id()}/model", f"/takes/{scene.take}/audio"):
        assert scene.client("beto").get(address).status_code == 404
        assert scene.client("beto").get(address, headers={"Range": "bytes=0-1"}).status_code == 404
        assert scene.client("ana").get(address).status_code == 200


def test_people_who_blocked_each_other_hear_nothing_of_each_other(scene: Scene, cuts: Cuts) -> None:
    scene.give(sound=cuts("opus").read_bytes())
    model = f"/marks/{mark_id()}/model"
    circles.block(scene.make.viewer(scene.learners["mia"]), scene.learners["beto"].id, NOW)
    assert "You sound glad." not in scene.client("mia").get(f"/takes/{scene.take}").text
    assert scene.client("mia").get(model).status_code == 404
    circles.block(scene.make.viewer(scene.learners["ana"]), scene.learners["beto"].id, NOW)
    assert scene.client("beto").get(f"/takes/{scene.take}").status_code == 404
    assert "You sound glad." not in scene.client("ana").get(f"/takes/{scene.take}").text
    assert scene.client("ana").post(f"/marks/{mark_id()}/reply", data={"reply": "thanks"}).status_code == 404


def test_what_a_host_hid_is_a_stub(scene: Scene, cuts: Cuts) -> None:
    scene.give(sound=cuts("opus").read_bytes())
    with writing():
        db.session.execute(update(Feedback).values(hidden_at=NOW))
    seen = {
        who: "You sound glad." in scene.client(who).get(f"/takes/{scene.take}").text for who in ("ana", "beto", "hanna")
    }
    assert seen == {"ana": False, "beto": True, "hanna": True}
    heard = {who: scene.client(who).get(f"/marks/{mark_id()}/model").status_code for who in ("ana", "beto", "hanna")}
    assert heard == {"ana": 404, "beto": 200, "hanna": 200}
    assert "A host has hidden this." in scene.client("ana").get(f"/takes/{scene.take}").text
