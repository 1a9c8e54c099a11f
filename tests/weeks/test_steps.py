"""What to do in a week, in order; what has been done of it and by whom."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from canary.circles import service as circles
from canary.db import db
from canary.problems import NotFound
from canary.web.clock import now
from canary.weeks import calendar, steps
from canary.weeks import service as weeks
from canary.weeks.models import StepDone
from tests.factories import NOW, Factory, in_weeks


@pytest.mark.parametrize(
    ("tasks", "names"),
    [
        ([], ["listen", "understand", "sing", "record", "answer", "reflect"]),
        (["Whistle it", "Dance"], ["listen", "understand", "sing", "record", "answer", "reflect", "task-1", "task-2"]),
        (list(steps.OLD_TASKS), ["listen", "understand", "sing", "record", "answer", "reflect"]),
    ],
)
def test_six_steps_and_the_hosts_own(tasks: list[str], names: list[str]) -> None:
    assert steps.names(tasks) == names


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        ("2026-03-23T00:00:00", "UTC", "7 days left"),
        ("2026-03-27T12:00:00", "UTC", "2 days left"),
        ("2026-03-28T12:00:00", "UTC", "36 hours left"),
        ("2026-03-29T00:00:00", "Europe/Madrid", "22 hours left"),  # 1:00 there, and the clocks go forward at 2:00
        ("2026-03-28T23:00:00", "Europe/Madrid", "23 hours left"),  # a Sunday of 23 hours
        ("2026-03-29T23:00:00", "UTC", "1 hour left"),
        ("2026-03-29T23:30:00", "UTC", "less than an hour left"),
        ("2026-03-30T00:00:00", "UTC", "over"),
        ("2026-03-29T21:59:00", "Europe/Madrid", "less than an hour left"),
        ("2026-03-29T22:00:00", "Europe/Madrid", "over"),
        ("2026-03-29T15:00:00", "Asia/Tokyo", "over"),
        ("2026-03-29T15:00:00", "America/New_York", "13 hours left"),
        ("2026-03-20T00:00:00", "UTC", "begins in 3 days"),
        ("2026-03-22T22:00:00", "UTC", "begins in 2 hours"),
        ("2026-03-22T23:30:00", "UTC", "begins in less than an hour"),
    ],
)
def test_time_left_in_words(moment: str, zone: str, words: str) -> None:
    assert str(calendar.left(datetime.fromisoformat(moment).replace(tzinfo=UTC), date(2026, 3, 23), zone)) == words


def test_one_moment_is_two_weeks_for_somebody_in_two_zones(app: Flask, make: Factory) -> None:
    tokyo, york = make.circle(time_zone="Asia/Tokyo"), make.circle(time_zone="America/New_York")
    ana = make.learner("ana", tokyo)
    circles.join(ana.id, york.id, NOW)
    monday = date(2026, 12, 28)  # ISO week 53
    make.week(tokyo, make.song("Ayer"), monday)
    make.week(tokyo, make.song("Hoy"), date(2027, 1, 4))
    make.week(york, make.song("Still"), monday)
    moment = datetime(2027, 1, 3, 16, tzinfo=UTC)  # Monday 1:00 in Tokyo, Sunday 11:00 in New York
    viewer = circles.viewer_of(ana)
    assert sorted(found.song.title for found in weeks.of_now(viewer, moment)) == ["Hoy", "Still"]
    assert calendar.number(monday) == 53
    weeks.tick(viewer, tokyo.id, date(2027, 1, 4), "listen", True, moment)
    with pytest.raises(NotFound):
        weeks.tick(viewer, york.id, date(2027, 1, 4), "listen", True, moment)
    weeks.tick(viewer, york.id, monday, "listen", True, moment)


def test_tick_and_untick(make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Luz"), tasks=["Whistle it"])
    ana, url = make.client(make.learner("ana", circle)), f"/weeks/{in_weeks(0)}/steps"
    page = ana.get("/").text
    assert "/unanswered" in page
    assert f"/journal/new?kind=reflection&amp;week={in_weeks(0)}" in page
    assert page.index("Listen") < page.index("Look back") < page.index("Whistle it")
    for _ in range(2):  # twice is once
        assert ana.post(url, data={"step": "task-1", "done": "1"}).status_code == 302
    assert db.session.scalar(select(func.count()).select_from(StepDone)) == 1
    piece = ana.post(url, data={"step": "sing", "done": "1"}, headers={"HX-Request": "true"})
    assert piece.text.lstrip().startswith("<ol")
    assert piece.text.count('aria-pressed="true"') == 2
    ana.post(url, data={"step": "sing", "done": "0"})
    ana.post(url, data={"step": "sing", "done": "0"})
    assert ana.get("/").text.count('aria-pressed="true"') == 1
    for wrong in ("task-2", "dance", ""):
        assert ana.post(url, data={"step": wrong, "done": "1"}).status_code == 404
    assert ana.post(f"/weeks/{in_weeks(1)}/steps", data={"step": "sing", "done": "1"}).status_code == 404


def test_a_week_to_come_cannot_be_ticked(make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Luz"), in_weeks(1))
    ana = make.client(make.learner("ana", circle))
    assert "aria-pressed" not in ana.get(f"/weeks/{in_weeks(1)}").text
    assert ana.post(f"/weeks/{in_weeks(1)}/steps", data={"step": "sing", "done": "1"}).status_code == 404


def test_counts_for_all_and_names_of_those_who_chose(make: Factory) -> None:
    circle = make.circle()
    week = make.week(circle, make.song("Luz")).monday
    people = {name: make.learner(name, circle) for name in ("ana", "beto", "clara", "dora")}
    for learner in people.values():
        weeks.tick(circles.viewer_of(learner), circle.id, week, "listen", True, now())
    circles.show_me(circles.viewer_of(people["beto"]), circle.id, name=True, seen=False)
    circles.show_me(circles.viewer_of(people["dora"]), circle.id, name=True, seen=False)
    page = make.client(people["ana"]).get("/").text
    assert "You and 3 other people finished" in page
    assert "beto" in page
    assert "clara" not in page
    circles.block(circles.viewer_of(people["dora"]), people["ana"].id, NOW)
    page = make.client(people["ana"]).get("/").text
    assert "You and 2 other people finished" in page
    assert "dora" not in page
    circles.leave(circles.viewer_of(people["beto"]), circle.id, NOW)
    assert "beto" not in make.client(people["ana"]).get("/").text
    assert "finished" not in make.app.test_client().get("/").text  # a visitor sees what to do, not who did


def test_the_week_of_another_circle_of_mine(make: Factory) -> None:
    here, there = make.circle(), make.circle()
    make.week(here, make.song("Uno"))
    make.week(there, make.song("Dos", there))
    ana = make.learner("ana", here)
    circles.join(ana.id, there.id, NOW)
    there_id, client, stranger = there.id, make.client(ana), make.client(make.learner("sam"))
    address = f"/weeks/{in_weeks(0)}?circle={there_id}"
    assert "Dos" in client.get(address).text
    assert "Uno" in client.get(f"/weeks/{in_weeks(0)}").text
    assert (stranger.get(address).status_code, make.app.test_client().get(address).status_code) == (404, 401)
    assert stranger.post(f"/weeks/{in_weeks(0)}/steps", data={"step": "sing", "circle": there_id}).status_code == 404
    client.post(f"/weeks/{in_weeks(0)}/steps", data={"step": "sing", "done": "1", "circle": there_id})
    assert 'aria-pressed="true"' in client.get(address).text


def test_the_archive_of_past_weeks(make: Factory) -> None:
    circle = make.circle(created_at=now() - timedelta(weeks=70))
    song, secret = make.song("Luz"), make.song("Secret", circle)
    for n in range(1, 60):
        make.week(circle, secret if n == 1 else song, in_weeks(-n))
    make.week(circle, song, in_weeks(0))
    ana, visitor = make.client(make.learner("ana", circle)), make.app.test_client()
    page = ana.get("/weeks/past").text
    assert "Secret" in page
    assert f"/weeks/{in_weeks(0)}" not in page
    assert f"before={in_weeks(-52)}" in page
    earlier = ana.get(f"/weeks/past?before={in_weeks(-52)}").text
    assert f"/weeks/{in_weeks(-53)}" in earlier
    assert f"/weeks/{in_weeks(-52)}" not in earlier
    assert "Secret" not in visitor.get("/weeks/past").text
    assert f"/weeks/{in_weeks(-2)}" in visitor.get("/weeks/past").text
    for odd in ("9999-12-31", "0001-01-01", "1-1-1", "tomorrow"):
        assert visitor.get(f"/weeks/past?before={odd}").status_code == 200
        assert visitor.get(f"/weeks/{odd}").status_code == 404


def test_no_circle_no_archive(app: Flask) -> None:
    assert app.test_client().get("/weeks/past").status_code == 404
