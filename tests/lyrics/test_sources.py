"""Looking lyrics up: a made-up service on the loopback, a silent one, and a real process that really ends."""

import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from canary.lyrics import sources
from canary.lyrics.match import Track, fills, fits
from canary.lyrics.model import Line, Lyrics
from canary.lyrics.sources import NoNetwork, NotFound, TooSlow

SYNCED = "".join(f"[00:{n * 10:02d}.00]línea número {n}\n" for n in range(6))
Serve = Callable[[Any], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Any) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = parse_qs(urlparse(self.path).query)
                body = answer(asked) if callable(answer) else answer
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def track(**more: object) -> dict[str, object]:
    return {
        "trackName": "Mañana", "artistName": "Ana Luz", "duration": 61.2, "instrumental": False,
        "syncedLyrics": SYNCED, "plainLyrics": "línea número 0",
    } | more  # fmt: skip


def test_found(serve: Serve) -> None:
    asked: list[dict[str, list[str]]] = []

    def answer(question: dict[str, list[str]]) -> list[dict[str, object]]:
        asked.append(question)
        return [track(duration=120), track(trackName="Otra"), track()]

    found = sources.look_up("Mañana", "Ana Luz", 60_000, server=serve(answer))
    assert found.source == "LRCLIB"
    assert found.text == SYNCED
    assert found.lyrics.timing == "line"
    assert asked == [{"track_name": ["Mañana"], "artist_name": ["Ana Luz"]}]


@pytest.mark.parametrize(
    "answer",
    [
        [],
        [track(trackName="Ayer"), track(artistName="Somebody Else"), track(duration=200)],
        [track(trackName="Mañana (Live)"), track(instrumental=True), track(syncedLyrics="", plainLyrics="")],
        [track(syncedLyrics="x" * 100_000, plainLyrics=None)],
        b"<html>not json</html>",
    ],
)
def test_what_does_not_fit_is_not_taken(serve: Serve, answer: object) -> None:
    with pytest.raises(NotFound) as caught:
        sources.look_up("Mañana", "Ana Luz", 60_000, server=serve(answer))
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("offer", "taken"),
    [
        ({}, True),
        ({"text": "[00:01.00]too\n[00:02.00]short\n[00:03.00]by far\n"}, False),
        ({"text": SYNCED.replace("[00:5", "[09:5")}, False),
        ({"text": "\n"}, False),
        ({"title": "Ayer"}, False),
        ({"duration_ms": 90_000}, False),
    ],
)
def test_the_parent_judges_again(offer: dict[str, object], taken: bool) -> None:
    given = {"title": "Mañana", "artist": "Ana Luz", "duration_ms": 60_000, "text": SYNCED} | offer
    found = list(sources._judged(Track("Mañana", "Ana Luz", 60_000), {"source": "LRCLIB", "offers": [given]}))
    assert bool(found) is taken


def test_plain_lyrics_where_nothing_is_timed(serve: Serve) -> None:
    plain = "uno\ndos\ntres\ncuatro"
    found = sources.look_up("Mañana", "Ana Luz", 60_000, server=serve([track(syncedLyrics=None, plainLyrics=plain)]))
    assert found.lyrics.timing == "none"
    assert [x.text for x in found.lyrics.lines] == plain.split()


def test_no_network() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(NoNetwork, match="network"):
        sources.look_up("Mañana", "Ana Luz", 60_000, server=address)


def test_a_silent_service_is_left_and_its_process_killed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.perf_counter()
        with pytest.raises(TooSlow):
            sources.look_up(
                "Mañana", "Ana Luz", 60_000, deadline_s=2, server=f"http://127.0.0.1:{silent.getsockname()[1]}"
            )
        assert time.perf_counter() - begun < 4
    running = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True)
    assert "canary.lyrics.fetch" not in running.stdout


def test_without_a_title_nobody_is_asked() -> None:
    with pytest.raises(NotFound, match="title"):
        sources.look_up("  ", "Ana", 60_000, server="http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("wanted", "offered", "same"),
    [
        (("Mañana", "Ana Luz", 60_000), ("manana", "ANA LUZ", 63_000), True),
        (("Mañana", "Ana Luz", 60_000), ("Mañana (feat. Bo)", "Ana Luz & Bo", 60_000), True),
        (("Mañana - Remastered 2011", "The Birds", 60_000), ("Mañana", "Birds", 0), True),
        (("Mañana", "Ana Luz", 60_000), ("Mañana", "Ana Luz", 66_000), False),
        (("Mañana", "Ana Luz", 60_000), ("Mañana (Live)", "Ana Luz", 60_000), False),
        (("Mañana (en vivo) [Live]", "Ana", 60_000), ("Mañana - Live", "Ana", 60_000), True),
        (("Mañana", "Ana Luz", 60_000), ("Mañanero", "Ana Luz", 60_000), False),
        (("Mañana", "", 60_000), ("Mañana", "Anyone", 60_500), True),
        (("Mañana", "", 0), ("Mañana", "Anyone", 60_500), False),
        (("夜の海", "あかり", 60_000), ("夜の海", "あかり", 60_000), True),
        (("夜の海", "あかり", 60_000), ("朝の空", "あかり", 60_000), False),
        (("???", "Ana", 60_000), ("!!!", "Ana", 60_000), False),
        (("a" * 50_000, "b" * 50_000, 0), ("a" * 50_000, "b" * 50_000, 0), True),
    ],
)
def test_fits(wanted: tuple[str, str, int], offered: tuple[str, str, int], same: bool) -> None:
    assert fits(Track(*wanted), Track(*offered)) is same


@pytest.mark.parametrize(
    ("starts", "duration", "enough"),
    [
        ([0, 20_000, 50_000], 60_000, True),
        ([0, 1000, 2000], 60_000, False),
        ([0, 20_000, 70_000], 60_000, False),
        ([0], 60_000, False),
    ],
)
def test_fills(starts: list[int], duration: int, enough: bool) -> None:
    assert fills(Lyrics(tuple(Line("x", s) for s in starts), timing="line"), duration) is enough
