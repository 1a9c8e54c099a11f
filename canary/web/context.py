"""The objects of one app that all rooms use: settings, files, the job queue, and functions of higher rooms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from flask import Flask, current_app

from canary.config import Settings
from canary.storage.local import LocalStore
from canary.viewer import Viewer
from canary.web.fragments import Fragments
from canary.web.rates import RateLimits

KEY = "canary"  # the context's key in `app.extensions`


class JobQueue(Protocol):
    """The queue of background jobs."""

    def put(self, job_id: str) -> None:
        """Add a job to the queue."""

    def work(self) -> None:
        """Run jobs until the process is told to stop."""


@dataclass(frozen=True, slots=True)
class Context:
    """One app's own objects. The last five fields let rooms call rooms above them, which they may not import.

    Attributes:
        build: a hash that changes with the code, the templates and the static files.
        fragments: the cache of rendered HTML.
        rate_limits: the counter of requests; None if they aren't limited.
        queue: the queue of background jobs.
        job_handlers: the function for each kind of job. It is called with `step(percent, sentence)` and the job's
            payload as keywords, and returns the URL of the result ("" for none).
        load_viewer: returns the viewer who made the current request.
        language_code: returns the code of a language that was typed as a name or code; other text stays the same.
        make_host: makes a learner (by id) a host of the first circle.
        is_invitation: returns whether a path on this site is a join link that works.
        names_beside: returns the names of the others in a learner's (by id) circles.
    """

    settings: Settings
    store: LocalStore
    build: str
    fragments: Fragments
    rate_limits: RateLimits | None
    queue: JobQueue
    job_handlers: Mapping[str, Callable[..., str]]
    load_viewer: Callable[[], Viewer]
    language_code: Callable[[str], str]
    make_host: Callable[[int], None]
    is_invitation: Callable[[str], bool]
    names_beside: Callable[[int], Sequence[str]]

    @property
    def put_job(self) -> Callable[[str], None]:
        """The function that adds a job (by id) to the queue."""
        return self.queue.put


def context_of(app: Flask) -> Context:
    """Return an app's context."""
    return cast(Context, app.extensions[KEY])


def context() -> Context:
    """Return the current app's context."""
    return cast(Context, current_app.extensions[KEY])


def settings() -> Settings:
    """Return the current app's settings."""
    return context().settings


def store() -> LocalStore:
    """Return the current app's file store."""
    return context().store
