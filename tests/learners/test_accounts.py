"""Accounts through their pages: joining, logging in and out, profile, password, the host's link."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password
from sqlalchemy import func, select

from canary.db import db, writing
from canary.learners import service as learners
from canary.learners.models import HostLink, Learner
from canary.problems import Invalid, NotFound
from canary.web.guard import local_path
from tests.apps import another_app
from tests.factories import NOW, Factory

PASSWORD = "a short sentence"
SOMEWHERE_ELSE = (
    "//evil.example", "https://evil.example/", "http://evil.example", "/\\evil.example", "\\\\evil.example", "evil",
    "javascript:alert(1)", "/\nevil", "/\t/evil.example", "/\r/evil.example", "http://localhost//evil.example",
    "http://localhost.evil.example/", "/ /\x00evil", "",
)  # fmt: skip


def register(client: FlaskClient, name: str = "ana", password: str = PASSWORD, **more: str) -> int:
    return client.post("/register", data={"username": name, "password": password, **more}).status_code


def logged_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_join_log_out_log_in(client: FlaskClient) -> None:
    assert register(client, "Ana", email="ana@example.org") == 302
    assert logged_in(client)
    assert client.post("/logout").status_code == 302
    assert not logged_in(client)
    assert client.post("/logout").status_code == 302
    answer = client.post("/login", data={"username": " aNA ", "password": PASSWORD, "next": "/songs?q=luna"})
    assert (answer.status_code, answer.location) == (302, "/songs?q=luna")
    assert logged_in(client)


def test_a_session_outlives_the_browser(client: FlaskClient) -> None:
    register(client)
    client.delete_cookie("canary")
    assert logged_in(client)


WRONG = [
    ({"username": "a"}, "Use 2 to 32 letters"),
    ({"username": "<b>ana</b>"}, "Use 2 to 32 letters"),
    ({"password": "short"}, "Use 8 to 200 characters"),
    ({"username": "ana.ruiz.lopez", "password": "Ana.Ruiz.Lopez"}, "too easy to guess"),
    ({"email": "not an address"}, "That isn’t an e-mail address"),
    ({"username": "TAKEN"}, "That username is taken"),
    ({"username": "ｔａｋｅｎ"}, "That username is taken"),
    ({"username": "", "password": ""}, "Use 2 to 32 letters"),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG)
def test_what_cannot_be_an_account(client: FlaskClient, typed: dict[str, str], sentence: str) -> None:
    register(client, "taken", email="taken@example.org")
    client.post("/logout")
    form = {"username": "ana", "password": "a fine sentence", "email": "ana@example.org"} | typed
    page = client.post("/register", data=form)
    assert page.status_code == 422
    assert sentence in page.text
    assert f'value="{form["email"]}"' in page.text
    if "<" not in form["username"]:
        assert f'value="{form["username"]}"' in page.text
    assert "<b>ana" not in page.text
    assert 'type="password" value=""' in page.text
    assert count(Learner) == 1


@pytest.mark.parametrize(
    ("name", "password"), [("ana", "another sentence"), ("nobody", PASSWORD), ("", ""), ("ana\x00", PASSWORD)]
)
def test_wrong_name_or_password_are_not_told_apart(client: FlaskClient, name: str, password: str) -> None:
    register(client)
    client.post("/logout")
    page = client.post("/login", data={"username": name, "password": password})
    assert page.status_code == 422
    assert "Wrong username or password." in page.text
    assert not logged_in(client)
    if name == "ana":
        assert 'value="ana"' in page.text
        assert password not in page.text


def test_a_closed_account_cannot_log_in(app: Flask, client: FlaskClient) -> None:
    register(client)
    with writing():
        learner = learners.by_username("ana")
        assert learner is not None
        learner.active = False
    assert not logged_in(client)
    assert client.post("/login", data={"username": "ana", "password": PASSWORD}).status_code == 422


@pytest.mark.parametrize("target", SOMEWHERE_ELSE, ids=ascii)
def test_paths_that_lead_elsewhere(app: Flask, target: str) -> None:
    with app.test_request_context("/"):
        assert local_path(target) == "/"
    assert 'name="next" value="/"' in app.test_client().get("/login", query_string={"next": target}).text


@pytest.mark.parametrize(
    ("target", "path"),
    [("/songs?q=a b#x", "/songs?q=a b#x"), ("http://localhost/join/x", "/join/x"), ("/songs/שיר", "/songs/שיר")],
)
def test_paths_that_stay_here(app: Flask, target: str, path: str) -> None:
    with app.test_request_context("/"):
        assert local_path(target) == path


@pytest.mark.parametrize("target", ["//evil.example", "/\t/evil.example", "https://evil.example/"], ids=ascii)
def test_nobody_is_sent_elsewhere(client: FlaskClient, target: str) -> None:
    form = {"username": "ana", "password": PASSWORD, "next": target}
    assert client.post("/register", data=form).location == "/"
    client.post("/logout")
    assert client.post("/login", data=form).location == "/"


def test_a_new_password_ends_every_other_session(app: Flask) -> None:
    here, there = app.test_client(), app.test_client()
    register(here)
    assert there.post("/login", data={"username": "ana", "password": PASSWORD}).status_code == 302
    assert logged_in(there)
    new = "another sentence"
    answer = here.post("/account/password", data={"password": PASSWORD, "new_password": new})
    assert answer.status_code == 302
    assert logged_in(here)
    assert not logged_in(there)
    there.delete_cookie("canary")  # the cookie that remembers is worth nothing either
    assert not logged_in(there)
    assert there.post("/login", data={"username": "ana", "password": PASSWORD}).status_code == 422
    assert there.post("/login", data={"username": "ana", "password": new}).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("not mine at all", "another sentence", "That isn’t your current password."),
        (PASSWORD, "short", "Use 8 to 200 characters"),
        (PASSWORD, "", "Use 8 to 200 characters"),
        ("", "", "That isn’t your current password."),
    ],
)
def test_a_password_that_is_not_changed(app: Flask, old: str, new: str, sentence: str) -> None:
    here, there = app.test_client(), app.test_client()
    register(here)
    there.post("/login", data={"username": "ana", "password": PASSWORD})
    page = here.post("/account/password", data={"password": old, "new_password": new})
    assert page.status_code == 422
    assert sentence in page.text
    assert logged_in(there)


def test_the_profile(app: Flask, make: Factory) -> None:
    client = make.client(make.learner("ana"))
    form = {"display_name": " Ana \u202e Ruiz", "theme": "dark", "learns": "ES, ja ,,", "speaks": "en"}
    assert client.post("/account", data=form).status_code == 302
    page = client.get("/account").text
    assert 'value="Ana Ruiz"' in page
    assert 'value="Español, 日本語"' in page
    assert 'data-theme="dark"' in page
    wrong = client.post("/account", data=form | {"theme": "pink", "display_name": "Kept"})
    assert wrong.status_code == 422
    assert 'value="Kept"' in wrong.text
    assert 'data-theme="dark"' in client.get("/account").text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Spanish, Japanese", ["es", "ja"]),
        ("es;JA、ko", ["es", "ja", "ko"]),
        ("Portuguese (BR), pt-br", ["pt-br"]),
        ("Spanish, spa, es", ["es"]),
        ("eu", ["eu"]),  # it has no name here
        ("", []),
    ],
)
def test_languages_by_name_or_code(app: Flask, make: Factory, typed: str, kept: list[str]) -> None:
    ana = make.learner("ana")
    client = make.client(ana)
    for _ in range(2):  # what the page shows can be sent again
        assert client.post("/account", data={"theme": "auto", "learns": typed}).status_code == 302
        assert db.session.get_one(Learner, ana.id).learns == kept
        typed = client.get("/account").text.partition('name="learns"')[2].partition('value="')[2].partition('"')[0]


def test_a_language_that_is_none(app: Flask, make: Factory) -> None:
    client = make.client(make.learner("ana"))
    wrong = client.post("/account", data={"theme": "auto", "learns": "Spanish, Sindarin"})
    assert wrong.status_code == 422
    assert "We don’t know the language “sindarin”." in wrong.text
    assert 'value="Spanish, Sindarin"' in wrong.text


def test_ones_level_in_what_one_learns(app: Flask, make: Factory) -> None:
    ana = make.learner("ana")
    client, profile = make.client(ana), {"theme": "auto", "learns": "es, ja"}
    assert 'name="level-' not in client.get("/account").text
    client.post("/account", data=profile)
    client.post("/account", data=profile | {"level-es": "A2", "level-ja": "Z9", "level-fr": "C1"})
    assert db.session.get_one(Learner, ana.id).levels == {"es": "A2"}
    assert "<option selected>A2</option>" in client.get("/account").text
    client.post("/account", data=profile)  # a form without them, such as one from before
    assert db.session.get_one(Learner, ana.id).levels == {"es": "A2"}
    client.post("/account", data=profile | {"level-es": ""})
    assert db.session.get_one(Learner, ana.id).levels == {}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ana@Example.org ", "Ana@example.org"),
        ("ana@bücher.example.org", "ana@xn--bcher-kva.example.org"),
        ("añá@example.org", None),  # few servers take it
        ("a" * 300 + "@example.org", None),
        ("ana@example.org\nBcc: all@example.org", None),
        ("", ""),
    ],
)
def test_addresses(app: Flask, make: Factory, typed: str, kept: str | None) -> None:
    ana = make.learner("ana")
    if kept is None:
        with pytest.raises(Invalid, match="isn’t an e-mail address"):
            learners.set_email(ana.id, typed, NOW)
    else:
        learners.set_email(ana.id, typed, NOW)
        assert (learners.find(ana.id).email or "") == kept


def test_two_people_may_give_one_address_and_neither_is_told(client: FlaskClient) -> None:
    for name in ("ana", "bea"):
        register(client, name, email="same@example.org")
        assert logged_in(client)
        client.post("/logout")


@pytest.mark.parametrize("length", [5000, 100_000])
def test_an_endless_password(client: FlaskClient, make: Factory, length: int) -> None:
    register(client, "ana")
    form = {"password": "x" * length, "new_password": "a fine sentence"}
    assert client.post("/account/password", data=form).status_code == 422
    assert client.post("/account/delete", data=form).status_code == 422
    client.post("/logout")
    for name in ("ana", "nobody"):
        assert client.post("/login", data={"username": name, "password": "x" * length}).status_code == 422


def host_token() -> str:
    token = learners.new_host_link(NOW)
    assert token is not None
    return token


def test_the_hosts_link_works_once(app: Flask, make: Factory) -> None:
    make.circle()
    token = host_token()
    first, second = app.test_client(), app.test_client()
    assert first.get(f"/host/{token}").status_code == 200
    assert first.get(f"/host/{token}").status_code == 200  # looking does not use it up
    form = {"username": "hanna", "password": PASSWORD}
    assert first.post(f"/host/{token}", data=form).status_code == 302
    assert first.get("/circle").status_code == 200
    assert first.get("/weeks").status_code == 200
    for answer in (second.get(f"/host/{token}"), second.post(f"/host/{token}", data=form | {"username": "mallory"})):
        assert answer.status_code == 404
        assert "This link has already been used" in answer.text
    assert count(Learner) == 1
    assert count(HostLink) == 0
    assert learners.new_host_link(NOW) is None


def test_a_slip_does_not_use_the_hosts_link_up(app: Flask, make: Factory) -> None:
    make.circle()
    token, client = host_token(), app.test_client()
    page = client.post(f"/host/{token}", data={"username": "hanna", "password": "short"})
    assert page.status_code == 422
    assert 'value="hanna"' in page.text
    assert client.post(f"/host/{token}", data={"username": "hanna", "password": PASSWORD}).status_code == 302


def test_somebody_with_an_account_may_become_the_host(app: Flask, make: Factory) -> None:
    circle = make.circle()
    client = make.client(make.learner("ana", circle))
    token = host_token()
    assert client.get("/circle/reports").status_code == 404
    assert client.post(f"/host/{token}").status_code == 302
    assert client.get("/circle/reports").status_code == 200
    assert client.post(f"/host/{token}").status_code == 404


def test_a_newer_link_replaces_the_older(app: Flask, client: FlaskClient) -> None:
    old, new = host_token(), host_token()
    assert client.get(f"/host/{old}").status_code == 404
    assert client.get(f"/host/{new}").status_code == 200
    with pytest.raises(NotFound):
        learners.check_host_token("")


def test_by_invitation_only_a_real_link_opens_the_door(tmp_path: Path) -> None:
    with another_app(tmp_path, registration="invited") as app, app.app_context():
        code = Factory(app).circle().join_code
        for address in ("/register", "/register?next=/join/", "/register?next=/join/made-up", "/register?next=/songs"):
            answer = app.test_client().get(address)
            assert answer.status_code == 404
            assert "You need a join link to create an account here." in answer.text
        app.config["WTF_CSRF_ENABLED"] = False
        form = {"username": "ana", "password": PASSWORD}
        for back in ("", "/", "/join/", "/join/made-up", f"//evil/join/{code}"):
            assert app.test_client().post("/register", data=form | {"next": back}).status_code == 404
        client = app.test_client()
        assert client.get(f"/register?next=/join/{code}").status_code == 200
        assert client.post("/register", data=form | {"next": f"/join/{code}"}).location == f"/join/{code}"


def test_a_password_in_another_normal_form(make: Factory, client: FlaskClient) -> None:
    composed, decomposed = "canci\u00f3n de cuna", "cancio\u0301n de cuna"
    assert register(client, "Ana", composed) == 302
    for typed in (composed, decomposed):
        assert learners.check("ana", typed).username == "Ana"
    old = hash_password(decomposed)  # as it was stored before forms were normalised
    make.learner("beto", password=str(old))
    assert learners.check("beto", decomposed).username == "beto"
    with pytest.raises(Invalid):
        learners.check("ana", "cancion de cuna")


def test_a_name_that_was_folded_in_another_way(make: Factory) -> None:
    ipek = make.learner("İpek", username_key="i\u0307pek")
    assert learners.by_username("İPEK") == ipek
    newer = make.learner("ipek2", username_key="ipek")
    assert learners.by_username("İpek") == newer
