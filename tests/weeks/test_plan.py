"""The host's plan and the pages of the weeks."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from canary.db import db
from canary.problems import NotFound
from canary.weeks import service as weeks
from canary.weeks import steps
from canary.weeks.calendar import this_week
from canary.weeks.models import Week
from tests.factories import NOW, Factory, in_weeks, lyrics_of


def form(**values: object) -> dict[str, str]:
    whole = {"week": in_weeks(1), "song": "luz", "first": 2, "last": 3, "tasks": "Sing it\n\n  Tell   us "} | values
    return {name: str(value) for name, value in whole.items()}


def planned() -> int:
    return db.session.scalar(select(func.count(Week.id))) or 0


def test_plan_a_week_and_change_it(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.song("Luz")
    make.song("Pan")
    host, member = make.client(make.learner("hanna", circle, "host")), make.client(make.learner("ana", circle))
    assert host.post("/weeks", data=form()).status_code == 302
    page = member.get(f"/weeks/{in_weeks(1)}").text
    assert "Luz" in page
    assert "Tell us" in page
    assert "canta conmigo" in page  # line 2
    assert host.post("/weeks", data=form(song="pan", tasks="")).status_code == 302
    page = member.get(f"/weeks/{in_weeks(1)}").text
    assert "Pan" in page
    assert str(steps.STEPS["listen"][1]) in page
    assert planned() == 1
    assert app.test_client().get(f"/weeks/{in_weeks(1)}").status_code == 404
    assert host.post(f"/weeks/{in_weeks(1)}/remove").status_code == 302
    assert host.post(f"/weeks/{in_weeks(1)}/remove").status_code == 302  # twice is once
    assert member.get(f"/weeks/{in_weeks(1)}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"week": ""}, "Choose a week."),
        ({"week": "next week"}, "Choose a week."),
        ({"week": in_weeks(1) + timedelta(days=1)}, "Weeks begin on a Monday"),
        ({"week": in_weeks(-1)}, "That week is over."),
        ({"week": in_weeks(60)}, "That’s more than a year ahead."),
        ({"week": "9999-12-27"}, "That’s more than a year ahead."),
        ({"song": "never-made"}, "This song doesn’t exist"),
        ({"song": "theirs"}, "This song doesn’t exist"),
        ({"song": ""}, "This song doesn’t exist"),
        ({"first": 0}, "Choose lines from 1 to 4. The last can’t come before the first."),
        ({"first": 3, "last": 2}, "Choose lines from 1 to 4. The last can’t come before the first."),
        ({"last": 99}, "Choose lines from 1 to 4. The last can’t come before the first."),
        ({"first": "one"}, "Choose lines from 1 to 4. The last can’t come before the first."),
    ],
)
def test_weeks_that_cannot_be_planned(app: Flask, make: Factory, wrong: dict[str, object], sentence: str) -> None:
    circle = make.circle()
    make.song("Luz")
    make.song("Theirs", make.circle())
    page = make.client(make.learner("hanna", circle, "host")).post("/weeks", data=form(**wrong))
    assert page.status_code == 422
    assert sentence in page.text
    assert "Tell   us" in page.text  # what was typed is kept
    assert planned() == 0


def test_a_song_without_lyrics_has_no_passage(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.song("Luz", text=lyrics_of(()))
    page = make.client(make.learner("hanna", circle, "host")).post("/weeks", data=form())
    assert page.status_code == 422
    assert make.client(make.learner("ana", circle)).get("/songs/luz/record").status_code == 200


@pytest.mark.parametrize("day", ["2026-13-01", "never", "0000-00-00", "2026-02-30", "99999-01-01"])
def test_days_that_do_not_exist(app: Flask, make: Factory, day: str) -> None:
    host = make.client(make.learner("hanna", make.circle(), "host"))
    assert host.get(f"/weeks/{day}").status_code == 404
    assert host.post(f"/weeks/{day}/remove").status_code == 404


def test_a_host_plans_their_own_circle_only(app: Flask, make: Factory) -> None:
    here, elsewhere = make.circle(), make.circle()
    song = make.song("Luz")
    hugo = make.learner("hugo", elsewhere, "host")
    with pytest.raises(NotFound):
        weeks.schedule(make.viewer(hugo), here.id, in_weeks(1), song.slug, 1, 2, [], NOW)
    with pytest.raises(NotFound):
        weeks.unschedule(make.viewer(hugo), here.id, in_weeks(1), NOW)


def test_a_week_whose_song_one_may_not_see(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Secret", circle))
    assert app.test_client().get(f"/weeks/{in_weeks(0)}").status_code == 404
    assert "Secret" not in app.test_client().get("/").text
    assert "Secret" in make.client(make.learner("ana", circle)).get("/").text


def test_a_new_circle_gets_weeks_from_the_songbook_once(app: Flask, make: Factory) -> None:
    circle_id = make.circle().id
    assert weeks.fill(circle_id, NOW) == 0
    for n in range(3):
        make.song(f"Book {n}")
    count = weeks.fill(circle_id, NOW)
    assert count == 1 + weeks.AHEAD
    assert weeks.fill(circle_id, NOW) == 0
    mondays = list(db.session.scalars(select(Week.monday).order_by(Week.monday)))
    assert all(day.weekday() == 0 for day in mondays)
    assert len(set(mondays)) == count
    assert mondays[0] == this_week(NOW, "UTC"), "a circle has no weeks before it existed"


def test_a_song_that_is_dragged_leaves_the_tasks(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.song("Luz"), make.song("Sol")
    host, week = make.client(make.learner("hanna", circle, "host")), in_weeks(1)
    host.post("/weeks", data={"week": week, "song": "luz", "first": "1", "last": "2", "tasks": "Dance\nWhistle"})
    assert host.post("/weeks", data={"week": week, "song": "sol", "first": "", "last": ""}).status_code == 302
    page = host.get("/weeks").text
    assert "Whistle" in page
    host.post("/weeks", data={"week": week, "song": "sol", "first": "", "last": "", "tasks": ""})
    assert "Whistle" not in host.get("/weeks").text


def test_a_week_far_ahead_is_in_the_plan(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    host, far = make.client(make.learner("hanna", circle, "host")), in_weeks(30)
    assert f'id="week-{far}"' not in host.get("/weeks").text
    assert f'value="{far}" selected' in host.get(f"/weeks?week={far}").text, "else this week would be changed instead"
    make.week(circle, song, far)
    assert f'id="week-{far}"' in host.get("/weeks").text
    assert host.get("/weeks?week=9999-12-27").status_code == 200
