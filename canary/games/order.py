"""Put the shuffled pieces of a line in order."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from canary.games.material import UNSPACED, Line, fold
from canary.language_tags import base

MAX_PIECES = {1: 4, 2: 6, 3: 9}  # by level; longer lines get larger pieces
_BOUND = frozenset(
    {"ADP", "AUX", "PART", "SCONJ", "CCONJ"}
)  # Japanese particles and endings belong to the previous word


@dataclass(frozen=True, slots=True)
class Order:
    """A line's pieces, shuffled and in order (`answer`), and the text between them, "" or a space (`glue`)."""

    n: int
    pieces: tuple[str, ...]
    answer: tuple[str, ...]
    glue: str
    lemmas: tuple[str, ...]


def order(lines: Sequence[Line], language: str, level: int, count: int, rng: random.Random) -> list[Order]:
    """Return up to `count` different lines, each with at least three different pieces, never in the right order."""
    unspaced = base(language) in UNSPACED
    glue = "" if unspaced else " "
    offered: dict[str, tuple[Line, list[str]]] = {}
    for line in lines:
        pieces = _larger(_pieces(line, unspaced), MAX_PIECES[level], glue)
        if not line.foreign and len({fold(piece) for piece in pieces}) >= 3:
            offered.setdefault(fold(line.text), (line, pieces))
    found = []
    for line, pieces in rng.sample(list(offered.values()), min(count, len(offered))):
        shuffled = list(pieces)
        while [fold(p) for p in shuffled] == [fold(p) for p in pieces]:
            rng.shuffle(shuffled)
        lemmas = tuple(w.lemma for w in line.words if w.rank is not None)
        found.append(Order(line.n, tuple(shuffled), tuple(pieces), glue, lemmas))
    return found


def _pieces(line: Line, unspaced: bool) -> list[str]:
    """Return a line's words without punctuation; in scripts without spaces, the words that the analyser found."""
    if not unspaced:
        return [piece for piece in map(_trimmed, line.text.split()) if piece]
    pieces: list[str] = []
    end = -1
    for word in line.words:
        if pieces and word.pos in _BOUND and word.start == end:
            pieces[-1] += word.text
        else:
            pieces.append(word.text)
        end = word.end
    return pieces


def _trimmed(piece: str) -> str:
    kept = [n for n, c in enumerate(piece) if fold(c) or c == "'"]
    return piece[kept[0] : kept[-1] + 1] if any(fold(c) for c in piece) else ""


def _larger(pieces: list[str], most: int, glue: str) -> list[str]:
    """Join adjacent pieces evenly until there are at most `most`."""
    if len(pieces) <= most:
        return pieces
    bounds = [round(k * len(pieces) / most) for k in range(most + 1)]
    return [glue.join(pieces[a:b]) for a, b in pairwise(bounds)]
