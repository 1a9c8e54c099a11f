"""Wrong passwords: growing delays by account, with ways in for its owner, and alike for names that nobody has."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password, verify_password

from canary.learners import accounts
from canary.learners import service as learners
from canary.web import limits, rates
from canary.web.clock import now
from canary.web.context import context_of
from canary.web.rates import RateLimits, delay_s
from tests.apps import another_app

PASSWORD = "a short sentence"


@pytest.fixture
def limited(tmp_path: Path) -> Iterator[Flask]:
    with another_app(tmp_path, rate_limits=True) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        assert register(app.test_client()) == 302
        yield app


def register(client: FlaskClient) -> int:
    return client.post("/register", data={"username": "ana", "password": PASSWORD}).status_code


def tried(client: FlaskClient, number: int, name: str = "ana", password: str = "not it at all") -> int:
    """What a try from an address of its own is answered."""
    form = {"username": name, "password": password}
    return client.post(
        "/login", data=form, environ_base={"REMOTE_ADDR": f"10.1.{number // 250}.{number % 250}"}
    ).status_code


@pytest.mark.parametrize("name", ["ana", "ANA", "nobody"])
def test_two_hundred_passwords_from_two_hundred_addresses(limited: Flask, name: str) -> None:
    statuses = [tried(limited.test_client(), number, name) for number in range(200)]
    assert statuses == [422] * 5 + [429] * 195, "all 200 were checked before"
    assert tried(limited.test_client(), 201, "bea") == 422, "others are not delayed"


def test_the_sentence_says_when_and_how(limited: Flask) -> None:
    pages = []
    for name in ("ana", "nobody"):
        for number in range(5):
            tried(limited.test_client(), number, name)
        answer = limited.test_client().post("/login", data={"username": name, "password": PASSWORD})
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 60
        assert "Try again in 1 minute." in answer.text
        assert 'href="/password/forgot"' in answer.text
        pages.append(answer.text.replace(f'value="{name}"', 'value=""'))
    assert len(pages[0]) == len(pages[1]), "the answer doesn't tell which names exist"


def test_delays_grow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert [delay_s(n) for n in range(3, 12)] == [0, 0, 60, 120, 240, 480, 900, 900, 900]
    counts, clock = RateLimits("", tmp_path), [1_000_000.0]
    monkeypatch.setattr(rates, "now", lambda: datetime.fromtimestamp(clock[0], UTC))
    waited: list[int] = []
    for _ in range(11):
        assert counts.attempt("ana") is None
        until = counts.attempt("ana") if len(waited) >= 4 else None
        waited.append(round(until - clock[0]) if until else 0)
        if not until:
            continue
        clock[0] = until - 1
        assert counts.attempt("ana") == until
        clock[0] = until + 1
    assert waited == [0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900]
    clock[0] += 86_400
    assert [counts.attempt("ana") for _ in range(5)] == [None] * 5, "a day later all is forgotten"


def test_who_gets_in_is_forgiven(limited: Flask) -> None:
    for number in range(4):
        tried(limited.test_client(), number)
    assert tried(limited.test_client(), 5, password=PASSWORD) == 302
    assert [tried(limited.test_client(), number) for number in range(6, 12)] == [422] * 5 + [429]


def test_a_browser_that_was_logged_in_is_not_kept_out(limited: Flask) -> None:
    hers = limited.test_client()
    assert tried(hers, 0, password=PASSWORD) == 302
    hers.post("/logout")
    for number in range(20):
        tried(limited.test_client(), number)
    assert tried(limited.test_client(), 21, password=PASSWORD) == 429
    assert tried(hers, 22, password=PASSWORD) == 302
    hers.post("/logout")
    assert [tried(hers, number) for number in range(23, 30)] == [422] * 5 + [429] * 2, "it has tries of its own"
    assert [tried(hers, number, "nobody") for number in range(30, 36)] == [422] * 5 + [429], "and for no other name"


def test_a_forged_sign_of_a_known_browser_is_worth_nothing(limited: Flask) -> None:
    for number in range(5):
        tried(limited.test_client(), number)
    for value in ("x", "eyIxIjoiYSJ9.aaaa.bbbb", "." * 3000):
        client = limited.test_client()
        client.set_cookie("device", value)
        assert tried(client, 6, password=PASSWORD) == 429


def test_a_password_link_lets_its_owner_in(limited: Flask) -> None:
    for number in range(9):
        tried(limited.test_client(), number)
    with limited.app_context():
        learner = learners.by_username("ana")
        assert learner is not None
        token = learners.password_token(
            learner, str(limited.config["SECRET_KEY"]), now() + learners.PASSWORD_LINK_BY_HAND_LASTS
        )
    client = limited.test_client()
    assert client.post(f"/password/new/{token}", data={"new_password": "another sentence"}).status_code == 302
    assert client.get("/account").status_code == 200
    assert tried(limited.test_client(), 10, password="another sentence") == 302


def test_as_many_hashes_for_names_that_nobody_has(limited: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    made: list[str] = []

    def verify(password: str, stored: str) -> bool:
        checked.append(stored)
        return verify_password(password, stored)

    def make(password: str) -> str:
        made.append(password)
        return str(hash_password(password))

    monkeypatch.setattr(accounts, "verify_password", verify)
    monkeypatch.setattr(accounts, "hash_password", make)
    for password, each in (("not it at all", 1), ("ａ ｓｈｏｒｔ one", 2), ("x" * 1001, 0)):
        for name in ("ana", "nobody", "somebody else"):
            checked.clear()
            assert tried(limited.test_client(), 1, name, password) == 422
            assert len(checked) == each, (name, password)
            assert all(stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$") for stored in checked)
    assert made == [], "an unknown name was 914 ms, with a hash made for it; a known one 449"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"), ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"), ("::ffff:10.0.0.1", "10.0.0.1"), ("10.0.0.1", "10.0.0.1"),
        ("fe80::1%eth0", "fe80::/64"), ("", ""), (None, ""), ("unix", "unix"),
    ],
)  # fmt: skip
def test_an_ipv6_household_counts_as_one(address: str | None, counted: str) -> None:
    assert limits.network(address) == counted


def test_an_ipv6_household_has_a_limit(limited: Flask) -> None:
    statuses = [
        limited.test_client().post(
            "/login", data={"username": f"n{n}", "password": "x"}, environ_base={"REMOTE_ADDR": f"2001:db8::{n:x}"}
        ).status_code
        for n in range(1, 30)
    ]  # fmt: skip
    assert statuses == [422] * 10 + [429] * 19, "all 29 were answered before"


def test_without_limits_nothing_is_counted(app: Flask) -> None:
    assert context_of(app).rate_limits is None
    assert [tried(app.test_client(), n) for n in range(8)] == [422] * 8
