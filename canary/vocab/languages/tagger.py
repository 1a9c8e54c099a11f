"""EDGE: the only file that imports pycrfsuite. It runs the models that `tools/tagger` trains.

A model is a conditional random field: it weighs what is known of each word (see `features`) and which class follows
which.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pycrfsuite

_CONTENT = ("NOUN", "VERB", "ADJ", "ADV")
_FOLDER = files("canary.vocab.languages") / "models"
_loaded: dict[str, "_Tagger | None"] = {}


class Choice:
    """A word's likeliest class. Ask for more before the next text is tagged."""

    __slots__ = ("_at", "_tagger", "tag")

    def __init__(self, tag: str, at: int, tagger: Any) -> None:
        self.tag, self._at, self._tagger = tag, at, tagger

    @property
    def sure(self) -> float:
        """The probability of the class, from 0 to 1."""
        return float(self._tagger.marginal(self.tag, self._at))

    @property
    def content(self) -> str:
        """The likeliest class among those of content words."""
        return max(_CONTENT, key=lambda one: self._tagger.marginal(one, self._at))


def has(language: str) -> bool:
    """Return whether a language (a two-letter code) has a model."""
    return _tagger(language) is not None


def tags(rows: Sequence[Sequence[str]], language: str) -> list[Choice]:
    """Return the likeliest class of each word of a text; an empty list if the language has no model.

    Each row has the features of a word. The classes are those of Universal Dependencies, with ADP also for
    contractions. `language` is a two-letter code.
    """
    tagger = _tagger(language)
    return [Choice(tag, n, tagger) for n, tag in enumerate(tagger.tag(rows))] if tagger and rows else []


def load(language: str, model: bytes) -> None:
    """Use a model for a language instead of the package's own."""
    _loaded[language] = _Tagger(model)


def unload() -> None:
    """Forget all models; they're read again when they're needed."""
    _loaded.clear()


class _Tagger(pycrfsuite.Tagger):  # type: ignore[misc]
    """A tagger that keeps its model's bytes, which it reads as long as it lives."""

    def __init__(self, model: bytes) -> None:
        self._model = model
        self.open_inmemory(model)


def _tagger(language: str) -> _Tagger | None:
    """Return the tagger of a language, read when it's first needed, or None."""
    if language not in _loaded:
        model = _FOLDER / f"{language}.crf"
        _loaded[language] = _Tagger(model.read_bytes()) if model.is_file() else None
    return _loaded.get(language)
