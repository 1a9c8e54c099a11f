"""EDGE: the one file that imports genanki. Writes Anki packages (.apkg)."""

import hashlib
import itertools
import json
import re
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import genanki

from canary.problems import Unusable
from canary.sentences import N_

from .note import FIELDS, fields, tag
from .note import Note as Note
from .note import safe_name as safe_name
from .templates import CSS, templates

# Never change this number. Anki recognises our note type by it. With another number, learners would lose their
# schedules.
MODEL_ID = 1_731_904_266
MODEL = "Canary song word"  # untranslated: the name of the note type in Anki
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


class EmptyDeck(Unusable):
    """The deck would have no notes."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of notes and of sound files in a package."""

    notes: int
    media: int


def write(
    path: Path,
    deck_name: str,
    notes: Iterable[Note],
    *,
    made_at: float,
    asks: Sequence[str] = ("meaning", "word"),
) -> Summary:
    """Write notes as an Anki package of one deck; see `write_decks`."""
    return write_decks(path, [(deck_name, notes)], made_at=made_at, asks=asks)


def write_decks(
    path: Path,
    decks: Iterable[tuple[str, Iterable[Note]]],
    *,
    made_at: float,
    asks: Sequence[str] = ("meaning", "word"),
) -> Summary:
    """Write an Anki package of several decks. "::" in a name separates sub-decks; pass titles through `safe_name`.

    `made_at` is seconds since 1970; `asks` chooses among "meaning", "sound" and "word". The same arguments write the
    same bytes. Raises EmptyDeck if there are no notes.
    """
    made: dict[str, genanki.Deck] = {}
    media: dict[str, Path] = {}
    for deck_name, notes in decks:
        name = "::".join(map(safe_name, deck_name.split("::")))
        deck = made.setdefault(name, genanki.Deck(_number(name), name))
        for note in notes:
            sound = _sound(note.audio, media)
            deck.add_note(
                _Note(
                    model=_model(),
                    fields=fields(note, asks, sound),
                    tags=[t for t in map(tag, note.tags) if t],
                    guid=guid_of(note),
                    due=len(deck.notes),
                    changed_at=note.changed_at or made_at,
                )
            )
    count = sum(len(deck.notes) for deck in made.values())
    if not count:
        raise EmptyDeck(N_("You have no words for this deck yet. Keep some words first."))
    _save(path, genanki.Package([deck for deck in made.values() if deck.notes]), media, made_at)
    return Summary(count, len(media))


def guid_of(note: Note) -> str:
    """Return the id by which Anki recognises a note."""
    return str(genanki.guid_for("\x1f".join(note.guid_parts)))


class _Note(genanki.Note):  # type: ignore[misc]
    """genanki's note with its own modification time, so that an import updates only what has changed."""

    def __init__(self, *, changed_at: float, **rest: Any) -> None:
        super().__init__(**rest)
        self.changed_at = changed_at

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:
        super().write_to_db(cursor, self.changed_at or timestamp, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Skip genanki's search for invalid tags: all fields are escaped, and the search is slow on long ones."""


@cache
def _model() -> genanki.Model:
    rtl_ready = [{"name": name} for name in FIELDS]
    return genanki.Model(MODEL_ID, MODEL, rtl_ready, templates(), CSS)


def _number(name: str) -> int:
    """Return a deck's id, derived from its name. It's at least 2^30 and less than 2^31, as genanki recommends."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % (1 << 30)


def _sound(audio: Path | None, media: dict[str, Path]) -> str:
    """Add a clip to `media` and return its name, or an empty string if the file is missing."""
    if audio is None:
        return ""
    name = audio.name
    if media.get(name) == audio:
        return name
    if not audio.is_file():
        return ""
    if not _SAFE_NAME.fullmatch(name) or name in media:
        name = hashlib.sha256(audio.read_bytes()).hexdigest()[:32] + (audio.suffix if audio.suffix == ".mp3" else "")
    media[name] = audio
    return name


def _save(path: Path, package: genanki.Package, media: dict[str, Path], made_at: float) -> None:
    """Write the package as genanki does, but atomically, and with `made_at` (seconds since 1970) as its time."""
    moment = max(time.gmtime(made_at)[:6], (1980, 1, 1, 0, 0, 0))
    connection = sqlite3.connect(":memory:")
    try:
        package.write_to_db(connection.cursor(), made_at, itertools.count(int(made_at * 1000)))
        connection.commit()
        database = connection.serialize()
    finally:
        connection.close()
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".deck-") as folder:
        made = Path(folder) / "deck.apkg"
        with zipfile.ZipFile(made, "w") as zipped:
            listing = json.dumps({str(n): name for n, name in enumerate(media)})
            _add(zipped, "collection.anki2", database, moment, zipfile.ZIP_DEFLATED)
            _add(zipped, "media", listing.encode(), moment, zipfile.ZIP_DEFLATED)
            for n, file in enumerate(media.values()):
                _add(zipped, str(n), file.read_bytes(), moment, zipfile.ZIP_STORED)
        made.replace(path)


def _add(zipped: zipfile.ZipFile, name: str, data: bytes, moment: tuple[int, ...], how: int) -> None:
    entry = zipfile.ZipInfo(name, moment[:6])  # type: ignore[arg-type]
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    zipped.writestr(entry, data, compresslevel=1)
