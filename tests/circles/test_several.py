"""Several circles: begin one, join an open one or by code, look at another, leave, and what hosts change."""

from datetime import timedelta

import pytest
from flask import Flask

from canary.circles import hosting
from canary.circles import service as circles
from canary.circles.models import Ban, Circle, Membership
from canary.db import db, writing
from canary.problems import Conflict, NotAllowed, NotFound
from canary.web.context import context_of
from tests.factories import NOW, Factory


def memberships(make: Factory, username: str) -> list[tuple[str, str]]:
    viewer = circles.viewer_by(f"u-{username}")
    return [(own.name, own.role) for own in viewer.memberships]


def test_begin_a_circle_up_to_three(app: Flask, make: Factory) -> None:
    ana = make.client(make.learner("ana"))
    assert "Create a circle" in ana.get("/circles").text
    for name in ("One", "Two", "Three"):
        assert ana.post("/circles", data={"name": name, "time_zone": "Asia/Tokyo"}).status_code == 302
        assert name in ana.get("/circle").text
    assert sorted(memberships(make, "ana")) == [("One", "host"), ("Three", "host"), ("Two", "host")]
    assert "Create a circle" not in ana.get("/circles").text
    page = ana.post("/circles", data={"name": "Four", "time_zone": "UTC"})
    assert page.status_code == 403
    assert "You already host 3 circles" in page.text
    hanna = make.learner("hanna", is_host=True)
    for n in range(5):
        hosting.create(circles.viewer_of(hanna), f"C{n}", "UTC", 0, NOW)
    with pytest.raises(NotAllowed):
        hosting.create(circles.viewer_of(make.learner("beto")), "Mine", "UTC", 0, NOW)


def test_a_circle_needs_a_name_and_a_zone(make: Factory) -> None:
    page = make.client(make.learner("ana")).post("/circles", data={"name": " ", "time_zone": "Mars"})
    assert page.status_code == 422
    assert "Give the circle a name" in page.text
    assert "Choose a time zone" in page.text


def test_open_circles_are_found_and_joined(make: Factory) -> None:
    opened = make.circle(name="Open", is_open=True, theme="Boleros", languages=["es"], terms="Be kind.").id
    closed = make.circle(name="Closed").id
    ana = make.client(make.learner("ana"))
    page = ana.get("/circles").text
    assert "Boleros" in page
    assert "Spanish" in page
    assert "Closed" not in page
    assert "Be kind." in ana.get(f"/circles/{opened}/join").text
    assert ana.post(f"/circles/{opened}/join").status_code == 302
    assert ana.post(f"/circles/{opened}/join").status_code == 302  # twice is once
    assert memberships(make, "ana") == [("Open", "member")]
    for answer in (ana.get(f"/circles/{closed}/join"), ana.post(f"/circles/{closed}/join")):
        assert answer.status_code == 404
    assert ana.get("/circles/999/join").status_code == 404


@pytest.mark.parametrize("typed", ["code-9", " code-9 ", "https://here/join/code-9", "https://here/join/code-9/"])
def test_a_code_is_typed(make: Factory, typed: str) -> None:
    make.circle(name="Nine", join_code="code-9", terms="Sing.")
    ana = make.client(make.learner("ana"))
    found = ana.post("/circles/code", data={"code": typed})
    assert found.location == "/join/code-9"
    assert "Sing." in ana.get(found.location).text


@pytest.mark.parametrize("typed", ["", "code-8", "//evil"])
def test_a_code_that_is_none(make: Factory, typed: str) -> None:
    make.circle(join_code="code-9")
    page = make.client(make.learner("ana")).post("/circles/code", data={"code": typed})
    assert page.status_code == 422
    assert "No circle has this code." in page.text


def test_the_link_is_switched_off_and_on(make: Factory) -> None:
    circle = make.circle(join_code="code-9")
    host, ana = make.client(make.learner("hanna", circle, "host")), make.client(make.learner("ana"))
    assert host.post("/circle/link", data={"do": "off"}).status_code == 302
    assert ana.get("/join/code-9").status_code == 404
    assert ana.post("/join/code-9").status_code == 404
    assert ana.post("/circles/code", data={"code": "code-9"}).status_code == 422
    assert not circles.invites("/join/code-9")
    assert "nobody can use it to join" in host.get("/circle").text
    host.post("/circle/link", data={"do": "on"})
    assert ana.post("/join/code-9").status_code == 302


def test_look_at_another_circle(make: Factory) -> None:
    first, second = make.circle(name="First"), make.circle(name="Second")
    ana = make.learner("ana", first)
    circles.join(ana.id, second.id, NOW + timedelta(days=1))
    make.week(first, make.song("Uno", first))
    make.week(second, make.song("Dos", second))
    second_id, client = second.id, make.client(ana)
    page = client.get("/").text
    assert "<title>Uno" in page
    assert 'popovertarget="circles-menu"' in page
    assert client.post(f"/circles/{second_id}/choose", data={"next": "//evil"}).location == "/"
    page = client.get("/").text
    assert "<title>Dos" in page
    other = make.circle().id
    assert client.post(f"/circles/{other}/choose").status_code == 404


def test_what_a_member_sees_and_chooses(make: Factory) -> None:
    circle = make.circle(theme="Boleros", terms="Be kind.", languages=["es", "ja"])
    make.learner("hanna", circle, "host")
    ana = make.learner("ana", circle)
    ids, client = (circle.id, ana.id), make.client(ana)
    page = client.get("/circle").text
    for words in ("Boleros", "Be kind.", "Japanese", "Leave this circle"):
        assert words in page
    for words in ("hanna", "join-url", "Settings"):
        assert words not in page
    client.post("/circle/me", data={"shows_name": "1"})
    assert db.session.get_one(Membership, ids).shows_name
    client.post("/circle/me")
    db.session.expire_all()
    assert not db.session.get_one(Membership, ids).shows_name


def test_settings_of_a_circle(make: Factory) -> None:
    circle = make.circle()
    circle_id, host = circle.id, make.client(make.learner("hanna", circle, "host"))
    form = {
        "name": "Lunes",
        "time_zone": "UTC",
        "theme": " a  b ",
        "languages": "ES, ja,,es",
        "terms": "x\ny ",
        "is_open": "1",
    }
    assert host.post("/circle", data=form).status_code == 302
    found = db.session.get_one(Circle, circle_id)
    assert (found.theme, found.languages, found.terms, found.is_open) == ("a b", ["es", "ja"], "x\ny", True)
    for wrong in ({"languages": "Spanish!"}, {"theme": "x" * 201}, {"terms": "x" * 4001}):
        page = host.post("/circle", data=form | wrong)
        assert page.status_code == 422
        assert 'value="Lunes"' in page.text


def test_the_last_host_stays_until_there_is_another(make: Factory) -> None:
    circle = make.circle()
    hanna, ana = make.learner("hanna", circle, "host"), make.learner("ana", circle)
    hanna_id, ana_id, client = hanna.id, ana.id, make.client(hanna)
    assert client.post("/circle/leave").status_code == 409
    assert client.post(f"/circle/members/{hanna_id}", data={"do": "member"}).status_code == 409
    assert client.post(f"/circle/members/{hanna_id}", data={"do": "remove"}).status_code == 409
    assert client.post(f"/circle/members/{ana_id}", data={"do": "host"}).status_code == 302
    assert client.post(f"/circle/members/{ana_id}", data={"do": "king"}).status_code == 404
    assert client.post("/circle/leave").status_code == 302
    assert memberships(make, "hanna") == []
    assert [role for _, role in memberships(make, "ana")] == ["host"]
    assert make.client(ana).post("/circle/leave").status_code == 409


def test_who_was_removed_comes_back_when_let(make: Factory) -> None:
    circle = make.circle(join_code="code-9")
    circle_id, host = circle.id, make.client(make.learner("hanna", circle, "host"))
    ana = make.learner("ana", circle)
    ana_id, client = ana.id, make.client(ana)
    assert host.post(f"/circle/members/{ana_id}", data={"do": "remove"}).status_code == 302
    assert client.get("/circle").status_code == 404
    assert client.post("/join/code-9").status_code == 403
    assert "Removed members" in host.get("/circle").text
    host.post(f"/circle/members/{ana_id}", data={"do": "admit"})
    assert client.post("/join/code-9").status_code == 302
    assert db.session.get(Ban, (circle_id, ana_id)) is None
    assert host.post("/circle/members/999", data={"do": "remove"}).status_code == 404


def test_leaving_does_not_end_a_pause(make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle)
    ids, until = (circle.id, ana.id), NOW + timedelta(days=3)
    with writing():
        db.session.get_one(Membership, ids).suspended_until = until
    circles.leave(circles.viewer_of(ana), ids[0], NOW)
    circles.join(ids[1], ids[0], NOW)
    assert db.session.get_one(Membership, ids).suspended_until == until
    circles.leave(circles.viewer_of(ana), ids[0], until + timedelta(days=1))
    circles.join(ids[1], ids[0], NOW)
    assert db.session.get_one(Membership, ids).suspended_until is None


def test_only_hosts_change_members(make: Factory) -> None:
    circle = make.circle()
    ana, beto = make.learner("ana", circle), make.learner("beto", circle)
    viewer, beto_id, circle_id = circles.viewer_of(ana), beto.id, circle.id
    for call in (hosting.remove, hosting.admit):
        with pytest.raises(NotFound):
            call(viewer, circle_id, beto_id)
    with pytest.raises(NotFound):
        hosting.set_role(viewer, circle_id, beto_id, "host")
    with pytest.raises(NotFound):
        hosting.removed(viewer, circle_id)
    make.learner("hanna", circle, "host")
    with pytest.raises(Conflict):
        circles.leave(circles.viewer_by("u-hanna"), circle_id, NOW)


def test_with_its_last_member_a_circle_ends(make: Factory) -> None:
    first, own = make.circle(), make.circle()
    song = make.song("Luz", own)
    path, own_id = context_of(make.app).store.path(song.audio_key), own.id
    hanna = make.learner("hanna", own, "host")
    client = make.client(hanna)
    assert "You’re its only member" in client.get("/circle").text
    assert path.exists()
    assert client.post("/circle/leave").status_code == 302
    assert db.session.get(Circle, own_id) is None
    assert not path.exists()
    circles.join(circles.viewer_by("u-hanna").learner_id, first.id, NOW, "host")
    assert client.post("/circle/leave").status_code == 409  # the server's first circle stays
