"""Recognise the line that is played among others."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from canary.games.material import Line, bare, fold

_CLOSER = {1: 0.0, 2: 1.0, 3: 2.0}  # how strongly each level prefers similar lines


@dataclass(frozen=True, slots=True)
class Listen:
    """The line that is played (`n` from 0), and the numbers of the lines to choose from, including it."""

    n: int
    options: tuple[int, ...]
    lemmas: tuple[str, ...]


def listen(lines: Sequence[Line], level: int, count: int, rng: random.Random) -> list[Listen]:
    """Return up to `count` timed lines, each with up to three others to choose from.

    Lines that differ only in punctuation, contain each other or overlap in time are never offered together.
    """
    heard = {fold(line.text): line for line in reversed(lines) if line.start is not None and line.sung}
    distinct = sorted(heard.values(), key=lambda line: line.n)
    found: list[Listen] = []
    for line in rng.sample(distinct, len(distinct)):
        wrong: list[Line] = []
        for other in sorted(distinct, key=lambda x: _near(line, x) * -_CLOSER[level] + rng.random()):
            if len(wrong) < 3 and not any(_confusable(other, x) for x in (line, *wrong)):
                wrong.append(other)
        if wrong and len(found) < count:
            options = [line.n, *(x.n for x in wrong)]
            rng.shuffle(options)
            lemmas = tuple(w.lemma for w in line.words if w.rank is not None)
            found.append(Listen(line.n, tuple(options), lemmas))
    return found


def _confusable(one: Line, two: Line) -> bool:
    a, b = bare(one.text), bare(two.text)
    return a in b or b in a or _overlap(one, two)


def _overlap(one: Line, two: Line) -> bool:
    starts, ends = (one.start or 0, two.start or 0), (one.end or 0, two.end or 0)
    return max(starts) < min(ends)


def _near(one: Line, two: Line) -> float:
    """Return how similar two lines are, from 0 to 1, by the words that they share and their lengths."""
    a, b = {fold(w.text) for w in one.words}, {fold(w.text) for w in two.words}
    shorter, longer = sorted((len(one.text), len(two.text)))
    return (len(a & b) / len(a | b) + shorter / longer) / 2
