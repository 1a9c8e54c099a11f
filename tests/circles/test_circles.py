"""A circle: joining it, its link, its settings."""

import pytest
from flask import Flask
from sqlalchemy import select

from canary.circles import hosting
from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.db import db
from canary.problems import NotFound
from tests.factories import NOW, Factory


def roles(circle_id: int) -> dict[int, str]:
    rows = db.session.execute(select(Membership.learner_id, Membership.role).where(Membership.circle_id == circle_id))
    return {row.learner_id: row.role for row in rows}


def test_joining_twice_is_joining_once(app: Flask, make: Factory) -> None:
    circle = make.circle(name="Lunes")
    circle_id, code, ana = circle.id, circle.join_code, make.learner("ana")
    client, ana_id = make.client(ana), ana.id
    assert "Lunes" in client.get(f"/join/{code}").text
    for first in (True, False):
        assert client.post(f"/join/{code}").status_code == 302
        page = client.get("/").text
        assert "Welcome to Lunes!" in page
        assert ("Tell us which languages you speak and learn</a>" in page) is first
    assert roles(circle_id) == {ana_id: "member"}


def test_a_host_who_joins_stays_host(app: Flask, make: Factory) -> None:
    circle = make.circle()
    circle_id, code = circle.id, circle.join_code
    host = make.learner("hanna", circle, "host")
    host_id = host.id
    make.client(host).post(f"/join/{code}")
    assert roles(circle_id) == {host_id: "host"}


def test_a_new_link_ends_the_old_one(app: Flask, make: Factory) -> None:
    circle = make.circle()
    old, circle_id = circle.join_code, circle.id
    host, ana = make.client(make.learner("hanna", circle, "host")), make.client(make.learner("ana"))
    assert host.post("/circle/link").status_code == 302
    new = db.session.get_one(Circle, circle_id).join_code
    assert new != old
    assert new in host.get("/circle").text
    for answer in (ana.get(f"/join/{old}"), ana.post(f"/join/{old}")):
        assert answer.status_code == 404
        assert "This join link no longer works." in answer.text
    assert ana.post(f"/join/{new}").status_code == 302


def test_name_and_time_zone(app: Flask, make: Factory) -> None:
    circle = make.circle()
    circle_id = circle.id
    host = make.client(make.learner("hanna", circle, "host"))
    assert host.post("/circle", data={"name": "  Los   lunes ", "time_zone": "Asia/Tokyo"}).status_code == 302
    circle = db.session.get_one(Circle, circle_id)
    assert (circle.name, circle.time_zone) == ("Los lunes", "Asia/Tokyo")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": "", "time_zone": "UTC"}, "Give the circle a name of 1 to 80 characters."),
        ({"name": "x" * 81, "time_zone": "UTC"}, "Give the circle a name of 1 to 80 characters."),
        ({"name": "Kept as typed", "time_zone": "Mars/Base"}, "Choose a time zone from the list"),
        ({"name": "Kept as typed", "time_zone": "../../etc/passwd"}, "Choose a time zone from the list"),
        ({}, "Give the circle a name"),
    ],
)
def test_settings_that_cannot_be(app: Flask, make: Factory, form: dict[str, str], sentence: str) -> None:
    circle = make.circle(name="Before")
    circle_id = circle.id
    page = make.client(make.learner("hanna", circle, "host")).post("/circle", data=form)
    assert page.status_code == 422
    assert sentence in page.text
    if form.get("name"):
        assert f'value="{form["name"]}"' in page.text
    assert db.session.get_one(Circle, circle_id).name == "Before"


def test_only_the_host_reads_the_list_of_members(app: Flask, make: Factory) -> None:
    here, elsewhere = make.circle(), make.circle()
    hanna, ana = make.learner("hanna", here, "host"), make.learner("ana", here)
    hugo = make.learner("hugo", elsewhere, "host")
    assert [m.name for m in hosting.members(make.viewer(hanna), here.id)] == ["hanna", "ana"]
    for other in (ana, hugo, None):
        with pytest.raises(NotFound):
            hosting.members(make.viewer(other), here.id)
        with pytest.raises(NotFound):
            hosting.change(make.viewer(other), here.id, {"name": "Stolen"})
        with pytest.raises(NotFound):
            hosting.reset_code(make.viewer(other), here.id)


def test_the_host_knows_people_by_both_names(app: Flask, make: Factory) -> None:
    circle = make.circle()
    hanna, beto = make.learner("hanna", circle, "host"), make.learner("b3t0", circle, display_name="Beto Ruiz")
    found = {m.name: m.username for m in hosting.members(make.viewer(hanna), circle.id)}
    assert found == {"hanna": "", "Beto Ruiz": "b3t0"}
    page = make.client(hanna).get("/circle").text
    assert "Beto Ruiz" in page
    assert "b3t0" in page
    circles.block(make.viewer(hanna), beto.id, NOW)
    assert "Beto Ruiz" in make.client(hanna).get("/account/blocked").text


def test_languages_of_a_circle_by_name(app: Flask, make: Factory) -> None:
    circle = make.circle()
    host = make.client(make.learner("hanna", circle, "host"))
    form = {"name": "Choir", "time_zone": "UTC"}
    assert host.post("/circle", data=form | {"languages": "Spanish, ja, Portuguese (BR)"}).status_code == 302
    assert circles.get(circle.id).languages == ["es", "ja", "pt-br"]
    assert 'value="Español, 日本語, Português (BR)"' in host.get("/circle").text
    wrong = host.post("/circle", data=form | {"languages": "Sindarin"})
    assert wrong.status_code == 422
    assert "We don’t know the language “sindarin”. Choose one from the list." in wrong.text


def test_the_first_circle_is_made_once(app: Flask) -> None:
    first = circles.create_first("Our circle", "Europe/Madrid", NOW).id
    assert circles.create_first("Another", "UTC", NOW).id == first


def test_a_circle_that_is_gone_cannot_be_joined(app: Flask, make: Factory) -> None:
    ana = make.learner("ana").id
    with pytest.raises(NotFound):
        circles.join(ana, 999_999, NOW)
