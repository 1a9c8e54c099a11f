"""Recorded takes: keeping them, sharing them, taking them back."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from canary.circles.models import Membership
from canary.db import db, writing
from canary.takes.models import Take
from canary.threads.models import Post
from canary.web.context import context_of
from tests.factories import Factory

Cuts = Callable[[str], Path]
JSON = {"Accept": "application/json"}


def upload_form(cuts: Cuts, kind: str = "opus", **values: Any) -> dict[str, Any]:
    form = {
        "client_id": "a-take-made-in-the-browser",
        "first": "1",
        "last": "2",
        "note": "  my r  ",
        "visibility": "me",
    }
    return form | {"recording": (io.BytesIO(cuts(kind).read_bytes()), "take")} | values


def stored(app: Flask) -> list[Path]:
    return [path for path in context_of(app).store.root.rglob("*") if path.is_file()]


def only() -> Take:
    return db.session.scalars(select(Take)).one()


def people(make: Factory, *names: str) -> list[FlaskClient]:
    circle = make.circle()
    make.song("Luz")
    return [make.client(make.learner(name, circle)) for name in names]


@pytest.mark.parametrize(
    ("kind", "mime"), [("opus", "audio/ogg"), ("m4a", "audio/mp4"), ("wav", "audio/wav"), ("mp3", "audio/mpeg")]
)
def test_a_take_is_kept_for_its_singer_alone(app: Flask, make: Factory, cuts: Cuts, kind: str, mime: str) -> None:
    ana, bea = people(make, "ana", "bea")
    answer = ana.post("/songs/luz/takes", data=upload_form(cuts, kind), headers=JSON)
    assert answer.status_code == 201
    found = only()
    assert (found.visibility, found.first, found.last, found.note, found.mime) == ("me", 1, 2, "my r", mime)
    assert abs(found.duration_ms - 3000) < 150
    address = f"/takes/{found.id}/audio"
    sound = ana.get(address)
    assert (sound.status_code, sound.data) == (200, cuts(kind).read_bytes())
    assert sound.headers["Cache-Control"] == "private, no-store"
    assert ana.get(address, headers={"Range": "bytes=0-9"}).status_code == 206
    assert bea.get(address).status_code == 404
    assert address in ana.get("/songs/luz/record").text
    assert address not in bea.get("/songs/luz/record").text


def test_sent_twice_it_is_one(app: Flask, make: Factory, cuts: Cuts) -> None:
    (ana,) = people(make, "ana")
    answers = [
        ana.post("/songs/luz/takes", data=upload_form(cuts, visibility="circle"), headers=JSON) for _ in range(3)
    ]
    assert {answer.get_json()["id"] for answer in answers} == {only().id}
    assert db.session.scalar(select(func.count(Post.id))) == 1


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"recording": None}, "There’s no recording."),
    ({"recording": (io.BytesIO(b""), "take")}, "This file is empty"),
    ({"recording": (io.BytesIO(b"words, not sound" * 99), "take")}, "This isn’t a sound file that we can play"),
    ({"first": "0"}, "This song has lines 1 to 4"),
    ({"first": "3", "last": "2"}, "This song has lines 1 to 4"),
    ({"last": "99"}, "This song has lines 1 to 4"),
    ({"first": "x"}, "This song has lines 1 to 4"),
    ({"first": "9" * 4000}, "This song has lines 1 to 4"),
    ({"client_id": "short"}, "Reload the page and send the recording again"),
    ({"client_id": "x" * 65}, "Reload the page and send the recording again"),
    ({"client_id": ""}, "Reload the page and send the recording again"),
]


@pytest.mark.parametrize("headers", [{}, JSON], ids=["form", "script"])
@pytest.mark.parametrize(("wrong", "sentence"), WRONG)
def test_what_is_no_take(
    app: Flask, make: Factory, cuts: Cuts, wrong: dict[str, Any], sentence: str, headers: dict[str, str]
) -> None:
    (ana,) = people(make, "ana")
    before = stored(app)
    form = {name: value for name, value in upload_form(cuts, **fresh(wrong)).items() if value is not None}
    answer = ana.post("/songs/luz/takes", data=form, headers=headers)
    assert answer.status_code == 422
    assert sentence in (answer.get_json()["error"] if headers else answer.text)
    assert db.session.scalar(select(func.count(Take.id))) == 0
    assert stored(app) == before


def fresh(values: dict[str, Any]) -> dict[str, Any]:
    """The values with files that can be read once more."""
    return {k: (io.BytesIO(v[0].getvalue()), v[1]) if isinstance(v, tuple) else v for k, v in values.items()}


def test_a_long_take_is_refused(app: Flask, make: Factory, tmp_path: Path) -> None:
    (ana,) = people(make, "ana")
    seconds = context_of(app).settings.recording_seconds + 6
    head = b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
    sound = head + (8000 * seconds).to_bytes(4, "little") + b"\x80" * (8000 * seconds)
    form = {"client_id": "a-long-long-take", "first": "1", "last": "1", "recording": (io.BytesIO(sound), "take")}
    answer = ana.post("/songs/luz/takes", data=form, headers=JSON)
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "A take can be up to 120 seconds long. Choose a shorter passage."


def test_share_and_take_back(app: Flask, make: Factory, cuts: Cuts) -> None:
    ana, bea = people(make, "ana", "bea")
    ana.post("/songs/luz/takes", data=upload_form(cuts))
    id = only().id
    assert "Nobody has written yet" in bea.get("/songs/luz/thread").text
    for _ in range(2):
        assert ana.post(f"/takes/{id}/share").status_code == 303
    assert bea.get(f"/takes/{id}/audio").status_code == 200
    assert bea.get("/songs/luz/thread").text.count(f"/takes/{id}/audio") == 1
    assert bea.get("/songs/luz").text.count(f"/takes/{id}/audio") == 1
    for _ in range(2):
        assert ana.post(f"/takes/{id}/withdraw").status_code == 302
    assert bea.get(f"/takes/{id}/audio").status_code == 404
    page = bea.get("/songs/luz/thread").text
    assert f"/takes/{id}/audio" not in page
    assert "This take isn’t shared any more." in page
    assert f"/takes/{id}/audio" not in bea.get("/songs/luz").text
    ana.post(f"/takes/{id}/share")
    assert bea.get("/songs/luz/thread").text.count(f"/takes/{id}/audio") == 1


def test_delete_a_shared_take(app: Flask, make: Factory, cuts: Cuts) -> None:
    ana, bea = people(make, "ana", "bea")
    ana.post("/songs/luz/takes", data=upload_form(cuts, visibility="circle", note=""))
    take = only()
    path, id = context_of(app).store.path(take.file_key), take.id
    assert path.is_file()
    assert ana.post(f"/takes/{id}/remove", headers={"HX-Request": "true"}).data == b""
    assert not path.exists()
    assert bea.get(f"/takes/{id}/audio").status_code == 404
    assert "This take isn’t shared any more." in bea.get("/songs/luz/thread").text
    assert ana.post(f"/takes/{id}/remove").status_code == 404


def test_the_same_sound_twice_keeps_its_file_until_both_are_gone(app: Flask, make: Factory, cuts: Cuts) -> None:
    (ana,) = people(make, "ana")
    ids = [
        ana.post("/songs/luz/takes", data=upload_form(cuts, client_id=f"take-number-{n}"), headers=JSON).get_json()[
            "id"
        ]
        for n in range(2)
    ]
    ana.post(f"/takes/{ids[0]}/remove")
    assert ana.get(f"/takes/{ids[1]}/audio").status_code == 200
    ana.post(f"/takes/{ids[1]}/remove")
    assert ana.get(f"/takes/{ids[1]}/audio").status_code == 404


def test_a_learner_in_no_circle_keeps_takes_and_cannot_share(app: Flask, make: Factory, cuts: Cuts) -> None:
    make.song("Luz")
    sam = make.client(make.learner("sam"))
    assert sam.post("/songs/luz/takes", data=upload_form(cuts), headers=JSON).status_code == 201
    answer = sam.post(f"/takes/{only().id}/share")
    assert answer.status_code == 404
    assert "Join a circle to share takes with it" in answer.text
    assert only().visibility == "me"
    assert (
        sam.post(
            "/songs/luz/takes", data=upload_form(cuts, client_id="another-take", visibility="circle"), headers=JSON
        ).status_code
        == 404
    )
    assert db.session.scalar(select(func.count(Take.id))) == 2  # kept, though it could not be shared


def test_a_leaver_no_longer_hears_the_circle(app: Flask, make: Factory) -> None:
    circle = make.circle()
    song = make.song("Luz")
    ana, bea = make.learner("ana", circle), make.learner("bea", circle)
    take = make.take(ana, song, circle)
    client, address = make.client(bea), f"/takes/{take.id}/audio"
    assert client.get(address).status_code == 200
    bea_id = bea.id
    with writing():
        db.session.execute(delete(Membership).where(Membership.learner_id == bea_id))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["?first=99&last=1", "?first=-5", "?first=x&last=y", "?last=" + "9" * 5000, "?first=3&last=2"]
)
def test_the_recorder_with_odd_passages(app: Flask, make: Factory, query: str) -> None:
    (ana,) = people(make, "ana")
    assert ana.get(f"/songs/luz/record{query}").status_code == 200
