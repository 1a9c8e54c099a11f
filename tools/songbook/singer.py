"""Writes the synthesised voice of a song to a sound file."""

import wave
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tools.songbook.arrangement import Arrangement
from tools.songbook.pronounce import PronunciationError
from tools.songbook.song import Song, SongError, read_toml
from tools.songbook.timing import duration
from tools.songbook.voice import Line, prepare, sing, singer_of


def lexicon_of(song: Song) -> Mapping[str, str]:
    """Return the words in a song's `lexicon.toml` with their spellings for espeak-ng; {} if there's no such file."""
    path = song.folder / "lexicon.toml"
    words: dict[str, str] = read_toml(path).get("words", {}) if path.is_file() else {}
    return words


def spoken_lines(song: Song, arrangement: Arrangement) -> list[Line]:
    """Return a song's lines as espeak-ng speaks them, ready to be sung.

    Raises SongError, which names the file, the row and the word, if the sounds of a word don't match its syllables.
    """
    read: list[str] = []
    if song.language.startswith("zh"):
        read = read_toml(song.folder / "reading.toml")["pinyin"]["lines"]
    singer = singer_of(song.score, song.language, arrangement.voice)
    try:
        return prepare(song.score, song.language, singer, lexicon_of(song), read)
    except PronunciationError as error:
        raise SongError(f"{song.folder.name}/score.abc, {error}") from error


def write_voice(song: Song, arrangement: Arrangement, target: Path) -> None:
    """Write the voice of a song to `target` (WAV, mono), with the length of the recording. Raises SongError."""
    samples, rate = sing(spoken_lines(song, arrangement), float(duration(song.score)))
    whole = samples * (0.7 / max(float(np.abs(samples).max()), 1e-6))
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((whole * 32767).astype("<i2").tobytes())
