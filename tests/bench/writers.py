"""Sixteen processes write posts at once: how many fail and how long the slowest wait, with `writing()` and without."""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, select, update

from canary import db as database
from canary.db import db, writing
from canary.songs.models import CircleSong
from canary.threads.models import Post
from tests.bench import scene
from tests.bench.table import Row
from tests.bench.timing import percentile
from tests.factories import NOW

WRITERS, POSTS = 16, 40
Job = Callable[[int, int], None]


def rows() -> Iterator[Row]:
    """Failures beside transactions that begin as SQLite's own do, waiting times beside IMMEDIATE ones without a queue."""
    with tempfile.TemporaryDirectory() as name:
        app = scene.make(Path(name))
        scene.fill(app, posts=1)
        runs: dict[Job, list[float]] = {_ours: [], _deferred: [], _immediate: []}
        for job in 2 * list(runs):
            runs[job] += _together(job, app)
    lost = {job: sum(t < 0 for t in times) for job, times in runs.items()}
    slow = {job: percentile([t for t in times if t >= 0] or [0], 0.99) * 1000 for job, times in runs.items()}
    what = f"{WRITERS} writers, {2 * WRITERS * POSTS:,} posts"
    yield Row(f"{what}: failed", f"{lost[_ours]}", f"{lost[_deferred]:,} deferred", goal="0", met=lost[_ours] == 0)
    yield Row(
        f"{what}: 99 of 100 within", f"{slow[_ours]:.0f} ms",
        f"{slow[_immediate]:,.0f} ms immediate, no queue ({lost[_immediate]} failed)",
        f"{slow[_ours] / slow[_immediate]:.2f} x",
    )  # fmt: skip


def _together(job: Job, app: Any) -> list[float]:
    """Let all writers work at once; seconds for each post, -1 for those that failed."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    context = multiprocessing.get_context("fork")
    answers: Any = context.SimpleQueue()
    start = context.Barrier(WRITERS)

    def work(writer: int) -> None:
        found = []
        with app.app_context():
            start.wait()
            for n in range(POSTS):
                begun = perf_counter()
                try:
                    job(writer, n)
                    found.append(perf_counter() - begun)
                except Exception:
                    found.append(-1.0)
        answers.put(found)

    writers = [context.Process(target=work, args=(n,)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    found = [answers.get() for _ in writers]
    for writer in writers:
        writer.join()
    return [seconds for one in found for seconds in one]


def _post(execute: Any, writer: int, n: int) -> None:
    """What each side does: look at a version, add a row, count the version up."""
    execute(select(CircleSong.version)).first()
    execute(
        insert(Post).values(
            circle_id=1, song_id=1, author_id=1, client_id=f"{perf_counter()}-{writer}-{n}", body="x", html="<p>x</p>",
            created_at=NOW,
        )
    )  # fmt: skip
    execute(update(CircleSong).values(version=CircleSong.version + 1))


def _ours(writer: int, n: int) -> None:
    with writing():
        _post(db.session.execute, writer, n)


def _deferred(writer: int, n: int) -> None:
    """As SQLite begins by itself, and with nobody standing in a queue."""
    with db.engine.begin() as connection:
        _post(connection.execute, writer, n)


def _immediate(writer: int, n: int) -> None:
    """With the lock taken at once, but still no queue."""
    token = database._writing.set(True)
    try:
        _deferred(writer, n)
    finally:
        database._writing.reset(token)
