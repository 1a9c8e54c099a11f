"""Lyrics from the network: a process asks (``fetch.py``), a deadline ends it, and our own parser judges what
it brought.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from canary.lyrics.formats.detect import read
from canary.lyrics.match import Track, fills, fits
from canary.lyrics.model import Lyrics, LyricsError
from canary.problems import Unusable

_PACKAGES = Path(__file__).resolve().parents[2]


class LookUpError(Unusable):
    """The look-up found nothing."""


class NotFound(LookUpError):
    """No service has lyrics whose title, artist and length agree with the song's."""


class NoNetwork(LookUpError):
    """No service could be reached."""


class TooSlow(LookUpError):
    """The deadline passed first."""


@dataclass(frozen=True, slots=True)
class Found:
    """Lyrics that fit: the text as it came, the service's name, and what our parser read in it."""

    text: str
    source: str
    lyrics: Lyrics


def look_up(title: str, artist: str, duration_ms: int, *, deadline_s: float = 15.0, server: str | None = None) -> Found:
    """Return lyrics for a song from the services that syncedlyrics knows, or raise NotFound, NoNetwork or
    TooSlow.

    The call ends within ``deadline_s`` seconds whatever the services do; ``server`` asks only an LRCLIB
    server there.
    """
    wanted = Track(title, artist, duration_ms)
    if not title.strip():
        raise NotFound("A song needs its title before its lyrics can be looked up.")
    answers = _ask(wanted, deadline_s, server)
    for answer in answers:
        if found := next(_judged(wanted, answer), None):
            return found
    if answers and all(answer.get("error") == "network" for answer in answers):
        raise NoNetwork("The lyrics services cannot be reached; check the network, or bring a .lrc or .txt file.")
    raise NotFound("No lyrics were found that fit this title, artist and length; you can bring a .lrc or .txt file.")


def _judged(wanted: Track, answer: dict[str, Any]) -> Iterator[Found]:
    for offer in answer.get("offers", ()):
        offered = Track(str(offer["title"]), str(offer["artist"]), int(offer["duration_ms"]))
        try:
            lyrics = read(offer["text"].encode("utf-8", "replace"))
        except LyricsError:
            continue
        if fits(wanted, offered) and fills(lyrics, wanted.duration_ms):
            yield Found(offer["text"], str(answer["source"]), lyrics)


def _ask(wanted: Track, deadline_s: float, server: str | None) -> list[dict[str, Any]]:
    """Return the child's answers; it and whatever it started are killed when the time is over."""
    question = {"title": wanted.title, "artist": wanted.artist, "duration_ms": wanted.duration_ms, "server": server}
    paths = [str(_PACKAGES), os.environ.get("PYTHONPATH", "")]
    child = subprocess.Popen(
        [sys.executable, "-m", "canary.lyrics.fetch"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))},
        start_new_session=True,
    )
    try:
        output, _ = child.communicate(json.dumps(question).encode(), timeout=deadline_s)
    except subprocess.TimeoutExpired as error:
        raise TooSlow("The lyrics services took too long to answer; please try again later.") from error
    finally:
        _end(child)
    answers = []
    for line in output.splitlines():
        try:
            answers.append(json.loads(line))
        except ValueError:
            continue
    return [answer for answer in answers if isinstance(answer, dict)]


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
