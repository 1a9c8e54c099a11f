"""The first page: this week, what was done of it, the weeks around it."""

from flask import Flask

from canary.circles import service as circles
from canary.home import service as home
from canary.songs import service as songs
from canary.web.clock import now
from tests.factories import Factory, in_weeks


def test_an_empty_server_says_what_to_do(app: Flask, make: Factory) -> None:
    assert app.test_client().get("/").status_code == 200
    circle = make.circle()
    host, member = make.learner("hanna", circle, "host"), make.learner("ana", circle)
    assert "/weeks" in make.client(host).get("/").text
    assert make.client(member).get("/").status_code == 200


def test_this_week_past_and_coming(app: Flask, make: Factory) -> None:
    circle = make.circle()
    for offset in (-2, -1, 0, 1):
        make.week(circle, make.song(f"Song of {offset}"), in_weeks(offset))
    member, visitor = make.client(make.learner("ana", circle)).get("/").text, app.test_client().get("/").text
    assert "Song of 0" in member
    assert member.index("Song of -1") < member.index("Song of -2")
    page = home.show(make.viewer(None), circles.first(), now())
    assert [x.song.title for x in page.coming] == []
    assert f"/weeks/{in_weeks(-1)}" in visitor


def test_a_member_sees_their_own_circles_week(app: Flask, make: Factory) -> None:
    first, second = make.circle(), make.circle()
    make.week(first, make.song("First song", first))
    make.week(second, make.song("Second song", second))
    page = make.client(make.learner("ana", second)).get("/").text
    assert "Second song" in page
    assert "First song" not in page


def test_health(app: Flask) -> None:
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")
    assert songs.everything() == []


def test_whoever_is_in_no_circle_finds_the_way_to_one(make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Luz"))
    assert "You aren’t in a circle yet" in make.client(make.learner("sam")).get("/").text
    for who in (make.client(make.learner("ana", circle)), make.app.test_client()):
        assert "You aren’t in a circle yet" not in who.get("/").text
