"""Finds what is wrong in a song's `song.toml`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.songbook.song import Song
from tools.songbook.tags import LICENCES
from tools.songbook.where import at, entries, table

KEYS = {
    "title": str,
    "artist": str,
    "language": str,
    "level": str,
    "licence": str,
    "credits": list,
    "tempo": int,
    "key": str,
    "tune": str,
    "themes": list,
    "grammar": str,
    "about": str,
    "culture": dict,
    "discussion": list,
    "quest": str,
    "passage": dict,
    "split": dict,
    "title_beside": dict,
}
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


def wrong_settings(song: Song) -> Iterator[str]:
    """Yield a sentence for each setting that is missing, unknown, wrong, or different from the score."""
    path, data = song.folder / "song.toml", song.settings
    yield from _keys(path, data)
    if data.get("level") not in LEVELS:
        yield f"{at(path, 'level')}: the level is one of {', '.join(LEVELS)}"
    if data.get("licence") not in LICENCES:
        yield f"{at(path, 'licence')}: the licence is one of {', '.join(LICENCES)}"
    if not all(
        isinstance(credit, dict) and credit.get("role") and credit.get("name") for credit in entries(data, "credits")
    ):
        yield f"{at(path, 'credits')}: each credit needs a role and a name"
    if len(entries(data, "discussion")) != 3:
        yield f"{at(path, 'discussion')}: there are three discussion prompts"
    if not {"word", "note"} <= table(data, "culture").keys():
        yield f"{at(path, '[culture]')}: the culture note needs a word and a note"
    yield from _agreement(song, path)
    yield from _division(song, path)


def _keys(path: Path, data: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for each key that is missing, unknown, empty, or has a value of the wrong type."""
    for key, kind in KEYS.items():
        if key not in data:
            yield f"{at(path, '')}: “{key}” is missing"
        elif not isinstance(data[key], kind) or not data[key]:
            yield f"{at(path, key)}: “{key}” is empty or of the wrong kind"
    for key in data.keys() - KEYS.keys():
        yield f"{at(path, key)}: “{key}” is not a setting of a song"


def _agreement(song: Song, path: Path) -> Iterator[str]:
    """Yield the settings that differ from the score: title, tempo and key."""
    mode = "minor" if song.score.key.endswith("m") else "major"
    names = {"#": " sharp", "b": " flat"}
    key = song.score.key[0] + "".join(names.get(sign, "") for sign in song.score.key[1:]) + f" {mode}"
    for name, value in (("title", song.score.title), ("tempo", song.score.tempo), ("key", key)):
        if song.settings.get(name) != value:
            yield f"{at(path, name)}: {name} is {song.settings.get(name)!r} here but {value!r} in score.abc"


def _division(song: Song, path: Path) -> Iterator[str]:
    """Yield what is wrong with the suggested passage, and with the lines for two partners (`split`)."""
    count = len(song.score.lines)
    first, last = (table(song.settings, "passage").get(name) for name in ("first", "last"))
    if not isinstance(first, int) or not isinstance(last, int):
        yield f"{at(path, 'passage')}: the passage needs whole numbers, first and last"
    elif not 1 <= first <= last <= count:
        yield f"{at(path, 'passage')}: the passage does not lie within the {count} lines"
    else:
        begins = song.score.lines[first - 1].syllables[0].start
        ends = song.score.lines[last - 1].syllables[-1].end
        if not 10 <= song.score.seconds(ends - begins) <= 30:
            yield f"{at(path, 'passage')}: the passage is not about 20 seconds long"
    split = table(song.settings, "split")
    if sorted(map(str, entries(split, "a") + entries(split, "b"))) != sorted(map(str, range(1, count + 1))):
        yield f"{at(path, 'split')}: every line belongs to exactly one of the two partners"
