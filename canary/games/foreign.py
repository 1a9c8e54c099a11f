"""Detection of words that aren't in the song's language, by their script and frequency.

This is a heuristic. It would rather leave out a good word than ask for a foreign one.
"""

import unicodedata
from functools import cache

from canary.language_tags import base
from canary.vocab.frequency import common, zipf

_OTHERS = ("en", "es", "fr", "it", "pt", "de")
_MARGIN = 1.0  # on the Zipf scale: ten times as frequent in the other language
_SCRIPTS = {
    "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "el": "GREEK", "ru": "CYRILLIC", "uk": "CYRILLIC",
    "hi": "DEVANAGARI", "ko": "HANGUL CJK", "zh": "CJK", "ja": "CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA",
}  # fmt: skip


class SongLanguage:
    """The language of a song, used to tell whether a word is foreign."""

    def __init__(self, language: str) -> None:
        self._code = base(language)
        self._scripts = _SCRIPTS.get(self._code, "LATIN").split()
        self._listed = bool(common(self._code, 1))

    def is_foreign(self, word: str) -> bool:
        """Return whether a word looks like a word of another language."""
        if any(_script(c) not in self._scripts for c in word if c.isalpha()):
            return True
        if not self._listed or self._scripts != ["LATIN"]:
            return False
        there = max(zipf(word, code) for code in _OTHERS if code != self._code)
        return there > zipf(word, self._code) + _MARGIN


@cache
def _script(letter: str) -> str:
    first = unicodedata.name(letter, "").split(" ")[0]
    return "LATIN" if first in {"FULLWIDTH", "MODIFIER"} else first
