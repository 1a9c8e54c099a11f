"""The contract between Python and JavaScript: lines and words with their times, as JSON.

    {"timing": "word"|"line"|"none", "estimated": bool, "lines": [[start, end, [word, ...]], ...]}

A word is `[start, end]`, or `[start, end, [[start, end, letters], ...]]` if its syllables are timed: `letters` is the
number of the word's characters in the syllable. Times are in ms, or null if unknown; the n-th word of a line is the
n-th `<b>` of the line's element.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from canary.language_tags import base
from canary.lyrics.model import Layer, Line, Lyrics, Word
from canary.player.singers import Part
from canary.sentences import N_, Message

CLASSES = {"reading": "r", "translation": "x"}
UNNAMED = {"reading": N_("Reading"), "translation": N_("Translation")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer that learners can choose.

    Attributes:
        kind: "r" (reading) or "x" (translation).
        key: unique among the layers of its kind.
        first: whether it's shown to learners who haven't chosen another.
    """

    kind: str
    key: str
    language: str
    name: Message
    machine: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line as the page shows it.

    Attributes:
        n: the line's number, from 1.
        words: each word with the text between it and the next one.
        layers: the line's text in each layer.
    """

    n: int
    words: list[tuple[str, str]]
    part: Part
    layers: list[tuple[Choice, str]]


def words(line: Line) -> tuple[Word, ...]:
    """Return the line's words; a line that is timed only as a whole counts as one word."""
    return line.words or (Word(line.text, line.start, line.end, ""),)


def timeline(lyrics: Lyrics | None) -> str:
    """Return the times of all lines and words as compact JSON that is safe inside a script element."""
    rows = []
    for line in lyrics.lines if lyrics else ():
        times = [_times(w) for w in words(line)] if line.words else []
        rows.append([line.start, line.end, times])
    value = {
        "timing": lyrics.timing if lyrics else "none",
        "estimated": bool(lyrics and lyrics.estimated),
        "lines": rows,
    }
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def choices(lyrics: Lyrics, names: Mapping[str, str], translation_in: str = "en") -> list[Choice | None]:
    """Return a choice for each layer, None for kinds that the page doesn't show. `names`: language names by code.

    The translation into the language `translation_in` is shown first if there is one, otherwise the first translation.
    """
    shown = [_first(lyrics, kind, translation_in) for kind in CLASSES]
    found: list[Choice | None] = []
    for n, layer in enumerate(lyrics.layers):
        if layer.kind not in CLASSES:
            found.append(None)
            continue
        key = f"{layer.language or 'und'}-{layer.name}" if layer.name else layer.language or "und"
        taken = {c.key for c in found if c and c.kind == CLASSES[layer.kind]}
        language = names.get(base(layer.language), layer.language)
        name = layer.name.capitalize() if layer.kind == "reading" and layer.name else language
        found.append(
            Choice(
                CLASSES[layer.kind],
                key if key not in taken else f"{key}-{n}",
                layer.language,
                name or UNNAMED[layer.kind],
                layer.machine,
                n in shown,
            )
        )
    return found


def sheets(lyrics: Lyrics, shown: list[Choice | None], parts: list[Part]) -> list[Sheet]:
    """Return the lines as the page shows them, with the layers from `choices` and the parts from `singers.parts`."""
    layers = [(choice, layer.lines) for choice, layer in zip(shown, lyrics.layers, strict=True) if choice]
    layers.sort(key=lambda pair: pair[0].kind)  # readings come directly below the line, then translations
    return [
        Sheet(
            i + 1,
            [(w.text, w.glue) for w in words(line)],
            parts[i],
            [(choice, lines[i]) for choice, lines in layers if i < len(lines) and lines[i]],
        )
        for i, line in enumerate(lyrics.lines)
    ]


def _first(lyrics: Lyrics, kind: str, language: str) -> int:
    of_kind: list[tuple[int, Layer]] = [(n, x) for n, x in enumerate(lyrics.layers) if x.kind == kind]
    wanted = [n for n, x in of_kind if kind == "translation" and x.language == language]
    return next(iter([*wanted, *(n for n, _ in of_kind)]), -1)


def _times(word: Word) -> list[Any]:
    if len(word.syllables) < 2:
        return [word.start, word.end]
    return [word.start, word.end, [[s.start, s.end, len(s.text)] for s in word.syllables]]
