"""A week's steps that tick themselves."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from canary.cards.models import Card
from canary.circles.models import Circle
from canary.db import db, writing
from canary.learners.models import Learner
from canary.songs.models import Song
from canary.takes.feedback.models import Feedback
from canary.web.clock import now
from canary.weeks import progress
from canary.weeks import service as weeks
from canary.weeks.models import StepDone, Week
from tests.factories import Factory, in_weeks

WEEK = timedelta(days=7)
Scene = tuple[Circle, Song, Week, Learner, Learner]


@pytest.fixture
def scene(make: Factory) -> Scene:
    """A circle in UTC whose passage of now is lines 1 to 2 of a song, and two members."""
    circle, song = make.circle(), make.song("Luz")
    return circle, song, make.week(circle, song), make.learner("ana", circle), make.learner("beto", circle)


def ticked(week: Week, who: Learner) -> set[str]:
    query = select(StepDone.step).where(
        StepDone.week_id == week.id, StepDone.learner_id == who.id, StepDone.how != "undone"
    )
    return set(db.session.scalars(query))


@pytest.mark.parametrize(
    ("values", "done"),
    [
        ({}, True),
        ({"first": 2, "last": 3}, True),
        ({"first": 3, "last": 4}, False),  # other lines
        ({"visibility": "me"}, False),  # only she hears it
        ({"visibility": "everyone"}, True),
        ({"created_at": now() - WEEK}, False),
        ({"created_at": now() - WEEK, "shared_at": now()}, True),
        ({"hidden_at": now()}, False),
    ],
)
def test_a_take_that_the_circle_hears(scene: Scene, make: Factory, values: dict[str, object], done: bool) -> None:
    circle, song, week, ana, beto = scene
    make.take(ana, song, circle, **{"created_at": now()} | values)
    assert progress.update(week, "UTC", now(), ana.id) == done
    assert ticked(week, ana) == ({"record"} if done else set())
    assert ticked(week, beto) == set()


def test_a_take_in_another_circle_or_of_another_song_is_none_here(scene: Scene, make: Factory) -> None:
    _, song, week, ana, _ = scene
    make.take(ana, song, make.circle(), created_at=now())
    make.take(ana, make.song("Sol"), db.session.get_one(Circle, week.circle_id), created_at=now())
    assert progress.update(week, "UTC", now(), ana.id) == 0


def test_three_answers_to_three_things(scene: Scene, make: Factory) -> None:
    circle, song, week, ana, beto = scene
    take = make.take(ana, song, circle, created_at=now() - WEEK)
    asked = make.post(ana, song, circle, created_at=now() - WEEK)
    other = make.post(ana, song, circle, created_at=now() - WEEK)
    for _ in range(3):  # three answers to one thing are one
        make.post(beto, song, circle, "Sí", parent_id=asked.id, created_at=now())
    make.correction(beto, asked, created_at=now())
    make.post(beto, song, circle, "To myself", parent_id=make.post(beto, song, circle).id, created_at=now())
    mark = make.mark(beto, take)
    assert progress.update(week, "UTC", now()) == 0, "the feedback is of long ago"
    with writing():
        db.session.execute(update(Feedback).values(created_at=now()))
    assert progress.update(week, "UTC", now()) == 0
    assert mark.id
    make.correction(beto, other, created_at=now())
    assert progress.update(week, "UTC", now()) == 1
    assert ticked(week, beto) == {"answer"}


def test_kept_words_and_a_reflection(scene: Scene, make: Factory) -> None:
    _, song, week, ana, _ = scene
    for n in range(3):
        assert progress.update(week, "UTC", now()) == 0
        values = {"pos": "NOUN", "level": "A1", "line": 0, "start": 0, "end": 4, "line_text": "Hola luna"}
        with writing():
            db.session.add(
                Card(learner_id=ana.id, song_id=song.id, language="es", lemma=f"w{n}", created_at=now(), **values)
            )
    make.entry(ana, None, kind="reflection", week_id=week.id)
    assert progress.update(week, "UTC", now()) == 2
    page = make.client(ana).get("/").text
    assert "You kept three words." in page
    assert "You wrote your reflection." in page
    assert page.count('aria-pressed="true"') == 2


def test_it_ticks_when_she_looks_and_not_again_once_taken_back(scene: Scene, make: Factory) -> None:
    circle, song, week, ana, beto = scene
    make.take(ana, song, circle, created_at=now())
    client, url = make.client(ana), f"/weeks/{in_weeks(0)}/steps"
    page = client.get("/").text
    assert "Your circle can hear your take." in page
    assert "Done automatically" in page
    assert "1 person finished" in make.client(beto).get("/").text
    client.post(url, data={"step": "record", "done": "0"})
    for address in ("/", f"/weeks/{in_weeks(0)}"):
        assert 'aria-pressed="true"' not in client.get(address).text
    assert "1 person finished" not in make.client(beto).get("/").text
    progress.update_all(now())
    assert ticked(week, ana) == set()
    client.post(url, data={"step": "record", "done": "1"})
    page = client.get("/").text
    assert 'aria-pressed="true"' in page
    assert "Done automatically" not in page, "she ticked it"


def test_the_worker_ticks_for_all(scene: Scene, make: Factory) -> None:
    circle, song, week, ana, beto = scene
    for learner in (ana, beto):
        make.take(learner, song, circle, created_at=now())
    progress.update_all(now())
    assert (ticked(week, ana), ticked(week, beto)) == ({"record"}, {"record"})
    progress.update_all(now())


def test_whoever_is_in_no_circle_and_a_week_to_come_tick_nothing(scene: Scene, make: Factory) -> None:
    circle, song, _, ana, _ = scene
    sam = make.learner("sam")
    make.take(sam, song, circle, created_at=now())
    later = make.week(circle, song, in_weeks(1))
    make.entry(ana, circle, kind="reflection", week_id=later.id)
    progress.update_all(now())
    assert progress.update(later, "UTC", now()) == 0
    assert db.session.scalars(select(StepDone.step)).all() == []
    make.client(sam).get("/")


def test_another_song_begins_anew_and_so_does_another_task(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.song("Luz"), make.song("Sol")
    host = make.viewer(make.learner("hanna", circle, "host"))
    monday, circle_id = in_weeks(0), circle.id

    def plan(slug: str, *tasks: str) -> Week:
        return weeks.schedule(host, circle_id, monday, slug, 1, 2, tasks, now())

    def steps_of(week: Week) -> list[str]:
        return sorted(db.session.scalars(select(StepDone.step).where(StepDone.week_id == week.id)))

    plan("luz", "Dance", "Whistle")
    for step in ("sing", "task-1", "task-2"):
        weeks.tick(host, circle_id, monday, step, True, now())
    assert steps_of(plan("luz", "Dance", "Hum")) == ["sing", "task-1"]
    assert steps_of(plan("luz", "Dance")) == ["sing", "task-1"]
    assert steps_of(plan("sol", "Dance")) == []
