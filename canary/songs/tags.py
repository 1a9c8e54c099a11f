"""EDGE: the only file that imports mutagen. It reads the tags of audio files."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen
from mutagen.flac import Picture
from mutagen.id3 import ID3

from canary.problems import Unusable
from canary.sentences import N_

LONGEST = 200
LYRICS_LONGEST = 500_000
COVER_LARGEST = 20 * 2**20
KEYS = {
    "title": ("TIT2", "\xa9nam", "title"),
    "artist": ("TPE1", "\xa9ART", "artist"),
    "album": ("TALB", "\xa9alb", "album"),
    "language": ("TLAN", "language"),
    "licence": ("TCOP", "cprt", "license", "licence", "copyright"),
    "lyrics": ("\xa9lyr", "syncedlyrics", "lyrics", "unsyncedlyrics"),
}


class TagsUnreadable(Unusable):
    """The tags are broken; the audio may be fine."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags found, "" or empty if missing. `synced`: (text, ms) pairs from an ID3 SYLT frame."""

    title: str = ""
    artist: str = ""
    album: str = ""
    language: str = ""
    licence: str = ""
    lyrics: str = ""
    synced: tuple[tuple[str, int], ...] = ()
    cover: bytes = b""


def read(path: Path) -> Tags:
    """Read the tags of an audio file. Raises TagsUnreadable."""
    try:
        file = mutagen.File(path)
        tags = file.tags if file is not None else None
        if tags is None:
            return Tags()
        found: dict[str, Any] = {name: _first(tags, keys) for name, keys in KEYS.items()}
        if isinstance(tags, ID3):
            found |= _id3(tags)
        found["cover"] = _cover(file, tags)
    # On hostile input mutagen's parsers raise not only its own errors, but struct, Unicode and index errors too.
    except Exception as error:
        raise TagsUnreadable(N_("This file’s tags are broken, so please type its title and artist.")) from error
    return Tags(**found)


def _first(tags: Any, keys: tuple[str, ...]) -> str:
    for key in keys:
        try:
            value = tags[key]
        except (KeyError, ValueError):
            continue
        value = getattr(value, "text", value)
        value = value[0] if isinstance(value, list) and value else value
        text = _clean(str(value)) if value else ""
        if text:
            return text if key in KEYS["lyrics"] else " ".join(text.split())[:LONGEST]
    return ""


def _clean(text: str) -> str:
    kept = "".join(c for c in text[:LYRICS_LONGEST] if c in "\n\t" or c.isprintable() or c in "\u200c\u200d")
    return kept.strip()


def _id3(tags: ID3) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for frame in tags.getall("USLT"):
        if frame.text.strip():
            found["lyrics"] = _clean(frame.text.replace("\r\n", "\n").replace("\r", "\n"))
            break
    for frame in tags.getall("SYLT"):
        # Format 2 is in milliseconds; types 0 and 1 are lyrics, others are chords or events.
        if frame.format == 2 and frame.type in {0, 1} and frame.text:
            found["synced"] = tuple((str(text), int(at)) for text, at in frame.text[:50_000])
            break
    return found


def _cover(file: Any, tags: Any) -> bytes:
    pictures = [frame.data for frame in tags.getall("APIC")] if isinstance(tags, ID3) else []
    pictures += [picture.data for picture in getattr(file, "pictures", [])]
    if not isinstance(tags, ID3) and "covr" in tags:
        pictures += [bytes(cover) for cover in tags["covr"]]
    if not isinstance(tags, ID3):
        pictures += [_vorbis(text) for text in (tags.get("metadata_block_picture") or [])]
    fitting = [data for data in pictures if 0 < len(data) <= COVER_LARGEST]
    return fitting[0] if fitting else b""


def _vorbis(text: str) -> bytes:
    return bytes(Picture(base64.b64decode(text)).data)
