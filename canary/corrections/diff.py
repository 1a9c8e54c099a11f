"""The difference between two sentences, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Chinese, Japanese, Thai, Lao, Khmer and Burmese have no spaces between words, so each character is compared.
_CHARACTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A word keeps its accents and vowel signs, so that joined letters stay together.
_PIECE = re.compile(
    rf"[{_CHARACTERS}][\u0300-\u036f\u0e31-\u0e4e\u3099\u309a]*"
    rf"|(?:(?![{_CHARACTERS}])[\w\u0300-\u036f\u0610-\u061a\u0640-\u065f\u0670'’\u200c\u200d-])+|\s+|."
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: `same`, `gone` or `new`."""

    kind: str
    text: str


def pieces(before: str, after: str) -> Sequence[Piece]:
    """Return the pieces of both texts in reading order. A gone piece comes before the new one that replaces it."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    found: list[Piece] = []
    gone = come = ""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(steps):
        was, now = "".join(old[a:b]), "".join(new[c:d])
        between = tag == "equal" and not was.strip() and 0 < n < len(steps) - 1
        if tag != "equal" or between:  # a space between two changes is part of the change
            gone, come = gone + was, come + now
            continue
        found += [*_changed(gone, come), Piece("same", was)]
        gone = come = ""
    return [*found, *_changed(gone, come)]


def _changed(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if come:
        yield Piece("new", come)
