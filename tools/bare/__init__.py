"""Readers of templates, Python and JavaScript: each finds text for people outside of the marks for translation."""

import re

MARKS = {"_", "gettext", "ngettext", "pgettext", "npgettext", "N_", "NN_", "NC_"}
WORD = re.compile(r"[^\W\d_]{2,}")
# Two words of which the first is capitalised: what a person reads, hardly ever a key or a class.
PHRASE = re.compile(r"^\W*[A-Z]([a-z’'-]+)?,? +\W?\w")
NAMES = {"Canary"}
# A mark around anything but a literal: nobody can collect its text.
NO_LITERAL = "a mark needs a plain string"


def has_words(text: str) -> bool:
    """Return whether a text holds words, other than names that no language translates."""
    return any(word not in NAMES for word in WORD.findall(text))


def is_phrase(text: str) -> bool:
    """Return whether a literal looks like something that a person reads."""
    return bool(PHRASE.match(text))
