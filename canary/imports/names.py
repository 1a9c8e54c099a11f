"""Titles and artists from file names, for files without tags."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath

AUDIO = frozenset({".mp3", ".m4a", ".mp4", ".aac", ".flac", ".ogg", ".oga", ".opus", ".wav", ".webm"})
LYRICS = (
    *(".lrc", ".ttml", ".txt", ".vtt", ".srt", ".ass", ".ssa", ".yaml", ".yml"),
    *(".yrc", ".qrc", ".krc", ".lys", ".lyl"),
)

HEAD = 4096  # the bytes of a lyrics file in which `sound_named_in` looks
_LANGUAGE = re.compile(r"\.[a-z]{2,3}(?:-[a-z0-9]{2,8})?$")
_SOUND = re.compile(rb"^\W{0,3}#(?:AUDIO|MP3):[ \t]*([^\r\n]+)", re.MULTILINE | re.IGNORECASE)


def bare(name: str) -> str:
    """Return the last part of a path from any system, without control and bidirectional formatting characters."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c == "\u200d").strip()


def stem(name: str) -> str:
    """Return the name without its extension, case-folded, to match a sidecar with its song."""
    return unicodedata.normalize("NFC", re.sub(r"\.[^.]*$", "", bare(name))).casefold()


def beside(audio: str, lyrics: Mapping[str, str]) -> str:
    """Return which lyrics file belongs to a sound file; "" if none does.

    `lyrics` has each lyrics file's name, and the sound file that its text names ("" for none; see `sound_named_in`). A
    file that names this sound comes first, then one of the same name ("song.LRC" for "Song.mp3"), then one with a
    language after the name ("song.es.lrc").
    """
    ranks = {name: _rank(audio, name, sound) for name, sound in lyrics.items() if ending(name) in LYRICS}
    fitting = [name for name, rank in ranks.items() if rank]
    return min(fitting, key=lambda name: (ranks[name], LYRICS.index(ending(name))), default="")


def _rank(audio: str, lyrics: str, sound: str) -> int:
    """Return how well a lyrics file fits a sound file: 1 for best, 3 for worst, 0 for not at all."""
    if sound and (stem(sound), ending(sound)) == (stem(audio), ending(audio)):
        return 1
    if stem(lyrics) == stem(audio):
        return 2
    return 3 if _LANGUAGE.sub("", stem(lyrics)) == stem(audio) else 0


def sound_named_in(head: bytes) -> str:
    """Return the sound file that an UltraStar text names in #AUDIO or #MP3, given its first bytes; "" for none."""
    match = _SOUND.search(head)
    return bare(match[1].decode("utf-8", "replace")) if match else ""


def ending(name: str) -> str:
    """Return `.mp3` for `A.MP3`; "" without an extension."""
    found = re.search(r"\.[^.]+$", bare(name))
    return found.group().casefold() if found else ""


def title_and_artist(name: str) -> tuple[str, str]:
    """Return ("La luz", "Ana Ruiz") for `03 - Ana Ruiz - La luz.mp3`."""
    text = re.sub(r"\.[^.]*$", "", bare(name)).replace("_", " ")
    text = re.sub(r"^\d{1,3}[\s.\-]+(?=\S)", "", " ".join(text.split()))
    artist, dash, title = text.partition(" - ")
    if not dash:
        return (text or "Untitled")[:200], ""
    return title.strip()[:200] or "Untitled", artist.strip()[:200]
