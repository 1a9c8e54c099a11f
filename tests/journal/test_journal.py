"""The journal: private until its author says otherwise; what stays of a week; what the week's turn tells."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canary.circles import service as circles
from canary.db import db, writing
from canary.journal import service as journal
from canary.journal.models import Entry
from canary.notices.models import Notice
from canary.weeks.models import Week
from tests.factories import NOW, Factory, in_weeks

People = dict[str, FlaskClient]


def entry(**values: str) -> dict[str, str]:
    return {
        "body": "Me gusta la luna.",
        "language": "es",
        "client_id": "made-in-the-browser",
        "visibility": "me",
    } | values


def entries() -> list[Entry]:
    return list(db.session.scalars(select(Entry).order_by(Entry.id)))


@pytest.fixture
def people(make: Factory) -> People:
    """Ana and Bea share a circle with a song of this week, Dan is in another, Sam in none."""
    here, there = make.circle(), make.circle()
    make.week(here, make.song("Luz"))
    circle = {"ana": here, "bea": here, "dan": there, "sam": None}
    return {name: make.client(make.learner(name, place)) for name, place in circle.items()}


@pytest.mark.parametrize(("visibility", "readers"), [("me", ""), ("circle", "bea"), ("everyone", "bea dan sam")])
def test_who_reads_it(people: People, make: Factory, visibility: str, readers: str) -> None:
    answer = people["ana"].post("/journal/new", data=entry(visibility=visibility, song="luz"))
    address = f"/journal/{entries()[0].id}"
    assert (answer.status_code, answer.location) == (303, address)
    assert make.client().get(address).status_code == 404
    assert people["ana"].get(address).status_code == 200
    for name in ("bea", "dan", "sam"):
        allowed = name in readers.split()
        assert people[name].get(address).status_code == (200 if allowed else 404)
        assert people[name].get(f"{address}/corrections").status_code == (200 if allowed else 404)
        assert ("la luna" in people[name].get("/journal?show=others").text) == allowed
        assert people[name].get(f"{address}/edit").status_code == 404
        assert people[name].post(f"{address}/edit", data=entry()).status_code == 404
        assert people[name].post(f"{address}/remove").status_code == 404
    assert "la luna" in people["ana"].get("/journal").text
    assert "la luna" not in people["ana"].get("/journal?show=others").text


def test_after_sharing_one_hears_of_others_that_wait(people: People) -> None:
    page = people["ana"].post("/journal/new", data=entry(visibility="circle"), follow_redirects=True).text
    assert 'While you wait, <a href="/unanswered">' in page
    private = entry(client_id="another-text")
    assert "While you wait" not in people["ana"].post("/journal/new", data=private, follow_redirects=True).text


def test_sent_twice_it_is_one(people: People) -> None:
    for _ in range(3):
        assert people["ana"].post("/journal/new", data=entry()).status_code == 303
    assert len(entries()) == 1
    assert entries()[0].visibility == "me"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": "  "}, "Write something first"),
        ({"body": "x" * 10_001}, "That’s 10,001 characters"),
        ({"language": ""}, "Choose the language you’re writing in."),
        ({"visibility": "world"}, "Choose who can read it."),
        ({"client_id": ""}, "Reload the page and send it again"),
    ],
)
def test_what_cannot_be_kept(people: People, wrong: dict[str, str], sentence: str) -> None:
    page = people["ana"].post("/journal/new", data=entry(body="Kept <as typed>") | wrong)
    assert (page.status_code, sentence in page.text) == (422, True)
    assert "body" in wrong or "Kept &lt;as typed&gt;" in page.text
    assert entries() == []


def test_without_a_circle_it_cannot_be_shared_with_one(people: People) -> None:
    answer = people["sam"].post("/journal/new", data=entry(visibility="circle"))
    assert (answer.status_code, "You aren’t in a circle yet" in answer.text) == (422, True)


def test_change_and_remove(people: People) -> None:
    people["ana"].post("/journal/new", data=entry(visibility="circle"))
    address = f"/journal/{entries()[0].id}"
    assert "Me gusta la luna." in people["ana"].get(f"{address}/edit").text
    changed = entry(body="Me gusta el sol.", visibility="me")
    assert people["ana"].post(f"{address}/edit", data=changed).status_code == 303
    assert people["bea"].get(address).status_code == 404
    assert "edited" in people["ana"].get(address).text
    assert people["ana"].post(f"{address}/edit", data=changed | {"body": ""}).status_code == 422
    assert people["ana"].post(f"{address}/remove").status_code == 302
    assert people["ana"].get(address).status_code == 404


def test_after_the_week(people: People) -> None:
    week = in_weeks(0)
    address = f"/journal/new?kind=reflection&week={week}"
    page = people["ana"].get(address).text
    for question in ("What was new?", "What was confusing?", "What would you say differently now?"):
        assert question in page
    form = {"kind": "reflection", "week": str(week), "client_id": "after-the-week", "visibility": "circle"}
    assert people["ana"].post("/journal/new", data=form).status_code == 422
    assert people["ana"].post("/journal/new", data=form | {"new": "«Sobremesa»"}).status_code == 303
    found = entries()[0]
    assert (found.kind, found.answers, found.language) == ("reflection", {"new": "«Sobremesa»"}, "es")
    assert "«Sobremesa»" in people["bea"].get(f"/journal/{found.id}").text
    assert people["ana"].get(address).location == f"/journal/{found.id}/edit", "one for each week"
    for odd in ("2020-01-06", "x", ""):
        assert people["ana"].get(f"/journal/new?kind=reflection&week={odd}").status_code == 404
    assert people["dan"].get(address).status_code == 404


def test_a_week_has_one_reflection(people: People, make: Factory) -> None:
    week = in_weeks(0).isoformat()
    form = {"kind": "reflection", "week": week, "language": "es", "new": "la luna"}
    assert people["ana"].post("/journal/new", data=form | {"client_id": "one-tab-of-two"}).status_code == 303
    answer = people["ana"].post("/journal/new", data=form | {"client_id": "another-tab", "new": "el sol"})
    assert answer.status_code == 422
    assert "You’ve already written about this week" in answer.text
    assert "el sol" in answer.text, "what was typed is still in the form"
    assert people["bea"].post("/journal/new", data=form | {"client_id": "one-tab-of-two"}).status_code == 303
    assert [row.answers for row in entries()] == [{"new": "la luna"}] * 2


def test_a_song_of_another_circle_is_not_named(people: People, make: Factory) -> None:
    circle = make.circle()
    eva = make.learner("eva", circle)
    make.song("Secreta", circle, eva)
    make.client(eva).post("/journal/new", data=entry(visibility="everyone", song="secreta"))
    page = people["sam"].get(f"/journal/{entries()[0].id}").text
    assert "la luna" in page
    assert "Secreta" not in page
    assert people["sam"].post("/journal/new", data=entry(song="secreta")).status_code == 404


def test_blocked_people_do_not_meet(people: People) -> None:
    people["ana"].post("/journal/new", data=entry(visibility="everyone"))
    address = f"/journal/{entries()[0].id}"
    circles.block(circles.viewer_by("u-bea"), circles.viewer_by("u-ana").learner_id, NOW)
    assert people["bea"].get(address).status_code == 404
    assert "la luna" not in people["bea"].get("/journal?show=others").text
    assert people["dan"].get(address).status_code == 200


def test_what_a_host_hid(people: People) -> None:
    people["ana"].post("/journal/new", data=entry(visibility="everyone"))
    with writing():
        entries()[0].hidden_at = NOW
    address = f"/journal/{entries()[0].id}"
    page = people["bea"].get(address).text
    assert "A host has hidden this." in page
    assert "la luna" not in page
    assert people["bea"].get(f"{address}/corrections").status_code == 404
    assert "la luna" in people["ana"].get(address).text


def test_it_comes_in_pages(people: People) -> None:
    for n in range(journal.PAGE + 2):
        people["ana"].post("/journal/new", data=entry(body=f"Text {n}.", client_id=f"text-number-{n}"))
    page = people["ana"].get("/journal").text
    assert "Text 21." in page
    assert "Text 1." not in page
    before = page.split("before=")[1].split('"')[0].split("&")[0]
    assert "Text 1." in people["ana"].get(f"/journal?before={before}").text


def test_a_reflection_is_of_the_circle_that_was_asked_for(make: Factory) -> None:
    here, there = make.circle(), make.circle()
    for circle, title in ((here, "Here"), (there, "There")):
        make.week(circle, make.song(title))
    ana = make.learner("ana", here)
    circles.join(ana.id, there.id, NOW)
    there_id, client = there.id, make.client(ana)
    address = f"/journal/new?kind=reflection&week={in_weeks(0)}"
    assert "Here" in client.get(address).text
    page = client.get(f"{address}&circle={there_id}").text
    assert "There" in page
    assert f'name="circle" value="{there_id}"' in page
    form = {"kind": "reflection", "week": in_weeks(0), "circle": there_id, "client_id": "r" * 12, "new": "Mucho"}
    assert client.post("/journal/new", data=form).status_code == 303
    assert db.session.scalars(select(Week.circle_id).join(Entry)).all() == [there_id]
    assert f"circle={there_id}" in client.get(f"/weeks/{in_weeks(0)}?circle={there_id}").text


@pytest.mark.parametrize(
    ("zone", "moment", "told"),
    [
        ("UTC", "2026-03-02T00:00", ["begins"]),
        ("UTC", "2026-03-01T23:30", []),
        ("Pacific/Auckland", "2026-03-01T11:00", ["begins"]),
        ("America/Los_Angeles", "2026-03-02T07:30", []),
        ("UTC", "2026-03-07T23:45", ["begins", "ends"]),
        ("UTC", "2026-03-08T00:15", ["ends"]),  # it is late for its beginning
        ("UTC", "2026-03-09T00:15", []),
    ],
)
def test_the_week_tells_its_circle(make: Factory, zone: str, moment: str, told: list[str]) -> None:
    circle = make.circle(time_zone=zone)
    make.week(circle, make.song("Luz"), datetime(2026, 3, 2, tzinfo=UTC).date())
    for name in ("ana", "bea"):
        make.learner(name, circle)
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    for minutes in (0, 15):
        journal.notify_about_weeks(now + timedelta(minutes=minutes))
    found: list[Any] = list(db.session.scalars(select(Notice)))
    assert sorted({notice.name.split()[-1] for notice in found}) == told
    assert len(found) == 2 * len(told)
