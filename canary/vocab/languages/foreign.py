"""Finds English words in songs of other languages: a word in a Korean line, or a line in a Spanish song."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from canary.letter_case import lower
from canary.vocab.frequency import zipf
from canary.vocab.languages import lemmas
from canary.vocab.languages.closed import function_class
from canary.vocab.token import Token

_LATIN = re.compile("[A-Za-z\u00c0-\u024f'’-]+")
_OTHER_SCRIPTS = frozenset({"ar", "el", "fa", "he", "hi", "ja", "ko", "ru", "uk", "ur", "zh"})
_RUN = 3  # the least number of words in a row that are judged together; fewer could be in any language


def mark_foreign(found: list[Token], language: str) -> list[Token]:
    """Return the tokens of a song, with kind "foreign" for words in English. `language` is the song's two-letter code.

    In languages with another script, every word in Latin letters is foreign.
    """
    if language == "en":
        return found
    if language in _OTHER_SCRIPTS:
        return [replace(t, kind="foreign") if t.kind in _WORDS and _LATIN.fullmatch(t.text) else t for t in found]
    away: set[int] = set()
    for run in _runs(found):
        if len(run) >= _RUN and _is_english([lower(found[n].text, language) for n in run], language):
            away.update(run)
        away.update(_inside(run, [lower(found[n].text, language) for n in run], language))
    return [replace(t, kind="foreign") if n in away else t for n, t in enumerate(found)] if away else found


# A word of both languages counts as English if its Zipf value in English is higher by this much: French word lists have
# "love" too.
_COMMONER = 1.0
_WORDS = frozenset({"word", "name", "contraction"})


def _runs(found: Sequence[Token]) -> list[list[int]]:
    """Return the runs of words between punctuation marks, as lists of indexes in `found`."""
    runs: list[list[int]] = [[]]
    for n, token in enumerate(found):
        if token.kind in _WORDS:
            runs[-1].append(n)
        elif token.kind == "punct" and token.text not in {"'", "’", "-"}:
            runs.append([])
    return runs


def _is_english(words: list[str], language: str) -> bool:
    english = [bool(function_class(w, "en")) or lemmas.known(w, "en") for w in words]
    own = [bool(function_class(w, language)) or lemmas.known(w, language) for w in words]
    return sum(english) >= 0.8 * len(words) and sum(own) * 2 <= len(words) and sum(english) - sum(own) >= 2


def _inside(run: list[int], words: list[str], language: str) -> set[int]:
    """Return the indexes of English words within a line of another language: "te quiero my love".

    There must be two or more of them in a row, and one must be a function word.
    """
    found: set[int] = set()
    for alien, group in groupby(range(len(run)), key=lambda n: _alien(words[n], language)):
        places = list(group)
        if alien and len(places) > 1 and any(function_class(words[n], "en") for n in places):
            found.update(run[n] for n in places)
    return found


def _alien(word: str, language: str) -> bool:
    if function_class(word, language) or not (function_class(word, "en") or lemmas.known(word, "en")):
        return False
    return not lemmas.known(word, language) or zipf(word, "en") >= zipf(word, language) + _COMMONER
