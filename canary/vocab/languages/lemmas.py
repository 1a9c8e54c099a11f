"""EDGE: the only file that imports simplemma. It looks up the lemmas of word forms."""

import unicodedata
from functools import cache, lru_cache

import simplemma
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import StreamDictionaryFactory
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES


def supported(language: str) -> bool:
    """Return whether simplemma supports a language (a two-letter code)."""
    return language in SUPPORTED_LANGUAGES


@lru_cache(maxsize=50_000)
def lemma(form: str, language: str) -> str:
    """Return the lemma of a word form, or the form itself if simplemma doesn't know it or the language."""
    return _lemmatizer().lemmatize(form, language) if language in SUPPORTED_LANGUAGES else form


@lru_cache(maxsize=50_000)
def known(form: str, language: str) -> bool:
    """Return whether simplemma's dictionary of the language has exactly this form."""
    if language not in SUPPORTED_LANGUAGES:
        return False
    return DictionaryLookupStrategy(_dictionaries()).get_lemma(unicodedata.normalize("NFC", form), language) is not None


@cache
def _dictionaries() -> StreamDictionaryFactory:
    # simplemma's own functions share dictionaries that can't be unloaded. This kind needs the least memory.
    return StreamDictionaryFactory()


@cache
def _lemmatizer() -> simplemma.Lemmatizer:
    strategy = DefaultStrategy(dictionary_factory=_dictionaries())
    return simplemma.Lemmatizer(cache_max_size=0, lemmatization_strategy=strategy)
