"""The one contract between Python and JavaScript: lines and words with their times, as JSON. Plain.

    {"timing": "word"|"line"|"none", "estimated": bool, "lines": [[start, end, [word, ...]], ...]}

A word is `[start, end]`, or `[start, end, [[start, end, letters], ...]]` where its syllables are timed: `letters` is
how many of the word's characters a syllable has. Times in ms or null; the n-th word of a line belongs to the n-th
`<b>` of its element.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from canary.language_tags import base
from canary.lyrics.model import Layer, Line, Lyrics, Word
from canary.player.singers import Part

CLASSES = {"reading": "r", "translation": "x"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer as the page names it: `kind` "r" (reading) or "x" (translation), `key` of its own among its kind.

    `first` is the one that is shown to who has not chosen another.
    """

    kind: str
    key: str
    language: str
    name: str
    machine: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line as the page shows it: its number (from 1), its words with what stands between them, who sings it,
    its layers with their texts.
    """

    n: int
    words: list[tuple[str, str]]
    part: Part
    layers: list[tuple[Choice, str]]


def words(line: Line) -> tuple[Word, ...]:
    """The line's words; a line that is timed as a whole is one."""
    return line.words or (Word(line.text, line.start, line.end, ""),)


def timeline(lyrics: Lyrics | None) -> str:
    """The times of all lines and words as compact JSON, safe inside a script element."""
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
    """What each layer is called on the page, None for kinds that it does not show; `names` are the languages' names.

    The translation into `translation_in` comes first where there is one, else the first translation.
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
                name or layer.kind.capitalize(),
                layer.machine,
                n in shown,
            )
        )
    return found


def sheets(lyrics: Lyrics, shown: list[Choice | None], parts: list[Part]) -> list[Sheet]:
    """The lines as a page shows them, with the layers of `choices` and the parts of `singers.parts`."""
    layers = [(choice, layer.lines) for choice, layer in zip(shown, lyrics.layers, strict=True) if choice]
    layers.sort(key=lambda pair: pair[0].kind)  # readings stand nearer to what they read
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
