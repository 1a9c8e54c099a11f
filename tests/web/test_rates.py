"""Rate limits count each key by itself, in the app they belong to."""

import multiprocessing
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from canary.cli import doctor
from canary.web.clock import now
from canary.web.rates import FileCounts, RateLimits, parse
from tests.apps import another_app


def test_each_key_is_counted_by_itself() -> None:
    limits, rates = RateLimits("memory://"), parse("2 per minute; 3 per hour")
    assert [limits.hit(rates, "ana", "login") for _ in range(2)] == [None, None]
    ends = limits.hit(rates, "ana", "login")
    assert ends is not None
    assert 0 < ends - now().timestamp() <= 61
    assert limits.hit(rates, "bea", "login") is None
    assert limits.hit(rates, "ana", "post") is None


def test_a_refused_request_does_not_count_against_the_longer_rate() -> None:
    limits, both, day = RateLimits("memory://"), parse("1 per hour; 3 per day"), parse("3 per day")
    assert [limits.hit(both, "ana") is None for _ in range(5)] == [True, False, False, False, False]
    assert [limits.hit(day, "ana") is None for _ in range(3)] == [True, True, False]


def test_apps_do_not_share_their_limits(tmp_path: Path) -> None:
    def statuses(name: str, **settings: bool) -> set[int]:
        with another_app(tmp_path / name, **settings) as app:
            app.config["WTF_CSRF_ENABLED"] = False
            client = app.test_client()
            return {client.post("/register").status_code for _ in range(12)}

    assert statuses("limited", rate_limits=True) == {422, 429}
    assert statuses("also limited", rate_limits=True) == {422, 429}
    assert statuses("free", rate_limits=False) == {422}


def _hits(folder: str, results: object) -> None:
    limits, rates = RateLimits("", Path(folder)), parse("10 per hour")
    assert isinstance(results, type(multiprocessing.get_context("fork").SimpleQueue()))
    results.put([limits.hit(rates, "ana") is None for _ in range(10)].count(True))


def test_processes_count_together(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    results = fork.SimpleQueue()
    workers = [fork.Process(target=_hits, args=(str(tmp_path), results)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(results.get() for _ in workers) == 10, "40 with a count for each process"


def test_a_counter_made_before_its_processes_are_forked(tmp_path: Path) -> None:
    limits, rates = RateLimits("", tmp_path), parse("3 per hour")
    assert limits.hit(rates, "ana") is None
    child = os.fork()
    if child == 0:
        os._exit(0 if limits.hit(rates, "ana") is None else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert [limits.hit(rates, "ana") is None for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    "storage", ["redis://127.0.0.1:1/0", "memcached://127.0.0.1:1", "nonsense://x", "redis", "async+memory://"]
)
def test_counting_goes_on_where_storage_is_away(tmp_path: Path, storage: str, caplog: pytest.LogCaptureFixture) -> None:
    with another_app(tmp_path, rate_limits=True, rate_limit_storage=storage) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        form = {"username": "ana", "password": "not it at all"}
        statuses = [app.test_client().post("/login", data=form).status_code for _ in range(12)]
    assert statuses == [422] * 5 + [429] * 7, "a traceback at the start before, or a 500"
    assert "CANARY_RATE_LIMIT_STORAGE can't be used" in caplog.text or "request counts can't be kept" in caplog.text


def test_counting_goes_on_without_a_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "limits.db").mkdir()
    limits, rates = RateLimits("", tmp_path), parse("2 per hour")
    assert [limits.hit(rates, "ana") is None for _ in range(3)] == [True, True, False]
    assert caplog.text.count("can't be kept in FileCounts") == 1, "it isn't tried again at once"


def test_a_broken_file_of_counts(tmp_path: Path) -> None:
    (tmp_path / "limits.db").write_bytes(b"no database at all" * 100)
    limits = RateLimits("", tmp_path)
    assert [limits.attempt("ana") is None for _ in range(6)] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("storage", "reason"),
    [
        ("", ""),
        ("memory://", ""),
        ("redis://:secret@127.0.0.1:1", "installed|answer"),
        ("nonsense://secret@x", "known"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_storage(tmp_path: Path, storage: str, reason: str) -> None:
    lines, fine = doctor.report({"CANARY_DATA": str(tmp_path), "CANARY_RATE_LIMIT_STORAGE": storage})
    said = [line for line in lines if line.startswith("  ! CANARY_RATE_LIMIT_STORAGE")]
    assert len(said) == (1 if reason else 0), "all was well before"
    if reason:
        assert re.search(reason, said[0])
        assert not fine
    assert "secret" not in "".join(said)


def test_counts_that_have_expired_are_deleted(tmp_path: Path) -> None:
    counts = FileCounts(tmp_path / "limits.db")
    counts.incr("old", -1)
    for n in range(500):
        counts.incr(f"new {n % 3}", 60)
    with closing(sqlite3.connect(tmp_path / "limits.db")) as file:
        assert file.execute("SELECT count(*) FROM counts").fetchone() == (3,)
    assert counts.check()
    assert counts.reset() == 3
