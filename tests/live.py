"""A real server in a process of its own, and a real Chromium: for the browser tests, the pictures and the bench."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from tests.published import lend

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PASSWORD = "a short sentence"
# Called with each server before it stops, unless its test failed.
BEFORE_STOP: list[Callable[["Server"], None]] = []
Scheme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, its data folder, the host's one-use link, its process."""

    url: str
    data: Path
    host_link: str
    process: subprocess.Popen[str]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def server(data: Path, **environment: str) -> Iterator[Server]:
    """`canary serve` on `data`, from start to SIGTERM; RuntimeError with what it printed when it does not come up."""
    port = free_port()
    lend(data)
    env = os.environ | {"CANARY_DATA": str(data), "PORT": str(port), "CANARY_RATE_LIMITS": "no"} | environment
    log = data.parent / f"{data.name}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "canary", "serve"], env=env, stdout=out, stderr=subprocess.STDOUT, text=True
        )
        try:
            said = _wait(process, log, port)
            link = re.search(r"http\S+/host/\S+", said)
            live = Server(f"http://127.0.0.1:{port}", data, link.group() if link else "", process)
            yield live
            for look in BEFORE_STOP:
                look(live)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def furnish(data: Path) -> None:
    """Make a data folder as a server leaves it that has loaded the songbook and done its first jobs."""
    with server(data), closing(sqlite3.connect(data / "canary.db")) as rows:
        deadline = time.monotonic() + 600
        while rows.execute("SELECT 1 FROM jobs WHERE state IN ('queued', 'running')").fetchone():
            assert time.monotonic() < deadline, "the first jobs are not done"
            time.sleep(0.1)


def _wait(process: subprocess.Popen[str], log: Path, port: int) -> str:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and process.poll() is None:
        said = log.read_text()
        if "Canary is at" in said:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10):
                return log.read_text()
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


@contextmanager
def chromium(arguments: Sequence[str] = ()) -> Iterator[Browser]:
    """The machine's Chromium without a window."""
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    flags = [*FLAGS, *arguments, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()
