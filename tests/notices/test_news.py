"""The bell and the page of news."""

from flask import Flask

from canary.circles import service as circles
from canary.db import writing
from canary.learners.models import Learner
from canary.notices import service as notices
from tests.bench.scene import counted
from tests.factories import NOW, Factory


def tell(learner: Learner, count: int, actor: Learner | None = None, name: str = "answer") -> None:
    learner_id, actor_id = learner.id, actor.id if actor else None
    with writing():
        for n in range(count):
            about = {"name": f"Friend {n}", "song": "Luz"}
            notices.tell(learner_id, "answered", f"{name} {n}", about, f"/posts/{n}", NOW, actor_id)


def test_the_bell_counts_until_the_page_is_opened(make: Factory) -> None:
    ana, bea = make.learner("ana"), make.learner("bea")
    tell(ana, notices.PAGE + 3)
    tell(ana, 3)  # the same names: nothing more
    client = make.client(ana)
    answer = client.get("/news/unread")
    assert (answer.json, answer.headers["Cache-Control"]) == ({"unread": 33}, "no-store")
    assert make.client(bea).get("/news/unread").json == {"unread": 0}
    page = client.get("/news").text
    assert page.count('class="fresh"') == notices.PAGE
    assert page.index("Friend 32 replied to your post about Luz.") < page.index("Friend 3 replied")
    assert client.get("/news/unread").json == {"unread": 0}
    older = page.split("before=")[1].split('"')[0]
    assert "Friend 2 replied" in client.get(f"/news?before={older}").text
    assert 'class="fresh"' not in client.get("/news").text
    assert "Nothing new yet" in make.client(bea).get("/news").text


def test_news_of_blocked_people_are_not_there(make: Factory) -> None:
    ana, bea = make.learner("ana"), make.learner("bea")
    tell(ana, 2, bea, "before")
    circles.block(make.viewer(bea), ana.id, NOW)
    tell(ana, 2, bea, "after")
    client = make.client(ana)
    assert client.get("/news/unread").json == {"unread": 0}
    assert "replied" not in client.get("/news").text.partition("<h1>News</h1>")[2].partition("empty")[0]


def test_the_bell_is_no_part_of_the_page(app: Flask, make: Factory) -> None:
    ana = make.learner("ana", make.circle())
    make.song("Luz")
    client, visitor = make.client(ana), make.client()
    client.get("/songs/luz")
    pages = [client.get("/songs/luz").headers["ETag"]]
    tell(ana, 2)
    pages.append(client.get("/songs/luz").headers["ETag"])
    assert pages[0] == pages[1], "a page that the browser has stays good: the number comes by itself"
    assert 'data-ask="/news/unread"' in client.get("/songs/luz").text
    assert 'id="bell"' not in visitor.get("/songs/luz").text
    client.get("/news/unread")
    with counted(app) as said:
        client.get("/news/unread")
    assert len(said) <= 2
