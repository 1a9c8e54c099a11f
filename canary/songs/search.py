"""How titles and names are compared when somebody searches: without capitals, accents and kinds of width."""

import unicodedata

_ALIKE = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_VOICED = "\u3099\u309a"  # marks of Japanese letters, which aren't accents: か and が differ


def folded(text: str) -> str:
    """Return the form of a text in which a search compares it: "Ärger" and "arger", "ПЕСНЯ" and "песня" are equal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if c in _VOICED or unicodedata.category(c) != "Mn").translate(_ALIKE)
    return " ".join(unicodedata.normalize("NFC", bare).split())
