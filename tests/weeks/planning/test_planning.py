"""The host's plan: what is offered, filling, swapping, undoing, and two hosts at once."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from canary.circles.models import Circle, Membership
from canary.config import Settings
from canary.content import kinds
from canary.db import db, writing
from canary.learners.models import Learner
from canary.songs.models import Song
from canary.web.clock import now
from canary.weeks import service as weeks
from canary.weeks.models import PlanChange, StepDone, Week
from canary.weeks.planning import service as planning
from canary.weeks.undo import service as undo
from tests.apps import another_app
from tests.factories import Factory, in_weeks, lyrics_of
from tests.test_at_once import at_once


def plan(circle_id: int) -> dict[date, str]:
    """The titles of a circle's weeks."""
    rows = db.session.execute(
        select(Week.monday, Song.title).join(Song).where(Week.circle_id == circle_id).order_by(Week.monday)
    )
    return dict(iter(rows))


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the plan's form, without its token."""
    form = page.split('id="plan-form"')[1].split("</form>")[0]
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    return {name: value for name, value in found.items() if name != "csrf_token"}


def press(client: FlaskClient, page: str, address: str, **more: object) -> tuple[int, str]:
    """Press a button of a page that a host sees, and follow; the status, and the page that comes after it."""
    sent = hidden(page) | {name: str(value) for name, value in more.items()}
    answer = client.post(address, data=sent)
    return (200, client.get("/weeks").text) if answer.status_code == 302 else (answer.status_code, answer.text)


def undone(client: FlaskClient) -> tuple[int, str]:
    page = client.get("/weeks").text
    found = re.search(r'name="change"\s+value="(\d*)"', page)
    assert found
    return press(client, page, "/weeks/undo", change=found[1])


def picks(page: str) -> list[str]:
    return re.findall(r'data-song="([^"]+)"', page)


def test_only_songs_in_the_circles_languages_are_offered_first(app: Flask, make: Factory) -> None:
    circle = make.circle(languages=["ja", "pt-br"])
    for title, language in (("Luz", "es"), ("Hoshi", "ja"), ("Mar", "pt"), ("Aller", "fr")):
        make.song(title, language=language)
    make.song("Lua", language="pt-br", level="A2")
    host = make.client(make.learner("hanna", circle, "host"))
    assert picks(host.get("/weeks").text) == ["hoshi", "lua", "mar"]
    assert picks(host.get("/weeks?language=all").text) == ["hoshi", "lua", "mar", "aller", "luz"]
    assert picks(host.get("/weeks?language=fr").text) == ["aller"]
    assert picks(host.get("/weeks?language=all&level=A2").text) == ["lua"]
    assert picks(host.get("/weeks?q=LU&language=all").text) == ["lua", "luz"]
    nothing = host.get("/weeks?language=ko").text
    assert picks(nothing) == []
    assert "Show the songs in all languages" in nothing


def test_a_circle_without_languages_is_offered_all_songs(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.song("Luz"), make.song("Hoshi", language="ja")
    page = make.client(make.learner("hanna", circle, "host")).get("/weeks").text
    assert picks(page) == ["hoshi", "luz"]
    assert "Choose your circle’s languages" in page


def test_songs_of_another_circle_are_neither_offered_nor_planned(app: Flask, make: Factory) -> None:
    here, elsewhere = make.circle(), make.circle()
    hanna = make.learner("hanna", here, "host", learns=[])
    with writing():
        db.session.add(Membership(circle_id=elsewhere.id, learner_id=hanna.id, role="host", joined_at=now()))
        db.session.execute(update(Membership).where(Membership.circle_id == here.id).values(used_at=now()))
    make.song("Theirs", elsewhere), make.song("Ours", here)
    host = make.client(hanna)
    assert picks(host.get("/weeks").text) == ["ours"]
    refused = host.post("/weeks", data={"week": "next", "song": "theirs"})
    assert refused.status_code == 422
    assert "This song belongs to another circle." in refused.text
    assert plan(here.id) == {}


def test_songs_go_to_the_next_empty_week(app: Flask, make: Factory) -> None:
    circle = make.circle()
    luz, sol = make.song("Luz"), make.song("Sol")
    make.week(circle, luz, in_weeks(1))
    host, circle_id = make.client(make.learner("hanna", circle, "host")), circle.id
    for _ in range(2):
        status, page = press(host, host.get("/weeks").text, "/weeks", song=sol.slug)
        assert status == 200
    assert plan(circle_id) == {in_weeks(0): "Sol", in_weeks(1): "Luz", in_weeks(2): "Sol"}
    assert "“Sol” is planned for the week of" in page


def test_a_form_that_is_sent_twice_plans_one_week(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    host, circle_id, slug = make.client(make.learner("hanna", circle, "host")), circle.id, song.slug
    page = host.get("/weeks").text
    for _ in range(2):
        assert press(host, page, "/weeks", song=slug)[0] == 200
    assert list(plan(circle_id)) == [in_weeks(0)]


def test_the_next_eight_empty_weeks_are_filled_in_turn(app: Flask, make: Factory) -> None:
    circle = make.circle(languages=["es", "ja"])
    for n in range(6):
        make.song(f"Es {n}", level="A2"), make.song(f"Ja {n}", level="A2", language="ja")
    make.song("Too hard", level="B2"), make.song("Aller", language="fr", level="A2")
    make.song("Silent", level="A2", text=lyrics_of(()))
    heard = db.session.scalars(select(Song).where(Song.slug == "es-0")).one()
    make.week(circle, heard, in_weeks(-3))
    make.week(circle, db.session.scalars(select(Song).where(Song.slug == "ja-0")).one(), in_weeks(2))
    host, circle_id = make.client(make.learner("hanna", circle, "host")), circle.id
    status, page = press(host, host.get("/weeks").text, "/weeks/fill", fill_level="A2")
    assert status == 200
    assert "8 weeks are planned." in page
    filled = {day: title for day, title in plan(circle_id).items() if day >= in_weeks(0) and day != in_weeks(2)}
    assert list(filled) == [in_weeks(n) for n in (0, 1, 3, 4, 5, 6, 7, 8)]
    assert list(filled.values()) == ["Es 1", "Ja 1", "Es 2", "Ja 2", "Es 3", "Ja 3", "Es 4", "Ja 4"]
    assert undone(host)[0] == 200
    assert list(plan(circle_id)) == [in_weeks(-3), in_weeks(2)]


def test_fewer_songs_than_empty_weeks(app: Flask, make: Factory) -> None:
    circle = make.circle(languages=["es"])
    make.song("Luz", level="A1"), make.song("Sol", level="A1")
    host, circle_id = make.client(make.learner("hanna", circle, "host")), circle.id
    page = press(host, host.get("/weeks").text, "/weeks/fill", fill_level="A1")[1]
    assert "2 weeks are planned. There were no more songs that your circle hasn’t heard." in page
    status, page = press(host, page, "/weeks/fill", fill_level="A1")
    assert status == 422
    assert "Your circle has heard all songs of level A1 in its languages." in page
    assert len(plan(circle_id)) == 2
    assert press(host, host.get("/weeks").text, "/weeks/fill", fill_level="Z9")[0] == 422


def test_two_weeks_swap_with_all_that_is_theirs(app: Flask, make: Factory) -> None:
    circle = make.circle()
    this, later = (
        make.week(circle, make.song("Luz"), tasks=["Whistle"]),
        make.week(circle, make.song("Sol"), in_weeks(3)),
    )
    hanna, ana = make.learner("hanna", circle, "host"), make.learner("ana", circle)
    weeks.tick(make.viewer(ana), circle.id, in_weeks(0), "listen", True, now())
    host, circle_id, ids = make.client(hanna), circle.id, (this.id, later.id)
    page = host.get(f"/weeks?swap={in_weeks(0)}").text
    assert page.count("Swap here<") == 12
    assert press(host, page, f"/weeks/{in_weeks(0)}/swap", **{"with": in_weeks(3)})[0] == 200
    assert plan(circle_id) == {in_weeks(0): "Sol", in_weeks(3): "Luz"}
    assert db.session.scalars(select(StepDone.week_id)).one() == ids[0]
    assert db.session.get_one(Week, ids[0]).tasks == ["Whistle"]
    assert undone(host)[0] == 200
    assert plan(circle_id) == {in_weeks(0): "Luz", in_weeks(3): "Sol"}
    assert press(host, host.get("/weeks").text, f"/weeks/{in_weeks(0)}/swap", **{"with": in_weeks(2)})[0] == 200
    assert plan(circle_id) == {in_weeks(2): "Luz", in_weeks(3): "Sol"}, "a week without a song gets the other's"


@pytest.mark.parametrize(
    ("address", "other", "status"),
    [
        (in_weeks(0), in_weeks(-1), 422), (in_weeks(-1), in_weeks(0), 422), (in_weeks(0), "", 422), (in_weeks(0), "x", 422),
        ("never", in_weeks(1), 404), (in_weeks(0), in_weeks(60), 422), (in_weeks(0), in_weeks(1) + timedelta(days=1), 422),
        (in_weeks(0), in_weeks(0), 302),
    ],
)  # fmt: skip
def test_weeks_that_cannot_swap(make: Factory, address: object, other: object, status: int) -> None:
    circle = make.circle()
    make.week(circle, make.song("Luz"))
    host = make.client(make.learner("hanna", circle, "host"))
    assert host.post(f"/weeks/{address}/swap", data={"with": str(other)}).status_code == status
    assert plan(circle.id) == {in_weeks(0): "Luz"}


def test_each_change_is_undone_and_the_ticks_come_back(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Luz"), first=2, last=3, tasks=["Whistle"])
    make.song("Sol")
    hanna, ana, bea = make.learner("hanna", circle, "host"), make.learner("ana", circle), make.learner("bea", circle)
    circle_id = circle.id
    for who in (ana, bea):
        weeks.tick(make.viewer(who), circle_id, in_weeks(0), "listen", True, now())
    host, first = make.client(hanna), str(in_weeks(0))
    assert press(host, host.get("/weeks").text, "/weeks", week=first, song="sol")[0] == 200
    assert db.session.scalars(select(StepDone)).all() == []
    assert press(host, host.get("/weeks").text, f"/weeks/{first}/remove")[0] == 200
    assert plan(circle_id) == {}
    assert "“Sol” removed from the week of" in host.get("/weeks").text
    assert undone(host)[0] == 200
    assert plan(circle_id) == {in_weeks(0): "Sol"}
    with writing():  # bea leaves before it's undone, and ana stays
        db.session.delete(db.session.get_one(Membership, (circle_id, bea.id)))
    page = undone(host)[1]
    assert "Undone: “Sol” for the week of" in page
    week = db.session.scalars(select(Week)).one()
    assert (week.song_id, week.first, week.last, week.tasks) == (
        db.session.scalars(select(Song.id).where(Song.slug == "luz")).one(), 2, 3, ["Whistle"],
    )  # fmt: skip
    assert [(tick.learner_id, tick.step) for tick in db.session.scalars(select(StepDone))] == [(ana.id, "listen")]
    assert 'name="change" value="" disabled' in " ".join(host.get("/weeks").text.split())


def test_undo_twice_is_once(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    host, circle_id, slug = make.client(make.learner("hanna", circle, "host")), circle.id, song.slug
    press(host, host.get("/weeks").text, "/weeks", song=slug)
    change = db.session.scalars(select(PlanChange.id)).one()
    for _ in range(2):
        assert host.post("/weeks/undo", data={"change": change}).status_code == 302
    assert plan(circle_id) == {}


def test_the_second_of_two_hosts_is_told(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.song("Luz"), make.song("Sol")
    one, two = (make.client(make.learner(name, circle, "host")) for name in ("hanna", "hugo"))
    circle_id, week = circle.id, str(in_weeks(1))
    pages = [one.get("/weeks").text, two.get("/weeks").text]
    assert press(one, pages[0], "/weeks", week=week, song="luz")[0] == 200
    status, page = press(two, pages[1], "/weeks", week=week, song="sol")
    assert status == 409
    assert "Somebody else has planned “Luz” for the week of" in page
    assert f'data-week="{week}" data-holds="Luz"' in page, "the plan as it is now"
    assert plan(circle_id) == {in_weeks(1): "Luz"}
    assert press(two, page, "/weeks", week=week, song="sol")[0] == 200, "they've seen it now"
    refused = undone(one)
    assert refused[0] == 409
    assert plan(circle_id) == {in_weeks(1): "Sol"}, "nobody undoes what somebody else did since"
    assert press(one, pages[0], f"/weeks/{week}/remove")[0] == 409
    assert press(one, pages[0], f"/weeks/{week}/swap", **{"with": in_weeks(2)})[0] == 409
    assert plan(circle_id) == {in_weeks(1): "Sol"}


def test_a_host_undoes_their_own_changes_only(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    hanna, hugo = make.learner("hanna", circle, "host"), make.learner("hugo", circle, "host")
    press(make.client(hanna), make.client(hanna).get("/weeks").text, "/weeks", song=song.slug)
    change = db.session.scalars(select(PlanChange.id)).one()
    assert make.client(hugo).post("/weeks/undo", data={"change": change}).status_code == 404
    assert len(plan(circle.id)) == 1


def test_a_change_whose_song_is_gone_cannot_be_undone(app: Flask, make: Factory) -> None:
    circle = make.circle()
    gone = make.song("Gone", circle)
    make.week(circle, gone)
    host, gone_id = make.client(make.learner("hanna", circle, "host")), gone.id
    press(host, host.get("/weeks").text, f"/weeks/{in_weeks(0)}/remove")
    with writing():
        db.session.delete(db.session.get_one(Song, gone_id))
    status, page = undone(host)
    assert status == 409
    assert "has been deleted, so this can’t be undone." in page


def test_who_deletes_their_account_leaves_no_tick_behind(app: Flask, make: Factory) -> None:
    circle = make.circle()
    make.week(circle, make.song("Luz"))
    hanna, ana, bea = make.learner("hanna", circle, "host"), make.learner("ana", circle), make.learner("bea", circle)
    for who in (ana, bea):
        weeks.tick(make.viewer(who), circle.id, in_weeks(0), "listen", True, now())
    host = make.client(hanna)
    press(host, host.get("/weeks").text, f"/weeks/{in_weeks(0)}/remove")
    with writing():
        kinds.leave(ana.id, now())
    (change,) = db.session.scalars(select(PlanChange)).all()
    assert [tick[0] for tick in change.before[str(in_weeks(0))]["ticks"]] == [bea.id]


@pytest.fixture
def two_hosts(settings: Settings) -> Iterator[tuple[Flask, int, list[int]]]:
    """An app on a database of each kind, a circle with two hosts and twenty songs."""
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app, app.app_context():
        make = Factory(app)
        circle = make.circle()
        hosts = [make.learner(name, circle, "host").id for name in ("hanna", "hugo")]
        for n in range(20):
            make.song(f"Song {n:02}")
        yield app, circle.id, hosts


def test_eight_taps_on_undo_undo_one_change(two_hosts: tuple[Flask, int, list[int]]) -> None:
    app, circle_id, hosts = two_hosts
    viewer = Factory(app).viewer(db.session.get_one(Learner, hosts[0]))
    for _ in range(2):
        weeks.schedule(viewer, circle_id, None, "song-01", 0, 0, None, now())
    last = undo.last(viewer, circle_id, now())
    assert last

    def go(_: int) -> int:
        with app.app_context():
            return undo.undo(viewer, circle_id, last.id, now()) is not None

    assert sum(at_once(8, go)) == 1
    db.session.rollback()
    assert len(plan(circle_id)) == 1


def test_two_hosts_plan_at_the_same_moment(two_hosts: tuple[Flask, int, list[int]]) -> None:
    app, circle_id, hosts = two_hosts

    def go(n: int) -> int:
        with app.app_context():
            viewer = Factory(app).viewer(db.session.get_one(Learner, hosts[n % 2]))
            if n < 2:
                planning.fill(viewer, circle_id, "", now())
            else:
                weeks.schedule(viewer, circle_id, None, f"song-{n + 10}", 0, 0, None, now())
            return 1

    assert at_once(6, go) == [1] * 6
    db.session.rollback()
    found = plan(circle_id)
    assert len(found) == 8 + 8 + 4, "each press has its own weeks"
    assert db.session.scalar(select(Circle.id)) == circle_id
    changes = db.session.scalars(select(PlanChange)).all()
    assert sum(len(change.after) for change in changes) == 20
    for change in sorted(changes, key=lambda change: -change.id):
        undo.undo(Factory(app).viewer(db.session.get_one(Learner, change.learner_id)), circle_id, change.id, now())
    assert plan(circle_id) == {}
