"""EDGE: the only file that imports simplemma. It looks up the lemmas of word forms."""

from functools import lru_cache

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES


def supported(language: str) -> bool:
    """Return whether simplemma supports a language (a two-letter code)."""
    return language in SUPPORTED_LANGUAGES


@lru_cache(maxsize=50_000)
def lemma(form: str, language: str) -> str:
    """Return the lemma of a word form, or the form itself if simplemma doesn't know it or the language."""
    return simplemma.lemmatize(form, language, low_memory=True) if language in SUPPORTED_LANGUAGES else form


@lru_cache(maxsize=50_000)
def known(form: str, language: str) -> bool:
    """Return whether simplemma's dictionary of the language has exactly this form."""
    return language in SUPPORTED_LANGUAGES and simplemma.is_known(form, language, low_memory=True)
