"""A second start: from the command to the first answer, and what a process weighs after some pages."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.request import urlopen

from tests.bench.table import Row
from tests.live import server

ROUNDS, PAGES = 3, 100


def rows() -> Iterator[Row]:
    """Start beside `import flask`; memory of a server process, what it shares with others counted in parts."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        with server(data):
            pass  # the first start migrates and loads the songbook
        ours, bare, app = [], [], []
        for _ in range(ROUNDS):
            begun = perf_counter()
            with server(data):
                ours.append(perf_counter() - begun)
            bare.append(_run("import flask"))
            app.append(_run("import canary.app"))
        goal = median(ours) < 3
        yield Row("second start to first answer", f"{median(ours):.2f} s", f"{median(bare):.2f} s import flask",
                  f"{median(ours) / median(bare):.1f} x", "< 3 s", goal)  # fmt: skip
        yield Row("import of canary.app", f"{median(app):.2f} s", f"{median(bare):.2f} s import flask",
                  f"{median(app) / median(bare):.1f} x")  # fmt: skip
        with server(data) as live:
            for _ in range(PAGES):
                with urlopen(f"{live.url}/songs", timeout=10) as answer:
                    answer.read()
            weights = [_weight(pid) for pid in _children(live.process.pid) if "serve" in _command(pid)]
        mean = [sum(column) / len(weights) for column in zip(*weights, strict=True)]
        yield Row(f"memory of each of {len(weights)} workers, 64 threads", f"{mean[0]:.0f} MB its own share",
                  f"{mean[1]:.0f} MB with all that is shared")  # fmt: skip


def _run(statement: str) -> float:
    begun = perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return perf_counter() - begun


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:
            continue  # it ended meanwhile
        if int(lines["PPid"]) == parent:
            found.append(int(status.parent.name))
    return found


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _weight(pid: int) -> tuple[float, float]:
    """Proportional and resident memory in MB."""
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, size = line.partition(":")
        sizes[name] = int(size.split()[0]) / 1024
    return sizes["Pss"], sizes["Rss"]
