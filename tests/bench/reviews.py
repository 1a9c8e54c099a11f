"""The practice page of somebody to whom 50,000 cards have come back."""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import insert, select, update

from canary.cards.models import Card
from canary.db import db, writing
from canary.learners.models import Learner
from canary.reviews.models import Schedule
from canary.songs.models import Song
from canary.web.clock import now
from tests.bench import scene
from tests.bench.table import Row
from tests.bench.timing import percentile, seconds
from tests.factories import NOW

CARDS = 50_000
ROUNDS = 40
GOAL = 100  # ms


def rows() -> Iterator[Row]:
    """The page with everything due, with nothing due and everything new, and the home page that counts them."""
    with tempfile.TemporaryDirectory() as name:
        app = scene.make(Path(name) / "data")
        scene.fill(app)
        cookie = scene.log_in(app)
        keep(app, "ana", CARDS)
        first = seconds(lambda: scene.send(app, scene.environ("/reviews", HTTP_COOKIE=cookie)))
        yield Row(f"practice page, {CARDS:,} cards just kept, the first time", f"{first * 1000:.0f} ms")
        yield _timed(app, cookie, "/reviews", f"practice page, {CARDS:,} new cards")
        come_back(app)
        for address, what in (("/reviews", "practice page"), ("/", "home page"), ("/reviews/free", "free practice")):
            yield _timed(app, cookie, address, f"{what}, {CARDS:,} cards due")


def keep(app: Flask, username: str, count: int) -> None:
    """Give a learner that many cards."""
    with app.app_context(), writing():
        learner_id = db.session.scalars(select(Learner.id).where(Learner.username == username)).one()
        song_id = db.session.scalars(select(Song.id).where(Song.slug == "long")).one()
        same = {
            "learner_id": learner_id, "song_id": song_id, "language": "es", "reading": "", "sense": "", "pos": "NOUN",
            "level": "A2", "note": "", "line": 0, "start": 0, "end": 4, "line_text": "lumi cantar a la luna y al sol",
            "line_translation": "to sing to the moon and to the sun", "created_at": NOW,
        }  # fmt: skip
        cards = [same | {"lemma": f"palabra{n}", "meaning": f"word {n}"} for n in range(count)]
        db.session.execute(insert(Card), cards)


def come_back(app: Flask) -> None:
    """Make every question one that was learned and is due."""
    at = now()
    with app.app_context(), writing():
        learned = {
            "due": at - timedelta(hours=1), "last_review": at - timedelta(days=9), "state": 2, "stability": 8.0,
            "difficulty": 5.0, "step": None,
        }  # fmt: skip
        db.session.execute(update(Schedule).values(**learned))


def _timed(app: Flask, cookie: str, address: str, what: str) -> Row:
    request = scene.environ(address, HTTP_COOKIE=cookie)
    assert scene.ask(app, request).status == 200
    times = [seconds(lambda: scene.send(app, request)) * 1000 for _ in range(ROUNDS)]
    middle = median(times)
    return Row(
        what, f"{middle:.0f} ms, 95 of 100 in {percentile(times, 0.95):.0f}", goal=f"< {GOAL} ms", met=middle < GOAL
    )
