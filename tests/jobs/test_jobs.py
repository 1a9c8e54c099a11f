"""Background work: asked for, done, told; what goes wrong is a sentence and never a lost job."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from canary.db import db, writing
from canary.jobs import service as jobs
from canary.jobs.models import Job
from canary.problems import NotFound, Problem
from canary.web.context import context_of
from tests.apps import another_app
from tests.factories import NOW, Factory

Step = Callable[[int, str], None]


SEEN: list[str] = []


def well(step: Step, word: str) -> str:
    step(50, f"Half of {word} …")
    SEEN.append(word)
    return "/songs/luz"


def badly(step: Step) -> str:
    raise Problem("There is no such song. Bring another.")


def broken(step: Step) -> str:
    raise ZeroDivisionError("secret detail at /some/path")


HANDLERS: dict[str, jobs.Handler] = {"well": well, "badly": badly, "broken": broken}


@pytest.fixture
def work() -> list[str]:
    """The words that the kind of work that ends well has seen in this test."""
    SEEN.clear()
    return SEEN


def ask(owner_id: int | None, kind: str, **payload: str) -> str:
    asked: list[str] = []
    job_id = jobs.ask(asked.append, kind, owner_id, NOW, **payload)
    assert asked == [job_id]
    return job_id


@pytest.mark.parametrize(
    ("kind", "payload", "state", "progress", "message", "url"),
    [
        ("well", {"word": "it"}, "done", 100, "Half of it …", "/songs/luz"),
        ("badly", {}, "failed", 0, "There is no such song. Bring another.", None),
        ("broken", {}, "failed", 0, "Something went wrong on the server. Try again.", None),
        ("unheard of", {}, "failed", 0, "Something went wrong on the server. Try again.", None),
        ("well", {"wrong": "name"}, "failed", 0, "Something went wrong on the server. Try again.", None),
    ],
)  # fmt: skip
def test_what_becomes_of_a_job(
    app: Flask, make: Factory, work: list[str], kind: str, payload: dict[str, str], state: str, progress: int,
    message: str, url: str | None,
) -> None:  # fmt: skip
    ana = make.learner("ana")
    client = make.client(ana)
    job_id = ask(ana.id, kind, **payload)
    waiting = client.get(f"/jobs/{job_id}")
    assert "Waiting …" in waiting.text
    assert 'hx-trigger="every 1s"' in waiting.text
    jobs.run(job_id, HANDLERS)
    told = client.get(f"/jobs/{job_id}", headers={"Accept": "application/json"}).get_json()
    assert told == {"state": state, "progress": progress, "message": message, "url": url}
    page = client.get(f"/jobs/{job_id}").text
    assert message in page
    assert "hx-trigger" not in page
    assert "secret" not in page


def test_a_job_is_done_once(app: Flask, make: Factory, work: list[str]) -> None:
    job_id = ask(make.learner("ana").id, "well", word="it")
    for _ in range(3):
        jobs.run(job_id, HANDLERS)
    assert work == ["it"]
    jobs.run("never-asked-for", HANDLERS)


def test_a_job_that_a_stopped_worker_left_behind(app: Flask, make: Factory, work: list[str]) -> None:
    ana = make.learner("ana")
    left = make.job(ana, kind="well", payload={"word": "again"}, state="running").id
    make.job(ana, state="done")
    make.job(ana, state="failed")
    assert jobs.unfinished() == [left]
    jobs.run(left, HANDLERS)
    assert jobs.unfinished() == []
    assert work == ["again"]


def test_a_job_is_its_owners(app: Flask, make: Factory, work: list[str]) -> None:
    ana, bea = make.learner("ana"), make.learner("bea")
    job_id, nobodys = ask(ana.id, "well", word="it"), ask(None, "well", word="it")
    assert jobs.find(make.viewer(ana), job_id).kind == "well"
    for viewer, wanted in ((bea, job_id), (None, job_id), (ana, nobodys), (None, nobodys), (ana, "x")):
        with pytest.raises(NotFound):
            jobs.find(make.viewer(viewer), wanted)


def test_the_job_goes_with_its_owner(app: Flask, make: Factory, work: list[str]) -> None:
    ana = make.learner("ana")
    job_id = ask(ana.id, "well", word="it")
    with writing():
        db.session.delete(db.session.get_one(type(ana), ana.id))
    assert db.session.get(Job, job_id) is None


def test_asked_for_once(app: Flask, make: Factory, work: list[str]) -> None:
    ana_id, put = make.learner("ana").id, list[str]()

    def again(word: str) -> str:
        return jobs.ask_once(put.append, "well", ana_id, NOW, word=word)

    first = again("it")
    assert (again("it"), again("other")) == (first, put[1])
    jobs.unfinished()
    assert again("it") == first, "also when a worker takes it up again"
    jobs.run(first, HANDLERS)
    assert again("it") not in {first, put[1]}, "what is done can be asked for anew"
    assert len(put) == 3


def test_apps_do_not_share_their_handlers(tmp_path: Path) -> None:
    with another_app(tmp_path / "one") as one, another_app(tmp_path / "two") as two:
        assert context_of(one).job_handlers.keys() == context_of(two).job_handlers.keys()
        for kind, handler in context_of(one).job_handlers.items():
            assert handler is not context_of(two).job_handlers[kind]
