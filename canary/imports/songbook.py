"""Reader of songbook folders: song.toml, lyrics, notes, translations, readings and glossary."""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from canary.lyrics.formats import detect
from canary.lyrics.formats.notes import with_notes
from canary.lyrics.model import Layer, Lyrics, LyricsError
from canary.lyrics.sung import sung, with_layer
from canary.songs.languages import LANGUAGES
from canary.vocab.service import Meaning

NOTES = (
    "about",
    "grammar",
    "themes",
    "culture",
    "discussion",
    "quest",
    "passage",
    "split",
    "tempo",
    "key",
    "tune",
)
GENERATED = ("lyrics.lrc", "backing.mp3")
# Increment this number when the reader changes, so that servers load their songs again.
FORMAT_VERSION = 3


class SongFolderError(ValueError):
    """A folder that isn't a complete song; the message names the file and what is wrong, in English for the log."""


@dataclass(frozen=True, slots=True)
class SongFolder:
    """A song of the songbook, ready to be stored. `source` is the hash from `source_of`."""

    slug: str
    source: str
    values: dict[str, Any]
    lyrics: Lyrics
    glossary: Sequence[Meaning]
    audio: Path
    cover: Path | None


def folders(songbook: Path) -> Sequence[Path]:
    """Return the song folders of a songbook, ordered by name."""
    return sorted(path.parent for path in songbook.glob("*/song.toml"))


def source_of(folder: Path) -> str:
    """Return a hash of FORMAT_VERSION and the folder's files, to tell quickly whether anything has changed.

    For audio and pictures it covers only the size and the last 4 kB, so that starting the server doesn't read
    megabytes.
    """
    digest = hashlib.blake2b(f"form {FORMAT_VERSION}".encode(), digest_size=16)
    for path in sorted(folder.iterdir()):
        if path.is_file():
            size = path.stat().st_size
            digest.update(f"{path.name}\0{size}\0".encode())
            with path.open("rb") as file:
                file.seek(max(0, size - 4096) if path.suffix in {".mp3", ".png", ".jpg"} else 0)
                digest.update(file.read())
    return digest.hexdigest()


def read(folder: Path) -> SongFolder:
    """Read and check a song folder. Raises SongFolderError."""
    for name in ("song.toml", *GENERATED, "translation.en.toml", "glossary.toml"):
        if not (folder / name).is_file():
            raise SongFolderError(f"{folder.name}/{name} is missing.")  # untranslated: for a terminal
    about = _toml(folder / "song.toml")
    try:
        values = {name: about[name] for name in ("title", "artist", "language", "level", "licence", "credits")}
    except KeyError as error:
        raise SongFolderError(f"{folder.name}/song.toml has no {error.args[0]}.") from error  # untranslated: terminal
    beside = {str(key): str(text) for key, text in about.get("title_beside", {}).items()}
    values["title_reading"] = beside.pop("reading", "")
    values["title_meanings"] = beside
    values["notes"] = {name: about[name] for name in NOTES if name in about}
    lyrics = _lyrics(folder)
    for layer in (*_translations(folder), *_readings(folder, values["language"])):
        if len(layer.lines) != len(lyrics.lines):
            raise SongFolderError(
                f"{folder.name}: the {layer.kind} in {layer.name or layer.language} "  # untranslated: for a terminal
                f"has {len(layer.lines)} lines, "
                f"but the song has {len(lyrics.lines)}."
            )
        lyrics = with_layer(lyrics, layer)
    cover = next((p for p in (folder / "cover.jpg", folder / "cover.png") if p.is_file()), None)
    return SongFolder(folder.name, source_of(folder), values, lyrics, _glossary(folder), folder / "backing.mp3", cover)


def _lyrics(folder: Path) -> Lyrics:
    """Return the lyrics of lyrics.lrc, with the syllables and pitches of lyrics.txt if it exists."""
    words = sung(detect.read((folder / "lyrics.lrc").read_bytes()))
    path = folder / "lyrics.txt"
    if not path.is_file():
        return words
    try:
        return with_notes(words, detect.read(path.read_bytes()))
    except LyricsError as error:
        text = re.sub(r"^Line (\d+): ", r"\1: ", str(error))
        place = f"{folder.name}/lyrics.txt:{' ' if text == str(error) else ''}"
        raise SongFolderError(place + text) from error


def _translations(folder: Path) -> Sequence[Layer]:
    return [
        Layer("translation", path.name.split(".")[1], tuple(_toml(path)["lines"]))
        for path in sorted(folder.glob("translation.*.toml"))
    ]


def _readings(folder: Path, language: str) -> Sequence[Layer]:
    if not (folder / "reading.toml").is_file():
        return []
    reading = _toml(folder / "reading.toml")
    named = {name: part["lines"] for name, part in reading.items() if isinstance(part, dict) and "lines" in part}
    if "lines" in reading:
        named[""] = reading["lines"]
    return [Layer("reading", language, tuple(lines), name=name) for name, lines in named.items()]


def _glossary(folder: Path) -> Sequence[Meaning]:
    return [
        Meaning(
            entry["lemma"],
            entry["pos"].upper(),
            {key: entry[key] for key in entry if key in LANGUAGES},
            entry.get("note", ""),
            tuple(entry.get("forms", ())),
            entry.get("gender", ""),
        )
        for entry in _toml(folder / "glossary.toml").get("word", ())
    ]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SongFolderError(f"{path.parent.name}/{path.name}: {error}.") from error
