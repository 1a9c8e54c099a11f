"""Long threads: both ways through them, a link to a post, many replies, and what they ask of the database."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canary.threads.reading import PAGE, REPLIES
from tests.bench.scene import counted, talk
from tests.factories import Factory


def shown(client: FlaskClient, address: str) -> list[int]:
    return [int(n) for n in re.findall(r'id="post-(\d+)"', client.get(address).text)]


def test_both_ways_and_to_a_post(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana = make.learner("ana", circle)
    ids = [make.post(ana, song, circle, f"Number {n}").id for n in range(3 * PAGE + 5)]
    client, base = make.client(ana), "/songs/luz/thread"
    pages, address = [shown(client, base)], base
    for _ in range(3):
        address = f"{base}?before={pages[0][0]}"
        pages.insert(0, shown(client, address))
    assert [n for page in pages for n in page] == ids
    assert "Older posts" not in client.get(address).text
    again = [pages[0]]
    while "Newer posts" in client.get(f"{base}?before={again[-1][-1] + 1}").text and again[-1][-1] != ids[-1]:
        again.append(shown(client, f"{base}?after={again[-1][-1]}"))
    assert [n for page in again for n in page] == ids
    far = ids[10]
    assert far in shown(client, f"{base}?post={far}")
    assert far not in shown(client, base)
    assert shown(client, f"{base}?post={ids[-1]}") == shown(client, base)
    to = client.post(base, data={"body": "Late", "client_id": "late-answer", "parent": str(far)}).location
    assert to.startswith(f"{base}?post=")
    number = int(to.partition("#post-")[2])
    assert number in shown(client, to)
    for odd in ("x", "-1", "0", "9" * 30):
        for name in ("before", "after", "about", "line", "word"):
            assert client.get(f"{base}?{name}={odd}").status_code == 200
    assert client.get(f"{base}?post=999999").status_code == 404


def test_many_replies_have_a_page(app: Flask, make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana = make.learner("ana", circle)
    top = make.post(ana, song, circle).id
    replies = [make.post(ana, song, circle, parent_id=top).id for _ in range(PAGE + REPLIES)]
    client = make.client(ana)
    assert shown(client, "/songs/luz/thread") == [top, *replies[-REPLIES:]]
    assert "All replies" in client.get("/songs/luz/thread").text
    assert shown(client, f"/posts/{top}") == [top, *replies[:PAGE]]
    assert shown(client, f"/posts/{top}?after={replies[PAGE - 1]}") == [top, *replies[PAGE:]]


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 8), ("?before=400", 9), ("?after=20", 9), ("?post=50", 11), ("?show=open", 9), ("?about=1", 10)],
)
def test_a_long_thread_asks_no_more_than_a_short_one(app: Flask, make: Factory, address: str, most: int) -> None:
    found = []
    circle = make.circle()
    ana = make.learner("ana", circle)
    ids = circle.id, make.song("Luz").id, ana.id
    client = make.client(ana)
    for count in (PAGE * 3, 1000):
        talk(*ids, count) if count == PAGE * 3 else talk(ids[0], make.song("Mar").id, ids[2], count)
        slug = "luz" if count == PAGE * 3 else "mar"
        start = shown(client, f"/songs/{slug}/thread")[0]
        where = re.sub(r"(?<=(?:re=|er=|st=))\d+", str(start), address)
        client.get(f"/songs/{slug}/thread{where}")
        with counted(app) as said:
            assert client.get(f"/songs/{slug}/thread{where}").status_code == 200
        found.append(len(said))
    assert found[0] == found[1]
    assert found[0] <= most
