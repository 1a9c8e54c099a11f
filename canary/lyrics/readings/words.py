"""Reads single words of Chinese and Arabic in Latin letters, for lists of words and cards."""

from functools import lru_cache

from canary.language_tags import base
from canary.lyrics.readings import arabic
from canary.lyrics.readings.machine import reading

_READ = frozenset({"zh", "yue", "cmn", "ar"})


@lru_cache(maxsize=20_000)
def word(form: str, language: str, sung: str = "") -> str:
    """Return how a word sounds in Latin letters, without spaces between syllables; "" if that can't be told.

    `language` is a tag; only Chinese and Arabic words have a reading here. An Arabic dictionary form is often written
    without its vowel signs; then the word is read as it's `sung`.
    """
    if base(language) not in _READ:
        return ""
    if base(language) == "ar":
        form = next((one for one in (form, sung) if arabic.is_vocalised(one)), "")
    layer = reading([form], language) if form else None
    return "" if layer is None else layer.lines[0] if base(language) == "ar" else joined(layer.lines[0])


def joined(pinyin: str) -> str:
    """Return the pinyin of a word as one word: péngyou, nǚ'ér, with an apostrophe before a, e and o."""
    made = ""
    for syllable in pinyin.split(" "):
        made += ("'" if made[-1:].isalpha() and syllable[:1] in _VOWELS else "") + syllable
    return made


_VOWELS = frozenset("aāáǎàeēéěèoōóǒò")
