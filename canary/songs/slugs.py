"""Slugs for URLs."""

import re
import unicodedata
from collections.abc import Iterator

MAX_LENGTH = 60
RESERVED = frozenset({"import"})  # /songs/import is a page


def slug(title: str) -> str:
    """Return `la-manana` for `La Mañana!`; other scripts keep their letters; "song" if no letter is left."""
    text = unicodedata.normalize("NFKD", title).casefold()
    # Remove accents from Latin letters only: in other scripts a mark may distinguish letters (が, й).
    text = re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", text)
    text = unicodedata.normalize("NFC", text)
    words = "-".join(re.findall(r"[^\W_]+", text))
    return words[:MAX_LENGTH].strip("-") or "song"


def candidates(title: str) -> Iterator[str]:
    """Yield the slug, then the slug followed by 2, 3, …"""
    base = slug(title)
    if base not in RESERVED:
        yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
