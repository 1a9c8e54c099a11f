"""The session cookie: forged and old ones are nobody's, however often they come."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canary.web import sessions
from canary.web.clock import now
from tests.factories import Factory


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("canary")
    assert cookie is not None
    return cookie.value


@pytest.fixture
def value(app: Flask, make: Factory) -> str:
    """The session cookie of a learner."""
    return cookie_of(make.client(make.learner("ana")))


def statuses(app: Flask, value: str) -> list[int]:
    """What the account page answers, twice, to a browser that sends this cookie."""
    client = app.test_client()
    client.set_cookie("canary", value)
    return [client.get("/account").status_code for _ in range(2)]


def test_a_good_cookie_is_taken_each_time(app: Flask, value: str) -> None:
    assert statuses(app, value) == [200, 200]


@pytest.mark.parametrize(
    "change", [lambda v: v[:-5] + ("A" if v[-5] != "A" else "B") + v[-4:], lambda v: "x" + v, lambda _: "x"]
)
def test_a_forged_cookie_is_refused_each_time(app: Flask, value: str, change: object) -> None:
    assert callable(change)
    assert statuses(app, value) == [200, 200], "the genuine one is known"
    assert statuses(app, change(value)) == [302, 302]


def test_a_known_cookie_grows_old(app: Flask, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert statuses(app, value) == [200, 200]
    later = now() + app.permanent_session_lifetime + timedelta(seconds=2)
    monkeypatch.setattr(sessions, "now", lambda: later)
    assert statuses(app, value) == [302, 302]


def test_what_one_request_changes_is_not_seen_by_another_with_the_old_cookie(app: Flask, value: str) -> None:
    client = app.test_client()
    client.set_cookie("canary", value)
    with client.session_transaction() as session:
        session["more"] = ["x"]
    client.set_cookie("canary", value)
    with client.session_transaction() as session:
        assert "more" not in session
