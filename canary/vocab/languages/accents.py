"""Finds the spelling with accents of words that were written without them: "corazon", "coracao", "etoile", "citta"."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from canary.vocab.frequency import common, zipf
from canary.vocab.languages import lemmas
from canary.vocab.languages.closed import function_class

# For each language, letters with the ones that people write instead of them when they leave accents out.
_WITH = {
    "es": {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "úü", "n": "ñ"},
    "pt": {"a": "áâãà", "e": "éê", "i": "í", "o": "óôõ", "u": "ú", "c": "ç"},
    "fr": {"a": "àâ", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùûü", "c": "ç"},
    "it": {"a": "à", "e": "èé", "i": "ì", "o": "ò", "u": "ù"},
}
_USUAL = 4
_FAR, _FARTHER = {"es": 1.0, "pt": 1.5}, 2.0  # in Zipf; French and Italian have more pairs of words such as cote, côté
_MOST = 60_000  # more than there are in any list


def bare(form: str) -> str:
    """Return a form without its accents, cedillas and tildes."""
    return "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def accented(form: str, language: str) -> str:
    """Return the commonest word of the dictionary that is a lower-case form with accents added, or "".

    It's at least as common as the form: "debout" isn't a form of a rarer word. Only es, fr, it and pt (two-letter
    codes) have one; names and forms with an accent of their own have none.
    """
    if language not in _WITH or len(form) < 3 or not form.isascii():
        return ""
    words = [word for word in (_common(language).get(form, ""), *_one_more(form, language)) if _is_word(word, language)]
    best = max(words, key=lambda word: zipf(word, language), default="")
    return best if best and zipf(best, language) >= zipf(form, language) else ""


def restored(lemma: str, language: str) -> str:
    """Return a dictionary form with its accents if that's far commoner than without: "árbol" for "arbol".

    Some of the dictionary's own forms lack them. Other words are returned as they are.
    """
    other = accented(lemma, language)
    far = other and zipf(other, language) > zipf(lemma, language) + _FAR.get(language, _FARTHER)
    return other if far and lemmas.lemma(other, language) == other else lemma


def _is_word(form: str, language: str) -> bool:
    if function_class(form, language):
        return True
    if language == "it" and zipf(form, "it") > _USUAL:
        return True  # its dictionary lacks "città", which has no other form
    return bool(form) and lemmas.known(form, language) and lemmas.lemma(form, language).islower()


@cache
def _common(language: str) -> dict[str, str]:
    """Return the commonest accented form for each bare one; forms with several accents are found here only."""
    found: dict[str, str] = {}
    for form in common(language, _MOST):
        if not form.isascii():
            found.setdefault(bare(form), form)
    return found


def _one_more(form: str, language: str) -> Iterator[str]:
    """Yield a form with one accent added, at any place; in Italian only at its end."""
    places = range(len(form) - 1, len(form)) if language == "it" else range(len(form))
    for at in places:
        for letter in _WITH[language].get(form[at], ""):
            yield form[:at] + letter + form[at + 1 :]
