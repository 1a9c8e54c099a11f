"""Servers and workers that can be ended as by a power cut: real processes, begun quickly, killed with all they started."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from canary.app import main
from tests.live import free_port
from tests.published import lend

KEY = "bench" * 10
# What takes longest of a start is reading the program; one process has read it and is copied for each life.
_copies = multiprocessing.get_context("forkserver")
_copies.set_forkserver_preload([__name__])


class Life:
    """`canary serve`, or another command, in a process group of its own; `before` is code that runs first in it."""

    def __init__(self, data: Path, command: str = "serve", before: str = "") -> None:
        self.port, self.log = free_port(), data.parent / "server.log"
        values = {"CANARY_DATA": str(data), "PORT": str(self.port), "CANARY_SECRET_KEY": KEY}
        values |= {"CANARY_RATE_LIMITS": "no", "CANARY_WORKERS": "1", "CANARY_BACKGROUND": "no"}
        self.log.write_text("")
        lend(data)
        self.process = _copies.Process(target=_live, args=(command, before, values, str(self.log)))
        self.process.start()

    def ready(self) -> "Life":
        """Itself, once it serves or has ended."""
        until(lambda: "Canary is at" in self.log.read_text() or self.ended(), self.log)
        return self

    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process.exitcode is not None

    def kill(self) -> None:
        """kill -9, all of them at once."""
        assert self.process.pid
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join(20)


def until(true: Callable[[], object], log: Path, seconds: float = 60) -> None:
    """Wait for something; with the log where it does not come."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)


def _live(command: str, before: str, values: dict[str, str], log: str) -> None:
    os.setsid()
    out = os.open(log, os.O_WRONLY | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.environ.update(values)
    exec(before, {})  # a test's own words
    sys.argv = ["canary", command]
    main()
