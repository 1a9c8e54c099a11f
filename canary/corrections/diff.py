"""What became of a sentence, word by word. Plain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Chinese, Japanese, Thai, Lao, Khmer and Burmese set no spaces: there, each character stands for itself.
_CHARACTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A word keeps its accents and vowel signs, so that letters that join stay together.
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
    """How `before` becomes `after`, in the order in which it is read; what is gone stands before what is new."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            found.append(Piece("new", "".join(new[c:d])))
    return found
