"""The first day of an account."""

from datetime import timedelta

import pytest

from canary.circles import newcomers
from canary.circles import service as circles
from canary.problems import NotAllowed
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
def test_room_in_the_first_day(make: Factory, kind: str, count: int, age: timedelta, room: bool) -> None:
    viewer = circles.viewer_of(make.learner("ana"))  # made at NOW
    for check in (
        lambda: newcomers.check(NOW, kind, count, NOW + age),
        lambda: circles.check_new(viewer, kind, count, NOW + age),
    ):
        if room:
            check()
        else:
            with pytest.raises(NotAllowed, match="In your first day here"):
                check()


def test_a_new_account_posts_ten_times_and_shares_five_takes(make: Factory) -> None:
    circle, song = make.circle(), make.song("Luz")
    ana, beto = make.learner("ana", circle, created_at=now()), make.learner("beto", circle)
    takes = [make.attempt(ana, song).id for _ in range(6)]
    new, old = make.client(ana), make.client(beto)
    for n in range(10):
        assert new.post("/songs/luz/thread", data={"body": f"Hola {n}", "client_id": f"hola-{n:08}"}).status_code == 303
    again = new.post("/songs/luz/thread", data={"body": "Hola 9", "client_id": "hola-00000009"})
    assert again.status_code == 303  # sent twice is once
    last = new.post("/songs/luz/thread", data={"body": "One more word", "client_id": "hola-00000010"})
    assert last.status_code == 403
    assert "In your first day here there is room for 10 posts." in last.text
    assert "One more word" in last.text
    for take in takes[:5]:
        assert new.post(f"/attempts/{take}/share").status_code == 303
    assert new.post(f"/attempts/{takes[5]}/share").status_code == 403
    for n in range(12):
        assert old.post("/songs/luz/thread", data={"body": f"Hola {n}", "client_id": f"hola-{n:08}"}).status_code == 303
