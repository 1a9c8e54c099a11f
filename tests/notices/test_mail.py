"""News by e-mail: once each, tried again, ended by one click. A real server on this machine takes them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from canary.cli import doctor
from canary.db import db, writing
from canary.learners.models import Learner
from canary.notices import mail
from canary.notices import service as notices
from canary.notices.letters import Letter, News, compose, is_due
from canary.notices.models import Notice
from canary.notices.work import send_due
from tests.factories import Factory
from tests.notices.post_office import Office, post_office

TUESDAY, SENDER, SITE = datetime(2026, 3, 3, 12, tzinfo=UTC), "Canary <canary@example.org>", "https://canary.example"


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server."""
    with post_office() as found:
        yield found


@pytest.fixture
def ana(make: Factory) -> Learner:
    """Somebody who wants answers and mentions at once."""
    return make.learner("ana", email="ana@example.org", mails=["answer", "mention"], mail_key="ana-key")


def tell(learner: Learner, name: str = "answer 1", kind: str = "answer", at: datetime = TUESDAY) -> None:
    with writing():
        notices.tell(learner.id, kind, name, f"Beto answered: {name}.", "/posts/7", at)


def send(office: Office, at: datetime = TUESDAY) -> int:
    return send_due(office.url, SENDER, SITE, lambda: at)


def test_a_letter_comes_once_with_all_that_is_new(office: Office, ana: Learner) -> None:
    for name in ("answer 1", "answer 2"):
        tell(ana, name)
    tell(ana, "week 1", "week")  # not asked for
    assert (send(office), send(office), send(office, TUESDAY + timedelta(days=1))) == (1, 0, 0)
    (letter,) = office.letters
    assert letter["To"] == "ana@example.org"
    assert letter["From"] == SENDER
    assert letter["Subject"] == "2 things happened in Canary"
    assert letter["List-Unsubscribe"] == "<https://canary.example/mail/off/ana-key>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = letter.get_content()
    assert "Beto answered: answer 1.\nhttps://canary.example/posts/7" in text
    assert "week 1" not in text


@pytest.mark.parametrize(
    ("refuse", "again"),
    [
        ({"MAIL": "451 later"}, True),
        ({"RCPT": "450 full"}, True),
        ({"TEXT": "452 later"}, True),
        ({"DATA": "451 later"}, True),
        ({"RCPT": "550 nobody here"}, False),
        ({"TEXT": "554 no"}, False),
    ],
)
def test_what_is_not_taken_is_tried_again(office: Office, ana: Learner, refuse: dict[str, str], again: bool) -> None:
    tell(ana)
    office.refuse = refuse
    assert send(office) == 0
    office.refuse = {}
    office.letters.clear()
    assert send(office, TUESDAY + timedelta(minutes=1)) == again
    assert len(office.letters) == again


def test_a_server_that_is_away_is_asked_again(office: Office, ana: Learner) -> None:
    tell(ana)
    assert send_due("smtp://127.0.0.1:1", SENDER, SITE, lambda: TUESDAY) == 0
    assert send(office) == 1


def test_where_nobody_knows_it_is_rather_none_than_two(office: Office, ana: Learner) -> None:
    tell(ana)
    office.hang_up = "DATA"
    assert send(office) == 1
    office.hang_up = ""
    assert send(office) == 0
    assert len(office.letters) == 1


def test_two_workers_send_one(office: Office, ana: Learner) -> None:
    tell(ana)
    (one,), (other,) = notices.due(TUESDAY), notices.due(TUESDAY)
    assert (notices.claim(one, TUESDAY), notices.claim(other, TUESDAY)) == (True, False)


def test_what_was_read_is_not_sent(office: Office, ana: Learner, make: Factory) -> None:
    tell(ana)
    assert "Beto answered" in make.client(ana).get("/news").text
    assert send(office) == 0


def test_what_is_old_is_not_sent(office: Office, ana: Learner) -> None:
    tell(ana, at=TUESDAY - timedelta(days=3))
    assert send(office) == 0
    assert office.connections == 0, "nothing to send, nobody asked"


def test_a_weekly_letter(office: Office, ana: Learner) -> None:
    with writing():
        ana.mails = ["answer", "weekly"]
    tell(ana)
    assert send(office) == 0
    monday = datetime(2026, 3, 9, 7, 5, tzinfo=UTC)
    tell(ana, "answer 2", at=monday - timedelta(days=2))
    assert (send(office, monday - timedelta(minutes=10)), send(office, monday)) == (0, 1)
    tell(ana, "answer 3", at=monday)
    assert send(office, monday + timedelta(hours=1)) == 0
    assert send(office, monday + timedelta(days=7)) == 1
    assert [letter["Subject"] for letter in office.letters] == [
        "Your week in Canary: 2 pieces of news", "Your week in Canary: 1 piece of news",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "last", "moment", "due"),
    [
        (["answer"], None, "2026-03-03T12:00", True),
        (["weekly"], None, "2026-03-03T12:00", False),
        (["weekly"], None, "2026-03-09T06:59", False),
        (["weekly"], None, "2026-03-09T07:00", True),
        (["weekly"], "2026-03-02T07:00", "2026-03-09T07:00", True),
        (["weekly"], "2026-03-09T07:00", "2026-03-09T08:00", False),
    ],
)
def test_when_letters_are_due(kinds: list[str], last: str | None, moment: str, due: bool) -> None:
    then = datetime.fromisoformat(last).replace(tzinfo=UTC) if last else None
    assert is_due(kinds, then, datetime.fromisoformat(moment).replace(tzinfo=UTC)) == due


def test_a_name_cannot_write_headers() -> None:
    news = (News(1, "Beto\r\nBcc: all@example.org\r\n\r\nanswered", "/posts/1"),)
    letter = Letter(1, "ana@example.org", "Ana\r\nX: y", "key", False, news)
    message = compose(letter, SENDER, SITE, TUESDAY)
    assert "Bcc" not in message
    assert "X" not in message
    assert message["Subject"] == "Beto Bcc: all@example.org answered"


def test_one_click_ends_them(app: Flask, office: Office, ana: Learner, make: Factory) -> None:
    visitor = make.client()
    assert visitor.get("/mail/off/ana-key").status_code == 200
    assert db.session.scalars(select(Learner.mails)).one() == ["answer", "mention"], "a look ends nothing"
    app.config["WTF_CSRF_ENABLED"] = True  # a mail program has no token of ours
    try:
        for _ in range(2):
            answer = visitor.post("/mail/off/ana-key", data={"List-Unsubscribe": "One-Click"})
            assert (answer.status_code, "No more e-mails" in answer.text) == (200, True)
        assert visitor.post("/news/settings").status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    tell(ana)
    assert send(office) == 0
    for method in (visitor.get, visitor.post):
        assert method("/mail/off/another-key").status_code == 404


def test_one_chooses_what_comes(app: Flask, make: Factory) -> None:
    ana = make.learner("ana")
    make.learner("bea", email="bea@example.org")
    client = make.client(ana)
    form = {"email": "ana@example.org", "kind": ["answer", "week", "nonsense"], "when": "weekly"}
    assert client.post("/news/settings", data=form).status_code == 302
    found = db.session.get_one(Learner, ana.id)
    assert (found.email, found.mails, bool(found.mail_key)) == ("ana@example.org", ["answer", "week", "weekly"], True)
    page = client.get("/news/settings").text
    assert 'value="week" checked' in page
    assert "This server sends no e-mails" in page
    for wrong, sentence in (("nowhere", "not an e-mail address"), ("bea@example.org", "uses that address already")):
        answer = client.post("/news/settings", data=form | {"email": wrong})
        assert (answer.status_code, sentence in answer.text) == (422, True)
    assert client.post("/news/settings", data={"email": ""}).status_code == 302
    assert db.session.get_one(Learner, ana.id).mails == []


def test_no_password_without_encryption(office: Office) -> None:
    with pytest.raises(mail.Later, match="no encryption"):
        mail.Postbox(office.url.replace("smtp://", "smtp://ana:secret@"))


def test_the_doctor_says_whether_it_works(office: Office, tmp_path: object) -> None:
    environ = {
        "CANARY_DATA": str(tmp_path), "CANARY_SMTP": office.url, "CANARY_MAIL_FROM": SENDER, "CANARY_URL": SITE,
    }  # fmt: skip
    assert "CANARY_SMTP: the server" not in "\n".join(doctor.report(environ)[0])
    away = "\n".join(doctor.report(environ | {"CANARY_SMTP": "smtp://127.0.0.1:1"})[0])
    assert "CANARY_SMTP: the server for e-mails cannot be used" in away
    wrong = "\n".join(
        doctor.report(environ | {"CANARY_SMTP": "mail.example.org", "CANARY_MAIL_FROM": "", "CANARY_URL": ""})[0]
    )
    for name in ("CANARY_SMTP: write", "CANARY_MAIL_FROM: e-mails", "CANARY_URL: links"):
        assert name in wrong


def test_news_are_kept_until_they_are_mailed(ana: Learner) -> None:
    tell(ana)
    assert db.session.scalars(select(Notice.mailed_at)).all() == [None]
