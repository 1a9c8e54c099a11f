"""A song's thread: posts, replies, changes, and who reads them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from canary.db import db
from canary.threads import reading
from canary.threads.models import Post
from tests.factories import Factory


def draft(body: str = "La **luna** llena", **values: Any) -> dict[str, Any]:
    return {"body": body, "client_id": "made-in-the-browser", "line": "", "parent": ""} | values


def posts() -> list[Post]:
    return list(db.session.scalars(select(Post).order_by(Post.id)))


@pytest.fixture
def people(make: Factory) -> tuple[FlaskClient, FlaskClient, FlaskClient]:
    """Ana, Bea and the host of one circle, and the song "Luz"."""
    circle = make.circle()
    make.song("Luz")
    names = [("ana", "member"), ("bea", "member"), ("hanna", "host")]
    ana, bea, host = (make.client(make.learner(name, circle, role)) for name, role in names)
    return ana, bea, host


People = tuple[FlaskClient, FlaskClient, FlaskClient]


def test_post_and_reply(people: People) -> None:
    ana, bea, _ = people
    answer = ana.post("/songs/luz/thread", data=draft(line="2"))
    post = posts()[0]
    assert answer.status_code == 303
    assert answer.location == f"/songs/luz/thread#post-{post.id}"
    assert post.line == 2
    bea.post("/songs/luz/thread", data=draft("Sí, muy llena", client_id="another-browser", parent=str(post.id)))
    page = ana.get("/songs/luz/thread").text
    assert "La <strong>luna</strong> llena" in page
    assert "canta conmigo" in page
    assert page.index("luna</strong>") < page.index("Sí, muy llena")
    assert "Sí, muy llena" in ana.get("/songs/luz").text


def test_sent_twice_it_is_one(people: People) -> None:
    ana, bea, _ = people
    for _ in range(3):
        assert ana.post("/songs/luz/thread", data=draft()).status_code == 303
    assert len(posts()) == 1
    bea.post("/songs/luz/thread", data=draft())  # another person's id may look the same
    assert len(posts()) == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": ""}, "Write something first"),
        ({"body": " \n\t "}, "Write something first"),
        ({"body": "x" * 10_001}, "That’s 10,001 characters"),
        ({"line": "99"}, "The song doesn’t have that line."),
        ({"line": "0"}, "The song doesn’t have that line."),
        ({"line": "-1"}, "The song doesn’t have that line."),
        ({"client_id": ""}, "Reload the page and send it again"),
        ({"client_id": "x" * 65}, "Reload the page and send it again"),
    ],
)
def test_what_cannot_be_posted(people: People, wrong: dict[str, str], sentence: str) -> None:
    ana, _, _ = people
    page = ana.post("/songs/luz/thread", data=draft("Kept <as typed>") | wrong)
    assert page.status_code == 422
    assert sentence in page.text
    if "body" not in wrong:
        assert "Kept &lt;as typed&gt;" in page.text
    assert posts() == []


@pytest.mark.parametrize("line", ["9" * 30, "x", "9" * 5000, "1.5"])
def test_lines_that_are_no_numbers_are_no_line(people: People, line: str) -> None:
    ana, _, _ = people
    assert ana.post("/songs/luz/thread", data=draft(line=line)).status_code == 303
    assert posts()[0].line is None


@pytest.mark.parametrize("parent", ["999999"])
def test_an_answer_to_nothing(people: People, parent: str) -> None:
    ana, _, _ = people
    answer = ana.post("/songs/luz/thread", data=draft(parent=parent))
    assert answer.status_code == 404
    assert "The post you’re replying to was removed." in answer.text
    assert posts() == []


def test_answers_stay_in_their_thread(app: Flask, make: Factory) -> None:
    here, there = make.circle(), make.circle()
    luz, pan = make.song("Luz"), make.song("Pan")
    ana, bea = make.learner("ana", here), make.learner("bea", there)
    elsewhere, other_song = make.post(bea, luz, there).id, make.post(ana, pan, here).id
    top = make.post(ana, luz, here).id
    reply = make.post(ana, luz, here, parent_id=top).id
    client = make.client(ana)
    for parent in (elsewhere, other_song, reply):
        assert client.post("/songs/luz/thread", data=draft(parent=str(parent))).status_code == 404


def test_change_a_post(people: People) -> None:
    ana, bea, host = people
    ana.post("/songs/luz/thread", data=draft())
    address = f"/posts/{posts()[0].id}"
    assert ana.post(address, data={"body": "Otra *cosa*"}).status_code == 303
    page = bea.get("/songs/luz/thread").text
    assert "Otra <em>cosa</em>" in page
    assert "edited" in page
    wrong = ana.post(address, data={"body": "  "})
    assert wrong.status_code == 422
    assert "Write something first" in wrong.text
    for other in (bea, host):
        assert other.post(address, data={"body": "Mine now"}).status_code == 404
    assert posts()[0].body == "Otra *cosa*"


def test_remove_a_post(people: People) -> None:
    ana, bea, host = people
    ana.post("/songs/luz/thread", data=draft("First"))
    bea.post("/songs/luz/thread", data=draft("Second"))
    first, second = (post.id for post in posts())
    assert bea.post(f"/posts/{first}/remove").status_code == 404
    assert ana.post(f"/posts/{first}/remove").status_code == 302
    assert ana.post(f"/posts/{first}/remove").status_code == 404
    assert host.post(f"/posts/{second}/remove").status_code == 302
    assert posts() == []
    assert "Nobody has written yet" in ana.get("/songs/luz/thread").text


def test_an_answered_post_leaves_a_stub(people: People) -> None:
    ana, bea, _ = people
    ana.post("/songs/luz/thread", data=draft("My secret"))
    top = posts()[0].id
    bea.post("/songs/luz/thread", data=draft("An answer", parent=str(top)))
    ana.post(f"/posts/{top}/remove")
    page = bea.get("/songs/luz/thread").text
    assert "My secret" not in page
    assert "This post was removed." in page
    assert "An answer" in page
    assert posts()[0].body == posts()[0].html == ""
    assert bea.get(f"/posts/{top}").status_code == 404
    late = bea.post("/songs/luz/thread", data=draft("Too late", client_id="later-browser", parent=str(top)))
    assert late.status_code == 404
    assert "The post you’re replying to was removed." in late.text


def test_a_song_open_to_everyone_keeps_its_circles_thread(app: Flask, make: Factory) -> None:
    here, there = make.circle(), make.circle()
    song = make.song("Luz", here, visibility="public")
    make.post(make.learner("ana", here), song, here, "Among ourselves")
    for outsider in (make.learner("sam"), make.learner("bea", there)):
        client = make.client(outsider)
        assert client.get("/songs/luz").status_code == 200
        assert "Among ourselves" not in client.get("/songs/luz").text + client.get("/songs/luz/thread").text
        assert client.post("/songs/luz/thread", data=draft()).status_code == 404
    assert len(posts()) == 1


def test_two_circles_talk_apart(app: Flask, make: Factory) -> None:
    make.song("Luz")
    clients = [make.client(make.learner(name, make.circle())) for name in ("ana", "bea")]
    for n, client in enumerate(clients):
        client.post("/songs/luz/thread", data=draft(f"Circle number {n}"))
    for n, client in enumerate(clients):
        page = client.get("/songs/luz/thread").text
        assert f"Circle number {n}" in page
        assert f"Circle number {1 - n}" not in page


def test_long_threads_come_in_pages(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana = make.learner("ana", circle)
    for n in range(reading.PAGE + 3):
        make.post(ana, song, circle, f"Post number {n}.")
    client = make.client(ana)
    page = client.get("/songs/luz/thread").text
    last = reading.PAGE + 2
    assert f"Post number {last}." in page
    assert "Post number 2." not in page
    older = page.split("before=")[1].split('"')[0]
    assert "Post number 2." in client.get(f"/songs/luz/thread?before={older}").text
    for odd in ("x", "-1", "0", "9" * 30, "9" * 5000):
        assert client.get(f"/songs/luz/thread?before={odd}").status_code == 200


def test_hostile_words_do_nothing(people: People) -> None:
    ana, bea, _ = people
    ana.post("/songs/luz/thread", data=draft("<script>alert(1)</script> [x](javascript:alert(1)) ![](//evil/x.png)"))
    page = bea.get("/songs/luz/thread").text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page.split('class="posts"')[1].split("</article>")[0]


def test_who_left_leaves_words_without_a_name(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana = make.learner("ana", circle)
    make.post(ana, song, circle, "Still here", author_id=None)
    page = make.client(ana).get("/songs/luz/thread").text
    assert "somebody who left" in page


@pytest.mark.parametrize("id", ["0", "999999", "9" * 30, "9" * 5000, "-1", "x"])
def test_posts_that_do_not_exist(people: People, id: str) -> None:
    assert people[0].get(f"/posts/{id}").status_code == 404
    assert db.session.scalar(select(func.count(Post.id))) == 0


def test_removing_the_post_of_a_take_makes_the_take_private(make: Factory) -> None:
    circle = make.circle()
    ana, hanna = make.learner("ana", circle), make.learner("hanna", circle, "host")
    song = make.song("Luz", circle, ana)
    take = make.take(ana, song, circle)
    post = make.post(ana, song, circle, take_id=take.id)
    address, remove = f"/takes/{take.id}/audio", f"/posts/{post.id}/remove"
    host, singer = make.client(hanna), make.client(ana)
    assert host.get(address).status_code == 200
    assert host.post(remove).status_code == 302
    assert host.get(address).status_code == 404
    assert singer.get(address).status_code == 200
