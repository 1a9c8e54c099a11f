"""Ask for background work, do it, tell how far it is."""

import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from canary.db import db, writing
from canary.jobs.models import Job
from canary.jobs.queue import handler_of
from canary.problems import NotFound, Problem
from canary.viewer import Viewer

log = logging.getLogger(__name__)
AGAIN = "again"  # in a payload: a worker has stopped once while it was at this job


def ask(put: Callable[[str], None], kind: str, owner_id: int | None, now: datetime, **payload: Any) -> str:
    """Queue a job of `kind` with `put` and return its id. Call it after the rows that it needs are committed."""
    job_id = secrets.token_hex(16)
    with writing():
        db.session.add(Job(id=job_id, kind=kind, owner_id=owner_id, payload=payload, created_at=now))
    put(job_id)
    return job_id


def ask_once(put: Callable[[str], None], kind: str, owner_id: int | None, now: datetime, **payload: Any) -> str:
    """The same, unless just that is queued or at work already: then the id of that. On PostgreSQL two may ask at the
    same moment, so the work has to bear being done twice.
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
    """Payloads of the jobs of `kind` that are queued or at work."""
    return list(db.session.scalars(select(Job.payload).where(Job.kind == kind, Job.state.in_(("queued", "running")))))


def failed(kind: str) -> list[dict[str, Any]]:
    """Payloads of the jobs of `kind` that did not end well."""
    return list(db.session.scalars(select(Job.payload).where(Job.kind == kind, Job.state == "failed")))


def of_owner(viewer: Viewer, kind: str) -> Sequence[Job]:
    """The viewer's own jobs of `kind` that are queued or at work."""
    query = select(Job).where(Job.owner_id == viewer.id, Job.kind == kind, Job.state.in_(("queued", "running")))
    return db.session.scalars(query.order_by(Job.created_at).limit(100)).all()


def find(viewer: Viewer, job_id: str) -> Job:
    """A job of the viewer's own; raises NotFound for anybody else's."""
    job = db.session.get(Job, job_id)
    if job is None or job.owner_id is None or job.owner_id != viewer.id:
        raise NotFound()
    return job


def run(job_id: str) -> None:
    """Do the job; what goes wrong ends up as its sentence, never as a lost job."""
    job = db.session.get(Job, job_id)
    if job is None or job.state in {"done", "failed"}:
        return
    kind, payload = job.kind, {name: value for name, value in job.payload.items() if name != AGAIN}

    def step(progress: int, message: str) -> None:
        _set(job_id, state="running", progress=progress, message=message)

    step(0, "")
    try:
        url = handler_of(kind)(step, **payload)
    except Problem as problem:
        _set(job_id, state="failed", message=problem.sentence)
    except Exception:
        log.exception("job %s of kind %s broke", job_id, kind)
        _set(job_id, state="failed", message="Something broke on the server. Try again; what you sent is kept.")
    else:
        _set(job_id, state="done", progress=100, url=url)


def unfinished() -> list[str]:
    """Ids of jobs that a stopped worker left behind, oldest first. One that was at work is tried once more only: a file
    that ends the process would otherwise end it for ever.
    """
    with writing():
        for job in db.session.scalars(select(Job).where(Job.state == "running")):
            if job.payload.get(AGAIN):
                job.state, job.message = "failed", "The server stopped twice over this. Try another copy of the file."
            else:
                job.payload = {**job.payload, AGAIN: True}
    jobs = db.session.scalars(select(Job.id).where(Job.state.in_(("queued", "running"))).order_by(Job.created_at))
    return list(jobs)


def _set(job_id: str, **values: Any) -> None:
    with writing():
        db.session.execute(update(Job).where(Job.id == job_id).values(**values))
