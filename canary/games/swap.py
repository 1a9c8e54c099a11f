"""Swapped word: one word of the shown line is not what is sung. Plain."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canary.games.choices import others
from canary.games.material import Line, Word, fold

FEWEST_WORDS = {1: 3, 2: 4, 3: 4}


@dataclass(frozen=True, slots=True)
class Swap:
    """A line in parts; those at odd places are words that can be pressed, that number `wrong` of the parts is not sung:
    `sung` is.
    """

    n: int
    parts: tuple[str, ...]
    wrong: int
    sung: str
    lemma: str


def swap(lines: Sequence[Line], level: int, count: int, meanings: Mapping[str, str], rng: random.Random) -> list[Swap]:
    """Up to `count` lines with times, no two the same, each with exactly one word changed for another of the song."""
    heard = {fold(line.text): line for line in reversed(lines) if line.start is not None}
    found: list[Swap] = []
    for line in rng.sample(list(heard.values()), len(heard)):
        asked = [w for w in line.words if w.rank is not None]
        if len(found) == count or len(line.words) < FEWEST_WORDS[level] or not asked:
            continue
        word = rng.choice(asked)
        if wrong := others(word, line, lines, meanings, rng, 1):
            found.append(_changed(line, word, wrong[0]))
    return found


def _changed(line: Line, word: Word, text: str) -> Swap:
    parts: list[str] = []
    at = 0
    for other in line.words:
        parts += [line.text[at : other.start], text if other is word else other.text]
        at = other.end
    wrong = 2 * line.words.index(word) + 1
    return Swap(line.n, (*parts, line.text[at:]), wrong, word.text, word.lemma)
