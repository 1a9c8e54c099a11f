"""Reads a song's folder: its score, its TOML files, and which of them a language asks for."""

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
    """A song's text that cannot be read; the message names the file."""


@dataclass(frozen=True)
class Song:
    """A song as its author wrote it."""

    folder: Path
    settings: dict[str, Any]
    score: Score

    @property
    def language(self) -> str:
        """Return the language of the lyrics (BCP 47)."""
        return str(self.settings["language"])

    @property
    def artist(self) -> str:
        """Return the artist's name."""
        return str(self.settings["artist"])


def second_language(language: str) -> str:
    """Return the second language that a song is translated into: Spanish, and French for Spanish songs."""
    return "fr" if language.split("-")[0] == "es" else "es"


def read_song(folder: Path) -> Song:
    """Return the song in a folder; SongError names the file that is missing or cannot be read."""
    settings = read_toml(folder / "song.toml")
    path = folder / "score.abc"
    try:
        return Song(folder, settings, read_score(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise SongError(f"{folder.name}/score.abc is missing") from error
    except ScoreError as error:
        raise SongError(f"{folder.name}/score.abc, {error}") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file; SongError names it when it is missing or broken."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SongError(f"{name} is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise SongError(f"{name} is not valid TOML: {error}") from error
