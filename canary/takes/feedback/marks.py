"""What a helper says about a word of a take: read from the form, checked, put into words. Plain."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from canary.lyrics.model import Line, Word
from canary.lyrics.syllables import split

MOST, NOTE_LONGEST, PRAISE_LONGEST, SOUND_LONGEST = 60, 500, 300, 40
MODEL_SECONDS = 10
HOW: Mapping[str, Mapping[str, str]] = {
    "connected": {
        "link": "Link it to the next word",
        "drop": "A sound is dropped here",
        "blend": "It blends with the next word",
    },
    "intonation": {"rise": "The voice rises here", "fall": "The voice falls here", "flat": "The voice stays flat here"},
}
KINDS = ("stress", "connected", "intonation", "sound", "well")


@dataclass(frozen=True, slots=True)
class Sent:
    """A mark as it was sent: `line` and `word` (1-based), `model` the name of the form's file with its sound, or ""."""

    line: int
    word: int
    kind: str
    detail: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    model: str = ""


def words(line: Line) -> tuple[Word, ...]:
    """What lights up at once in a line; one that is timed as a whole is one word."""
    return line.words or (Word(line.text, line.start, line.end, ""),)


def syllables(word: Word, language: str) -> list[str]:
    """A word's syllables: as they are timed, else by the rules of the language."""
    timed = [part.text for part in word.syllables if part.text]
    return timed if len(timed) > 1 else split(word.text, language)


def read(text: str, lines: Sequence[Line], first: int, last: int, language: str) -> list[Sent]:
    """The marks of a form's JSON, [{line, word, kind, detail, note, model}], those that cannot be left out.

    `lines` are the song's, `first` and `last` the take's (1-based). A text that is no such list gives none.
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
    """A text without what JSON can spell and no database takes: a zero, half of a character's two halves."""
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


def sentence(kind: str, detail: Mapping[str, Any]) -> str:
    """What the mark says; for the stress the page shows the syllables themselves."""
    match kind:
        case "stress":
            return "The stress is here"
        case "connected" | "intonation":
            return HOW[kind].get(str(detail.get("how")), "")
        case "sound":
            return f"The sound “{detail.get('sound', '')}”"
        case _:
            return "Well done!"
