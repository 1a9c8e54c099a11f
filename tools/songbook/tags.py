"""Writes the ID3 tags of MP3 files, and reads the files' lengths, with mutagen."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mutagen import id3, mp3

FRAMES: Any = id3  # typed as Any because mutagen has no type annotations
MP3: Any = mp3.MP3
LICENCES = {"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/"}
THREE_LETTERS = {
    "es": "spa",
    "fr": "fra",
    "de": "deu",
    "it": "ita",
    "pt": "por",
    "en": "eng",
    "ja": "jpn",
    "ko": "kor",
    "zh": "zho",
    "ru": "rus",
    "ar": "ara",
}


def write_tags(audio: Path, song: Mapping[str, object]) -> None:
    """Write title, artist, language (ISO 639-2), tempo, key and licence into an MP3; `song` is from `song.toml`."""
    licence = str(song["licence"])
    texts = {
        "TIT2": song["title"],
        "TPE1": song["artist"],
        "TLAN": THREE_LETTERS[str(song["language"]).split("-")[0]],
        "TBPM": song["tempo"],
        "TKEY": str(song["key"]).replace(" major", "").replace(" minor", "m"),
        "TCOP": f"The Canary authors, {licence}",
    }
    tags = FRAMES.ID3()
    for name, text in texts.items():
        tags.add(getattr(FRAMES, name)(encoding=3, text=str(text)))
    tags.add(FRAMES.WCOP(url=LICENCES[licence]))
    tags.save(audio)


def length(audio: Path) -> float:
    """Return the length of an MP3 in seconds."""
    return float(MP3(audio).info.length)
