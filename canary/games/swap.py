"""Find the wrong word: one word of a line is replaced by another."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canary.games.choices import others
from canary.games.material import Line, Word, fold

MIN_WORDS = {1: 3, 2: 4, 3: 4}


@dataclass(frozen=True, slots=True)
class Swap:
    """A line in parts; those with odd indexes are words. The part with the index `wrong` replaces the word `sung`."""

    n: int
    parts: tuple[str, ...]
    wrong: int
    sung: str
    lemma: str


def swap(lines: Sequence[Line], level: int, count: int, meanings: Mapping[str, str], rng: random.Random) -> list[Swap]:
    """Return up to `count` different timed lines, each with one word replaced by another word of the song."""
    heard = {fold(line.text): line for line in reversed(lines) if line.start is not None}
    found: list[Swap] = []
    for line in rng.sample(list(heard.values()), len(heard)):
        asked = [w for w in line.words if w.rank is not None]
        if len(found) == count or len(line.words) < MIN_WORDS[level] or not asked:
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
