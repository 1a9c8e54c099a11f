"""EDGE: the only file that imports syncedlyrics. A program that asks the lyrics services for a song's lyrics.

`sources` runs it as a child process, with a deadline. Standard input is one JSON object, {"title", "artist",
"duration_ms", "server"}. Standard output has one line of JSON for each service: {"source", "offers": [{"title",
"artist", "duration_ms", "text"}]} or {"source", "error": "network" or "other"}.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from typing import Any

import requests
from syncedlyrics.providers import Lrclib, Musixmatch, NetEase

from canary.lyrics.match import Track, distance, fits

Offer = dict[str, Any]
_MAX_TEXT = 200_000
_MEMORY = 1 << 30


def main() -> None:
    """Read a request from standard input and print each service's answer. Stop after the first answer with offers."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    question = json.load(sys.stdin)
    wanted = Track(question["title"], question["artist"], question["duration_ms"])
    server = question.get("server")
    services: list[tuple[str, Callable[[], Iterator[Offer]]]] = [("LRCLIB", lambda: _lrclib(wanted, server))]
    if not server:
        services += [("NetEase", lambda: _netease(wanted)), ("Musixmatch", lambda: _musixmatch(wanted))]
    for source, ask in services:
        offers: list[Offer] = []
        try:
            offers = [offer for offer in ask() if offer["text"] and len(offer["text"]) <= _MAX_TEXT]
            answer: dict[str, Any] = {"source": source, "offers": offers}
        except (requests.ConnectionError, requests.Timeout):
            answer = {"source": source, "error": "network"}
        except Exception:
            answer = {"source": source, "error": "other"}
        print(json.dumps(answer), flush=True)
        if offers:
            return


def _best(wanted: Track, found: list[tuple[Track, Any]]) -> list[tuple[Track, Any]]:
    fitting = [pair for pair in found if fits(wanted, pair[0])]
    return sorted(fitting, key=lambda pair: distance(wanted, pair[0]))[:3]


def _offer(track: Track, text: str | None) -> Offer:
    return {"title": track.title, "artist": track.artist, "duration_ms": track.duration_ms, "text": text or ""}


def _lrclib(wanted: Track, server: str | None) -> Iterator[Offer]:
    service = Lrclib()
    address = f"{server.rstrip('/')}/api/search" if server else service.SEARCH_ENDPOINT
    question = {"track_name": wanted.title} | ({"artist_name": wanted.artist} if wanted.artist else {})
    answer = service.session.get(address, params=question)
    answer.raise_for_status()
    found = [
        (Track(str(x.get("trackName")), str(x.get("artistName")), round(float(x.get("duration") or 0) * 1000)), x)
        for x in answer.json()[:50]
        if not x.get("instrumental")
    ]
    best = _best(wanted, found)
    for key in ("syncedLyrics", "plainLyrics"):
        yield from (_offer(track, x.get(key)) for track, x in best if x.get(key))


def _netease(wanted: Track) -> Iterator[Offer]:
    service = NetEase()
    question = {"limit": 10, "type": 1, "offset": 0, "s": f"{wanted.title} {wanted.artist}"}
    answer = service.session.get(service.API_ENDPOINT_METADATA, params=question).json()
    found = [
        (Track(x["name"], ", ".join(a["name"] for a in x["artists"]), int(x.get("duration") or 0)), x["id"])
        for x in answer.get("result", {}).get("songs") or []
    ]
    for track, number in _best(wanted, found):
        lyrics = service.get_lrc_by_id(str(number))
        yield _offer(track, lyrics and (lyrics.synced or lyrics.unsynced))


def _musixmatch(wanted: Track) -> Iterator[Offer]:
    service = Musixmatch()
    question = [("q", f"{wanted.title} {wanted.artist}"), ("page_size", "5"), ("page", "1")]
    body = service._get("track.search", question).json()["message"]["body"]
    found = [
        (Track(x["track_name"], x["artist_name"], int(x.get("track_length") or 0) * 1000), x["track_id"])
        for x in (entry["track"] for entry in body["track_list"])
    ]
    for track, number in _best(wanted, found):
        lyrics = service.get_lrc_by_id(str(number))
        yield _offer(track, lyrics and lyrics.synced)


if __name__ == "__main__":
    main()
