"""Marks on the words of a take: parses and validates them, and makes the sentences that describe them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from canary.lyrics.model import Line, Word
from canary.lyrics.syllables import split
from canary.sentences import N_, Message

MOST, NOTE_LONGEST, PRAISE_LONGEST, SOUND_LONGEST = 60, 500, 300, 40
MODEL_SECONDS = 10
HOW: Mapping[str, Mapping[str, Message]] = {
    "connected": {
        "link": N_("Link it to the next word"),
        "drop": N_("A sound is dropped here"),
        "blend": N_("It blends with the next word"),
    },
    "intonation": {
        "rise": N_("The voice rises here"),
        "fall": N_("The voice falls here"),
        "flat": N_("The voice stays flat here"),
    },
}
KINDS = ("stress", "connected", "intonation", "sound", "well")


@dataclass(frozen=True, slots=True)
class Sent:
    """A mark as a browser sent it.

    `line` and `word` count from 1; `model` is the name of the form field with its sound file, or "".
    """

    line: int
    word: int
    kind: str
    detail: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    model: str = ""


def words(line: Line) -> tuple[Word, ...]:
    """Return the words of a line; a line that isn't split into words counts as one word."""
    return line.words or (Word(line.text, line.start, line.end, ""),)


def syllables(word: Word, language: str) -> list[str]:
    """Return a word's syllables: the timed ones if there are several, or else those by the rules of the language."""
    timed = [part.text for part in word.syllables if part.text]
    return timed if len(timed) > 1 else split(word.text, language)


def read(text: str, lines: Sequence[Line], first: int, last: int, language: str) -> list[Sent]:
    """Return the valid marks in a form's JSON, [{line, word, kind, detail, note, model}].

    The list is empty if the JSON can't be parsed. `lines` are the song's lines; `first` and `last` (from 1) are the
    take's.
    """
    try:
        rows = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    found = [_mark(row, lines, first, last, language) for row in rows[:MOST]] if isinstance(rows, list) else []
    return [mark for mark in found if mark is not None]


def _mark(row: Any, lines: Sequence[Line], first: int, last: int, language: str) -> Sent | None:
    if not isinstance(row, dict):
        return None
    line, word, kind = row.get("line"), row.get("word"), row.get("kind")
    if not isinstance(line, int) or not isinstance(word, int) or not first <= line <= min(last, len(lines)):
        return None
    units = words(lines[line - 1])
    detail = row.get("detail")
    if not 1 <= word <= len(units) or kind not in KINDS or not isinstance(detail, dict):
        return None
    kept = _detail(kind, detail, len(syllables(units[word - 1], language)))
    if kept is None:
        return None
    note = _text(row.get("note", "")).strip()[:NOTE_LONGEST]
    return Sent(line, word, kind, kept, note, _text(row.get("model", ""))[:20])


def _text(value: Any) -> str:
    """Return a value as text without NUL and lone surrogates, which JSON allows and a database rejects."""
    return str(value).replace("\0", "").encode("utf-8", "ignore").decode()


def _detail(kind: str, detail: Mapping[str, Any], count: int) -> dict[str, Any] | None:
    match kind:
        case "stress":
            at = detail.get("syllable")
            return {"syllable": at} if isinstance(at, int) and 1 <= at <= count else None
        case "connected" | "intonation":
            how = str(detail.get("how"))
            return {"how": how} if how in HOW[kind] else None
        case "sound":
            sound = " ".join(_text(detail.get("sound", "")).split())[:SOUND_LONGEST]
            return {"sound": sound} if sound else None
        case _:
            return {}


def sentence(kind: str, detail: Mapping[str, Any]) -> Message:
    """Return the sentence that describes a mark. For stress, the page adds the syllable."""
    match kind:
        case "stress":
            return N_("The stress is here")
        case "connected" | "intonation":
            return HOW[kind].get(str(detail.get("how")), "")
        case "sound":
            return N_("The sound “%(sound)s”", sound=str(detail.get("sound", "")))
        case _:
            return N_("Well done!")
