"""Questions that are opened and closed, culture notes, places in the song, and what stays for those who come after."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canary.db import db
from canary.notices.models import Notice
from canary.threads.models import Post
from tests.factories import Factory


def draft(body: str = "¿Qué es?", **values: Any) -> dict[str, Any]:
    return {"body": body, "client_id": "made-in-the-browser", "line": "", "parent": ""} | values


def last() -> Post:
    return db.session.scalars(select(Post).order_by(Post.id.desc())).first()  # type: ignore[return-value]


def told(name: str) -> list[str]:
    return [str(notice.sentence) for notice in db.session.scalars(select(Notice)) if notice.name.startswith(name)]


@pytest.fixture
def people(make: Factory) -> dict[str, FlaskClient]:
    """Ana asks, Beto grew up with Spanish, Cleo reads along; the song is "Luz"."""
    circle = make.circle()
    make.song("Luz")
    learners = {"ana": make.learner("ana", circle), "beto": make.learner("beto", circle, speaks=["es"])}
    learners["cleo"] = make.learner("cleo", circle)
    return {name: make.client(learner) for name, learner in learners.items()}


def test_a_question_is_opened_answered_closed_and_opened_again(people: dict[str, FlaskClient]) -> None:
    ana, beto, cleo = people.values()
    asked = ana.post("/songs/luz/thread", data=draft("", kind="question", line="1", word="2"))
    assert asked.status_code == 303
    question = last().id
    assert (last().body, last().line, last().word) == ("I don’t understand this.", 1, 2)
    page = cleo.get("/songs/luz/thread").text
    assert "open question" in page
    assert "Open questions (1)" in page
    assert "I don’t understand this." in cleo.get("/songs/luz/thread?show=open").text
    beto.post("/songs/luz/thread", data=draft("The moon", client_id="beto-answers", parent=str(question)))
    answer = last().id
    assert told("answer") == ["beto answered your question about Luz."]
    assert cleo.post(f"/posts/{question}/settle", data={"answer": answer}).status_code == 404, "only who asked"
    assert ana.post(f"/posts/{question}/settle", data={"answer": question}).status_code == 404, "no answer to it"
    assert "This answered it" in ana.get(f"/posts/{question}").text
    assert "This answered my question" in ana.get(f"/posts/{answer}").text
    assert ana.post(f"/posts/{question}/settle", data={"answer": answer}).status_code == 303
    assert told("helped") == ["Your answer helped ana. Their question about Luz is clear now."]
    page = cleo.get("/songs/luz/thread").text
    assert "What others asked (1)" in page
    assert page.index("What others asked") < page.index("The moon") < page.index('class="posts"')
    assert "No open questions" in cleo.get("/songs/luz/thread?show=open").text
    assert ana.post(f"/posts/{question}/reopen").status_code == 303
    page = cleo.get("/songs/luz/thread").text
    assert "What others asked" not in page
    assert "open question" in page
    assert ana.post(f"/posts/{question}/settle").status_code == 303, "clear by itself"


def test_the_link_says_what_its_name_says(people: dict[str, FlaskClient]) -> None:
    people["ana"].post("/songs/luz/thread", data=draft(kind="question", line="1"))
    for settled in (False, True):
        page = people["cleo"].get("/songs/luz/thread").text
        (link,) = re.findall(r'<a class="reply" [^>]*aria-label="(\w+)[^"]*">(\w+)</a>', page)
        assert link == (("Reply", "Reply") if settled else ("Answer", "Answer"))
        people["ana"].post(f"/posts/{last().id}/settle")


def test_only_questions_are_closed(people: dict[str, FlaskClient]) -> None:
    ana = people["ana"]
    ana.post("/songs/luz/thread", data=draft())
    assert ana.post(f"/posts/{last().id}/settle").status_code == 404
    assert ana.post(f"/posts/{last().id}/reopen").status_code == 404


@pytest.mark.parametrize(
    ("who", "form", "sentence"),
    [
        ("ana", {"kind": "culture", "line": "1", "word": "2"}, "Culture notes come from people who grew up"),
        ("beto", {"kind": "culture", "line": "1"}, "A culture note is about one word."),
        ("beto", {"line": "1", "word": "9"}, "The line doesn’t have that word."),
        ("beto", {"at": "9:59"}, "Write a time within the song"),
        ("beto", {"at": "soon"}, "Write a time within the song"),
        ("beto", {"kind": "poem"}, "Choose a post, a question or a culture note"),
        ("beto", {"kind": "question", "body": ""}, "Write something first"),
    ],
)
def test_what_cannot_be_posted(people: dict[str, FlaskClient], who: str, form: dict[str, str], sentence: str) -> None:
    answer = people[who].post("/songs/luz/thread", data=draft() | form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert last() is None


def test_a_culture_note_stays_apart_from_what_a_dictionary_says(people: dict[str, FlaskClient]) -> None:
    _, beto, cleo = people.values()
    note = draft("It smells of **summer**.", kind="culture", line="1", word="2")
    assert beto.post("/songs/luz/thread", data=note).status_code == 303
    page = cleo.get("/songs/luz/thread").text
    assert "Culture note by <bdi>beto</bdi>" in page
    card = cleo.get("/songs/luz/thread/line?line=1&word=2").text
    assert "1 note on this line" in card
    assert "ask=1&amp;line=1&amp;word=2#write" in card
    assert "summer" in cleo.get("/songs/luz/thread?about=1").text
    assert "Nobody has written about this line yet." in cleo.get("/songs/luz/thread?about=2").text


def test_a_moment_leads_into_the_song(people: dict[str, FlaskClient]) -> None:
    ana = people["ana"]
    assert ana.post("/songs/luz/thread", data=draft(at="0:42")).status_code == 303
    assert last().at_ms == 42_000
    page = ana.get("/songs/luz/thread").text
    assert 'href="/songs/luz#t=42"' in page
    assert "at 0:42" in page


def test_the_form_opens_at_the_word_that_was_asked_about(people: dict[str, FlaskClient]) -> None:
    page = people["ana"].get("/songs/luz/thread?ask=1&line=1&word=2").text
    assert 'value="question" checked' in page
    assert 'name="word" value="2" checked' in page


def test_after_a_question_one_hears_of_others_that_wait(people: dict[str, FlaskClient]) -> None:
    ana = people["ana"]
    ana.post("/songs/luz/thread", data=draft(kind="question", line="1"))
    assert 'While you wait, <a href="/unanswered">' in ana.get("/songs/luz/thread").text
