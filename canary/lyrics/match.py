"""Checks whether lyrics from a service belong to a song: title, artist and length must match."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from canary.lyrics.model import Lyrics

_LONGEST = 300
_BRACKETS = re.compile(r"\s*[(\[{（【][^()\[\]{}（）【】]{0,100}[)\]}）】]")
_FEATURED = re.compile(r"\s(?:feat\.?|ft\.?|featuring)\s.{0,200}$", re.IGNORECASE)
_DASHED = re.compile(r"\s[-–—]\s[^-–—]{0,80}$")
_VERSIONS = frozenset(
    ["live", "remix", "acoustic", "acústico", "acoustique", "instrumental", "karaoke", "cover", "demo", "unplugged"]
)
_SEVERAL = re.compile(
    r"\s*(?:,|;|/|&|\+|\bfeat\.?|\bft\.?|\bfeaturing\b|\bwith\b|\band\b|\by\b|\bet\b|\bund\b|、|×)\s*", re.I
)
_ALIKE = 0.86
_APART_MS = 5000


@dataclass(frozen=True, slots=True)
class Track:
    """A song's title, artist and duration in ms (0 if unknown)."""

    title: str
    artist: str
    duration_ms: int


def fits(wanted: Track, offered: Track) -> bool:
    """Return whether two tracks are the same recording, judging by their titles, artists and lengths."""
    if wanted.duration_ms and offered.duration_ms and abs(wanted.duration_ms - offered.duration_ms) > _APART_MS:
        return False
    if _versions(wanted.title) != _versions(offered.title):
        return False
    if not _alike(_title(wanted.title), _title(offered.title)):
        return False
    if not wanted.artist.strip():
        # Many songs share a title, so without an artist the lengths must be known.
        return bool(wanted.duration_ms and offered.duration_ms)
    return any(_alike(a, b) for a in _artists(wanted.artist) for b in _artists(offered.artist))


def fills(lyrics: Lyrics, duration_ms: int) -> bool:
    """Return whether lyrics have at least three lines and, if they're timed, suit a song of this length.

    The last line must start after 35 % of the song, and not more than a second after its end.
    """
    sung = [line for line in lyrics.lines if line.text]
    if len(sung) < 3:
        return False
    if lyrics.timing == "none" or not duration_ms:
        return True
    last = max(line.start or 0 for line in sung)
    return 0.35 * duration_ms <= last <= duration_ms + 1000


def distance(wanted: Track, offered: Track) -> int:
    """Return the difference between the lengths of two tracks in ms.

    If a length is unknown, return the largest difference that `fits` allows.
    """
    if not wanted.duration_ms or not offered.duration_ms:
        return _APART_MS
    return abs(wanted.duration_ms - offered.duration_ms)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    kept = (c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def _title(title: str) -> str:
    title = title[:_LONGEST]
    shorter = _DASHED.sub("", _FEATURED.sub("", _BRACKETS.sub("", title)))
    return _plain(shorter) or _plain(title)


def _versions(title: str) -> frozenset[str]:
    extra = " ".join([*_BRACKETS.findall(title[:_LONGEST]), *_DASHED.findall(title[:_LONGEST])])
    return _VERSIONS & frozenset(re.findall(r"\w+", extra.casefold()))


def _artists(names: str) -> list[str]:
    parts = [_plain(part) for part in _SEVERAL.split(names[:_LONGEST])]
    return [part for part in [_plain(names), *parts] if part]


def _alike(a: str, b: str) -> bool:
    if not a or not b:
        return False
    a, b = a.removeprefix("the "), b.removeprefix("the ")
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE
