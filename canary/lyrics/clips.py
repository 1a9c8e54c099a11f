"""MP3 clips of single lines, cut from the song's audio once and cached."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from canary.audio import media
from canary.lyrics.model import Lyrics
from canary.songs.models import Song
from canary.storage.local import LocalStore

LONGEST = 15_000  # the longest clip of a line without a known end, in ms


def of_line(song: Song, text: Lyrics, line: int, store: LocalStore) -> Path | None:
    """Return the path of an MP3 clip of a line, counted from 0; None if the line isn't timed or the audio can't be cut.

    The clip is cut from the song's stems if it has any, because the words are easier to hear in them.
    """
    path = place(song, text, line, store)
    if path is not None and not path.is_file():
        start, end = path.stem.rsplit("-", 2)[1:]
        try:
            data = media.clip(store.path(song.stems_key or song.audio_key), int(start), int(end))
        except (media.AudioError, OSError):
            return None
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{id(data)}.tmp")
        unfinished.write_bytes(data)
        unfinished.replace(path)
    return path


def place(song: Song, text: Lyrics, line: int, store: LocalStore) -> Path | None:
    """Return the path at which the clip of a line, counted from 0, is cached; None if the line isn't timed."""
    times = _times(text, line, song.duration_ms)
    audio = store.path(song.stems_key or song.audio_key)
    return store.root / "clips" / f"{audio.stem[:24]}-{times[0]}-{times[1]}.mp3" if times else None


def mark(line: str) -> str:
    """Return a short hash of a line's text, with which `line_now` finds the line even if its number has changed."""
    return hashlib.blake2b(line.encode(), digest_size=6).hexdigest()


def line_now(lines: Sequence[str], line: int, wanted: str | None) -> int | None:
    """Return the index (from 0) of the line whose text has the mark `wanted`; None if no line has it.

    If several lines have it, `line` is preferred, then the first one. If `wanted` is None, `line` is returned, or None
    if `lines` has no line at that index.
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
