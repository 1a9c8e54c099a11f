"""A server that is killed while a take comes in, between its file and its row, and while it is made playable."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flask import Flask

from canary.attempts import work
from canary.db import db
from tests.bench import scene
from tests.live import free_port
from tests.music import cut

KEY = "bench" * 10
BORDER = "an-end-of-a-part"


class Life:
    """A server process with its workers, in a process group of its own, that can be ended as by a power cut."""

    def __init__(self, data: Path, *words: str, **environment: str) -> None:
        self.port, self.log = free_port(), data.parent / "server.log"
        env = os.environ | {"CANARY_DATA": str(data), "PORT": str(self.port), "CANARY_SECRET_KEY": KEY}
        env |= {"CANARY_RATE_LIMITS": "no", "CANARY_WORKERS": "1", "CANARY_BACKGROUND": "no"} | environment
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                words or [sys.executable, "-m", "canary", "serve"],
                env=env,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def ready(self) -> "Life":
        until(lambda: "Canary is at" in self.log.read_text() or self.process.poll() is not None, self.log)
        return self

    def kill(self) -> None:
        """kill -9, all of them at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


def until(true: Callable[[], object], log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)


def body(sound: bytes, csrf: str, client_id: str) -> bytes:
    fields = {"csrf_token": csrf, "client_id": client_id, "first": "1", "last": "2"}
    parts = [f'--{BORDER}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = f'--{BORDER}\r\nContent-Disposition: form-data; name="recording"; filename="take"\r\n\r\n'
    return ("".join(parts) + head).encode() + sound + f"\r\n--{BORDER}--\r\n".encode()


class Scene:
    """A data folder with `ana` and `/songs/long`, her cookie and her form token."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data = data
        self.app: Flask = scene.make(data)
        scene.fill(self.app, 0)
        self.cookie = scene.log_in(self.app)
        page = scene.ask(self.app, scene.environ("/songs/long/record", HTTP_COOKIE=self.cookie))
        self.csrf = page.body.split(b'name="csrf-token" content="')[1].split(b'"')[0].decode()
        self.cookie = scene.cookie(dict(row.split("=", 1) for row in self.cookie.split("; ")) | page.cookies)
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        self.sound = cut(next(Path("songs").glob("*/backing.mp3")), folder / "long.opus", 20).read_bytes()

    def request(self, port: int, client_id: str) -> Request:
        headers = {
            "Cookie": self.cookie, "Accept": "application/json", "Content-Type": f"multipart/form-data; boundary={BORDER}"
        }  # fmt: skip
        return Request(f"http://127.0.0.1:{port}/songs/long/attempts", body(self.sound, self.csrf, client_id), headers)

    def send(self, life: Life, client_id: str = "a-take-to-be-sent") -> int:
        with urlopen(self.request(life.port, client_id), timeout=30) as answer:
            return int(answer.status)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.data / "canary.db", timeout=20)) as base:
            found = base.execute(sql).fetchall()
            base.commit()
            return found

    def files(self, pattern: str = "*") -> set[str]:
        return {str(path.relative_to(self.data)) for path in (self.data / "files").glob(f"??/{pattern}")}

    def old(self) -> None:
        """Let two hours pass for all files."""
        for path in (self.data / "files").rglob("*"):
            os.utime(path, (time.time() - 7200,) * 2)  # noqa: TID251

    def songs_are_ready(self) -> None:
        """No other background work than takes."""
        self.rows("UPDATE songs SET stems_key = audio_key")
        self.rows("UPDATE jobs SET state = 'done'")


@pytest.fixture
def place(tmp_path: Path) -> Scene:
    return Scene(tmp_path / "data", tmp_path)


def test_killed_while_a_take_comes_in(place: Scene) -> None:
    life = Life(place.data).ready()
    before = place.files()
    request = place.request(life.port, "a-take-to-be-sent")
    head = "".join(f"{name}: {value}\r\n" for name, value in request.header_items())
    sent = request.data
    assert isinstance(sent, bytes)
    with socket.create_connection(("127.0.0.1", life.port)) as line:
        begin = f"POST {request.selector} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(sent)}\r\n{head}\r\n"
        line.sendall(begin.encode() + sent[: len(sent) // 2])
        time.sleep(0.3)
        life.kill()
    assert place.rows("SELECT count(*) FROM attempts") == [(0,)]
    assert place.files() == before
    again = Life(place.data).ready()
    try:
        assert [place.send(again), place.send(again)] == [201, 201]
    finally:
        again.kill()
    assert place.rows("SELECT count(*) FROM attempts") == [(1,)], "acknowledged, so it is there after the next kill too"
    assert len(place.files("*.opus")) == 1


BETWEEN = """
import os, signal
from canary.storage.local import LocalStore
put = LocalStore.put
def put_and_die(self, source, extension):
    key = put(self, source, extension)
    if extension == ".opus":
        os.killpg(0, signal.SIGKILL)
    return key
LocalStore.put = put_and_die
from canary.app import main
import sys
sys.argv = ["canary", "serve"]
main()
"""


def test_killed_between_file_and_row(place: Scene) -> None:
    life = Life(place.data, sys.executable, "-c", BETWEEN).ready()
    with pytest.raises((OSError, HTTPError)):
        place.send(life)
    life.process.wait(20)
    assert place.rows("SELECT count(*) FROM attempts") == [(0,)]
    (orphan,) = place.files("*.opus")
    (place.data / "files" / "tmp-half-written").write_bytes(b"half")
    store = place.app.extensions["canary"].store
    with place.app.app_context():
        assert work.tidy(store, scene.NOW) == 0, "it is young: its row may still come"
    again = Life(place.data).ready()
    try:
        place.old()
        assert place.send(again) == 201, "the browser has kept the take and sends it again"
        place.songs_are_ready()
        worker = Life(place.data, sys.executable, "-m", "canary", "worker")
        until(lambda: place.rows("SELECT state FROM jobs WHERE kind = 'tidy'") == [("done",)], worker.log)
        worker.kill()
    finally:
        again.kill()
    assert orphan in place.files(), "now a row names it"
    assert not (place.data / "files" / "tmp-half-written").exists()
    place.rows("DELETE FROM attempts")
    place.old()
    kept = place.files()
    worker = Life(place.data, sys.executable, "-m", "canary", "worker")
    until(lambda: place.rows("SELECT count(*) FROM jobs WHERE kind = 'tidy' AND state = 'done'") == [(2,)], worker.log)
    worker.kill()
    gone = kept - place.files()
    assert orphan in gone
    assert all(name.endswith((".opus", ".m4a")) for name in gone), gone


DYING = """
import os, signal
from canary.audio import playable
write = playable.write
playable.write = lambda path, out, done=None: write(path, out, lambda ms: ms > 3000 and os.kill(0, signal.SIGKILL))
from canary.app import main
import sys
sys.argv = ["canary", "worker"]
main()
"""


def test_killed_while_it_is_made_playable(place: Scene) -> None:
    life = Life(place.data).ready()
    try:
        place.songs_are_ready()
        assert place.send(life) == 201
        dying = Life(place.data, sys.executable, "-c", DYING)
        until(lambda: dying.process.poll() is not None, dying.log)
        assert place.rows("SELECT playable_key FROM attempts") == [(None,)]
        assert place.rows("SELECT state FROM jobs WHERE kind = 'playable'") == [("running",)]
        worker = Life(place.data, sys.executable, "-m", "canary", "worker")
        until(lambda: place.rows("SELECT playable_key FROM attempts WHERE playable_key <> ''"), worker.log)
        worker.kill()
    finally:
        life.kill()
    assert len(place.files("*.m4a")) == 1
    assert len(place.files("*.opus")) == 1


def test_a_take_that_ends_the_worker_is_given_up_and_kept(place: Scene) -> None:
    life = Life(place.data).ready()
    try:
        place.songs_are_ready()
        assert place.send(life) == 201
        for _ in range(2):
            dying = Life(place.data, sys.executable, "-c", DYING)
            until(lambda dying=dying: dying.process.poll() is not None, dying.log)  # type: ignore[misc]
        worker = Life(place.data, sys.executable, "-m", "canary", "worker")
        until(lambda: place.rows("SELECT playable_key FROM attempts") == [("",)], worker.log)
        worker.kill()
    finally:
        life.kill()
    assert len(place.files("*.opus")) == 1
