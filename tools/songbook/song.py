"""Reads a song's folder: its score and its TOML files. Also lists the files that a song must have."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.songbook.abc import ScoreError, read_score
from tools.songbook.score import Score

WRITTEN = ("score.abc", "song.toml", "arrangement.toml", "glossary.toml")
MADE = ("lyrics.lrc", "lyrics.txt", "backing.mp3", "voice.mp3", "cover.jpg")
READINGS = {
    "ja": ("kana", "romaji"),
    "ko": ("romaja",),
    "zh": ("pinyin",),
    "ru": ("latin",),
    "ar": ("latin",),
}


class SongError(ValueError):
    """A text file of a song is missing or can't be read; the message names the file."""


@dataclass(frozen=True)
class Song:
    """A song as its author wrote it: its folder, the settings in `song.toml`, and its score."""

    folder: Path
    settings: dict[str, Any]
    score: Score

    @property
    def language(self) -> str:
        """The language of the lyrics (a BCP 47 tag)."""
        return str(self.settings["language"])

    @property
    def artist(self) -> str:
        """The artist's name."""
        return str(self.settings["artist"])


def second_language(language: str) -> str:
    """Return the language into which a song is translated besides English: "es", or "fr" for songs in Spanish."""
    return "fr" if language.split("-")[0] == "es" else "es"


def read_song(folder: Path) -> Song:
    """Return the song in a folder. Raises SongError, which names the file that is missing or can't be read."""
    settings = read_toml(folder / "song.toml")
    path = folder / "score.abc"
    try:
        return Song(folder, settings, read_score(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise SongError(f"{folder.name}/score.abc is missing") from error
    except ScoreError as error:
        raise SongError(f"{folder.name}/score.abc, {error}") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file. Raises SongError, which names the file, if it's missing or invalid."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SongError(f"{name} is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise SongError(f"{name} is not valid TOML: {error}") from error
