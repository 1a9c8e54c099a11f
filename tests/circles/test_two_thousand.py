"""A host with 2,000 members reaches each of them: pages, a search and a count, with as many queries as for a few."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from canary.circles.models import Ban, Block, Circle, Membership
from canary.db import db, paged, writing
from canary.learners.models import Learner
from canary.safety.models import HostAction, Report
from tests.bench.scene import counted
from tests.factories import NOW, Factory

NAME = re.compile(r'<strong dir="auto">(\w+)</strong>')
NEXT = re.compile(r'rel="next" href="([^"#]+)')


def crowd(first: int, count: int) -> list[int]:
    """Learners p0001, p0002, …; returns their ids."""
    names = [f"p{n:04}" for n in range(first, first + count)]
    rows = [
        {"username": name, "username_key": name, "password": "!", "fs_uniquifier": f"u-{name}", "created_at": NOW,
         "display_name": f"Zoë{name}" if name.endswith("99") else ""}
        for name in names
    ]  # fmt: skip
    with writing():
        db.session.execute(insert(Learner), rows)
    return list(db.session.scalars(select(Learner.id).where(Learner.username.in_(names)).order_by(Learner.id)))


def join(circle_id: int, ids: list[int]) -> None:
    with writing():
        seen = {"circle_id": circle_id, "role": "member", "joined_at": NOW, "is_seen": True}
        db.session.execute(insert(Membership), [{"learner_id": id, **seen} for id in ids])


@pytest.fixture
def host(make: Factory) -> tuple[FlaskClient, int]:
    circle = make.circle()
    hanna = make.learner("hanna", circle, "host")
    join(circle.id, crowd(1, 120))
    return make.client(hanna), circle.id


def asked(app: Flask, client: FlaskClient, address: str) -> int:
    client.get(address)
    with counted(app) as said:
        assert client.get(address).status_code == 200
    return len(said)


def walked(client: FlaskClient, address: str, found: re.Pattern[str]) -> list[str]:
    """What stands on a list's pages, one after the other."""
    there: list[str] = []
    while address:
        page = client.get(address).text
        there += found.findall(page)
        after = NEXT.search(page)
        address = after[1].replace("&amp;", "&") if after else ""
    return there


def test_all_members(app: Flask, host: tuple[FlaskClient, int]) -> None:
    client, circle_id = host
    few = asked(app, client, "/circle")
    join(circle_id, crowd(121, 1879))
    assert asked(app, client, "/circle") == few
    assert "2,000 members" in client.get("/circle").text
    names = walked(client, "/circle?page=30", NAME)
    assert len(names) == 2000 - 29 * 50
    assert names[-1] == "p1999" or names[-1] == "Zoëp1999"
    assert "page 40 of 40" in client.get("/circle?page=999999999").text
    assert asked(app, client, "/circle?page=40") == few
    assert NAME.findall(client.get("/circle?q=P1777").text) == ["p1777"]
    assert NAME.findall(client.get("/circle?q=zoë p18").text) == ["Zoëp1899"]
    assert asked(app, client, "/circle?q=p1777") == few


def test_a_change_comes_back_to_the_same_page(host: tuple[FlaskClient, int]) -> None:
    client, _ = host
    page = client.get("/circle?q=p01&page=1").text
    actions = re.findall(r'action="(/circle/members/[^"]*)"', page)
    assert len(actions) == 21, "p0100 to p0120"
    assert all("q=p01" in action for action in actions)
    answer = client.post(actions[0].replace("&amp;", "&"), data={"do": "host"})
    assert "q=p01" in answer.location


def test_nobody_found(host: tuple[FlaskClient, int]) -> None:
    client, _ = host
    page = client.get("/circle?q=nobody%25").text
    assert "0 members" in page
    assert "It’s only you so far" not in page


def test_those_who_were_removed(host: tuple[FlaskClient, int]) -> None:
    client, circle_id = host
    with writing():
        db.session.execute(insert(Ban), [{"circle_id": circle_id, "learner_id": id} for id in crowd(3000, 1200)])
    assert "1,200 removed members" in client.get("/circle").text
    page = client.get("/circle?removed=24").text
    assert "p4199" in page
    assert "p4199" in client.get("/circle?q=p4199").text


def test_what_members_see_of_each_other(make: Factory, host: tuple[FlaskClient, int]) -> None:
    _, circle_id = host
    circle = db.session.get_one(Circle, circle_id)
    mia = make.client(make.learner("mia", circle))
    assert len(set(walked(mia, "/circle", NAME))) == 120, "those who want to be seen"


def test_open_circles(make: Factory) -> None:
    with writing():
        rows = [
            {"slug": f"o{n}", "name": f"Open {n:03}", "time_zone": "UTC", "join_code": f"o{n}", "is_open": True,
             "created_at": NOW, "languages": [], "theme": "", "terms": "", "link_works": True}
            for n in range(130)
        ]  # fmt: skip
        db.session.execute(insert(Circle), rows)
    found = walked(make.client(make.learner("mia")), "/circles", re.compile(r'<strong dir="auto">(Open \d+)<'))
    assert found == [f"Open {n:03}" for n in range(130)]


def test_people_whom_one_blocked(make: Factory) -> None:
    mia = make.learner("mia")
    mia_id = mia.id
    with writing():
        db.session.execute(
            insert(Block), [{"learner_id": mia_id, "blocked_id": id, "created_at": NOW} for id in crowd(1, 60)]
        )
    assert len(set(walked(make.client(mia), "/account/blocked", NAME))) == 60


def test_reports_and_what_hosts_did(host: tuple[FlaskClient, int]) -> None:
    client, circle_id = host
    ids = crowd(5000, 45)
    with writing():
        about = {
            "circle_id": circle_id,
            "subject": "person",
            "reason": "spam",
            "created_at": NOW,
            "words": "",
            "excerpt": "",
        }
        db.session.execute(
            insert(Report), [{"reporter_id": id, "subject_id": id, "person_id": id, **about} for id in ids]
        )
        did = {"circle_id": circle_id, "what": "warn", "subject": "person", "created_at": NOW}
        db.session.execute(
            insert(HostAction), [{"person_id": id, "why": f"why{n}", **did} for n, id in enumerate(ids * 2)]
        )
    assert "45 open reports" in client.get("/circle/reports").text
    assert len(set(walked(client, "/circle/reports", re.compile(r'id="report-(\d+)"')))) == 45
    second = client.get("/circle/reports?log=2").text
    assert ">why0</q>" in second
    assert ">why89</q>" not in second


def test_pages_of_nothing(app: Flask) -> None:
    found = paged(select(Circle).order_by(Circle.id), 7, 50)
    assert (list(found), found.number, found.last, found.count_of_all) == ([], 1, 1, 0)
