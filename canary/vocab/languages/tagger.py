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
_loaded: dict[str, Any] = {}
_models: dict[str, bytes] = {}


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
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(model)
    _loaded[language] = tagger
    _models[language] = model  # the tagger reads these bytes as long as it lives


def unload() -> None:
    """Forget all models; they're read again when they're needed."""
    _loaded.clear()
    _models.clear()


def _tagger(language: str) -> Any:
    """Return the tagger of a language, read when it's first needed, or None."""
    if language not in _loaded:
        model = _FOLDER / f"{language}.crf"
        if model.is_file():
            load(language, model.read_bytes())
        else:
            _loaded[language] = None
    return _loaded[language]
