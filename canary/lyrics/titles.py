"""Finds what stands beside a song's title: how it sounds, and what it means, where its lyrics say so."""

import unicodedata

from canary.language_tags import base
from canary.letter_case import folded
from canary.lyrics.model import Lyrics
from canary.lyrics.readings import machine, words

LONGEST = 400


def reading(title: str, language: str, lyrics: Lyrics | None = None) -> str:
    """Return how a title sounds in Latin letters: as a reading of the same line has it, or by a machine; or "".

    `language` is a tag. Arabic without vowel signs and titles in Latin letters have none.
    """
    at = _line(title, language, lyrics)
    if lyrics is not None and at >= 0:
        layers = [layer for layer in lyrics.layers if layer.kind == "reading" and not layer.machine]
        found = next((layer.lines[at] for layer in layers if at < len(layer.lines) and _is_latin(layer.lines[at])), "")
        if found:
            return found.strip(" ,.!?;:")[:LONGEST]
    made = words.word(title, language) if len(title) < 3 else ""
    layer = None if made else machine.reading([title], language)
    return (made or (layer.lines[0] if layer else ""))[:LONGEST]


def meanings(title: str, language: str, lyrics: Lyrics | None) -> dict[str, str]:
    """Return what a title means by language code, as the translations of the same line have it."""
    at = _line(title, language, lyrics)
    if lyrics is None or at < 0:
        return {}
    layers = [layer for layer in reversed(lyrics.layers) if layer.kind == "translation" and at < len(layer.lines)]
    found = {base(layer.language): layer.lines[at] for layer in layers}
    return {code: text.strip(" ,.;:")[:LONGEST] for code, text in found.items() if text.strip()}


def _line(title: str, language: str, lyrics: Lyrics | None) -> int:
    """Return the index of the line that is the title, or -1."""
    wanted = _plain(title, language)
    lines = lyrics.lines if lyrics is not None and wanted else ()
    return next((n for n, line in enumerate(lines) if _plain(line.text, language) == wanted), -1)


def _plain(text: str, language: str) -> str:
    return "".join(c for c in folded(text, language) if unicodedata.category(c)[0] in "LMN")


def _is_latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(c < "\u0300" or "\u1e00" <= c <= "\u1eff" for c in letters)
