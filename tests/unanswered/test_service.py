"""What waits, for whom: visibility, blocks, answers; and how long answers take."""

from datetime import timedelta
from typing import Any

from flask import Flask

from canary.circles import service as circles
from canary.circles.models import Circle
from canary.db import db, writing
from canary.journal.models import Entry
from canary.learners.models import Learner
from canary.takes.feedback.models import Feedback
from canary.takes.models import Take
from canary.unanswered import service as unanswered
from canary.web.clock import now
from tests.factories import NOW, Factory


def answer(take_id: int, author: Learner, hours: float, **values: Any) -> None:
    with writing():
        db.session.add(
            Feedback(
                take_id=take_id, author_id=author.id, client_id=f"f-{take_id}-{hours}", praise="Clear!",
                created_at=NOW + timedelta(hours=hours), **values,
            )
        )  # fmt: skip


def entry(author: Learner, circle: Circle | None, visibility: str, client_id: str = "e", **values: Any) -> None:
    with writing():
        db.session.add(
            Entry(
                author_id=author.id, client_id=client_id, language="es", circle_id=circle.id if circle else None,
                visibility=visibility, body="Me gusta.", created_at=NOW, **values,
            )
        )  # fmt: skip


def waits(learner: Learner, *, own: bool = False) -> list[tuple[str, int]]:
    viewer = circles.viewer_of(learner)
    return [(a.waiting.kind, a.waiting.id) for a in unanswered.waiting(viewer, unanswered.helper(viewer), own=own)]


def test_only_what_one_may_see_and_nobody_answered(app: Flask, make: Factory) -> None:
    circle, other = make.circle(), make.circle()
    ana = make.learner("ana", circle, learns=["es"])
    beto = make.learner("beto", circle, speaks=["es"])
    song = make.song("Luz")
    shared = make.take(ana, song, circle)
    make.take(ana, song)  # only hers
    make.take(ana, song, other)
    hidden = make.take(ana, song, circle, hidden_at=NOW)
    partner = make.take(ana, song, visibility="partner", partner_id=beto.id)
    everyone = make.take(ana, song, visibility="everyone")
    question = make.post(ana, song, circle, kind="question", line=1)
    make.post(ana, song, circle, kind="question", settled_at=NOW)
    make.post(ana, song, circle)  # just a post
    entry(ana, circle, "circle", "e1")
    entry(ana, None, "me", "e2")
    entry(ana, circle, "circle", "e3", kind="reflection")
    texts = [number for kind, number in waits(beto) if kind == "entry"]
    takes = [("take", t.id) for t in (shared, partner, everyone)]
    assert sorted(waits(beto)) == sorted([*takes, ("post", question.id), *(("entry", n) for n in texts)])
    assert len(texts) == 1
    assert ("take", hidden.id) not in waits(beto)
    assert waits(ana) == []
    assert ("take", shared.id) in waits(ana, own=True)
    make.post(ana, song, circle, parent_id=question.id)  # her own reply is no answer
    assert ("post", question.id) in waits(beto)
    make.post(beto, song, circle, parent_id=question.id)
    answer(shared.id, beto, 1)
    answer(partner.id, beto, 2, hidden_at=NOW)  # a host hid it
    assert sorted(waits(beto)) == sorted([("take", partner.id), ("take", everyone.id), ("entry", texts[0])])
    circles.block(circles.viewer_of(ana), beto.id, NOW)
    assert waits(beto) == []


def test_three_are_offered_to_those_who_can_help(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle, learns=["es"], levels={"es": "B1"})
    song, french = make.song("Luz"), make.song("Nuit", language="fr")
    takes = [make.take(ana, song, circle, created_at=NOW - timedelta(hours=n)).id for n in (1, 30, 4, 60)]
    make.take(ana, french, circle)
    for levels, expected in (({"es": "B1"}, [takes[1], takes[2], takes[0]]), ({"es": "A2"}, [])):
        helper = make.learner(circle=circle, learns=["es"], levels=levels)
        viewer = circles.viewer_of(helper)
        able = unanswered.helper(viewer)
        found = unanswered.waiting(viewer, able)
        assert len(found) == 5  # all see what waits
        assert [asked.waiting.id for asked in unanswered.offered(found, able, NOW)] == expected


def test_what_was_private_first_has_waited_since_it_is_shared(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana = make.learner("ana", circle, learns=["es"])
    beto = make.learner("beto", circle, speaks=["es"])
    take = make.take(ana, make.song("Luz"), created_at=NOW - timedelta(days=9)).id
    text = make.entry(ana, created_at=NOW - timedelta(days=9)).id
    make.client(ana).post(f"/takes/{take}/share")
    shared = {"body": "Yo canto.", "language": "es", "visibility": "circle"}
    make.client(ana).post(f"/journal/{text}/edit", data=shared)
    viewer = circles.viewer_of(beto)
    assert {
        a.waiting.kind: now() - a.waiting.since < timedelta(minutes=5)
        for a in unanswered.waiting(viewer, unanswered.helper(viewer))
    } == {
        "take": True,
        "entry": True,
    }
    for _ in range(2):  # to another rung it waits on; from private again anew
        make.client(ana).post(f"/takes/{take}/visibility", data={"visibility": "everyone"})
    since = db.session.get_one(Take, take).shared_at
    make.client(ana).post(f"/takes/{take}/visibility", data={"visibility": "circle"})
    assert db.session.get_one(Take, take).shared_at == since


def test_a_text_does_not_name_a_song_of_another_circle(app: Flask, make: Factory) -> None:
    circle, other = make.circle(), make.circle()
    ana, sam = make.learner("ana", circle), make.learner("sam", other, speaks=["es"])
    make.entry(ana, circle, song_id=make.song("Secreta", circle, ana).id, visibility="everyone")
    page = make.client(sam).get("/unanswered").text
    assert "Yo canto." in page
    assert "Secreta" not in page


def test_how_long_it_takes_is_counted_from_this_month(app: Flask, make: Factory) -> None:
    circle = make.circle()
    ana, beto = make.learner("ana", circle, learns=["es"]), make.learner("beto", circle, speaks=["es"])
    song = make.song("Luz")
    viewer = circles.viewer_of(beto)
    for hours in (2, 9):
        answer(make.take(ana, song, circle).id, beto, hours)
    assert unanswered.usual_wait(viewer, NOW) is None
    question = make.post(ana, song, circle, kind="question")
    make.post(beto, song, circle, parent_id=question.id, created_at=NOW + timedelta(hours=5))
    assert unanswered.usual_wait(viewer, NOW) == timedelta(hours=5)
    assert unanswered.usual_wait(viewer, NOW + timedelta(days=40)) is None
