"""EDGE: the one file that imports huey. Rooms register what can be done, services ask for it, a worker does it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey, crontab
from huey.consumer import Consumer

Handler = Callable[..., str]
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register what does jobs of `kind`: it gets `step(percent, sentence)` and the payload, gives a URL."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def handler_of(kind: str) -> Handler:
    """The registered function; raises KeyError for an unknown kind."""
    return _handlers[kind]


class Queue:
    """The waiting jobs, in a SQLite file of their own. `run` gets a job's id and does the job; `daily` is called by the
    worker once a day, at four in the morning UTC, and `minutely` every minute.
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
        # In immediate mode (tests) nothing is written and the work is done in the call.
        self._task = self._huey.task(retries=0, name="run")(run)
        self._huey.periodic_task(crontab(hour="4", minute="0"), name="daily")(daily)
        self._huey.periodic_task(crontab(), name="minutely")(minutely)

    def put(self, job_id: str) -> None:
        """Ask for the job to be done soon."""
        self._task(job_id)

    def work(self) -> None:
        """Do jobs until the process is told to stop (SIGTERM or SIGINT)."""
        consumer: Any = Consumer(self._huey, workers=1, initial_delay=0.1, max_delay=1.0, backoff=1.3)
        consumer.run()
