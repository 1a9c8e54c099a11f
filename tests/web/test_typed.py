"""What somebody wrote comes back with the answer when it could not be taken."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canary.learners import accounts
from tests.factories import Factory


@pytest.fixture
def logged_out(app: Flask, make: Factory) -> FlaskClient:
    """A browser whose session names nobody any more."""
    make.song("Luz")
    client = app.test_client()
    with client.session_transaction() as session:
        session[accounts.ACCOUNT] = "ended elsewhere"
    return client


@pytest.mark.parametrize(
    ("address", "field"),
    [("/songs/luz/thread", "body"), ("/songs/luz/lyrics", "lyrics"), ("/weeks", "tasks"), ("/account", "display_name")],
)
def test_a_text_comes_back(logged_out: FlaskClient, address: str, field: str) -> None:
    page = logged_out.post(
        address, data={field: "La luna & <b>yo</b>"}, headers={"Referer": "http://localhost/songs/luz"}
    )
    assert page.status_code == 401
    assert "La luna &amp; &lt;b&gt;yo&lt;/b&gt;</textarea>" in page.text
    assert "/login?next=/songs/luz" in page.text


@pytest.mark.parametrize(
    "data", [{}, {"body": "word"}, {"password": "a short sentence", "new_password": "and a longer one"}]
)
def test_what_is_short_or_secret_does_not(logged_out: FlaskClient, data: dict[str, str]) -> None:
    page = logged_out.post("/account/password", data=data)
    assert page.status_code == 302
    assert "sentence" not in page.text


def test_a_foreign_referrer_is_no_way_back(logged_out: FlaskClient) -> None:
    page = logged_out.post(
        "/songs/luz/thread", data={"body": "two words"}, headers={"Referer": "https://evil.example/x"}
    )
    assert "evil.example" not in page.text
