"""The first day of an account."""

import re
from datetime import timedelta

import pytest

from canary.circles import newcomers
from canary.circles import service as circles
from canary.content.kinds import kind_of
from canary.problems import NotAllowed
from canary.threads.models import Post
from canary.web.clock import now
from tests.factories import NOW, Factory

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "count", "age", "room"),
    [
        ("post", 9, timedelta(0), True),
        ("post", 10, timedelta(0), False),
        ("post", 10, DAY - timedelta(seconds=1), False),
        ("post", 10, DAY, True),
        ("post", 5000, DAY * 9, True),
        ("take", 4, timedelta(hours=3), True),
        ("take", 5, timedelta(hours=3), False),
    ],
)
def test_room_in_the_first_day(kind: str, count: int, age: timedelta, room: bool) -> None:
    def checked() -> None:
        newcomers.check(NOW, kind, count, NOW + age)

    if room:
        checked()
    else:
        with pytest.raises(NotAllowed, match="on your first day here"):
            checked()


LIMITED = ["post", "take", "feedback", "correction", "reply", "entry", "proposal"]


@pytest.mark.parametrize("kind", LIMITED)
def test_what_is_counted_is_ones_own(make: Factory, kind: str) -> None:
    described = kind_of(kind)
    assert described is not None
    assert described.first_day is not None
    most, sentence = described.first_day
    circle, song = make.circle(), make.song("Luz")
    ana, beto = make.learner("ana", circle), make.learner("beto", circle)  # made at NOW
    for n in range(most):
        make.post(beto, song, circle, f"Hola {n}")
    viewer = make.viewer(ana)
    circles.check_new(viewer, kind, NOW, Post.author_id == ana.id)
    circles.check_new(viewer, kind, NOW + DAY, Post.author_id == beto.id)
    with pytest.raises(NotAllowed, match=re.escape(str(sentence))):
        circles.check_new(viewer, kind, NOW, Post.author_id == beto.id)


def test_a_new_account_posts_ten_times_and_shares_five_takes(make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana, beto = make.learner("ana", circle, created_at=now()), make.learner("beto", circle)
    takes = [make.take(ana, song).id for _ in range(6)]
    new, old = make.client(ana), make.client(beto)
    for n in range(10):
        assert new.post("/songs/luz/thread", data={"body": f"Hola {n}", "client_id": f"hola-{n:08}"}).status_code == 303
    again = new.post("/songs/luz/thread", data={"body": "Hola 9", "client_id": "hola-00000009"})
    assert again.status_code == 303  # sent twice is once
    last = new.post("/songs/luz/thread", data={"body": "One more word", "client_id": "hola-00000010"})
    assert last.status_code == 403
    assert "You can write 10 posts on your first day here." in last.text
    assert "One more word" in last.text
    for take in takes[:5]:
        assert new.post(f"/takes/{take}/share").status_code == 303
    assert new.post(f"/takes/{takes[5]}/share").status_code == 403
    for n in range(12):
        assert old.post("/songs/luz/thread", data={"body": f"Hola {n}", "client_id": f"hola-{n:08}"}).status_code == 303


def test_a_new_account_proposes_five_songs(make: Factory) -> None:
    circle = make.circle()
    ana, beto = make.learner("ana", circle, created_at=now()), make.learner("beto", circle)
    for n in range(7):
        make.song(f"Song {n}")
    new, old = make.client(ana), make.client(beto)
    assert [new.post("/weeks/proposals", data={"song": f"song-{n}"}).status_code for n in range(6)] == [302] * 5 + [403]
    assert old.post("/weeks/proposals", data={"song": "song-5"}).status_code == 302
    assert new.post("/weeks/proposals", data={"song": "song-5"}).status_code == 302, (
        "a voice for another's is no proposal"
    )
    assert [old.post("/weeks/proposals", data={"song": f"song-{n}"}).status_code for n in range(7)] == [302] * 7


def test_what_a_new_account_shows_without_a_post(make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana, beto = make.learner("ana", circle, created_at=now()), make.learner("beto", circle)
    takes = [make.take(ana, song).id for _ in range(6)]
    entry, heard = make.entry(ana).id, make.take(beto, song, circle).id
    posts = [make.post(beto, song, circle, f"Yo canto {n} vez.").id for n in range(31)]
    client = make.client(ana)
    said = [client.post(f"/takes/{take}/visibility", data={"visibility": "everyone"}).status_code for take in takes]
    assert said == [303] * 5 + [403]
    assert client.post(f"/takes/{takes[0]}/visibility", data={"visibility": "me"}).status_code == 303
    assert client.post(f"/takes/{takes[5]}/visibility", data={"visibility": "everyone"}).status_code == 303
    text = {"kind": "journal", "language": "es", "body": "Yo canto.", "visibility": "everyone"}
    said = [client.post("/journal/new", data=text | {"client_id": f"text-{n:08}"}).status_code for n in range(6)]
    assert said == [303] * 5 + [403]
    assert client.post("/journal/new", data=text | {"client_id": "text-own-1", "visibility": "me"}).status_code == 303
    assert client.post(f"/journal/{entry}/edit", data=text).status_code == 403
    said = [
        client.post(f"/takes/{heard}/feedback", data={"praise": "Good", "client_id": f"told-{n:08}"}).status_code
        for n in range(11)
    ]
    assert said == [303] * 10 + [403]
    said = [
        client.post(
            f"/posts/{post}/corrections", data={"place": "1", "sentence": f"Yo canto {n} vez.", "kind": "perfect"}
        ).status_code
        for n, post in enumerate(posts)
    ]
    assert said == [303] * 30 + [403]


@pytest.mark.parametrize("power", ["host of the circle", "host of the server"])
def test_a_host_has_no_first_day(make: Factory, power: str) -> None:
    circle, song = make.circle(), make.song("Luz")
    role = "host" if power == "host of the circle" else "member"
    host = make.learner("hanna", circle, role, is_host=power == "host of the server", created_at=NOW)
    for n in range(30):
        make.post(host, song, circle, f"Hola {n}")
    circles.check_new(make.viewer(host), "post", NOW, Post.author_id == host.id)
