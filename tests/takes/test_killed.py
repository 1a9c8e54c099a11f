"""A server that is killed while a take comes in, between its file and its row, and while it is made playable; one whose
disk is full, and one whose database another program has locked.
"""

import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from flask import Flask

from canary.db import db
from canary.takes import work
from canary.web.context import context_of
from tests.bench import scene
from tests.factories import NOW
from tests.lives import Life, until
from tests.music import cut

BORDER = "an-end-of-a-part"


def body(sound: bytes, csrf: str, client_id: str) -> bytes:
    fields = {"csrf_token": csrf, "client_id": client_id, "first": "1", "last": "2"}
    parts = [f'--{BORDER}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    head = f'--{BORDER}\r\nContent-Disposition: form-data; name="recording"; filename="take"\r\n\r\n'
    return ("".join(parts) + head).encode() + sound + f"\r\n--{BORDER}--\r\n".encode()


@dataclass(frozen=True, slots=True)
class Scene:
    """A data folder with `ana` and `/songs/long`, her cookie and her form token, and a take's sound."""

    data: Path
    cookie: str
    csrf: str
    sound: bytes

    def request(self, port: int, client_id: str) -> Request:
        headers = {
            "Cookie": self.cookie, "Accept": "application/json", "Content-Type": f"multipart/form-data; boundary={BORDER}"
        }  # fmt: skip
        return Request(f"http://127.0.0.1:{port}/songs/long/takes", body(self.sound, self.csrf, client_id), headers)

    def send(self, life: Life, client_id: str = "a-take-to-be-sent") -> int:
        with urlopen(self.request(life.port, client_id), timeout=30) as answer:
            return int(answer.status)

    def take(self) -> None:
        """A take that was sent and waits to be made playable, while no server runs."""
        sent = body(self.sound, self.csrf, "a-take-to-be-sent")
        asked = scene.environ("/songs/long/takes", HTTP_COOKIE=self.cookie, HTTP_ACCEPT="application/json") | {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BORDER}",
            "CONTENT_LENGTH": str(len(sent)),
            "wsgi.input": io.BytesIO(sent),
        }
        app = scene.make(self.data)
        assert scene.ask(app, asked).status == 201
        let_go(app)

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


def let_go(app: Flask) -> None:
    """Close an app's database, so that its file can be copied or used by others."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """What all these tests begin with: the songs are loaded once, by a server that ran before."""
    folder = tmp_path_factory.mktemp("killed")
    app = scene.make(folder / "data")
    scene.fill(app, 0)
    cookie = scene.log_in(app)
    page = scene.ask(app, scene.environ("/songs/long/record", HTTP_COOKIE=cookie))
    csrf = page.body.split(b'name="csrf-token" content="')[1].split(b'"')[0].decode()
    cookie = scene.cookie(dict(row.split("=", 1) for row in cookie.split("; ")) | page.cookies)
    let_go(app)
    Life(folder / "data").ready().kill()
    sound = cut(next(Path("songs").glob("*/backing.mp3")), folder / "long.opus", 20).read_bytes()
    found = Scene(folder / "data", cookie, csrf, sound)
    found.songs_are_ready()
    return found


@pytest.fixture
def place(start: Scene, tmp_path: Path) -> Scene:
    """A copy of it for one test."""
    return replace(start, data=Path(shutil.copytree(start.data, tmp_path / "data")))


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
    assert place.rows("SELECT count(*) FROM takes") == [(0,)]
    assert place.files() == before
    again = Life(place.data).ready()
    try:
        assert [place.send(again), place.send(again)] == [201, 201]
    finally:
        again.kill()
    assert place.rows("SELECT count(*) FROM takes") == [(1,)], "acknowledged, so it is there after the next kill too"
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
"""


def test_killed_between_file_and_row(place: Scene) -> None:
    life = Life(place.data, before=BETWEEN).ready()
    with pytest.raises((OSError, HTTPError)):
        place.send(life)
    life.process.join(20)
    assert place.rows("SELECT count(*) FROM takes") == [(0,)]
    (orphan,) = place.files("*.opus")
    (place.data / "files" / "tmp-half-written").write_bytes(b"half")
    app = scene.make(place.data)
    with app.app_context():
        assert work.tidy(context_of(app).store, NOW) == 0, "it is young: its row may still come"
    let_go(app)
    again = Life(place.data).ready()
    try:
        place.old()
        assert place.send(again) == 201, "the browser has kept the take and sends it again"
        worker = Life(place.data, "worker")
        until(lambda: place.rows("SELECT state FROM jobs WHERE kind = 'tidy'") == [("done",)], worker.log)
        worker.kill()
    finally:
        again.kill()
    assert orphan in place.files(), "now a row names it"
    assert not (place.data / "files" / "tmp-half-written").exists()
    place.rows("DELETE FROM takes")
    place.old()
    kept = place.files()
    worker = Life(place.data, "worker")
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
"""


def test_killed_while_it_is_made_playable(place: Scene) -> None:
    place.take()
    dying = Life(place.data, "worker", DYING)
    until(dying.ended, dying.log)
    assert place.rows("SELECT playable_key FROM takes") == [(None,)]
    assert place.rows("SELECT state FROM jobs WHERE kind = 'playable'") == [("running",)]
    worker = Life(place.data, "worker")
    until(lambda: place.rows("SELECT playable_key FROM takes WHERE playable_key <> ''"), worker.log)
    worker.kill()
    assert len(place.files("*.m4a")) == 1
    assert len(place.files("*.opus")) == 1


def test_a_take_that_ends_the_worker_is_given_up_and_kept(place: Scene) -> None:
    place.take()
    for _ in range(2):
        dying = Life(place.data, "worker", DYING)
        until(dying.ended, dying.log)
    worker = Life(place.data, "worker")
    until(lambda: place.rows("SELECT playable_key FROM takes") == [("",)], worker.log)
    worker.kill()
    assert len(place.files("*.opus")) == 1


@contextmanager
def small_disk(place: Scene, folder: Path) -> Iterator[Scene]:
    """The scene on a disk of its own with three megabytes to spare."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    used = sum(path.stat().st_size for path in place.data.rglob("*") if path.is_file())
    folder.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={used + 3 * 2**20}", "none", str(folder)], check=True, capture_output=True
    )
    try:
        yield replace(place, data=Path(shutil.copytree(place.data, folder, symlinks=True, dirs_exist_ok=True)))
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def post(place: Scene, life: Life, body: str, client_id: str) -> tuple[int, str, str]:
    """Write about the song; the status, the page, and when to come back."""
    form = urlencode({"csrf_token": place.csrf, "client_id": client_id, "body": body}).encode()
    sent = Request(f"http://127.0.0.1:{life.port}/songs/long/thread", form, {"Cookie": place.cookie})
    try:
        with urlopen(sent, timeout=60) as answer:
            return answer.status, answer.read().decode(), ""
    except HTTPError as refused:
        return refused.code, refused.read().decode(), refused.headers["Retry-After"] or ""


def pages(place: Scene, life: Life) -> list[int]:
    """The statuses of pages that people read, two of which also write in passing."""
    found = []
    for path in ("/", "/songs/long", "/songs/long/thread", "/news", "/reviews"):
        with urlopen(Request(f"http://127.0.0.1:{life.port}{path}", headers={"Cookie": place.cookie})) as answer:
            found.append(answer.status)
    return found


def refused_take(place: Scene, life: Life) -> tuple[int, str, str]:
    """Send a take; the status, the sentence, and when to come back."""
    with pytest.raises(HTTPError) as refused:
        place.send(life)
    return refused.value.code, json.loads(refused.value.read())["error"], refused.value.headers["Retry-After"]


def test_the_disk_is_full(start: Scene, tmp_path: Path) -> None:
    with small_disk(start, tmp_path / "disk") as place:
        life = Life(place.data).ready()
        try:
            assert pages(place, life) == [200] * 5
            filler = place.data / "filler"
            with filler.open("wb", buffering=0) as file, suppress(OSError):
                while True:
                    file.write(bytes(4096))
            text = "so many words " * 300
            answers = (post(place, life, text, f"a-post-on-a-full-disk-{n}") for n in range(300))
            status, page, later = next(answer for answer in answers if answer[0] != 200)
            assert (status, later) == (507, "300")
            assert "The server’s disk is full, so nothing can be saved now." in page
            assert text.strip() in page, "what somebody wrote is there to be copied"
            code, sentence, later = refused_take(place, life)
            assert (code, later) == (507, "300")
            assert sentence.startswith("The server’s disk is full")
            assert pages(place, life) == [200] * 5
            before = place.files()
            filler.unlink()
            assert post(place, life, text, "a-post-afterwards")[0] == 200
            assert place.send(life) == 201
            assert len(place.files("*.opus") - before) == 1
            assert not list((place.data / "files").glob("tmp*"))
        finally:
            life.kill()


def test_another_program_holds_the_lock(place: Scene) -> None:
    life = Life(place.data).ready()
    try:
        with closing(sqlite3.connect(place.data / "canary.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with ThreadPoolExecutor(8) as people:
                waiting = [people.submit(post, place, life, "two words", f"a-post-that-waits-{n}") for n in range(8)]
                assert pages(place, life) == [200] * 5
                answers = [one.result(timeout=60) for one in waiting]
            other.execute("ROLLBACK")
        for status, page, later in answers:
            assert (status, later) == (503, "5")
            assert "The server is busy. Nothing is lost: try again in a moment." in page
        assert post(place, life, "two words", "a-post-that-waits-1")[0] == 200
    finally:
        life.kill()
