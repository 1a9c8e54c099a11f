"""To report something, to block its author; what hosts read and do about it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from canary.circles import service as circles
from canary.circles.models import Membership
from canary.corrections.models import Correction, CorrectionReply
from canary.db import Base, db, writing
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.notices.models import Notice
from canary.problems import NotAllowed, NotFound
from canary.safety import service as safety
from canary.safety.models import HostAction, Report
from canary.safety.things import Thing
from canary.takes.feedback.models import Feedback
from canary.takes.models import Take
from canary.threads.models import Post
from tests.factories import NOW, Factory

SUBJECTS = ("post", "take", "feedback", "correction", "reply", "entry")
MODELS: dict[str, Any] = {
    "post": Post,
    "take": Take,
    "feedback": Feedback,
    "correction": Correction,
    "reply": CorrectionReply,
    "entry": Entry,
}


def add(row: Base) -> int:
    with writing():
        db.session.add(row)
        db.session.flush()
        number: int = row.id  # type: ignore[attr-defined]
    return number


@pytest.fixture
def things(make: Factory) -> dict[str, int]:
    """Ana's things of every kind in a circle with beto, clara and its host hanna; sam is elsewhere."""
    circle = make.circle()
    circle_id, song = circle.id, make.song("Luz")
    song_id = song.id
    ana = make.learner("ana", circle)
    ana_id = ana.id
    make.learner("beto", circle)
    clara = make.learner("clara", circle)
    make.learner("hanna", circle, "host", is_host=True)
    make.learner("sam", make.circle())
    ids = {"circle": circle_id, "person": ana_id, "post": make.post(ana, song, circle, "Nasty words").id}
    ids["take"] = make.take(ana, song, circle, note="Nasty song").id
    ids["theirs"] = make.take(clara, song, circle).id
    told = Feedback(take_id=ids["theirs"], author_id=ana_id, client_id="f" * 12, note="Nasty note", created_at=NOW)
    ids["feedback"] = add(told)
    said = Correction(post_id=ids["post"], author_id=ana_id, client_id="c" * 12, place=1, sentence="Nasty", kind="word",
                      wording="Nastier", created_at=NOW)  # fmt: skip
    ids["correction"] = add(said)
    answer = CorrectionReply(correction_id=ids["correction"], author_id=ana_id, client_id="r" * 12, body="Nasty answer",
                             created_at=NOW)  # fmt: skip
    ids["reply"] = add(answer)
    text = Entry(author_id=ana_id, client_id="e" * 12, language="es", song_id=song_id, circle_id=circle_id,
                 visibility="circle", body="Nasty text", created_at=NOW)  # fmt: skip
    return ids | {"entry": add(text)}


def who(name: str) -> Any:
    return circles.viewer_by(f"u-{name}")


def where(circle_id: int | None) -> str:
    return f"/circle/reports?circle={circle_id}"


def page(_: Thing | None) -> str:
    return "/somewhere"


def act(name: str, things: dict[str, int], what: str, words: str = "", days: int = 0) -> None:
    report = db.session.scalars(select(Report.id)).first() or 0
    safety.act(who(name), things["circle"], report, what, words, days, page, NOW)


@pytest.mark.parametrize("subject", [*SUBJECTS, "person"])
def test_report_once_and_hosts_read_it(make: Factory, things: dict[str, int], subject: str) -> None:
    for words in ("Look", "Look again"):
        safety.report(who("beto"), subject, things[subject], "unkind", words, where, NOW)
    case = safety.cases(who("hanna"), things["circle"])[0]
    assert (case.report.subject, case.person, case.reporter, case.report.words) == (subject, "ana", "beto", "Look")
    assert ("Nasty" in case.report.excerpt) == (subject != "person")
    assert db.session.scalar(select(func.count()).select_from(Report)) == 1
    news = db.session.scalars(select(Notice)).all()
    assert [(n.learner_id, n.actor_id, n.url) for n in news] == [(who("hanna").id, None, where(things["circle"]))]
    for name in ("beto", "ana", "sam"):
        with pytest.raises(NotFound):
            safety.cases(who(name), things["circle"])
        with pytest.raises(NotFound):
            safety.log(who(name), things["circle"])


@pytest.mark.parametrize("subject", [*SUBJECTS, "person"])
def test_what_one_does_not_see_one_cannot_report(make: Factory, things: dict[str, int], subject: str) -> None:
    with pytest.raises(NotAllowed, match="This is yours"):
        safety.report(who("ana"), subject, things[subject], "unkind", "", where, NOW)
    circles.block(who("clara"), things["person"], NOW)
    for name in ("sam", "clara"):
        with pytest.raises(NotFound):
            safety.find(who(name), subject, things[subject])
    with pytest.raises(NotFound):
        safety.find(who("beto"), subject, 9999)


def test_the_forms(make: Factory, things: dict[str, int]) -> None:
    beto, visitor = make.client(db.session.get_one(Learner, who("beto").id)), make.app.test_client()
    address = f"/report?subject=post&id={things['post']}"
    assert visitor.get(address).status_code == 302
    assert "Nasty words" in beto.get(address).text
    form = {"subject": "post", "id": things["post"]}
    missing = beto.post("/report", data=form | {"words": "Please look at it"})
    assert missing.status_code == 422
    assert "Choose what’s wrong with it." in missing.text
    assert "Please look at it" in missing.text
    thanks = beto.post("/report", data=form | {"reason": "spam"})
    assert "Thank you" in thanks.text
    assert f"/block?subject=post&amp;id={things['post']}" in thanks.text
    for wrong in ("/report", "/report?subject=post", "/report?subject=song&id=1", "/report?subject=post&id=x"):
        assert beto.get(wrong).status_code == 404


def test_block_from_what_somebody_made_and_take_it_back(make: Factory, things: dict[str, int]) -> None:
    beto = make.client(db.session.get_one(Learner, who("beto").id))
    form = {"subject": "post", "id": things["post"]}
    assert "Block <bdi>ana</bdi>?" in beto.get(f"/block?subject=post&id={things['post']}").text
    assert beto.post("/block", data=form).status_code == 302
    assert who("beto").blocked == {things["person"]}
    assert "ana" in beto.get("/account/blocked").text
    assert beto.post("/block", data=form).status_code == 404  # they do not meet any more
    assert beto.post("/account/blocked", data={"person": things["person"]}).status_code == 302
    assert who("beto").blocked == frozenset()
    assert "You haven’t blocked anybody" in beto.get("/account/blocked").text
    # Nobody is blocked by a number alone, or the list of the blocked would tell all names here.
    assert beto.post("/block", data={"subject": "person", "id": things["person"]}).status_code == 404
    ana = make.client(db.session.get_one(Learner, things["person"]))
    assert "This is yours" in ana.get(f"/block?subject=post&id={things['post']}").text
    assert ana.post("/block", data=form).status_code == 403


@pytest.mark.parametrize("subject", SUBJECTS)
def test_hide_and_show_again(make: Factory, things: dict[str, int], subject: str) -> None:
    safety.report(who("beto"), subject, things[subject], "hate", "", where, NOW)
    act("hanna", things, "hide")
    assert db.session.get_one(MODELS[subject], things[subject]).hidden_at == NOW
    with pytest.raises(NotFound):
        safety.find(who("beto"), subject, things[subject])
    news = db.session.scalars(select(Notice).where(Notice.learner_id == things["person"])).one()
    assert "hidden" in str(news.sentence)
    assert safety.cases(who("hanna"), things["circle"])[0].done == ["hide"]
    act("hanna", things, "dismiss")
    assert safety.cases(who("hanna"), things["circle"]) == []
    act("hanna", things, "show")  # from the log
    db.session.expire_all()
    assert db.session.get_one(MODELS[subject], things[subject]).hidden_at is None
    assert [line.measure.what for line in safety.log(who("hanna"), things["circle"])] == ["show", "dismiss", "hide"]


def test_a_word_a_pause_and_its_end(make: Factory, things: dict[str, int]) -> None:
    safety.report(who("beto"), "post", things["post"], "unkind", "", where, NOW)
    hanna = make.client(db.session.get_one(Learner, who("hanna").id))
    report = db.session.scalars(select(Report.id)).one()
    address = f"/circle/reports/{report}"
    assert "Nasty words" in hanna.get("/circle/reports").text
    empty = hanna.post(address, data={"do": "warn", "words": "  "})
    assert empty.status_code == 422
    assert "Write a message." in empty.text
    assert hanna.post(address, data={"do": "warn", "words": "Be kinder, please."}).status_code == 302
    assert hanna.post(address, data={"do": "suspend", "days": "5"}).status_code == 422
    assert hanna.post(address, data={"do": "suspend", "days": "7"}).status_code == 302
    membership = db.session.get_one(Membership, (things["circle"], things["person"]))
    assert membership.suspended_until is not None
    text = hanna.get("/circle/reports").text
    for words in ("suspended until", "sent a message", "Be kinder, please.", "End suspension"):
        assert words in text
    news = {str(n.sentence) for n in db.session.scalars(select(Notice).where(Notice.learner_id == things["person"]))}
    assert "A message from your host: Be kinder, please." in news
    assert hanna.post(address, data={"do": "lift"}).status_code == 302
    db.session.expire_all()
    assert db.session.get_one(Membership, (things["circle"], things["person"])).suspended_until is None
    assert hanna.post(address, data={"do": "dance"}).status_code == 404
    assert hanna.post("/circle/reports/999", data={"do": "hide"}).status_code == 404


def test_who_left_is_paused_when_they_come_back(make: Factory, things: dict[str, int]) -> None:
    safety.report(who("beto"), "post", things["post"], "unkind", "", where, NOW)
    circles.leave(who("ana"), things["circle"], NOW)
    act("hanna", things, "suspend", days=1)
    circles.join(things["person"], things["circle"], NOW)
    membership = db.session.get_one(Membership, (things["circle"], things["person"]))
    assert membership.suspended_until == NOW + timedelta(days=1)


def test_a_thing_that_is_gone(make: Factory, things: dict[str, int]) -> None:
    safety.report(who("beto"), "post", things["post"], "unkind", "", where, NOW)
    with writing():
        db.session.delete(db.session.get_one(Post, things["post"]))
    assert safety.cases(who("hanna"), things["circle"])[0].thing is None
    for what in ("hide", "show"):
        with pytest.raises(NotAllowed):
            act("hanna", things, what)
    hanna = make.client(db.session.get_one(Learner, who("hanna").id))
    assert "It has already been deleted." in hanna.get("/circle/reports").text


def test_what_is_said_about_a_host_goes_to_the_servers_host(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    hugo, ana = make.learner("hugo", circle, "host"), make.learner("ana", circle)
    hanna = make.learner("hanna", make.circle(), "host", is_host=True)
    post = make.post(hugo, song, circle, "Nasty words").id
    viewer, circle_id = circles.viewer_of(hugo), circle.id
    safety.report(circles.viewer_of(ana), "post", post, "unkind", "", where, NOW)
    assert safety.cases(viewer, circle_id) == []
    server = circles.viewer_of(hanna)
    place = server.memberships[0].circle_id
    case = safety.cases(server, place)[0]
    with pytest.raises(NotFound):
        safety.act(viewer, circle_id, case.report.id, "dismiss", "", 0, page, NOW)
    with pytest.raises(NotAllowed):
        safety.act(server, place, case.report.id, "suspend", "", 7, page, NOW)
    safety.act(server, place, case.report.id, "hide", "", 0, page, NOW)
    assert db.session.get_one(Post, post).hidden_at == NOW
    assert [line.measure.what for line in safety.log(server, place)] == ["hide"]
    assert safety.log(viewer, circle_id) == []


def test_reported_again_after_it_was_closed(make: Factory, things: dict[str, int]) -> None:
    for _ in range(2):
        safety.report(who("beto"), "post", things["post"], "unkind", "", where, NOW)
        assert len(safety.cases(who("hanna"), things["circle"])) == 1
        act("hanna", things, "dismiss")
    assert db.session.scalar(select(func.count()).select_from(HostAction)) == 2


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_menu_stands_beside_what_others_made(make: Factory, things: dict[str, int], subject: str) -> None:
    places = {
        "post": "/songs/luz/thread",
        "take": f"/takes/{things['take']}",
        "feedback": f"/takes/{things['theirs']}",
        "correction": f"/posts/{things['post']}/corrections",
        "reply": f"/posts/{things['post']}/corrections",
        "entry": f"/journal/{things['entry']}",
    }
    beto = make.client(db.session.get_one(Learner, who("beto").id))
    page = beto.get(places[subject]).text
    assert f"/report?subject={subject}&amp;id={things[subject]}" in page
    assert f"/block?subject={subject}&amp;id={things[subject]}" in page
    assert "/report" not in make.app.test_client().get(places[subject]).text


def test_the_news_leads_to_the_circle_where_it_was_reported(app: Flask, make: Factory) -> None:
    here, there, song = make.circle(), make.circle(name="There"), make.song("Luz")
    hanna = make.learner("hanna", here, "host")
    ana, beto = make.learner("ana", there), make.learner("beto", there)
    with writing():
        db.session.add(Membership(circle_id=there.id, learner_id=hanna.id, role="host", joined_at=NOW))
    circles.choose(circles.viewer_of(hanna), here.id, NOW)
    there_id, post = there.id, make.post(ana, song, there, "Nasty words").id
    make.client(beto).post("/report", data={"subject": "post", "id": post, "reason": "spam"})
    host = make.client(hanna)
    assert "Nasty words" not in host.get("/circle/reports").text, "that is the circle that she looks at"
    news = db.session.scalars(select(Notice.url)).one()
    page = host.get(news).text
    assert "Nasty words" in page
    assert "In <bdi>There</bdi>" in page
    case = db.session.scalars(select(Report.id)).one()
    assert f"/circle/reports/{case}?circle={there_id}" in page
    answer = host.post(f"/circle/reports/{case}?circle={there_id}", data={"do": "dismiss"})
    assert (answer.status_code, answer.location) == (302, f"/circle/reports?circle={there_id}")


def test_the_servers_host_in_no_circle_reads_what_is_left_to_them(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    hugo, ana = make.learner("hugo", circle, "host"), make.learner("ana", circle)
    hanna = make.learner("hanna", circle, is_host=True)  # a member there, host of the server
    post = make.post(hugo, song, circle, "Nasty words").id
    make.client(ana).post("/report", data={"subject": "post", "id": post, "reason": "spam"})
    server = make.client(hanna)
    assert "Nasty words" in server.get(db.session.scalars(select(Notice.url)).one()).text
    case = db.session.scalars(select(Report.id)).one()
    assert server.post(f"/circle/reports/{case}", data={"do": "hide"}).status_code == 302
    assert "hid it" in server.get("/circle/reports").text


def test_a_second_tap_does_nothing_more(make: Factory, things: dict[str, int]) -> None:
    safety.report(who("beto"), "post", things["post"], "unkind", "", where, NOW)
    for what in ("hide", "hide", "show", "show", "dismiss", "dismiss"):
        act("hanna", things, what)
    assert [line.measure.what for line in safety.log(who("hanna"), things["circle"])] == ["dismiss", "show", "hide"]


def test_a_pause_ends_also_for_those_who_left_meanwhile(make: Factory, things: dict[str, int]) -> None:
    safety.report(who("beto"), "post", things["post"], "unkind", "", where, NOW)
    act("hanna", things, "suspend", days=7)
    circles.leave(who("ana"), things["circle"], NOW)
    act("hanna", things, "lift")
    circles.join(things["person"], things["circle"], NOW)
    assert circles.own_membership(who("ana"), things["circle"]).suspended_until is None


def test_ones_own_is_not_reported(make: Factory, things: dict[str, int]) -> None:
    ana = make.client(db.session.get_one(Learner, things["person"]))
    page = ana.get(f"/report?subject=post&id={things['post']}").text
    assert "This is yours" in page
    assert "Send report" not in page
