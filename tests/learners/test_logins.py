"""Log-ins end when people say so, for copies of their cookies too, and when nobody uses them."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from canary.db import db
from canary.learners import accounts
from canary.learners import service as learners
from canary.learners.models import EndedLogin
from canary.web import sessions
from canary.web.clock import now
from canary.web.context import context_of
from tests.apps import another_app
from tests.factories import NOW, Factory

PASSWORD = "a short sentence"
COOKIES = ("canary", "remember_token")


def entered(app: Flask, first: bool = False) -> FlaskClient:
    client = app.test_client()
    form = {"username": "ana", "password": PASSWORD}
    assert client.post("/register" if first else "/login", data=form).status_code == 302
    return client


def copied(client: FlaskClient, *names: str) -> FlaskClient:
    """Another browser with copies of cookies."""
    thief = client.application.test_client()
    for name in names or COOKIES:
        cookie = client.get_cookie(name)
        assert cookie is not None
        thief.set_cookie(name, cookie.value)
    return thief


def is_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


@pytest.mark.parametrize("names", [("canary",), ("remember_token",), COOKIES])
def test_after_a_log_out_copies_of_its_cookies_are_nobodys(app: Flask, names: tuple[str, ...]) -> None:
    here, there = entered(app, first=True), entered(app)
    thief = copied(here, *names)
    assert is_in(copied(here, *names))
    here.post("/logout")
    assert not is_in(here)
    assert not is_in(thief), "all of them worked before"
    assert is_in(there), "another device stays"
    assert is_in(entered(app)), "and the account isn't closed"


def test_a_log_out_with_the_cookie_that_remembers_alone(app: Flask) -> None:
    here = entered(app, first=True)
    thief = copied(here)
    here.delete_cookie("canary")
    here.post("/logout")
    assert not is_in(here)
    assert not is_in(thief)


def test_a_resumed_log_in_is_the_same(app: Flask) -> None:
    here = entered(app, first=True)
    resumed = copied(here, "remember_token")
    assert is_in(resumed)
    assert is_in(copied(resumed, "canary"))
    here.post("/logout")
    assert not is_in(resumed)


def test_log_out_everywhere(app: Flask) -> None:
    browsers = [entered(app, first=True), entered(app), entered(app)]
    copies = [copied(browser, name) for browser in browsers for name in COOKIES]
    assert browsers[1].post("/logout/everywhere").status_code == 302
    assert [is_in(browser) for browser in [*browsers, *copies]] == [False] * 9
    assert is_in(entered(app))


def test_a_session_from_before_log_ins_had_names(app: Flask, make: Factory) -> None:
    client = make.client(make.learner("ana"))
    thief = copied(client, "canary")
    assert is_in(thief)
    client.post("/logout")
    assert not is_in(thief)


@pytest.mark.parametrize(("days", "works"), [(1, True), (59, True), (61, False), (100, False)])
@pytest.mark.parametrize("names", [("canary",), ("remember_token",), COOKIES])
def test_unused_cookies_expire(
    app: Flask, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], days: int, works: bool
) -> None:
    thief = copied(entered(app, first=True), *names)
    later = now() + timedelta(days=days)
    monkeypatch.setattr(accounts, "now", lambda: later)
    monkeypatch.setattr(sessions, "now", lambda: later)
    monkeypatch.setattr("time.time", lambda: later.timestamp())
    assert is_in(thief) == works, "the cookie that remembers worked after 100 days before"


def test_used_cookies_last(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    here, day = entered(app, first=True), now()
    for _ in range(5):
        day += timedelta(days=50)
        monkeypatch.setattr(accounts, "now", lambda moment=day: moment)
        monkeypatch.setattr(sessions, "now", lambda moment=day: moment)
        monkeypatch.setattr("time.time", lambda moment=day: moment.timestamp())
        assert is_in(here)
        assert is_in(copied(here, "remember_token"))


@pytest.mark.parametrize("value", ["", "x", "u-ana", "1|abc", "WyJ1LWFuYSIsIngiXQ.abc.def", "." * 2000])
def test_forged_cookies_that_remember(app: Flask, make: Factory, value: str) -> None:
    make.learner("ana")
    client = app.test_client()
    client.set_cookie("remember_token", value)
    assert not is_in(client)


def test_ended_log_ins_are_forgotten_when_their_cookies_have_expired(make: Factory) -> None:
    ana = make.learner("ana").id
    for days in (0, 100, 151):
        learners.end_login(ana, f"{days:064}", NOW + timedelta(days=days))
    learners.end_login(ana, f"{151:064}", NOW + timedelta(days=151))
    assert db.session.scalar(select(func.count()).select_from(EndedLogin)) == 2


def test_cookies_over_https_are_this_hosts_alone(tmp_path: Path) -> None:
    with another_app(tmp_path, https=True) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        form = {"username": "ana", "password": PASSWORD}
        cookies = client.post("/register", data=form, base_url="https://localhost").headers.getlist("Set-Cookie")
        cookies += client.get("/login", base_url="https://localhost").headers.getlist("Set-Cookie")
        assert {cookie.partition("=")[0] for cookie in cookies} == {
            "__Host-canary", "__Host-remember_token", "__Host-device",
        }  # fmt: skip
        for cookie in cookies:
            assert "Secure" in cookie
            assert "HttpOnly" in cookie
            assert "Path=/" in cookie
            assert "Domain" not in cookie
            assert "SameSite=Lax" in cookie
        assert client.get("/account", base_url="https://localhost").status_code == 200
        client.delete_cookie("__Host-canary")
        assert client.get("/account", base_url="https://localhost").status_code == 200


def public_media(app: Flask, make: Factory) -> list[str]:
    """The addresses of all media of a public song that exist."""
    key = context_of(app).store.put(io.BytesIO(b"\x89PNG"), ".png")
    make.song("Song 1", cover_key=key)
    return ["/songs/song-1/audio", "/songs/song-1/cover"]


def test_public_media_with_a_cookie_are_kept_by_nobody(app: Flask, make: Factory) -> None:
    here, paths = entered(app, first=True), public_media(app, make)
    for path in paths:
        assert "public" in app.test_client().get(path).headers["Cache-Control"]
        answer = copied(here, "remember_token").get(path)
        assert answer.status_code == 200
        assert answer.headers.getlist("Set-Cookie")
        assert "public" not in answer.headers["Cache-Control"]
        assert "private" in answer.headers["Cache-Control"]


def test_no_answer_of_any_route_is_public_and_has_a_cookie(app: Flask, make: Factory) -> None:
    here = entered(app, first=True)
    make.song("Song 1")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        path = rule.rule.replace("<slug>", "song-1")
        for place in ("<int:n>", "<int:line>"):
            path = path.replace(place, "1")
        answer = copied(here, "remember_token").get(path)
        if answer.headers.getlist("Set-Cookie"):
            assert "public" not in answer.headers.get("Cache-Control", ""), path
