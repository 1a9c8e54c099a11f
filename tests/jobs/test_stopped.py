"""A job that a stopped worker left behind is tried once more, and not for ever."""

from canary.db import db
from canary.jobs import service as jobs
from canary.jobs.models import Job
from tests.factories import Factory


def states(*ids: str) -> list[str]:
    db.session.expire_all()
    return [db.session.get_one(Job, id).state for id in ids]


def test_a_job_that_ends_its_worker_is_given_up(make: Factory) -> None:
    ana = make.learner("ana")
    deadly, waiting, done = make.job(ana, state="running").id, make.job(ana).id, make.job(ana, state="done").id
    assert jobs.unfinished() == [deadly, waiting]
    assert states(deadly, waiting, done) == ["running", "queued", "done"]
    assert jobs.unfinished() == [waiting]
    assert states(deadly, waiting, done) == ["failed", "queued", "done"]
    assert "another copy" in str(db.session.get_one(Job, deadly).message)
