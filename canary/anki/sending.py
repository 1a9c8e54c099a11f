"""Notes as the JSON from which a browser adds them to a running Anki."""

from collections.abc import Iterable, Sequence
from typing import Any

from .deck import MODEL, MODEL_ID
from .note import FIELDS, Note, fields, tag
from .templates import CSS, templates


def as_json(decks: Iterable[tuple[str, Iterable[Note]]], asks: Sequence[str]) -> dict[str, Any]:
    """Return the note type and the notes, with the same values as in deck files, so that both create the same notes.

    `model` has the parameters of AnkiConnect's createModel; `model_id` is its number in deck files. A note is {deck,
    tags, values, sound}, where `sound` is null or {name, url}.
    """
    cards = [{"Name": card["name"], "Front": card["qfmt"], "Back": card["afmt"]} for card in templates()]
    model = {"modelName": MODEL, "inOrderFields": list(FIELDS), "css": CSS, "cardTemplates": cards}
    return {
        "model": model,
        "model_id": MODEL_ID,
        "notes": [_note(name, note, asks) for name, notes in decks for note in notes],
    }


def _note(deck: str, note: Note, asks: Sequence[str]) -> dict[str, Any]:
    sound = {"name": note.audio.name, "url": note.sound_url} if note.audio else None
    return {
        "deck": deck,
        "tags": [t for t in map(tag, note.tags) if t],
        "values": fields(note, asks, sound["name"] if sound else ""),
        "sound": sound,
    }
