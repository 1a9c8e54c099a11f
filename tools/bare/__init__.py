"""Readers of templates, Python and JavaScript. Each finds text for people that isn't marked for translation."""

import re

MARKS = {"_", "gettext", "ngettext", "pgettext", "npgettext", "N_", "NN_", "NC_"}
WORD = re.compile(r"[^\W\d_]{2,}")
# At least two words, the first of them capitalised. Such a text is almost always for people, and hardly ever a key or
# the name of a class.
PHRASE = re.compile(r"^\W*[A-Z]([a-z’'-]+)?,? +\W?\w")
NAMES = {"Canary"}
# Reported for a mark whose argument isn't a literal, because its text can't be collected.
NO_LITERAL = "a mark needs a plain string"


def has_words(text: str) -> bool:
    """Return whether a text contains words, apart from names that aren't translated."""
    return any(word not in NAMES for word in WORD.findall(text))


def is_phrase(text: str) -> bool:
    """Return whether a literal looks like text that people read."""
    return bool(PHRASE.match(text))
