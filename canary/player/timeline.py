"""The one contract between Python and JavaScript: lines and words with their times, as JSON. Plain.

    {"timing": "word"|"line"|"none", "estimated": bool, "lines": [[start, end, [[start, end], ...]], ...]}

Times in ms or null; the n-th pair of a line belongs to the n-th `<b>` of its element.
"""

import json
from dataclasses import dataclass

from canary.lyrics.model import Line, Lyrics, Word


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line as the page shows it: its number (1-based), its words with what stands between them, its layers."""

    n: int
    words: list[tuple[str, str]]
    reading: str
    translation: str


def words(line: Line) -> tuple[Word, ...]:
    """The line's words; a line that is timed as a whole is one."""
    return line.words or (Word(line.text, line.start, line.end, ""),)


def timeline(lyrics: Lyrics | None) -> str:
    """The times of all lines and words as compact JSON, safe inside a script element."""
    rows = []
    for line in lyrics.lines if lyrics else ():
        times = [[w.start, w.end] for w in words(line)] if line.words else []
        rows.append([line.start, line.end, times])
    value = {
        "timing": lyrics.timing if lyrics else "none",
        "estimated": bool(lyrics and lyrics.estimated),
        "lines": rows,
    }
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def sheets(lyrics: Lyrics, translation_in: str = "en") -> list[Sheet]:
    """The lines as a page shows them, with the translation in the language asked for, else the first there is."""
    translations = {x.language: x.lines for x in lyrics.layers if x.kind == "translation"}
    readings = [x.lines for x in lyrics.layers if x.kind == "reading"]
    translation = translations.get(translation_in) or next(iter(translations.values()), ())
    reading = readings[0] if readings else ()
    found = []
    for i, line in enumerate(lyrics.lines):
        parts = [(w.text, w.glue) for w in words(line)]
        found.append(
            Sheet(
                i + 1,
                parts,
                reading[i] if i < len(reading) else "",
                translation[i] if i < len(translation) else "",
            )
        )
    return found


def layer_languages(lyrics: Lyrics, translation_in: str = "en") -> dict[str, str]:
    """The language of the layer that is shown, by kind ("translation", "reading")."""
    found: dict[str, str] = {}
    for layer in lyrics.layers:
        if layer.kind not in found or (layer.kind == "translation" and layer.language == translation_in):
            found[layer.kind] = layer.language
    return found
