"""Turns headwords and lemmas into keys, so that different spellings of a word match."""

import re
import unicodedata

from canary.letter_case import folded

MOST = 100  # the maximum length of a headword in characters; longer ones are cut
# Marks that dictionaries write and lyrics don't: Arabic and Hebrew vowels, the Arabic tatweel, Russian stress marks.
_MARKS = re.compile("[\u0300\u0301\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad]")


def key(word: str, language: str = "") -> str:
    """Return the key of a word: in NFKC, case-folded, without vowel signs and stress marks, at most MOST characters.

    `language` is the tag of the word's language.
    """
    plain = folded(_MARKS.sub("", unicodedata.normalize("NFKC", word)), language)
    return " ".join(plain.replace("’", "'").replace("ё", "е").split())[:MOST]
