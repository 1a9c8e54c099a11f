"""Every form needs its token: without it nothing happens, and a sentence says why."""

import re

import pytest
from flask import Flask

from canary.db import db
from canary.threads.models import Post
from tests.factories import Factory

SENTENCE = "Reload the page, then try again."


def posts(app: Flask) -> list[str]:
    """An address for each route that takes a POST, but the one that mail programs press: its key is its permission."""
    things = {
        "slug": "luz",
        "word_id": 1,
        "take_id": 1,
        "post_id": 1,
        "card_id": 1,
        "schedule_id": 1,
        "line": 1,
        "unit": 1,
        "week": "2026-01-05",
        "code": "code-1",
        "token": "x",
    }
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, {name: things.get(name, 1) for name in rule.arguments}, method="POST")
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or set()) and rule.endpoint != "notices.stop"
    ]


def test_every_post_without_a_token_is_refused(strict: Flask, people: Factory) -> None:
    circle = people.circle()
    people.song("Luz", circle)
    client = people.client(people.learner("hanna", circle, "host", is_host=True))
    addresses = posts(strict)
    assert len(addresses) >= 25
    for address in addresses:
        for headers in ({}, {"HX-Request": "true"}, {"Accept": "application/json"}):
            answer = client.post(address, data={"body": "x", "client_id": "long-enough"}, headers=headers)
            assert answer.status_code == 400, address
            assert SENTENCE in answer.get_data(as_text=True).replace("&#39;", "'"), address
    assert db.session.scalar(db.select(db.func.count(Post.id))) == 0


@pytest.mark.parametrize("token", ["", "made-up", "a.b.c", "x" * 5000])
def test_a_made_up_token_is_refused(strict: Flask, people: Factory, token: str) -> None:
    client = people.client(people.learner("ana", people.circle()))
    assert client.post("/account", data={"csrf_token": token, "theme": "dark"}).status_code == 400


def test_another_sessions_token_is_refused(strict: Flask, people: Factory) -> None:
    one, other = people.client(people.learner("ana")), people.client(people.learner("bea"))
    token = meta(one.get("/account").text)
    other.get("/account")
    assert other.post("/account", data={"csrf_token": token, "theme": "dark"}).status_code == 400
    assert one.post("/account", data={"csrf_token": token, "theme": "dark"}).status_code == 302
    assert one.post("/account", headers={"X-CSRFToken": token}, data={"theme": "dark"}).status_code == 302


def test_the_token_of_a_page_kept_for_all_is_nobodys(strict: Flask, people: Factory) -> None:
    people.song("Luz")
    for _ in range(2):
        assert "csrf" not in strict.test_client().get("/songs/luz").text
    circle = people.circle()
    song, ana = people.song("Pan"), people.learner("ana", circle)
    people.post(ana, song, circle)
    tokens = {meta(people.client(who).get("/songs/pan").text) for who in (ana, people.learner("bea", circle))}
    assert len(tokens) == 2


def test_logging_in_with_the_forms_own_token(strict: Flask) -> None:
    client = strict.test_client()
    form = {"username": "ana", "password": "a short sentence"}
    token = hidden(client.get("/register").text)
    assert client.post("/register", data=form | {"csrf_token": token}).status_code == 302
    assert client.get("/account").status_code == 200


def meta(page: str) -> str:
    found = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert found
    return found.group(1)


def hidden(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found.group(1)
