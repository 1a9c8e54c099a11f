"""The sound of one line, cut from its song once and kept."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from canary.audio import media
from canary.lyrics.model import Lyrics
from canary.songs.models import Song
from canary.storage.local import LocalStore

LONGEST = 15_000  # ms of a line whose end nobody knows


def of_line(song: Song, text: Lyrics, line: int, store: LocalStore) -> Path | None:
    """An MP3 of a line (from 0) with a little air around it; None when the line has no time or the sound cannot be cut.

    It is cut from both stems where there are two, so that the words are heard.
    """
    path = place(song, text, line, store)
    if path is not None and not path.is_file():
        start, end = path.stem.rsplit("-", 2)[1:]
        try:
            data = media.clip(store.path(song.stems_key or song.audio_key), int(start), int(end))
        except (media.AudioError, OSError):
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        half_done = path.with_suffix(f".{id(data)}.tmp")
        half_done.write_bytes(data)
        half_done.replace(path)
    return path


def place(song: Song, text: Lyrics, line: int, store: LocalStore) -> Path | None:
    """Where the sound of a line (from 0) is kept once somebody has asked for it; None when the line has no time."""
    times = _times(text, line, song.duration_ms)
    audio = store.path(song.stems_key or song.audio_key)
    return store.root / "clips" / f"{audio.stem[:24]}-{times[0]}-{times[1]}.mp3" if times else None


def mark(line: str) -> str:
    """A short name of a line's text, by which it is found again when lines have moved."""
    return hashlib.blake2b(line.encode(), digest_size=6).hexdigest()


def line_now(lines: Sequence[str], line: int, wanted: str | None) -> int | None:
    """The line (from 0) whose text has the mark `wanted`: the one asked for if it fits, else the first that does.

    Without a mark it is the line asked for; None where there is no such line.
    """
    there = 0 <= line < len(lines)
    if wanted is None or (there and mark(lines[line]) == wanted):
        return line if there else None
    return next((n for n, text in enumerate(lines) if mark(text) == wanted), None)


def _times(text: Lyrics, line: int, duration_ms: int) -> tuple[int, int] | None:
    if line >= len(text.lines):
        return None
    start, end = text.lines[line].start, text.lines[line].end
    if start is None:
        return None
    if end is None:
        later = [x.start for x in text.lines[line + 1 :] if x.start is not None and x.start > start]
        end = min(later[0] if later else duration_ms, start + LONGEST)
    return (start, end) if end > start else None
