"""Makes readings by machine for songs that have none. Their layers are marked as `machine`."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from canary.language_tags import base
from canary.lyrics.formats.scripts import script
from canary.lyrics.model import Layer, Lyrics
from canary.lyrics.readings import alphabets, arabic, korean
from canary.lyrics.sung import with_layer
from canary.optional import load

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
MAX_LETTERS = 12_000  # more than the longest rap has; a limit is needed because some scripts are slow to romanise
# Scripts that leave out vowels, so a romanisation of the letters alone is useless.
_UNREADABLE = frozenset({"Arabic", "Hebrew"})


def reading(lines: Sequence[str], language: str) -> Layer | None:
    """Return a machine reading of the lines in Latin letters, or None if none can be made.

    None is returned if the lines are already in Latin letters or longer than MAX_LETTERS characters, if the optional
    library for their script isn't installed, and for Hebrew and for Arabic without vowel signs.
    """
    text = "\n".join(lines)
    if len(unicodedata.normalize("NFKC", text)) > MAX_LETTERS:
        return None
    foreign = _LATIN.sub("", text)
    written = script(foreign)
    if not written or sum(map(str.isalpha, foreign)) * 10 < sum(map(str.isalpha, text)):
        return None
    code = base(language)
    name, spell = _speller(code, written, text)
    if spell is None:
        return None
    return Layer("reading", language, tuple(spell(x) if script(_LATIN.sub("", x)) else "" for x in lines), True, name)


def with_reading(lyrics: Lyrics, language: str) -> Lyrics:
    """Return lyrics with a machine reading, if one can be made and they have no reading yet; otherwise unchanged."""
    if any(layer.kind == "reading" for layer in lyrics.layers):
        return lyrics
    layer = reading([line.text for line in lyrics.lines], language)
    return with_layer(lyrics, layer) if layer else lyrics


def without_machine_reading(lyrics: Lyrics) -> Lyrics:
    """Return lyrics without machine readings, which are outdated once a line has changed."""
    return replace(lyrics, layers=tuple(x for x in lyrics.layers if not (x.machine and x.kind == "reading")))


def furigana(text: str) -> list[tuple[str, str]] | None:
    """Return a Japanese text in pieces, each with the hiragana to show above it ("" if it needs none).

    Returns None if the libraries of the extra "ja" aren't installed.
    """
    module = load("canary.lyrics.readings.japanese")
    return cast(list[tuple[str, str]], module.furigana(text)) if module else None


def _speller(code: str, written: str, text: str) -> tuple[str, Callable[[str], str] | None]:
    """Return the reading's name, as in the songbook, and the function that romanises a line (None if there is none)."""
    if code == "ja" and written in {"Kana", "Han"}:
        return "romaji", _of("japanese", "romaji")
    if written == "Han":
        return "pinyin", _of("pinyin", "pinyin") if code in {"zh", "yue", "cmn", ""} else None
    if written == "Hangul":
        return "romaja", korean.romanise
    if written == "Cyrillic" and code in {"ru", ""}:
        return "latin", alphabets.russian
    if written == "Greek":
        return "latin", alphabets.greek
    if written == "Arabic" and code == "ar" and arabic.is_vocalised(text):
        return "latin", arabic.romanise
    if written in _UNREADABLE:
        return "latin", None
    return "latin", _of("anyscript", "romanise")


def _of(module: str, function: str) -> Callable[[str], str] | None:
    found = load(f"canary.lyrics.readings.{module}")
    return cast(Callable[[str], str], getattr(found, function)) if found else None
