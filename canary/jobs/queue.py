"""EDGE: the only file that imports huey. It has the queue of background jobs and the worker that runs them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey, crontab
from huey.consumer import Consumer


class Queue:
    """The queue of jobs, stored in the SQLite file `path`.

    `run(job_id)` runs a job. The worker also calls `daily` at 04:00 UTC and `minutely` every minute.
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
        # In immediate mode, which tests use, `put` runs a job at once, and nothing is stored.
        self._task = self._huey.task(retries=0, name="run")(run)
        self._huey.periodic_task(crontab(hour="4", minute="0"), name="daily")(daily)
        self._huey.periodic_task(crontab(), name="minutely")(minutely)

    def put(self, job_id: str) -> None:
        """Add the job with this id to the queue."""
        self._task(job_id)

    def work(self) -> None:
        """Run jobs until the process receives SIGTERM or SIGINT."""
        consumer: Any = Consumer(self._huey, workers=1, initial_delay=0.1, max_delay=1.0, backoff=1.3)
        consumer.run()
