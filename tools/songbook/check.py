"""Finds what is wrong in a song's folder. Each problem is a sentence that begins with the file and the row."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.songbook.check_settings import wrong_settings
from tools.songbook.lrc import write_lrc
from tools.songbook.score import Score
from tools.songbook.song import (
    MADE,
    READINGS,
    WRITTEN,
    Song,
    SongError,
    read_song,
    read_toml,
    second_language,
)
from tools.songbook.tags import length
from tools.songbook.timing import duration, written
from tools.songbook.ultrastar import write_ultrastar
from tools.songbook.where import at, entries

STEMS = ("backing.mp3", "voice.mp3")
LARGEST = {"backing.mp3": 1_000_000, "voice.mp3": 1_000_000, "cover.jpg": 60_000}
STAMP = re.compile(r"<(\d\d):(\d\d\.\d\d)>")


def problems(folder: Path) -> list[str]:
    """Return everything that is wrong in a song's folder; an empty list if nothing is."""
    try:
        song = read_song(folder)
    except SongError as error:
        return [str(error)]
    wanted = [*WRITTEN, *MADE, *_layers(str(song.settings.get("language", "")))]
    found = [f"{folder.name}/{name} is missing" for name in wanted if not (folder / name).is_file()]
    found += wrong_settings(song)
    if not {"artist", "language"} <= song.settings.keys():
        return found
    for name in _layers(song.language):
        found += _layer(song, name)
    found += _glossary(song)
    found += _lexicon(song)
    found += _made(song)
    return found


def _layers(language: str) -> list[str]:
    names = ["translation.en.toml", f"translation.{second_language(language)}.toml"]
    return [*names, "reading.toml"] if language.split("-")[0] in READINGS else names


def _layer(song: Song, name: str) -> Iterator[str]:
    """Yield what is wrong in a file with translations or readings, which must have a text for each line of lyrics."""
    path = song.folder / name
    if not path.is_file():
        return
    try:
        data = read_toml(path)
    except SongError as error:
        yield str(error)
        return
    tables = (
        {"lines": data}
        if name != "reading.toml"
        else {f"[{kind}]": data.get(kind, {}) for kind in READINGS[song.language.split("-")[0]]}
    )
    if name == "reading.toml" and not data.get("scheme"):
        yield f"{at(path, 'scheme')}: the scheme needs a name"
    for start, table in tables.items():
        lines = [line for line in entries(table, "lines") if isinstance(line, str) and line.strip()]
        if len(lines) != len(song.score.lines):
            yield f"{at(path, start)}: {len(lines)} lines for {len(song.score.lines)} lines of lyrics"
        elif start == "[kana]":
            yield from _kana(song.score, lines, path)


def _kana(score: Score, lines: list[str], path: Path) -> Iterator[str]:
    for number, (line, read) in enumerate(zip(score.lines, lines, strict=True), 1):
        sung = "".join(piece for syllable in line.syllables for piece in syllable.pieces)
        if _hiragana(sung) != _hiragana(re.sub(r"\W", "", read)):
            yield f"{at(path, '[kana]')}: line {number} reads {read} but {sung} is sung"


def _hiragana(text: str) -> str:
    return "".join(chr(ord(sign) - 96) if "ァ" <= sign <= "ヶ" else sign for sign in text)


WITH_GENDER = frozenset({"es", "fr", "de", "it", "pt", "ar"})
GENDERS = ("m", "f", "n", "mf", "pl", "m pl", "f pl")  # as in the core glossary


def _glossary(song: Song) -> Iterator[str]:
    path = song.folder / "glossary.toml"
    if not path.is_file():
        return
    try:
        words = entries(read_toml(path), "word")
    except SongError as error:
        yield str(error)
        return
    lyrics = "\n".join(written(line, song.language) for line in song.score.lines).lower()
    wanted = {"lemma", "pos", "en", second_language(song.language)}
    seen: set[str] = set()
    for word in words:
        lemma = str(word.get("lemma", ""))
        place = at(path, f'lemma = "{lemma}"')
        if not all(word.get(key) for key in wanted):
            yield f"{place}: “{lemma}” needs {', '.join(sorted(wanted))}"
        if word.get("pos") == "noun" and song.language in WITH_GENDER and word.get("gender") not in GENDERS:
            yield f"{place}: “{lemma}” needs a gender, one of {', '.join(GENDERS)}"
        if lemma in seen:
            yield f"{place}: “{lemma}” stands here twice"
        seen.add(lemma)
        if not any(form.lower() in lyrics for form in [lemma, *word.get("forms", [])]):
            yield f"{place}: “{lemma}” is nowhere in the lyrics; name the form that is sung"


def _lexicon(song: Song) -> Iterator[str]:
    """Yield the words in `lexicon.toml` that aren't sung in the song."""
    path = song.folder / "lexicon.toml"
    if not path.is_file():
        return
    try:
        words = read_toml(path).get("words", {})
    except SongError as error:
        yield str(error)
        return
    sung = "\n".join("".join("".join(one.pieces) for one in line.syllables) for line in song.score.lines).lower()
    for word in words:
        if word.lower() not in sung.replace("’", "'"):
            place = at(path, f'"{word}"')
            yield f"{place}: “{word}” is not sung in this song"


def _made(song: Song) -> Iterator[str]:
    """Yield what is wrong in generated files: they're outdated or too large, or times aren't in order."""
    folder = song.folder
    fresh = {"lyrics.lrc": write_lrc, "lyrics.txt": write_ultrastar}
    for name, write in fresh.items():
        path = folder / name
        if path.is_file() and path.read_text(encoding="utf-8") != write(song.score, song.artist, song.language):
            yield f"{folder.name}/{name}, row 1: the score has changed since; run make songbook"
    for name, largest in LARGEST.items():
        if (folder / name).is_file() and (folder / name).stat().st_size >= largest:
            yield f"{folder.name}/{name} is larger than {largest} bytes"
    stems = [folder / name for name in STEMS if (folder / name).is_file()]
    yield from _lengths(song, stems)
    if (folder / "lyrics.lrc").is_file() and stems:
        yield from _times(song, min(map(length, stems)))


def _lengths(song: Song, stems: list[Path]) -> Iterator[str]:
    """Yield a sentence for each stem that isn't as long as the score, and one if the two stems differ in length."""
    folder = song.folder
    wanted = float(duration(song.score))
    for stem in stems:
        if abs(length(stem) - wanted) > 0.1:
            yield f"{folder.name}/{stem.name} lasts {length(stem):.2f} s, the score {wanted:.2f} s"
    if len(stems) == len(STEMS) and abs(length(stems[0]) - length(stems[1])) > 0.001:
        yield f"{folder.name}/voice.mp3 is not as long as backing.mp3; run make songbook"


def _times(song: Song, heard: float) -> Iterator[str]:
    path = song.folder / "lyrics.lrc"
    name = f"{song.folder.name}/{path.name}"
    last = 0.0
    for row, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for minutes, seconds in STAMP.findall(text):
            now = int(minutes) * 60 + float(seconds)
            if not last <= now <= heard:
                yield f"{name}, row {row}: {now:.2f} s is out of order or after the end"
            last = now
