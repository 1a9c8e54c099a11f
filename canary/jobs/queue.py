"""EDGE: the one file that imports huey. Rooms register handlers, services queue jobs, a worker does them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey, crontab
from huey.consumer import Consumer

from canary.sentences import Message

Handler = Callable[..., str]
Step = Callable[[int, Message], None]
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of `kind`.

    It gets `step(percent, message)` to report progress and the payload as keywords; it returns the URL of its result
    or "".
    """

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def handler_of(kind: str) -> Handler:
    """Return the handler. Raises KeyError for an unknown kind."""
    return _handlers[kind]


class Queue:
    """The queued jobs, in a SQLite file of their own. `run` does the job with the id it is given; the worker calls
    `daily` at 04:00 UTC and `minutely` every minute.
    """

    def __init__(
        self,
        path: Path,
        run: Callable[[str], None],
        daily: Callable[[], None],
        minutely: Callable[[], None],
        *,
        immediate: bool = False,
    ) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._huey = SqliteHuey(filename=str(path), immediate=immediate, results=False)
        # In immediate mode (tests) nothing is written, and `put` does the job itself.
        self._task = self._huey.task(retries=0, name="run")(run)
        self._huey.periodic_task(crontab(hour="4", minute="0"), name="daily")(daily)
        self._huey.periodic_task(crontab(), name="minutely")(minutely)

    def put(self, job_id: str) -> None:
        """Queue a job."""
        self._task(job_id)

    def work(self) -> None:
        """Do jobs until the process gets SIGTERM or SIGINT."""
        consumer: Any = Consumer(self._huey, workers=1, initial_delay=0.1, max_delay=1.0, backoff=1.3)
        consumer.run()
