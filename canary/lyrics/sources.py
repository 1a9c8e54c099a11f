"""Looks up lyrics: `fetch.py`, a child process with a deadline, asks the services; this module checks their answers."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from canary import json_text
from canary.lyrics.formats.detect import read
from canary.lyrics.match import Track, fills, fits
from canary.lyrics.model import Lyrics, LyricsError
from canary.problems import Unusable
from canary.sentences import N_

_PACKAGES = Path(__file__).resolve().parents[2]


class LookUpError(Unusable):
    """The look-up failed."""


class NotFound(LookUpError):
    """No service has lyrics with the song's title, artist and length."""


class NoNetwork(LookUpError):
    """No service could be reached."""


class TooSlow(LookUpError):
    """The services didn't answer before the deadline."""


@dataclass(frozen=True, slots=True)
class Found:
    """Lyrics that match a song: the text of the file, the name of the service (`source`), and the parsed lyrics."""

    text: str
    source: str
    lyrics: Lyrics


def look_up(title: str, artist: str, duration_ms: int, *, deadline_s: float = 15.0, server: str | None = None) -> Found:
    """Look up a song's lyrics at LRCLIB, NetEase and Musixmatch. Raises NotFound, NoNetwork or TooSlow.

    It takes at most `deadline_s` seconds. If `server` is given, only the LRCLIB server at this URL is asked.
    """
    wanted = Track(title, artist, duration_ms)
    if not title.strip():
        raise NotFound(N_("Give the song a title first, then look up its lyrics."))
    answers = _ask(wanted, deadline_s, server)
    for answer in answers:
        if found := next(_judged(wanted, answer), None):
            return found
    if answers and all(answer.get("error") == "network" for answer in answers):
        raise NoNetwork(
            N_("We can’t reach the lyrics services. Check the server’s network connection, or add a .lrc or .txt file.")
        )
    raise NotFound(N_("We found no lyrics for this title, artist and length. You can add a .lrc or .txt file."))


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
    """Return the answers of `fetch.py`. Raises TooSlow at the deadline, after killing it and its child processes."""
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
        raise TooSlow(N_("The lyrics services took too long to answer. Try again later.")) from error
    finally:
        _end(child)
    answers = []
    for line in output.splitlines():
        try:
            answers.append(json_text.read(line))
        except ValueError:
            continue
    return [answer for answer in answers if isinstance(answer, dict)]


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
