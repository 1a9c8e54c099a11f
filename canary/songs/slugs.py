"""Names for URLs. Plain."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST = 60
TAKEN = frozenset({"import"})  # /songs/import is a page


def slug(title: str) -> str:
    """`La Mañana!` -> `la-manana`; titles in other scripts keep their letters; "song" when nothing is left."""
    text = unicodedata.normalize("NFKD", title).casefold()
    # Accents go from Latin letters only: elsewhere a mark may be half of the letter (が, й).
    text = re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", text)
    text = unicodedata.normalize("NFC", text)
    words = "-".join(re.findall(r"[^\W_]+", text))
    return words[:LONGEST].strip("-") or "song"


def candidates(title: str) -> Iterator[str]:
    """The slug, then the slug with 2, 3, … behind it."""
    base = slug(title)
    if base not in TAKEN:
        yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
