"""Slow readers: downloads that somebody began and does not read, while others ask for pages."""

import http.client
import io
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from canary.web.context import context_of
from tests.bench import scene
from tests.bench.table import Row
from tests.bench.timing import percentile
from tests.factories import Factory
from tests.live import server

STALLED = (0, 10, 60)
ASKED, ROUNDS = 40, 3
BYTES = 24 * 2**20  # more than the kernel takes off the server's hands


def rows() -> Iterator[Row]:
    """A row for each number of stalled downloads, on two processes with 64 threads each."""
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        app = scene.make(data)
        scene.fill(app)
        with app.app_context():
            key = context_of(app).store.put(io.BytesIO(b"\xff\xfb\x90\x00" * (BYTES // 4)), ".mp3")
            Factory(app).song("Huge", audio_key=key)
        found: dict[int, list[float]] = {count: [] for count in STALLED}
        with server(data, CANARY_BACKGROUND="no", CANARY_SECRET_KEY="bench" * 10) as live:
            port = int(live.url.rpartition(":")[2])
            for _ in range(ROUNDS):
                for count in STALLED:
                    with ExitStack() as stack:
                        for _ in range(count):
                            stack.enter_context(_stall(port))
                        sleep(0.3)
                        found[count] += [_ask(port) for _ in range(ASKED)]
    calm = median(found[0])
    for count in STALLED:
        times = found[count]
        yield Row(
            f"a page while {count} downloads stall (2 x 64 threads)",
            f"{median(times) * 1000:.1f} ms, 95 of 100 in {percentile(times, 0.95) * 1000:.1f}",
            f"{calm * 1000:.1f} ms with none" if count else "",
            f"{median(times) / calm:.2f} x" if count else "",
        )


def _stall(port: int) -> socket.socket:
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect(("127.0.0.1", port))
    reader.sendall(b"GET /songs/huge/audio HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert reader.recv(12) == b"HTTP/1.1 200"
    return reader


def _ask(port: int) -> float:
    begun = perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/songs/long")
    assert connection.getresponse().read()
    connection.close()
    return perf_counter() - begun
