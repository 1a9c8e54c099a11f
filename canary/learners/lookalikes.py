"""Names that look like others: one form for letters that look alike, and reserved words.

The table is our own and small: it has the letters of Cyrillic and Greek that most fonts draw like a Latin one.
"""

import unicodedata

# Letters without a shape. Python counts some of them as letters, since they hold the place of one in Korean or Khmer.
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_CYRILLIC = str.maketrans("авекмнорстухіјѕһԁԛԝӏ", "abekmhopctyxijshdqwl")
_GREEK_CAPITALS = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
_GREEK = str.maketrans("ανορτυικχεϲ", "avoptuikxec")
_CAPITALS = str.maketrans("I10", "llo")
_WITHOUT = dict.fromkeys(map(ord, "\u200c\u200d"))
RESERVED = frozenset((
    "admin", "administrator", "anonymous", "canary", "deleted", "everybody", "everyone", "help", "host", "hosts",
    "info", "moderator", "mod", "nobody", "official", "operator", "owner", "postmaster", "root", "security", "staff",
    "superuser", "support", "sysadmin", "system", "team", "webmaster",
))  # fmt: skip


def looks(name: str) -> set[str]:
    """Return what a name can be taken for; two names look alike if they share one of these."""
    plain = unicodedata.normalize("NFKC", name).translate(_WITHOUT).translate(_GREEK_CAPITALS)
    return {_folded(plain), _folded(plain.translate(_CAPITALS))}


def _folded(name: str) -> str:
    folded = " ".join(name.casefold().split()).translate(_CYRILLIC).translate(_GREEK)
    return folded.replace("rn", "m").replace("vv", "w")


def is_reserved(name: str) -> bool:
    """Return whether a name looks like a word that people would trust, alone or with digits and signs around it."""
    return any(_bare(look) in _RESERVED for look in looks(name))


def _bare(look: str) -> str:
    words = "".join(letter for letter in look.strip("0123456789") if letter not in "._- ")
    return words.replace("1", "i").replace("l", "i").replace("0", "o").strip("0123456789")


_RESERVED = frozenset(_bare(_folded(word)) for word in RESERVED)


def can_be_seen(name: str) -> bool:
    """Return whether anything of a name shows."""
    return any(letter not in INVISIBLE and unicodedata.category(letter)[0] not in "CZM" for letter in name)
