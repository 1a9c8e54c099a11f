"""Tagged MP3 files for the browser tests, cut from the songbook's sound."""

from pathlib import Path

from tests import music

SONGBOOK = Path(__file__).resolve().parent.parent / "songs"


def cut(path: Path, *, skip: float = 0, seconds: float = 8) -> Path:
    """Some seconds of the first song of the songbook, written to `path` in the format of its ending."""
    return music.cut(next(iter(sorted(SONGBOOK.glob("*/backing.mp3")))), path, seconds, skip)


def tag_mp3(path: Path, title: str, artist: str, lyrics: str = "") -> Path:
    """Write title, artist and, where given, lyrics into the file's tags."""
    return music.tag(path, title=title, artist=artist, lyrics=lyrics)
