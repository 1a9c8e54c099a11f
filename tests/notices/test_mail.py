"""News by e-mail: once each, tried again, ended by one click. A real server on this machine takes them."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from canary.cli import doctor
from canary.db import db, writing
from canary.learners import service as learners
from canary.learners.links import CONFIRM, claimed_learner_id, is_genuine, sign
from canary.learners.models import Learner
from canary.notices import mail, routes
from canary.notices import service as notices
from canary.notices.emails import Confirmation, Digest, News, digest_email, is_due
from canary.notices.models import Notice
from canary.notices.work import send_due
from canary.web.context import context_of
from tests.factories import Factory
from tests.notices.post_office import AUTHORITY, Office, post_office

TUESDAY, SENDER, SITE = datetime(2026, 3, 3, 12, tzinfo=UTC), "Canary <canary@example.org>", "https://canary.example"
SECRET = "a secret"


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server."""
    with post_office() as found:
        yield found


@pytest.fixture
def ana(make: Factory) -> Learner:
    """Somebody who wants answers and mentions at once."""
    return make.learner(
        "ana", email="ana@example.org", mails=["answer", "mention"], mail_key="ana-key", email_confirmed_at=TUESDAY
    )


def tell(learner: Learner, name: str = "answer 1", event: str = "answered", at: datetime = TUESDAY) -> None:
    with writing():
        about = {"name": "Beto", "song": name, "circle": "Club"}
        notices.tell(learner.id, event, name, about, "/posts/7", at)


def send(office: Office, at: datetime = TUESDAY) -> int:
    return send_due(office.url, SENDER, SITE, SECRET, lambda: at)


def test_a_letter_comes_once_with_all_that_is_new(office: Office, ana: Learner) -> None:
    for name in ("answer 1", "answer 2"):
        tell(ana, name)
    tell(ana, "week 1", "week_begins")  # not asked for
    assert (send(office), send(office), send(office, TUESDAY + timedelta(days=1))) == (1, 0, 0)
    (letter,) = office.letters
    assert letter["To"] == "ana@example.org"
    assert letter["From"] == SENDER
    assert letter["Subject"] == "2 things happened in Canary"
    assert letter["List-Unsubscribe"] == "<https://canary.example/mail/off/ana-key>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = letter.get_content()
    assert "Beto replied to your post about answer 1.\nhttps://canary.example/posts/7" in text
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
    assert send_due("smtp://127.0.0.1:1", SENDER, SITE, SECRET, lambda: TUESDAY) == 0
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
    (one,), (other,) = notices.due_digests(TUESDAY), notices.due_digests(TUESDAY)
    assert (notices.claim_digest(one, TUESDAY), notices.claim_digest(other, TUESDAY)) == (True, False)


def test_what_was_read_is_not_sent(office: Office, ana: Learner, make: Factory) -> None:
    tell(ana)
    assert "Beto replied" in make.client(ana).get("/news").text
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
    letter = Digest(1, "ana@example.org", "Ana\r\nX: y", "key", False, news)
    message = digest_email(letter, SENDER, SITE, str, TUESDAY)
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
    assert "This server can’t send e-mails yet" in page
    answer = client.post("/news/settings", data=form | {"email": "nowhere"})
    assert (answer.status_code, "isn’t an e-mail address" in answer.text) == (422, True)
    # Who else is here by which address is nobody's business.
    assert client.post("/news/settings", data=form | {"email": "bea@example.org"}).status_code == 302
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
    assert "CANARY_SMTP: can't use the e-mail server" in away
    wrong = "\n".join(
        doctor.report(environ | {"CANARY_SMTP": "mail.example.org", "CANARY_MAIL_FROM": "", "CANARY_URL": ""})[0]
    )
    for name in ("CANARY_SMTP: write", "CANARY_MAIL_FROM: e-mails", "CANARY_URL: links"):
        assert name in wrong


def test_news_are_kept_until_they_are_mailed(ana: Learner) -> None:
    tell(ana)
    assert db.session.scalars(select(Notice.mailed_at)).all() == [None]


def link_in(office: Office) -> str:
    """The path of the link in the last letter."""
    return str(office.letters[-1].get_content()).partition(SITE)[2].split()[0]


def wants(make: Factory, name: str = "bea", **values: Any) -> Learner:
    """Somebody who gave an address and chose answers, a moment ago."""
    given: dict[str, Any] = {
        "email": f"{name}@example.org",
        "mails": ["answer"],
        "mail_key": f"{name}-key",
        "email_wanted_at": TUESDAY,
    }
    return make.learner(name, **given | values)


def test_nothing_but_a_link_goes_to_an_address_that_nobody_confirmed(
    app: Flask, office: Office, make: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SECRET_KEY", SECRET)
    monkeypatch.setattr(routes, "now", lambda: TUESDAY)
    bea = wants(make, display_name="Buy pills at https://example.com")
    tell(bea)
    assert (send(office), send(office)) == (1, 0)
    (letter,) = office.letters
    assert (letter["To"], letter["Subject"]) == ("bea@example.org", "Is this your address?")
    assert "bea" in letter.get_content()
    assert "pills" not in letter.get_content(), "whoever gets it may never have heard of us"
    link, visitor = link_in(office), make.client()
    assert "bea@example.org" in visitor.get(link).text
    assert send(office) == 0, "a look confirms nothing"
    for _ in range(2):
        assert "Your address is confirmed" in visitor.post(link).text
    assert send(office) == 1
    assert "Beto replied" in office.letters[-1].get_content()


def test_a_link_counts_for_one_address_and_a_week(
    app: Flask, office: Office, make: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SECRET_KEY", SECRET)
    moment = TUESDAY
    monkeypatch.setattr(routes, "now", lambda: moment)
    bea, visitor = wants(make), make.client()
    send(office)
    link = link_in(office)
    forged = link[:-1] + ("0" if link[-1] != "0" else "1")
    for wrong in (
        forged,
        "/mail/confirm/x",
        "/mail/confirm/9-9-9",
        f"/mail/confirm/{'9' * 300}",
        "/mail/confirm/²-1-1",
    ):
        assert (visitor.get(wrong).status_code, visitor.post(wrong).status_code) == (404, 404)
    moment = TUESDAY + timedelta(days=7, seconds=1)
    assert visitor.post(link).status_code == 404
    moment = TUESDAY
    learners.set_email(bea.id, "other@example.org", TUESDAY)
    assert visitor.post(link).status_code == 404
    assert db.session.get_one(Learner, bea.id).email_confirmed_at is None


@pytest.mark.parametrize(
    ("learner", "address", "late", "good"),
    [(7, "a@b.org", 0, True), (8, "a@b.org", 0, False), (7, "b@b.org", 0, False), (7, "a@b.org", 8, False)],
)
def test_the_signature_of_a_link(learner: int, address: str, late: int, good: bool) -> None:
    token = sign(SECRET, CONFIRM, 7, "a@b.org", TUESDAY + timedelta(days=7))
    assert claimed_learner_id(token) == 7
    assert is_genuine(SECRET, CONFIRM, token, learner, address, TUESDAY + timedelta(days=late)) == good
    assert not is_genuine("another secret", CONFIRM, token, learner, address, TUESDAY)


@pytest.mark.parametrize("token", ["", "x", "x.y", "W10.y", "e30.y", "WzAsMV0.y", "WyIxIiwxXQ.y", "9" * 300, "²-1-1"])
def test_what_is_no_link(token: str) -> None:
    assert claimed_learner_id(token) is None
    assert not is_genuine(SECRET, CONFIRM, token, 1, "a@b.org", TUESDAY)


def test_a_new_address_is_asked_again_but_not_too_often(office: Office, make: Factory) -> None:
    bea = wants(make)
    assert send(office) == 1
    minutes = [timedelta(minutes=n) for n in (1, 2, 3, 11, 12)]
    for n, later in enumerate(minutes[:3]):  # strangers' addresses, one after the other
        learners.set_email(bea.id, f"stranger{n}@example.org", TUESDAY + later)
        assert send(office, TUESDAY + later) == 0
    assert (send(office, TUESDAY + minutes[3]), send(office, TUESDAY + minutes[4])) == (1, 0)
    assert [letter["To"] for letter in office.letters] == ["bea@example.org", "stranger2@example.org"]
    learners.set_email(bea.id, "stranger2@example.org", TUESDAY + minutes[4])
    assert send(office, TUESDAY + timedelta(hours=1)) == 0, "the same address is not new"
    learners.request_confirmation(bea.id, TUESDAY + timedelta(hours=1))
    assert send(office, TUESDAY + timedelta(hours=1)) == 1


def test_an_address_from_before_is_asked_once_its_learner_wants_news(office: Office, make: Factory) -> None:
    bea = wants(make, mails=[], email_wanted_at=None)
    assert send(office) == 0
    notices.set_mails(make.viewer(bea), "bea@example.org", {"answer"}, TUESDAY)
    assert (send(office), send(office, TUESDAY + timedelta(hours=1))) == (1, 0)


def test_who_wants_no_e_mails_is_not_asked(office: Office, make: Factory) -> None:
    for name, mails in (("bea", []), ("cora", ["weekly"])):
        wants(make, name, mails=mails)
    assert send(office) == 0


def test_a_link_that_was_not_taken_is_sent_again(office: Office, make: Factory) -> None:
    wants(make)
    office.refuse = {"RCPT": "450 later"}
    assert send(office) == 0
    office.refuse = {}
    assert (send(office, TUESDAY + timedelta(minutes=1)), len(office.letters)) == (1, 1)
    (asking,) = [
        Confirmation(learner.id, "bea@example.org", "bea", None) for learner in db.session.scalars(select(Learner))
    ]
    assert not notices.claim_confirmation(asking, TUESDAY), "another process was faster"


def test_the_page_says_what_is_missing(app: Flask, make: Factory, monkeypatch: pytest.MonkeyPatch) -> None:
    context = context_of(app)
    settings = dataclasses.replace(context.settings, smtp="smtp://127.0.0.1", mail_from=SENDER, url=SITE)
    monkeypatch.setitem(app.extensions, "canary", dataclasses.replace(context, settings=settings))
    bea = make.learner("bea")
    client = make.client(bea)
    saved = client.post("/news/settings", data={"email": "bea@example.org", "kind": "answer"}, follow_redirects=True)
    assert "sending a link to bea@example.org" in saved.text
    assert "isn’t confirmed yet" in client.get("/news/settings").text
    assert client.post("/news/settings/again").status_code == 302
    with writing():
        db.session.get_one(Learner, bea.id).email_confirmed_at = TUESDAY
    page = client.get("/news/settings").text
    assert "isn’t confirmed yet" not in page
    assert "Confirmed. Nobody else sees it." in page
    client.post("/news/settings", data={"email": "bea@example.org", "kind": "week"})
    assert db.session.get_one(Learner, bea.id).email_confirmed_at == TUESDAY, "the same address stays confirmed"


@pytest.fixture
def believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine believes the post office's authority."""
    AUTHORITY.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.mark.usefixtures("believed")
@pytest.mark.parametrize("tls", ["start", "from the start"])
def test_encrypted_and_logged_in(ana: Learner, tls: str) -> None:
    tell(ana)
    with post_office(tls) as office:
        office.url = office.url.replace("://", "://ana%40example.org:secret%3A%201%2F2@")
        assert send(office) == 1
    assert office.logins == [("ana@example.org", "secret: 1/2", True)]
    assert [letter["To"] for letter in office.letters] == ["ana@example.org"]


@pytest.mark.parametrize("tls", ["start", "from the start"])
def test_a_server_that_is_not_who_it_says_gets_nothing(ana: Learner, tls: str) -> None:
    tell(ana)
    with post_office(tls) as office:
        office.url = office.url.replace("://", "://ana:secret@")
        assert send(office) == 0
        assert "certificate" in mail.trouble(office.url).lower()
    assert (office.logins, office.letters) == ([], [])


@pytest.mark.usefixtures("believed")
def test_a_wrong_password_is_said_by_the_doctor() -> None:
    with post_office("start") as office:
        assert "535" in mail.trouble(office.url.replace("://", "://ana:wrong@"))
        assert mail.trouble(office.url) == ""
