"""Forgotten passwords: a link by e-mail, from a host, or from whoever runs the server."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from canary import migrate
from canary.circles.models import Circle, Membership
from canary.config import Settings
from canary.db import db, writing
from canary.jobs import service as jobs
from canary.jobs.models import Job
from canary.learners import accounts
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.notices.models import Notice
from canary.web.clock import now
from canary.web.context import context_of
from tests.apps import another_app, logged_in
from tests.factories import NOW, Factory
from tests.notices.post_office import Office, post_office

OLD, NEW = "a short sentence", "another short sentence"


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server."""
    with post_office() as found:
        yield found


@pytest.fixture
def by_mail(tmp_path: Path, office: Office) -> Iterator[Flask]:
    """An app that sends e-mails."""
    migrate.upgrade(Settings(data=tmp_path))
    values = {"smtp": office.url, "mail_from": "canary@example.org", "url": "https://canary.example"}
    with another_app(tmp_path, **values) as app, app.app_context():
        app.config["WTF_CSRF_ENABLED"] = False
        yield app


@pytest.fixture
def circle(make: Factory) -> Circle:
    """A circle with its host."""
    found = make.circle()
    make.learner("hanna", found, "host")
    return found


def work(app: Flask) -> None:
    """Do the jobs that wait."""
    for job_id in jobs.unfinished():
        jobs.run(job_id, context_of(app).job_handlers)
    db.session.rollback()
    assert db.session.scalars(select(Job.state).where(Job.state != "done")).all() == []


def person(make: Factory, name: str = "ana", **values: Any) -> Learner:
    mails: dict[str, Any] = {"email": f"{name}@example.org", "email_confirmed_at": now()}
    return make.learner(name, password=accounts.hashed(OLD), **(mails | values))


def link(text: str) -> str:
    found = re.search(r"/password/new/[\w.\-]+", text)
    assert found, text
    return found[0]


def may_log_in(app: Flask, name: str, password: str) -> bool:
    answer = app.test_client().post("/login", data={"username": name, "password": password})
    return answer.status_code == 302


def test_by_email(by_mail: Flask, office: Office) -> None:
    ana = person(Factory(by_mail))
    elsewhere, client = logged_in(by_mail, ana.fs_uniquifier), by_mail.test_client()
    assert client.get("/login").text.count("/password/forgot") == 1
    page = client.post("/password/forgot", data={"name": "ANA@example.org "}).text
    assert "a link is on its way" in page
    work(by_mail)
    (letter,) = office.letters
    assert letter["To"] == "ana@example.org"
    address = link(letter.get_content())
    assert "https://canary.example" + address in letter.get_content()
    assert "ana" in client.get(address).text
    assert client.post(address, data={"new_password": "short"}).status_code == 422
    assert client.post(address, data={"new_password": NEW}).status_code == 302
    assert client.get("/account").status_code == 200, "logged in"
    assert elsewhere.get("/account").status_code == 302, "other sessions ended"
    assert (may_log_in(by_mail, "ana", OLD), may_log_in(by_mail, "ana", NEW)) == (False, True)
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404), "it works once"
    work(by_mail)
    assert "was changed with a link" in office.letters[1].get_content()
    assert db.session.scalars(select(Notice.event).where(Notice.learner_id == ana.id)).all() == ["password_reset"]


def test_nobody_learns_who_has_an_account(by_mail: Flask, office: Office) -> None:
    make = Factory(by_mail)
    person(make, "zita")
    person(make, "beto", email_confirmed_at=None)
    person(make, "carla", email=None)
    person(make, "diego", active=False)
    pages = set()
    for name in ("zita", "beto", "carla", "diego", "nobody", "nobody@example.org", "beto@example.org"):
        answer = by_mail.test_client().post("/password/forgot", data={"name": name})
        text = answer.text.replace(name, "NAME")
        pages.add((answer.status_code, re.sub(r'nonce="[^"]*"|content="[^"]{40,}"', "", text)))
    assert len(pages) == 1
    assert len(db.session.scalars(select(Job.id)).all()) == 7, "as much work for each"
    work(by_mail)
    assert [letter["To"] for letter in office.letters] == ["zita@example.org"]


def test_one_email_in_ten_minutes(by_mail: Flask, office: Office) -> None:
    ana = person(Factory(by_mail))
    for _ in range(3):
        by_mail.test_client().post("/password/forgot", data={"name": "ana"})
    work(by_mail)
    assert len(office.letters) == 1
    with writing():
        db.session.execute(update(Learner).values(password_asked_at=now() - timedelta(minutes=11)))
    by_mail.test_client().post("/password/forgot", data={"name": "ana"})
    work(by_mail)
    assert len(office.letters) == 2
    assert db.session.get_one(Learner, ana.id).password_asked_at is not None


@pytest.mark.parametrize(("refuse", "again"), [({"MAIL": "451 later"}, True), ({"DATA": "554 no"}, False)])
def test_an_email_that_was_not_sent(by_mail: Flask, office: Office, refuse: dict[str, str], again: bool) -> None:
    ana = person(Factory(by_mail))
    office.refuse.update(refuse)
    by_mail.test_client().post("/password/forgot", data={"name": "ana"})
    work(by_mail)
    assert office.letters == []
    assert (db.session.get_one(Learner, ana.id).password_asked_at is None) == again


def test_accounts_that_share_an_address(by_mail: Flask, office: Office) -> None:
    make = Factory(by_mail)
    for name in ("ana", "anna"):
        person(make, name, email="we@example.org")
    by_mail.test_client().post("/password/forgot", data={"name": "we@example.org"})
    work(by_mail)
    assert sorted(re.findall(r"the account (\w+) in", "".join(x.get_content() for x in office.letters))) == [
        "ana", "anna",
    ]  # fmt: skip


def test_without_email(app: Flask, client: FlaskClient) -> None:
    page = client.get("/password/forgot").text
    assert "Ask a host of your circle" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert client.post("/password/forgot", data={"name": "ana"}).status_code == 422
    assert db.session.scalars(select(Job.id)).all() == []


def test_an_empty_form_says_what_to_type(by_mail: Flask) -> None:
    answer = by_mail.test_client().post("/password/forgot", data={"name": " "})
    assert answer.status_code == 422
    assert "Type your username or your e-mail address." in answer.text


def test_by_a_host(app: Flask, make: Factory, circle: Circle) -> None:
    ana = make.learner("ana", circle, password=accounts.hashed(OLD))
    host = logged_in(app, "u-hanna")
    page = host.post(f"/circle/members/{ana.id}", data={"do": "password"})
    assert page.status_code == 200
    address = link(page.text)
    work(app)
    assert app.test_client().post(address, data={"new_password": NEW}).status_code == 302
    assert may_log_in(app, "ana", NEW)
    work(app)
    news = db.session.scalars(select(Notice).where(Notice.learner_id == ana.id).order_by(Notice.id)).all()
    assert [str(row.sentence) for row in news] == [
        "hanna, a host of Circle 1, made a link that can be used to change your password.",
        "Your password was changed with a link. You were logged out everywhere else.",
    ]


@pytest.mark.parametrize("power", ["host here", "host elsewhere", "host of the server"])
def test_a_host_gets_no_link_for_another_host(app: Flask, make: Factory, circle: Circle, power: str) -> None:
    ana = make.learner(
        "ana", circle, "host" if power == "host here" else "member", is_host=power == "host of the server"
    )
    if power == "host elsewhere":
        make.circle(slug="other")
        with writing():
            other = db.session.scalars(select(Circle).where(Circle.slug == "other")).one()
            db.session.add(Membership(circle_id=other.id, learner_id=ana.id, role="host", joined_at=NOW))
    answer = logged_in(app, "u-hanna").post(f"/circle/members/{ana.id}", data={"do": "password"})
    assert answer.status_code == 403
    assert "canary password ana" in answer.text
    assert "/password/new/" not in answer.text


def test_a_host_gets_no_link_for_strangers(app: Flask, make: Factory, circle: Circle) -> None:
    stranger = make.learner("sam")
    answer = logged_in(app, "u-hanna").post(f"/circle/members/{stranger.id}", data={"do": "password"})
    assert answer.status_code == 404


def test_links_that_do_not_work(app: Flask, make: Factory, client: FlaskClient) -> None:
    ana, beto = make.learner("ana"), make.learner("beto")
    secret = app.config["SECRET_KEY"]
    fresh = learners.password_token(ana, secret, now() + timedelta(minutes=1))
    assert client.get(f"/password/new/{fresh}").status_code == 200
    old = learners.password_token(ana, secret, now() - timedelta(minutes=1))
    forged = learners.password_token(ana, "another secret", now() + timedelta(minutes=1))
    other = learners.password_token(beto, secret, now() + timedelta(minutes=1))
    swapped = f"{other.partition('.')[0]}.{fresh.partition('.')[2]}"
    for token in (old, forged, swapped, "never-made", fresh[:-1], "x" * 300):
        for answer in (client.get(f"/password/new/{token}"), client.post(f"/password/new/{token}")):
            assert (answer.status_code, "ask for a new link" in answer.text) == (404, True)
    with writing():
        db.session.get_one(Learner, ana.id).fs_uniquifier = "changed since"
    assert client.get(f"/password/new/{fresh}").status_code == 404
