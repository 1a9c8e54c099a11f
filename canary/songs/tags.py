"""EDGE: the only file that imports mutagen. It reads the tags of audio files."""

import base64
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen
from mutagen import apev2
from mutagen.flac import Picture
from mutagen.id3 import ID3, Encoding

from canary.problems import Unusable
from canary.sentences import N_
from canary.songs import licences

LONGEST = 200
LYRICS_LONGEST = 500_000
COVER_LARGEST = 20 * 2**20
KEYS = {
    "title": ("TIT2", "\xa9nam", "title"),
    "artist": ("TPE1", "\xa9ART", "artist"),
    "album": ("TALB", "\xa9alb", "album"),
    "language": ("TLAN", "language"),
}
# Tags that may state a licence, each with more text around it; programs' own tags are named as in LYRICS_NAMES.
LICENCE_NAMES = (
    *("license", "licence", "wcop", "tcop", "wcopyright", "cprt", "copyright", "licenseurl"),
    *("comm", "\xa9cmt", "comment", "description"),
)
# Names of tags with lyrics, those with times first. Programs add a language ("LYRICS:eng") and, in ID3 and MP4, write
# tags of their own ("TXXX:SYNCEDLYRICS", "----:com.apple.iTunes:LYRICS").
LYRICS_NAMES = ("syncedlyrics", "synced lyrics", "lyrics", "\xa9lyr", "unsyncedlyrics", "unsynced lyrics")
# Ends of lines: HTML's, iTunes' (a carriage return alone), and those of other programs.
_BREAK = re.compile("<br\\s*/?>\n?|\r\n?|[\x0b\x0c\x85\u2028\u2029]", re.IGNORECASE)


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


def read(path: Path, encoding: Callable[[bytes], str] = lambda _: "") -> Tags:
    """Read the tags of an audio file. Raises TagsUnreadable.

    `encoding` names the encoding of bytes that tags wrongly call Latin-1; "" if they're right.
    """
    try:
        if _has_endless_times(path):
            raise ValueError("too many times in one frame")
        file = mutagen.File(path)
        tags = file.tags if file is not None else None
        if tags is None:
            return Tags()
        if isinstance(tags, ID3):
            _decode(tags, encoding)
        found: dict[str, Any] = {name: _first(tags, keys) for name, keys in KEYS.items()}
        found["lyrics"] = _lyrics(tags)
        found["licence"] = _licence(tags)
        if isinstance(tags, ID3):
            found |= _id3(tags)
        found["cover"] = _cover(file, tags)
    # On hostile input mutagen's parsers raise not only its own errors, but struct, Unicode and index errors too.
    except Exception as error:
        raise TagsUnreadable(N_("This file’s tags are broken, so please type its title and artist.")) from error
    return Tags(**found)


def _has_endless_times(path: Path) -> bool:
    """Return whether an ID3 tag has a SYLT frame of more than a megabyte, which mutagen reads in quadratic time.

    No song needs one of 50 KB. Format: https://id3.org/id3v2.3.0#ID3v2_frame_overview
    """
    with path.open("rb") as file:
        head = file.read(10)
        if not head.startswith(b"ID3") or len(head) < 10:
            return False
        tag = file.read(sum((byte & 127) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)))
    sizes = re.finditer(b"SLT(.{3})" if head[3] == 2 else b"SYLT(.{4})", tag, re.DOTALL)
    return any(int.from_bytes(size[1]) > 2**20 for size in sizes)


def strip(path: Path) -> None:
    """Delete all tags of an audio file, with its pictures and comments, but not its sound. Raises TagsUnreadable.

    They may tell more than people know, such as where a photograph was taken.
    """
    try:
        file = mutagen.File(path)
        if file is None:
            return
        if hasattr(file, "clear_pictures"):
            file.clear_pictures()
            file.save()
        file.delete()
        apev2.delete(path)
    except Exception as error:
        raise TagsUnreadable(N_("This file’s tags are broken, so they couldn’t be removed.")) from error


def _decode(tags: ID3, encoding: Callable[[bytes], str]) -> None:
    """Decode the frames again that call themselves Latin-1, if their bytes are in another encoding."""
    frames = [
        frame
        for frame in tags.values()
        if getattr(frame, "encoding", None) == Encoding.LATIN1 and isinstance(getattr(frame, "text", None), list | str)
    ]
    texts = [frame.text if isinstance(frame.text, str) else "\n".join(map(str, frame.text)) for frame in frames]
    # Timestamps and SYLT's pairs have no text of their own that could be in another language.
    name = encoding("\n".join(texts).encode("latin-1", "ignore"))
    for frame in frames if name else ():
        if isinstance(frame.text, str):
            frame.text = _again(frame.text, name)
        elif all(isinstance(text, str) for text in frame.text):
            frame.text = [_again(text, name) for text in frame.text]


def _again(text: str, encoding: str) -> str:
    try:
        return text.encode("latin-1").decode(encoding)
    except UnicodeError:
        return text


def _first(tags: Any, keys: tuple[str, ...]) -> str:
    for key in keys:
        try:
            value = tags[key]
        except (KeyError, ValueError):
            continue
        values = _texts(value)
        # A song can have several artists; of other tags, the first value counts.
        several = values if key in KEYS["artist"] else values[:1]
        text = ", ".join(" ".join(html.unescape(part).split()) for part in several)
        if text:
            return text[:LONGEST].strip()
    return ""


def _texts(value: Any) -> list[str]:
    """Return the texts of a tag in any format. MP4's own tags are bytes."""
    value = getattr(value, "text", value)
    values = value if isinstance(value, list | tuple) else [value]
    found = (bytes(x).decode("utf-8", "replace") if isinstance(x, bytes) else str(x) for x in values if x)
    return [text for text in map(_clean, found) if text]


def _lyrics(tags: Any) -> str:
    """Return the lyrics in a file's tags, those with times if there are some."""
    found: dict[str, str] = {}
    keys = tags.keys()  # Vorbis comments are a list of pairs, so the tags themselves can't be looped over
    for key in keys:
        if name := _lyrics_name(str(key)):
            texts = _texts(tags[key])
            if texts:
                found.setdefault(name, texts[0])
    return next((found[name] for name in LYRICS_NAMES if name in found), "")


def _licence(tags: Any) -> str:
    """Return the licence that a file's tags state; "" if there's none that we know."""
    named = [(_own_name(str(key)), key) for key in tags.keys()]  # noqa: SIM118, as above
    rows = [(LICENCE_NAMES.index(name), key) for name, key in named if name in LICENCE_NAMES]
    texts = (text for _, key in sorted(rows) for text in _texts(tags[key]))
    return next(filter(None, map(licences.stated, texts)), "")


def _lyrics_name(key: str) -> str:
    """Return which of LYRICS_NAMES a tag is; "" for other tags."""
    name = _own_name(key)
    plain = re.sub(r"-[a-z]{2,3}$", "", name)
    return next((known for known in (name, plain) if known in LYRICS_NAMES), "")


def _own_name(key: str) -> str:
    """Return a tag's name in lower case: of ID3's and MP4's own tags, the name that a program chose."""
    parts = re.sub("^(?:txxx|wxxx):", "", key.casefold()).split(":")
    if parts[0] == "----":
        parts = parts[2:]
    return parts[0] if parts else ""


def _clean(text: str) -> str:
    """Return a tag's text with line breaks as \\n, all other spaces as spaces, and without control characters."""
    lines = re.sub("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]", " ", _BREAK.sub("\n", text[:LYRICS_LONGEST]))
    return "".join(c for c in lines if c in "\n\t" or c.isprintable() or c in "\u200c\u200d").strip()


def _id3(tags: ID3) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for frame in tags.getall("USLT"):
        if frame.text.strip():
            found["lyrics"] = _clean(frame.text)
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
