"""Dictionary forms by simplemma, and the only file that imports it."""

from functools import lru_cache

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES


def supported(language: str) -> bool:
    """Return whether there is a dictionary of forms for a two-letter language."""
    return language in SUPPORTED_LANGUAGES


@lru_cache(maxsize=50_000)
def lemma(form: str, language: str) -> str:
    """Return the dictionary form of a word as it is written, the word itself where nothing is known of it."""
    return simplemma.lemmatize(form, language, low_memory=True) if language in SUPPORTED_LANGUAGES else form


@lru_cache(maxsize=50_000)
def known(form: str, language: str) -> bool:
    """Return whether the dictionary holds this form as it is written."""
    return language in SUPPORTED_LANGUAGES and simplemma.is_known(form, language, low_memory=True)
