"""What goes wrong ends in one sentence, as a page, a fragment or JSON, and never in a trace."""

import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from canary.db import db
from tests.apps import another_app
from tests.factories import Factory

FORMS = {"page": {}, "fragment": {"HX-Request": "true"}, "json": {"Accept": "application/json"}}


def check(answer: object, form: str, sentence: str) -> None:
    text = answer.get_data(as_text=True).replace("&#39;", "'").replace("&#x27;", "'")  # type: ignore[attr-defined]
    assert form == "json" or sentence in text
    for secret in ("Traceback", "site-packages", "sqlalchemy", "sqlite3", "werkzeug", 'File "'):
        assert secret not in text
    assert answer.headers["Cache-Control"] == "no-store"  # type: ignore[attr-defined]
    if form == "json":
        assert answer.get_json()["error"] == sentence  # type: ignore[attr-defined]
    elif form == "page":
        assert "<!DOCTYPE html>" in text
    else:
        assert "<html" not in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("method", "address", "status", "sentence"),
    [
        ("GET", "/nowhere", 404, "This page doesn’t exist, or you can’t see it."),
        ("GET", "/songs/never-made", 404, "This song doesn’t exist, or you can’t see it."),
        ("POST", "/", 405, "This address can’t be opened directly. Go back and use the button on the page."),
        (
            "DELETE",
            "/songs/luz",
            405,
            "This address can’t be opened directly. Go back and use the button on the page.",
        ),
    ],
)
def test_not_found_and_not_so(app: Flask, form: str, method: str, address: str, status: int, sentence: str) -> None:
    answer = app.test_client().open(address, method=method, headers=FORMS[form])
    assert answer.status_code == status
    check(answer, form, sentence)
    if status == 405:
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("form", FORMS)
def test_too_large(strict: Flask, people: Factory, form: str) -> None:
    strict.config["WTF_CSRF_ENABLED"] = False
    try:
        client = people.client(people.learner("ana", people.circle()))
        large = {"files": (io.BytesIO(bytes(1_300_000)), "luz.mp3"), "licence": "private"}
        answer = client.post("/songs/import", data=large, headers=FORMS[form])
        assert answer.status_code == 413
        check(answer, form, "That’s larger than this server accepts. Choose a smaller file.")
    finally:
        strict.config["WTF_CSRF_ENABLED"] = True


@pytest.mark.parametrize("form", FORMS)
def test_something_broke(tmp_path: Path, form: str) -> None:
    with another_app(tmp_path) as app:

        @app.get("/broken")
        def broken() -> str:
            raise ZeroDivisionError("secret detail")

        answer = app.test_client().get("/broken", headers=FORMS[form])
        assert answer.status_code == 500
        check(answer, form, "Something broke on the server. We’ve logged the error, and what you saved before is safe.")
        assert "secret detail" not in answer.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("logged_in", [False, True], ids=["visitor", "learner"])
def test_the_database_is_gone(tmp_path: Path, form: str, logged_in: bool) -> None:
    with another_app(tmp_path) as app:
        with app.app_context():
            client = Factory(app).client(Factory(app).learner("ana") if logged_in else None)
            db.session.remove()
            db.engine.dispose()
        with closing(sqlite3.connect(tmp_path / "canary.db")) as file:
            file.execute("PRAGMA foreign_keys=OFF")
            for (name,) in file.execute(
                "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'"
            ).fetchall():
                file.execute(f"DROP TABLE {name}")
            file.commit()
        answer = client.get("/", headers=FORMS[form])
        assert answer.status_code == 503
        check(
            answer, form, "The server’s database doesn’t answer. Nothing that was saved is lost: try again in a moment."
        )


def test_too_often(tmp_path: Path) -> None:
    with another_app(tmp_path, rate_limits=True) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        # Each time another name, since an account has a limit of its own.
        tries = [client.post("/login", data={"username": f"a{n}", "password": "b"}).status_code for n in range(10)]
        assert tries == [422] * 10
        typed = {"username": "z", "password": "b"}
        for form, headers in FORMS.items():
            answer = client.post("/login", data=typed, headers=headers)
            assert answer.status_code == 429
            check(answer, form, "That was a lot in a short time. Wait 1 minute, then try again.")
            assert 1 <= int(answer.headers["Retry-After"]) <= 61
        elsewhere = client.post("/login", data=typed, environ_base={"REMOTE_ADDR": "192.0.2.7"})
        assert elsewhere.status_code == 422
        assert client.get("/login").status_code == 200


def test_too_often_in_an_hour(tmp_path: Path) -> None:
    with another_app(tmp_path, rate_limits=True) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        for _ in range(10):
            assert client.post("/register", data={"username": ""}).status_code == 422
        answer = client.post("/register", data={"username": ""})
        assert answer.status_code == 429
        assert re.search(r"Wait (59 minutes|1 hour), then try again\.", answer.text)
        assert 3500 < int(answer.headers["Retry-After"]) <= 3601


@pytest.mark.parametrize("form", ["fragment", "json"])
def test_scripts_are_told_to_log_in(app: Flask, make: Factory, form: str) -> None:
    make.song("Luz")
    answer = app.test_client().post("/songs/luz/words/1/keep", headers=FORMS[form])
    assert answer.status_code == 401
    check(answer, form, "Log in to save this. Nothing that you typed or sang is lost.")


@pytest.mark.parametrize(
    ("method", "address", "back"),
    [("GET", "/words?language=es", "/words?language%3Des"), ("POST", "/songs/luz/thread", "/songs/luz")],
)
def test_visitors_come_back_after_logging_in(app: Flask, make: Factory, method: str, address: str, back: str) -> None:
    make.song("Luz")
    headers = {"Referer": "http://localhost/songs/luz"} if method == "POST" else {}
    answer = app.test_client().open(address, method=method, headers=headers)
    assert answer.status_code == 302
    assert answer.location == f"/login?next={back}"


def test_a_stranger_as_referrer_is_not_followed(app: Flask, make: Factory) -> None:
    make.song("Luz")
    answer = app.test_client().post("/songs/luz/thread", headers={"Referer": "https://evil.example/songs/luz"})
    assert answer.location == "/login?next=/"
