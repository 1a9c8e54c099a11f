"""A Canary in a temporary folder with one long song, talked about; and ways to ask it for pages without a network."""

import gc
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event

from canary import migrate
from canary.app import create_app
from canary.circles import service as circles
from canary.config import Settings
from canary.db import db, writing
from canary.learners import service as learners
from canary.songs.models import CircleSong
from canary.threads import markdown
from canary.threads.models import Post
from tests.factories import NOW, Factory, lyrics_of
from tests.published import lend

PASSWORD = "a short sentence"
LINES, WORDS, POSTS = 60, 7, 50
SYLLABLES = ("lu", "na", "can", "tar", "mi", "go", "sol", "ven", "to", "mar", "ca", "sa", "flor", "ri", "o")


@dataclass(frozen=True, slots=True)
class Review:
    """What came back from an app: status, headers by lower-case name (cookies apart), body."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes


def environ(path: str, **headers: str) -> dict[str, Any]:
    """A WSGI request for `path` (GET) with headers named as in `HTTP_COOKIE`."""
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": "text/html", "HTTP_USER_AGENT": "bench", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | headers  # fmt: skip


def send(app: Any, request: dict[str, Any]) -> tuple[str, list[tuple[str, str]], bytes]:
    """Hand a request to the whole WSGI stack and read the answer to its end."""
    said: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
        said[:] = [status, headers]

    answer = app(dict(request), start)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return said[0], said[1], body


def ask(app: Any, request: dict[str, Any]) -> Review:
    """Send a request and take its answer apart."""
    status, headers, body = send(app, request)
    cookies = {}
    for name, value in headers:
        if name.lower() == "set-cookie":
            key, _, rest = value.partition("=")
            cookies[key] = rest.split(";")[0]
    return Review(int(status[:3]), {name.lower(): value for name, value in headers}, cookies, body)


def form(path: str, fields: dict[str, str], cookie: str) -> dict[str, Any]:
    """A POST of a form."""
    body = urlencode(fields).encode()
    return environ(path, HTTP_COOKIE=cookie) | {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Yield a list of the statements that SQLite's driver executes meanwhile, without those of transactions."""
    said: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "--")):
            said.append(statement)

    def trace(connection: sqlite3.Connection, *_: Any) -> None:
        connection.set_trace_callback(note)

    with app.app_context():
        db.session.rollback()
        engine = db.engine
    is_file = engine.url.database not in {None, "", ":memory:"}
    if is_file:
        engine.dispose()  # closes the connections that `db.read` keeps, so that new ones are traced
    event.listen(engine, "checkout", trace)
    try:
        yield said
    finally:
        event.remove(engine, "checkout", trace)
        if is_file:
            with app.app_context():
                db.session.rollback()
            engine.dispose()


def make(data: Path) -> Flask:
    """An app with the settings that a server has, on a migrated SQLite file below `data`."""
    settings = Settings(data=data, secret_key="bench" * 10)
    lend(data)
    migrate.upgrade(settings)
    return create_app(settings)


def fill(app: Flask, posts: int = POSTS) -> None:
    """A circle, a learner `ana` in it, and the song `/songs/long` with its thread."""
    lines = tuple(" ".join(_word(i * WORDS + k) for k in range(WORDS)) for i in range(LINES))
    with app.app_context():
        factory = Factory(app)
        circle = factory.circle()
        circle_id = circle.id
        song = factory.song("Long", text=lyrics_of(lines), level="A2", notes={"about": "Sixty lines, for the bench."})
        song_id = song.id
        learner = learners.register("ana", PASSWORD, "", NOW)
        learner_id = learner.id
        circles.join(learner_id, circle_id, NOW)
        talk(circle_id, song_id, learner_id, posts)
        db.session.rollback()


def settle() -> None:
    """Leave what exists out of garbage collection, as `canary serve` does after its start; both sides have it so."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def talk(circle_id: int, song_id: int, author_id: int, posts: int) -> None:
    """Posts about a song, every third to a line of it."""
    with writing():
        for n in range(posts):
            body = f"What I noticed in line {n}: the **{_word(n)}** comes *again*, and it sounds like a small wave."
            db.session.add(
                Post(
                    circle_id=circle_id,
                    song_id=song_id,
                    author_id=author_id,
                    client_id=f"bench-{song_id}-{n:05}",
                    line=n % LINES + 1 if n % 3 == 0 else None,
                    body=body,
                    html=markdown.html(body),
                    created_at=NOW,
                )
            )
        db.session.merge(CircleSong(circle_id=circle_id, song_id=song_id, version=1))


def log_in(app: Any, name: str = "ana") -> str:
    """Log in through the form as a browser does; returns the Cookie header."""
    page = ask(app, environ("/login"))
    token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', page.body)
    assert token, "the log-in form has no token"
    fields = {"username": name, "password": PASSWORD, "csrf_token": token[1].decode(), "next": "/"}
    jar = dict(page.cookies)
    answer = ask(app, form("/login", fields, cookie(jar)))
    assert answer.status == 302, answer.status
    jar |= answer.cookies
    home = ask(app, environ("/songs/long", HTTP_COOKIE=cookie(jar)))
    return cookie(jar | home.cookies)


def cookie(jar: dict[str, str]) -> str:
    """A Cookie header."""
    return "; ".join(f"{name}={value}" for name, value in jar.items() if value)


def _word(n: int) -> str:
    return SYLLABLES[n % len(SYLLABLES)] + SYLLABLES[n * 7 // 3 % len(SYLLABLES)]
