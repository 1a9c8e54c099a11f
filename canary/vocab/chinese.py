"""Chinese by rjieba, and the only file that imports it (the extra "zh")."""

import rjieba

from .sounds import is_sound
from .token import Kind, Token

# The tags of the ICTCLAS set by their first letter; places and times are nouns, idioms and set phrases too.
_POS = {
    "n": "NOUN", "s": "NOUN", "t": "NOUN", "f": "NOUN", "i": "NOUN", "l": "NOUN", "j": "NOUN", "v": "VERB", "a": "ADJ",
    "b": "ADJ", "z": "ADJ", "d": "ADV", "r": "PRON", "m": "NUM", "q": "NUM", "p": "ADP", "c": "CCONJ", "u": "PART",
    "y": "PART", "k": "PART", "h": "PART", "e": "INTJ", "o": "INTJ",
}  # fmt: skip
# Verbs and adverbs that serve others, as small words do elsewhere.
_SMALL = frozenset("是有在到要会能想得着过来去不没也都就才还又再很太最更只别把被让给") | {"可以", "应该", "没有"}
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})


def tokens(text: str) -> list[Token]:
    """Return the words of a Chinese text with coarse class; a word is its own dictionary form."""
    found: list[Token] = []
    at = 0
    for word, tag in rjieba.tag(text):
        start = text.find(word, at)
        if start < 0 or not word.strip():
            continue
        at = start + len(word)
        found.append(_token(word, tag, start, at))
    return found


def _token(word: str, tag: str, start: int, end: int) -> Token:
    kind: Kind = "word"
    pos = _POS.get(tag[:1], "X")
    if not any(c.isalnum() for c in word):
        kind, pos = "punct", "PUNCT"
    elif is_sound(word):
        kind, pos = "sound", "INTJ"
    elif word in _SMALL:
        pos = "AUX"
    elif tag in _NAMES:
        kind, pos = "name", "PROPN"
    elif pos == "NUM":
        kind = "number"
    return Token(word, word, pos, start, end, kind)
