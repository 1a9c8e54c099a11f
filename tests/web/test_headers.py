"""What every answer carries, and what may be kept of it."""

import re

import pytest
from flask import Flask

from canary.web.headers import HEADERS
from tests.factories import Factory

PAGES = (
    "/",
    "/songs",
    "/songs/luz",
    "/songs/luz/words",
    "/songs/luz/thread",
    "/login",
    "/register",
    "/healthz",
    "/nowhere",
)
PRIVATE = (
    "/",
    "/songs",
    "/account",
    "/songs/luz/words",
    "/songs/luz/thread",
    "/songs/luz/record",
    "/songs/import",
    "/circle",
    "/weeks",
)


@pytest.mark.parametrize("address", [*PAGES, "/songs/luz/audio", "/songs/luz/lyrics.lrc"])
def test_every_answer_is_guarded(app: Flask, make: Factory, address: str) -> None:
    make.song("Luz")
    answer = app.test_client().get(address)
    for name, value in dict(HEADERS).items():
        assert answer.headers.getlist(name) == [value]
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    nonce = re.search(r"script-src 'nonce-([\w-]{20,})'", policy)
    assert nonce
    if answer.mimetype == "text/html":
        used = re.findall(r"<script\b[^>]*>", answer.text)
        scripts = [tag for tag in used if "application/json" not in tag]
        assert all(f'nonce="{nonce.group(1)}"' in tag for tag in scripts)
        assert "Cookie" in answer.headers["Vary"]
    assert "Strict-Transport-Security" not in answer.headers


def test_a_nonce_is_used_once(app: Flask) -> None:
    policies = {app.test_client().get("/").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5


@pytest.mark.parametrize("address", PRIVATE)
def test_private_pages_are_not_kept(app: Flask, make: Factory, address: str) -> None:
    circle = make.circle()
    make.song("Luz")
    answer = make.client(make.learner("hanna", circle, "host")).get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/songs", "/login"])
def test_visitors_pages_are_asked_about_each_time(app: Flask, address: str) -> None:
    assert app.test_client().get(address).headers["Cache-Control"] == "private, no-cache"


def test_cookies_are_for_this_site_only(app: Flask) -> None:
    client = app.test_client()
    answer = client.post("/register", data={"username": "ana", "password": "a short sentence"})
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 3  # the session, the log-in that is remembered, and the browser that knows the account
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_a_304_carries_no_policy(app: Flask, make: Factory) -> None:
    make.song("Luz")
    client = app.test_client()
    tag = client.get("/songs/luz").headers["ETag"]
    answer = client.get("/songs/luz", headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert "Content-Security-Policy" not in answer.headers
    assert answer.headers["ETag"] == tag


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pages_are_compressed(app: Flask, make: Factory, encoding: str) -> None:
    make.song("Luz")
    answer = app.test_client().get("/songs/luz", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert len(answer.data) < 9_000
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_static_files_are_kept_for_ever(app: Flask) -> None:
    page = app.test_client().get("/").text
    address = re.search(r'href="(/static/[^"]+/css/base\.css)"', page)
    assert address
    answer = app.test_client().get(address.group(1))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert app.test_client().get("/static/../secret_key").status_code == 404
    assert app.test_client().get(address.group(1).rsplit("/css", 1)[0] + "/../../secret_key").status_code == 404
