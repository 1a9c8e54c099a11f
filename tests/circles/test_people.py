"""A circle's page: who is seen there, and what happened in a week."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from canary.cards.models import Card
from canary.circles import calendar
from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.content import service as content
from canary.db import db, writing
from canary.learners.models import Learner
from canary.problems import NotFound
from canary.web.clock import now
from tests.factories import NOW, Factory, in_weeks
from tests.reviews.scene import keep


def seen(make: Factory, who: Learner, circle: Circle) -> list[str]:
    return [person.name for person in circles.people(make.viewer(who), circle.id)]


def happened(make: Factory, who: Learner, circle: Circle, moment: datetime | None = None) -> dict[str, int]:
    begins, ends = calendar.span(calendar.this_week(moment or now(), circle.time_zone), circle.time_zone)
    found = content.happened(make.viewer(who), circle.id, begins, ends)
    return {what.name: number for what, number in found}


def test_nobody_is_seen_until_they_choose_to_be(app: Flask, make: Factory) -> None:
    circle = make.circle()
    hanna = make.learner("hanna", circle, "host")
    ana, bea, elsewhere = (
        make.learner("ana", circle),
        make.learner("bea", circle),
        make.learner("elsewhere", make.circle()),
    )
    assert seen(make, ana, circle) == ["ana"]
    page = make.client(ana).get("/circle").text
    assert "Nobody has chosen to be seen yet." in page
    assert "bea" not in page
    assert "hanna" not in page
    for person in (bea, hanna):
        answer = make.client(person).post("/circle/me", data={"is_seen": "1"}, follow_redirects=True)
        assert "Saved. The other members see you here." in answer.text
    assert seen(make, ana, circle) == ["hanna", "ana", "bea"]
    page = make.client(ana).get("/circle").text
    people = page.split('id="people-title"')[1].split("</section>")[0]
    assert re.findall(r'<strong dir="auto">(\w+)</strong>', people) == ["hanna", "bea"]
    assert "Nobody" not in people
    assert "The others don’t see you." in people
    answer = make.client(bea).post("/circle/me", data={"shows_name": "1"}, follow_redirects=True)
    assert "Saved. Only the hosts see that you’re a member." in answer.text
    assert seen(make, ana, circle) == ["hanna", "ana"]
    with pytest.raises(NotFound):
        circles.people(make.viewer(elsewhere), circle.id)


def test_the_host_sees_all(app: Flask, make: Factory) -> None:
    circle = make.circle()
    hanna = make.learner("hanna", circle, "host")
    make.learner("ana", circle), make.learner("bea", circle)
    with writing():
        db.session.get_one(Membership, (circle.id, hanna.id)).is_seen = True
    page = make.client(hanna).get("/circle").text
    members = page.split('id="members-title"')[1].split("</section>")[0]
    assert re.findall(r'<strong dir="auto">(\w+)</strong>', members) == ["hanna", "ana", "bea"]
    assert members.count("seen by hosts only") == 2


def test_who_is_blocked_or_gone_is_not_seen(app: Flask, make: Factory) -> None:
    circle = make.circle()
    people = {name: make.learner(name, circle) for name in ("ana", "bea", "cleo", "dora")}
    for person in people.values():
        circles.show_me(make.viewer(person), circle.id, name=False, seen=True)
    circles.block(make.viewer(people["ana"]), people["bea"].id, NOW)
    with writing():
        people["cleo"].active = False
    assert seen(make, people["ana"], circle) == ["ana", "dora"]
    assert seen(make, people["bea"], circle) == ["bea", "dora"]
    circles.leave(make.viewer(people["dora"]), circle.id, NOW)
    assert seen(make, people["ana"], circle) == ["ana"]


def test_what_happened_is_what_the_circle_may_see(app: Flask, make: Factory) -> None:
    circle, other = make.circle(), make.circle()
    ana, bea, out = make.learner("ana", circle), make.learner("bea", circle), make.learner("out", other)
    song, theirs = make.song("Luz"), make.song("Theirs", other)
    today: dict[str, Any] = {"created_at": now()}
    make.take(bea, song, circle, **today)  # 1
    make.take(bea, song, visibility="everyone", **today)  # 2
    make.take(bea, song, circle, created_at=NOW, shared_at=now())  # 3
    make.take(bea, song, **today), make.take(bea, song, circle, hidden_at=now(), **today)
    make.take(bea, song, circle), make.take(out, song, other, **today)
    post = make.post(bea, song, circle, **today)  # 1
    make.post(ana, song, circle, parent_id=post.id, **today)  # 2
    make.post(bea, song, circle, removed_at=now(), **today), make.post(bea, song, circle, hidden_at=now(), **today)
    make.post(bea, song, circle), make.post(out, song, other, **today)
    make.correction(ana, post, **today)  # 1
    entry, private = make.entry(bea, circle), make.entry(bea)
    for text in (entry, private):  # 2, and not that of a private one
        make.correction(ana, post, post_id=None, entry_id=text.id, **today)
    make.correction(ana, post, hidden_at=now(), **today), make.correction(ana, post)
    for song_id, learner in ((song, bea), (song, ana), (theirs, bea), (song, out)):
        ids = keep(learner, 2, song_id, first=song_id.id * 10)
        assert len(ids) == 2
    with writing():
        db.session.execute(update(Card).values(created_at=now()))
    assert happened(make, ana, circle) == {"take": 3, "post": 2, "correction": 2, "word": 4}
    page = make.client(ana).get("/circle").text
    for words in ("3 takes shared", "2 posts", "2 corrections", "4 words kept"):
        assert words in page
    assert "palabra" not in page
    circles.block(make.viewer(ana), bea.id, NOW)
    assert happened(make, ana, circle) == {"take": 0, "post": 1, "correction": 0, "word": 2}


def test_a_week_without_anything(app: Flask, make: Factory) -> None:
    page = make.client(make.learner("ana", make.circle())).get("/circle").text
    assert "Nothing has happened yet this week. You could be the first." in page


def test_no_weeks_before_the_circle_existed(app: Flask, make: Factory) -> None:
    circle = make.circle(created_at=now() - timedelta(days=14))
    song = make.song("Luz")
    ana = make.learner("ana", circle)
    for n in (-5, -3, -2, -1, 0):
        make.week(circle, song, in_weeks(n))
    make.take(ana, song, circle, created_at=now() - timedelta(days=7))
    client = make.client(ana)
    page = client.get("/circle").text
    assert f"/circle?week={in_weeks(-1)}" in page
    assert "Week after" not in page
    page = client.get(f"/circle?week={in_weeks(-1)}").text
    assert "1 take shared" in page
    assert "Week after" in page
    for asked in (in_weeks(-2), in_weeks(-3), in_weeks(-500), "0001-01-01"):
        page = client.get(f"/circle?week={asked}").text
        assert "Week before" not in page
        assert f"/circle?week={in_weeks(-1)}" in page
        assert "Nothing happened in this week." in page
    for asked in (in_weeks(1), "9999-12-31", "never", ""):
        assert "This week</h2>" in client.get(f"/circle?week={asked}").text
    shown = {n: client.get(f"/weeks/{in_weeks(n)}").status_code for n in (-5, -3, -2, -1, 0)}
    assert shown == {-5: 404, -3: 404, -2: 200, -1: 200, 0: 200}
    assert client.get("/weeks/past").text.count("<li><span") == 2
    assert client.get("/").text.split('id="past-title"')[1].count("<li><span") == 2


def test_a_circle_that_began_on_a_sunday_far_east(app: Flask, make: Factory) -> None:
    # It's Monday in Auckland while it's Sunday in UTC: the circle's first week begins on that Monday.
    began = datetime.fromisoformat(f"{in_weeks(0)}T00:30+00:00") - timedelta(hours=10)
    circle = make.circle(time_zone="Pacific/Auckland", created_at=began)
    page = make.client(make.learner("ana", circle)).get("/circle").text
    assert "Week before" not in page
