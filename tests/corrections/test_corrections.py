"""Sentences are corrected one by one, by several people; their author takes what helps."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canary.cards.models import Card
from canary.circles import service as circles
from canary.circles.models import Circle
from canary.corrections.models import Correction, CorrectionReply
from canary.db import db, writing
from canary.journal.models import Entry
from canary.notices.models import Notice
from canary.reviews import service as reviews
from canary.threads.models import Post
from tests.factories import NOW, Factory

TEXT = "Yo soy contento. Me gusta la luna.\n¿Vamos?"
People = dict[str, FlaskClient]


@pytest.fixture
def people(make: Factory) -> People:
    """Ana wrote TEXT as a post and in her journal; Beto and Cleo are in her circle, Sam is in none."""
    circle, song = make.circle(), make.song("Luz")
    found = {name: make.learner(name, circle if name != "sam" else None) for name in ("ana", "beto", "cleo", "sam")}
    ids = {"author_id": found["ana"].id, "circle_id": circle.id}
    make.post(found["ana"], song, circle, TEXT)
    with writing():
        values = {"client_id": "an-entry", "language": "es", "visibility": "circle", "body": TEXT, "created_at": NOW}
        db.session.add(Entry(**ids | values))
    return {name: make.client(learner) for name, learner in found.items()}


def pages() -> list[str]:
    post, entry = db.session.scalars(select(Post.id)).one(), db.session.scalars(select(Entry.id)).one()
    return [f"/posts/{post}/corrections", f"/journal/{entry}/corrections"]


def better(**values: str) -> dict[str, str]:
    return {
        "place": "1", "sentence": "Yo soy contento.", "wording": "Estoy contento.", "kind": "grammar", "why": "A mood: estar.",
    } | values  # fmt: skip


def rows() -> list[Correction]:
    return list(db.session.scalars(select(Correction).order_by(Correction.id)))


@pytest.mark.parametrize("n", [0, 1], ids=["post", "entry"])
def test_the_whole_way(people: People, n: int) -> None:
    address = pages()[n]
    for _ in range(2):
        assert people["beto"].post(address, data=better()).status_code == 303
    people["cleo"].post(address, data=better(wording="Estoy feliz.", kind="word", why=""))
    for place, sentence in (("2", "Me gusta la luna."), ("3", "¿Vamos?")):
        people["cleo"].post(address, data={"place": place, "sentence": sentence, "kind": "perfect"})
    assert len(rows()) == 4
    page = people["ana"].get(address).text
    assert "2 perfect, 1 corrected." in page
    assert "<del>Yo soy</del><ins>Estoy</ins> contento." in page
    assert "A mood: estar." in page
    told = [str(notice.sentence) for notice in db.session.scalars(select(Notice).where(Notice.kind == "correction"))]
    assert sorted(set(told)) == ["beto corrected one of your sentences.", "cleo corrected one of your sentences.",
                                 "cleo says one of your sentences is perfect."]  # fmt: skip
    first = rows()[0].id
    assert people["cleo"].post(f"/corrections/{first}/accept").status_code == 404
    assert people["ana"].post(f"/corrections/{first}/card").status_code == 404, "not taken yet"
    assert people["ana"].post(f"/corrections/{first}/accept").status_code == 303
    assert "ana accepted your correction." in people["beto"].get("/news").text
    for _ in range(2):
        assert people["ana"].post(f"/corrections/{first}/card").status_code == 303
    card = db.session.scalars(select(Card)).one()
    assert (card.lemma, card.meaning, card.note) == ("Estoy contento.", "You wrote: Yo soy contento.", "A mood: estar.")
    assert reviews.session(circles.viewer_by("u-ana"), NOW)[1], "it is asked in the practice"
    reply = {"body": "Thank you! And «estoy feliz»?", "client_id": "a-reply-here"}
    for _ in range(2):
        assert people["ana"].post(f"/corrections/{first}/replies", data=reply).status_code == 303
    assert len(db.session.scalars(select(CorrectionReply)).all()) == 1
    assert "Thank you! And «estoy feliz»?" in people["cleo"].get(address).text
    assert "ana replied to a correction." in people["beto"].get("/news").text
    assert people["ana"].post(f"/corrections/{first}/accept", data={"accepted": "0"}).status_code == 303
    assert rows()[0].accepted_at is None
    assert people["cleo"].post(f"/corrections/{first}/remove").status_code == 404
    assert people["beto"].post(f"/corrections/{first}/remove").status_code == 303
    assert len(rows()) == 3


@pytest.mark.parametrize(
    ("who", "form", "status", "sentence"),
    [
        ("beto", better(wording=" "), 422, "Write how you’d say it."),
        ("beto", better(kind="taste"), 422, "Choose what your correction is about."),
        ("beto", better(wording="x" * 1001), 422, "Use at most 1,000 characters."),
        ("beto", better(sentence="Something else."), 409, "The text has changed in the meantime."),
        ("beto", better(place="9"), 409, "The text has changed in the meantime."),
        ("beto", better(place="x"), 409, "The text has changed in the meantime."),
        ("ana", better(), 422, "This is your own text"),
    ],
)
def test_what_is_no_correction(people: People, who: str, form: dict[str, str], status: int, sentence: str) -> None:
    answer = people[who].post(pages()[0], data=form)
    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert rows() == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"speaks": ["es-MX"]}, ""),
        ({"learns": ["es"]}, "You’re learning Spanish too."),
        ({"levels": {"es": "B2"}}, "You’re learning Spanish too."),
        ({"speaks": ["de"], "learns": ["fr"]}, "doesn’t say that you know Spanish"),
    ],
)
@pytest.mark.parametrize("n", [0, 1], ids=["post", "entry"])
def test_who_may_not_know_the_language_is_told_so(
    people: People, make: Factory, n: int, values: dict[str, Any], sentence: str
) -> None:
    circle = db.session.scalars(select(Circle)).one()
    dan = make.client(make.learner("dan", circle, **values))
    page = dan.get(pages()[n]).text
    hints = ("You’re learning Spanish too.", "doesn’t say that you know Spanish")
    assert [hint for hint in hints if hint in page] == ([sentence] if sentence else [])
    assert dan.post(pages()[n], data=better()).status_code == 303, "it is a hint and no wall"
    assert not [hint for hint in hints if hint in people["ana"].get(pages()[n]).text]


def test_the_same_words_are_perfect(people: People) -> None:
    people["beto"].post(pages()[0], data=better(wording="Yo  soy contento."))
    assert [(row.kind, row.wording) for row in rows()] == [("perfect", "")]


def test_a_text_that_changed_keeps_what_was_said(people: People) -> None:
    address = pages()[0]
    people["beto"].post(address, data=better())
    number = address.split("/")[2]
    people["ana"].post(f"/posts/{number}", data={"body": "Me gusta la luna. Estoy contento."})
    page = people["beto"].get(address).text
    assert page.index("Estoy contento.") < page.index("Earlier version:") < page.index("<del>Yo soy</del>")


def test_strangers_find_nothing(people: People) -> None:
    for address in pages():
        people["beto"].post(address, data=better())
        assert people["sam"].get(address).status_code == 404
        assert people["sam"].post(address, data=better()).status_code == 404
    for row in rows():
        for do in ("accept", "card", "replies", "remove"):
            assert people["sam"].post(f"/corrections/{row.id}/{do}").status_code == 404


def test_blocked_people_do_not_meet(people: People) -> None:
    address = pages()[0]
    people["beto"].post(address, data=better())
    people["cleo"].post(address, data=better(wording="Estoy feliz."))
    beto, ana = (circles.viewer_by(key) for key in ("u-beto", "u-ana"))
    number = rows()[0].id
    circles.block(ana, beto.learner_id, NOW)
    page = people["ana"].get(address).text
    assert "beto" not in page
    assert "<ins>Estoy</ins> contento" not in page
    assert "feliz" in page
    assert "beto" not in people["ana"].get("/news").text
    assert people["ana"].post(f"/corrections/{number}/accept").status_code == 404
    for there in pages():
        assert people["beto"].get(there).status_code == 404
        assert people["beto"].post(there, data=better(wording="Another.")).status_code == 404
    assert people["beto"].post(f"/corrections/{number}/remove").status_code == 404
    assert "beto" in people["cleo"].get(address).text


def test_what_a_host_hid(people: People) -> None:
    people["beto"].post(pages()[0], data=better())
    with writing():
        db.session.scalars(select(Correction)).one().hidden_at = NOW
    assert "A host has hidden this." in people["ana"].get(pages()[0]).text
    assert "Estoy" not in people["cleo"].get(pages()[0]).text
    assert "Estoy" in people["beto"].get(pages()[0]).text
    assert people["ana"].post(f"/corrections/{rows()[0].id}/accept").status_code == 404
