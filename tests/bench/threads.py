"""A thread's first page with ten thousand posts against ten: from memory, and built anew after each post."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask

from canary.db import db
from canary.threads.reading import PAGE
from canary.web.context import context_of
from tests.bench import scene
from tests.bench.table import Row, at_most
from tests.bench.timing import ratio, turn_by_turn
from tests.factories import Factory

FEW, MANY = 10, 10_000
ROUNDS, SPELL = 60, 0.025


def rows() -> Iterator[Row]:
    """The first page, and the page around a post in the middle, turn by turn in one run."""
    with tempfile.TemporaryDirectory() as folder:
        app = scene.make(Path(folder))
        scene.fill(app, 0)
        few, many, full = _threads(app)
        scene.settle()
        cookie = {"HTTP_COOKIE": scene.log_in(app)}

        def page(address: str, *, anew: bool) -> Callable[[], Any]:
            request = scene.environ(address, **cookie)

            def ask() -> None:
                if anew:
                    context_of(app).fragments.clear()
                scene.send(app, request)

            return ask

        assert scene.ask(app, scene.environ(many, **cookie)).status == 200
        for what, anew in (("first page", False), ("first page, built anew", True)):
            us, ten, twenty = turn_by_turn([page(x, anew=anew) for x in (many, few, full)], ROUNDS, SPELL)
            name = f"thread of {MANY:,}: {what}"
            against = f"{name}, against {FEW} posts", _ms(us), _ms(ten)
            # A full page has twice the posts of ten to build: that is no matter of how long the thread is.
            yield Row(*against, f"{ratio(us, ten):.2f} x") if anew else at_most(*against, ratio(us, ten), 1.3)
            yield at_most(f"{name}, against one full page", _ms(us), _ms(twenty), ratio(us, twenty), 1.3)
        us, ten = turn_by_turn(
            [page(f"{many}?post={FEW + MANY // 2}", anew=True), page(full, anew=True)], ROUNDS, SPELL
        )
        yield at_most(f"thread of {MANY:,}: a post in its middle", _ms(us), _ms(ten), ratio(us, ten), 1.3)


def _threads(app: Flask) -> list[str]:
    with app.app_context():
        factory = Factory(app)
        found = []
        for count in (FEW, MANY, PAGE):
            song = factory.song(f"Talk {count}").id
            scene.talk(1, song, 1, count)
            found.append(f"/songs/talk-{count}/thread")
        db.session.rollback()
        return found


def _ms(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.2f} ms"
