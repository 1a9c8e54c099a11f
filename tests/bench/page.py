"""The song page: requests a second against the same bytes from a bare Flask and Jinja, and the 304."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import bare, scene
from tests.bench.table import Row, at_least, at_most
from tests.bench.timing import ratio, turn_by_turn

ROUNDS, SPELL = 60, 0.025  # short turns, so that what else the machine does falls on both sides
GOALS = {"visitor": (3.5, 2.5, 3), "learner": (2.5, 2.0, 6)}  # plain, with Brotli on both sides, statements


def rows() -> Iterator[Row]:
    """The song page for a visitor and for a learner, plain and with Brotli; what a 304 saves; queries."""
    with tempfile.TemporaryDirectory() as folder:
        app = scene.make(Path(folder))
        scene.fill(app)
        scene.settle()
        for who, cookie in (("visitor", ""), ("learner", scene.log_in(app))):
            yield from _rows(app, who, {"HTTP_COOKIE": cookie} if cookie else {})


def _rows(app: Any, who: str, headers: dict[str, str]) -> Iterator[Row]:
    *goals, most = GOALS[who]
    plain = scene.environ("/songs/long", **headers)
    page = scene.ask(app, plain)
    base = bare.app_for(page.body)
    assert bare.NONCE.sub("", scene.ask(base, scene.environ("/")).body.decode()) == bare.NONCE.sub(
        "", page.body.decode()
    )
    with scene.counted(app) as said:
        scene.send(app, plain)
    size = f"{len(page.body) / 1000:.0f} kB"
    for goal, name, more in zip(goals, ("", ", br"), ({}, {"HTTP_ACCEPT_ENCODING": "br"}), strict=True):
        ours, theirs = scene.environ("/songs/long", **headers, **more), scene.environ("/", **more)
        us, them = turn_by_turn([partial(scene.send, app, ours), partial(scene.send, base, theirs)], ROUNDS, SPELL)
        what = f"song page, {who}{name}, {size} ({len(said)} queries)"
        yield at_least(what, _rate(us), _rate(them), ratio(them, us), goal)
    yield Row(f"song page, {who}: queries", str(len(said)), goal=f"<= {most}", met=len(said) <= most)
    kept = scene.environ("/songs/long", HTTP_IF_NONE_MATCH=page.headers["etag"], **headers)
    assert scene.ask(app, kept).status == 304
    us, them = turn_by_turn([lambda: scene.send(app, kept), lambda: scene.send(app, plain)], ROUNDS, SPELL)
    yield at_most(f"song page, {who}: 304 against the page", _rate(us), _rate(them), ratio(us, them), 1.0)


def _rate(seconds: list[float]) -> str:
    return f"{1 / median(seconds):,.0f} /s"
