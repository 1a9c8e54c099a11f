"""Lower case by language: in Turkish and Azerbaijani, I is ı in lower case, and İ is i."""

from canary.language_tags import base

_DOTS = frozenset({"tr", "az", "crh", "gag", "tt"})  # languages whose i has a dot in capitals too
_LOWER = str.maketrans({"I": "ı", "İ": "i"})
_UPPER = str.maketrans({"i": "İ", "ı": "I"})


def lower(text: str, language: str) -> str:
    """Return a text in lower case, as the language (a tag) writes it."""
    return _dotted(text, language).lower()


def folded(text: str, language: str) -> str:
    """Return a text without differences between capitals and small letters, as the language (a tag) has them."""
    return _dotted(text, language).casefold()


def upper(text: str, language: str) -> str:
    """Return a text in capitals, as the language (a tag) writes it."""
    return (text.translate(_UPPER) if base(language) in _DOTS else text).upper()


def _dotted(text: str, language: str) -> str:
    return text.replace("I\u0307", "İ").translate(_LOWER) if base(language) in _DOTS else text
