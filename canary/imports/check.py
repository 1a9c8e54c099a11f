"""Checks of songbook folders for the command line. Each problem is a text of the form "file:row: sentence"."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from canary.audio import media
from canary.imports import songbook
from canary.imports.songbook import SongFolder, SongFolderError
from canary.language_tags import base
from canary.lyrics.formats.notes import hiragana
from canary.lyrics.model import LyricsError
from canary.songs import languages
from canary.songs.licences import LICENCES
from canary.vocab import genders
from canary.vocab import service as vocab

WITH_READING = frozenset({"ja", "ko", "zh", "ru", "ar"})
STAMP = re.compile(r"[<\[](\d+):(\d+\.\d+)[>\]]")
UNSPACED = frozenset({"ja", "zh", "th"})
APART = "%canary:words "
NOTE = re.compile(r"[:*FRG] (-?\d+) (\d+) (-?\d+) (.*)")
REQUIRED = ("about", "grammar", "themes", "culture", "discussion", "quest", "passage", "split", "tempo", "key", "tune")


def problems(folder: Path) -> list[str]:
    """Return everything that is wrong with a song's folder; empty if it's complete."""
    try:
        book = songbook.read(folder)
        duration_ms = media.probe(book.audio).duration_ms
    except (SongFolderError, LyricsError, media.AudioError) as error:
        text = str(error)
        return [text if text.startswith(folder.name) else f"{folder.name}: {text}"]
    found = [*_settings(book), *_times(book, folder, duration_ms), *_layers(book), *_notes(book, folder)]
    return [f"{folder.name}/{problem}" for problem in (*found, *_glossary(book, folder))]


def _settings(book: SongFolder) -> Iterator[str]:
    notes, count = book.values["notes"], len(book.lyrics.lines)
    yield from (f"song.toml: {name} is missing." for name in REQUIRED if not notes.get(name))
    if base(book.values["language"]) not in languages.LANGUAGES:
        yield f"song.toml: no language has the code {book.values['language']}."
    if book.values["licence"] not in LICENCES or not book.values["licence"]:
        yield "song.toml: the licence is not one that Canary knows."
    if not book.values["credits"] or not all(row.get("role") and row.get("name") for row in book.values["credits"]):
        yield "song.toml: each of the credits needs a role and a name."
    yield from _title(book)
    passage, split = notes.get("passage", {}), notes.get("split", {})
    if not 1 <= passage.get("first", 0) <= passage.get("last", 0) <= count:
        yield f"song.toml: the passage has to be within lines 1 to {count}."
    if sorted([*split.get("a", ()), *split.get("b", ())]) != list(range(1, count + 1)):
        yield f"song.toml: the split has to give each of the lines 1 to {count} to one singer, a or b."


def _times(book: SongFolder, folder: Path, duration_ms: int) -> Iterator[str]:
    """Check the timestamps in the file itself, since our parser also accepts times that no singer can follow."""
    last = -1.0
    for row, text in enumerate((folder / "lyrics.lrc").read_text(encoding="utf-8").splitlines(), 1):
        stamps = [int(minutes) * 60 + float(seconds) for minutes, seconds in STAMP.findall(text)]
        if not stamps:
            continue
        if any(later < earlier for earlier, later in pairwise([last, *stamps])):
            yield f"lyrics.lrc:{row}: a time goes backwards."
        if max(stamps) * 1000 > duration_ms:
            yield f"lyrics.lrc:{row}: a word is sung after the sound has ended."
        last = max(stamps)
    for number, line in enumerate(book.lyrics.lines, 1):
        if line.end is None or not line.words or any(word.start is None for word in line.words):
            yield f"lyrics.lrc: line {number} of the lyrics has words without times."


def _layers(book: SongFolder) -> Iterator[str]:
    language = base(book.values["language"])
    have = {layer.language for layer in book.lyrics.layers if layer.kind == "translation"}
    second = "fr" if language == "es" else "es"
    for code in sorted({"en", second} - {language} - have):
        yield f"translation.{code}.toml is missing."
    if language in WITH_READING and not any(layer.kind == "reading" for layer in book.lyrics.layers):
        yield "reading.toml is missing."
    for layer in book.lyrics.layers:
        name = f"translation.{layer.language}.toml" if layer.kind == "translation" else "reading.toml"
        for number in (n for n, text in enumerate(layer.lines, 1) if not text.strip()):
            yield f"{name}: there is no text for line {number} of the lyrics."


def _notes(book: SongFolder, folder: Path) -> Iterator[str]:
    """Check that the syllables in each line of lyrics.txt make up the words of the same line in lyrics.lrc."""
    path = folder / "lyrics.txt"
    if not path.is_file():
        yield "lyrics.txt is missing."
        return
    rows: list[list[tuple[int, str]]] = [[]]
    yield from _rows(path.read_text(encoding="utf-8"), rows)
    sung = [row for row in rows if row]
    if len(sung) != len(book.lyrics.lines):
        yield f"lyrics.txt: it has {len(rows)} lines, but lyrics.lrc has {len(book.lyrics.lines)}."
        return
    kana = next((layer.lines for layer in book.lyrics.layers if layer.name == "kana"), None)
    apart = _written_apart(folder)
    for place, (line, notes) in enumerate(zip(book.lyrics.lines, sung, strict=True)):
        if kana is not None:
            yield from _syllables(notes, kana[place], "reading.toml", _sound)
        elif _letters(line.text) not in apart:
            spaced = base(book.values["language"]) not in UNSPACED
            yield from _syllables(notes, line.text, "lyrics.lrc", _words if spaced else _letters)


def _rows(text: str, rows: list[list[tuple[int, str]]]) -> Iterator[str]:
    """Append (row, syllable) of each note to the last line in `rows`, and yield what is wrong."""
    beat = -1
    for number, row in enumerate(text.splitlines(), 1):
        if row.startswith("-"):
            rows.append([])
        elif found := NOTE.fullmatch(row):
            if int(found[1]) <= beat:
                yield f"lyrics.txt:{number}: a note begins before the one above."
            beat = int(found[1])
            rows[-1].append((number, found[4]))
        elif row and not row.startswith(("#", "E")):
            yield f"lyrics.txt:{number}: this is neither a note nor the end of a line."


def _syllables(notes: list[tuple[int, str]], text: str, name: str, bare: Callable[[str], str]) -> Iterator[str]:
    """Yield a problem for a line's first syllable that differs from the text. `bare` removes allowed differences."""
    rest = bare(text).strip()
    for n, (number, syllable) in enumerate(notes):
        sung = bare(syllable if n else syllable.lstrip()).replace("~", "")
        if not (rest + " ").startswith(sung):
            there = rest[: len(sung)].strip() or "nothing more"
            yield f"lyrics.txt:{number}: “{syllable.strip()}” is sung where {name} has “{there}”."
            return
        rest = rest[len(sung) :]
    if rest.strip():
        yield f"lyrics.txt:{notes[-1][0]}: the line ends before “{rest.strip()}” of {name}."


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def _letters(text: str) -> str:
    return _words(text).replace(" ", "")


def _sound(text: str) -> str:
    return hiragana(re.sub(r"\W", "", _words(text)))


def _written_apart(folder: Path) -> set[str]:
    """Return the lines that score.abc marks as written differently from how they're sung: "Mrs" for “missus”."""
    path = folder / "score.abc"
    rows = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {_letters(row.removeprefix(APART)) for row in rows if row.startswith(APART)}


def _title(book: SongFolder) -> Iterator[str]:
    """Yield what's missing beside the title."""
    language, meanings = base(book.values["language"]), book.values["title_meanings"]
    if language in WITH_READING and not book.values["title_reading"]:
        yield "song.toml: [title_beside] has no reading."
    missing = [code for code in _explained_in(language) if not meanings.get(code)]
    if missing:
        yield f"song.toml: [title_beside] has nothing in {' and '.join(missing)}."


def _explained_in(language: str) -> list[str]:
    """Return the languages in which the words of a song in a language are explained."""
    return sorted({"en", "fr" if language == "es" else "es"} - {language})


def _glossary(book: SongFolder, folder: Path) -> Iterator[str]:
    rows = (folder / "glossary.toml").read_text(encoding="utf-8").splitlines()
    language = base(book.values["language"])
    wanted = _explained_in(language)
    for entry in book.glossary:
        place = next((n for n, row in enumerate(rows, 1) if f'"{entry.lemma}"' in row), 1)
        missing = [code for code in wanted if not entry.meanings.get(code)]
        if missing:
            yield f"glossary.toml:{place}: “{entry.lemma}” has no meaning in {' and '.join(missing)}."
        if entry.pos == "NOUN" and language in genders.LANGUAGES and entry.gender not in genders.NAMES:
            yield f"glossary.toml:{place}: “{entry.lemma}” needs a gender, one of {', '.join(genders.NAMES)}."
    known = {form.casefold() for entry in book.glossary for form in (entry.lemma, *entry.forms)}
    for word in vocab.draw(book.lyrics, book.values["language"], book.glossary).words:
        if word.lemma.casefold() not in known and word.surface.casefold() not in known:
            yield f"glossary.toml: “{word.lemma}” (line {word.line + 1}: {word.surface}) has no entry."
