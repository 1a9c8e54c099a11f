"""Titles and artists from file names, for files without tags."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

AUDIO = frozenset({".mp3", ".m4a", ".mp4", ".aac", ".flac", ".ogg", ".oga", ".opus", ".wav", ".webm"})
LYRICS = (".lrc", ".ttml", ".txt", ".vtt", ".srt", ".ass", ".ssa")


def bare(name: str) -> str:
    """Return the last part of a path from any system, without control and bidirectional formatting characters."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c == "\u200d").strip()


def stem(name: str) -> str:
    """Return the name without its extension, case-folded, to match a sidecar with its song."""
    return unicodedata.normalize("NFC", re.sub(r"\.[^.]*$", "", bare(name))).casefold()


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
