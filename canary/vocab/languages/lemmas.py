"""EDGE: the file that imports simplemma: looks up lemmas."""

from functools import lru_cache

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES


def supported(language: str) -> bool:
    """Return whether simplemma supports a language (two letters)."""
    return language in SUPPORTED_LANGUAGES


@lru_cache(maxsize=50_000)
def lemma(form: str, language: str) -> str:
    """Return the lemma of a written word, or the word itself if it's unknown."""
    return simplemma.lemmatize(form, language, low_memory=True) if language in SUPPORTED_LANGUAGES else form


@lru_cache(maxsize=50_000)
def known(form: str, language: str) -> bool:
    """Return whether the dictionary has exactly this form."""
    return language in SUPPORTED_LANGUAGES and simplemma.is_known(form, language, low_memory=True)
