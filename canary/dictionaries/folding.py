"""Fold headwords and lemmas to keys, so that they match. Plain."""

import re
import unicodedata

MOST = 100  # characters of a headword
# Marks that dictionaries have and lyrics don't: Arabic and Hebrew vowels, the Arabic tatweel, Russian stress.
_MARKS = re.compile("[\u0300\u0301\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad]")


def key(word: str) -> str:
    """Return the key of a word: in NFKC, in lower case, without marks that only help to read it."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", word)).casefold()
    return " ".join(plain.replace("’", "'").replace("ё", "е").split())[:MOST]
