"""Use cases of background jobs: queue them, run them, and report their progress."""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from canary.db import db, writing
from canary.jobs.models import Job
from canary.problems import NotFound, Problem
from canary.sentences import N_, Message, to_json
from canary.viewer import Viewer

log = logging.getLogger(__name__)
AGAIN = "again"  # this key in a job's payload means that a worker stopped while running the job
BROKEN = N_("Something went wrong on the server. Try again.")
KILLED = N_("The server stopped twice while processing this. Try another copy of the file.")
Step = Callable[[int, Message], None]
Handler = Callable[..., str]


def ask(put: Callable[[str], None], kind: str, owner_id: int | None, now: datetime, **payload: Any) -> str:
    """Create a job of `kind`, add it to the queue with `put`, and return its id.

    `payload` is passed to the job's handler. Call this after the rows that the job needs are committed.
    """
    job_id = secrets.token_hex(16)
    with writing():
        db.session.add(Job(id=job_id, kind=kind, owner_id=owner_id, payload=payload, created_at=now))
    put(job_id)
    return job_id


def ask_once(put: Callable[[str], None], kind: str, owner_id: int | None, now: datetime, **payload: Any) -> str:
    """Create and queue a job like `ask`, and return its id. If an equal job is queued or running, return that job's id.

    On PostgreSQL, two processes that do this at the same moment may create two jobs, so running it twice must do no
    harm.
    """
    job_id = secrets.token_hex(16)
    under_way = select(Job).where(Job.kind == kind, Job.owner_id == owner_id, Job.state.in_(("queued", "running")))
    with writing():
        for job in db.session.scalars(under_way.order_by(Job.created_at)):
            if {name: value for name, value in job.payload.items() if name != AGAIN} == payload:
                return job.id
        db.session.add(Job(id=job_id, kind=kind, owner_id=owner_id, payload=payload, created_at=now))
    put(job_id)
    return job_id


def waiting(kind: str) -> list[dict[str, Any]]:
    """Return the payloads of the jobs of `kind` that are queued or running."""
    return list(db.session.scalars(select(Job.payload).where(Job.kind == kind, Job.state.in_(("queued", "running")))))


def failed(kind: str) -> list[dict[str, Any]]:
    """Return the payloads of the jobs of `kind` that have failed."""
    return list(db.session.scalars(select(Job.payload).where(Job.kind == kind, Job.state == "failed")))


def of_owner(viewer: Viewer, kind: str) -> Sequence[Job]:
    """Return the viewer's jobs of `kind` that are queued or running, oldest first, at most 100."""
    query = select(Job).where(Job.owner_id == viewer.id, Job.kind == kind, Job.state.in_(("queued", "running")))
    return db.session.scalars(query.order_by(Job.created_at).limit(100)).all()


def find(viewer: Viewer, job_id: str) -> Job:
    """Return one of the viewer's jobs by its id. Raises NotFound if there's no such job or it's somebody else's."""
    job = db.session.get(Job, job_id)
    if job is None or job.owner_id is None or job.owner_id != viewer.id:
        raise NotFound()
    return job


def run(job_id: str, handlers: Mapping[str, Handler]) -> None:
    """Run a job with the handler of its kind. A job that is done or has failed isn't run again.

    The handler is called with a function `step(percent, message)`, which reports progress, and with the payload as
    keyword arguments. It returns the URL of the result. If it raises, the job fails with a message; nothing is raised.
    """
    job = db.session.get(Job, job_id)
    if job is None or job.state in {"done", "failed"}:
        return
    kind, payload = job.kind, {name: value for name, value in job.payload.items() if name != AGAIN}

    def step(progress: int, message: Message) -> None:
        _set(job_id, state="running", progress=progress, note=to_json(message))

    step(0, "")
    try:
        url = handlers[kind](step, **payload)
    except Problem as problem:
        _set(job_id, state="failed", note=to_json(problem.sentence))
    except Exception:
        log.exception("job %s of kind %s failed", job_id, kind)
        _set(job_id, state="failed", note=to_json(BROKEN))
    else:
        _set(job_id, state="done", progress=100, url=url)


def unfinished() -> list[str]:
    """Return the ids of the jobs that weren't finished when the worker stopped, oldest first.

    A job that was running is run once more. If the worker stops again while it runs, the job is marked as failed, since
    its file may have crashed the worker.
    """
    with writing():
        for job in db.session.scalars(select(Job).where(Job.state == "running")):
            if job.payload.get(AGAIN):
                job.state, job.note = "failed", to_json(KILLED)
            else:
                job.payload = {**job.payload, AGAIN: True}
    jobs = db.session.scalars(select(Job.id).where(Job.state.in_(("queued", "running"))).order_by(Job.created_at))
    return list(jobs)


def _set(job_id: str, **values: Any) -> None:
    with writing():
        db.session.execute(update(Job).where(Job.id == job_id).values(**values))
