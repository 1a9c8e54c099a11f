"""Pick the line that you hear, among lines that are not the same. Plain."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from canary.games.material import Line, bare, fold

_CLOSER = {1: 0.0, 2: 1.0, 3: 2.0}  # how much a level looks for lines that are like the one that is sung


@dataclass(frozen=True, slots=True)
class Listen:
    """The line that sounds (`n` from 0) and the numbers of the lines that are offered, it among them."""

    n: int
    options: tuple[int, ...]
    lemmas: tuple[str, ...]


def listen(lines: Sequence[Line], level: int, count: int, rng: random.Random) -> list[Listen]:
    """Up to `count` lines with times, each among up to three others; lines that are equal but for their signs, that
    hold one another, or that sound at the same time are never offered together.
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
    """How alike two lines are, from 0 to 1: the words that they share and their lengths."""
    a, b = {fold(w.text) for w in one.words}, {fold(w.text) for w in two.words}
    shorter, longer = sorted((len(one.text), len(two.text)))
    return (len(a & b) / len(a | b) + shorter / longer) / 2
