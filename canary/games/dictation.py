"""Dictation: write the line that you hear, slowly. Plain."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from canary.games.material import Line, bare, fold

MOST_WORDS = {1: 5, 2: 8, 3: 14}


@dataclass(frozen=True, slots=True)
class Dictation:
    """The line (`n` from 0) and its words in singing order, each with its lemma, "" for what makes no card."""

    n: int
    words: tuple[tuple[str, str], ...]


def dictation(lines: Sequence[Line], level: int, count: int, rng: random.Random) -> list[Dictation]:
    """Up to `count` lines with times, no two the same, the longer the higher the level; none in another language."""
    heard = {
        fold(line.text): line
        for line in reversed(lines)
        if line.start is not None and not line.foreign and any(bare(w.text) for w in line.sung)
    }
    short = [line for line in heard.values() if len(line.words) <= MOST_WORDS[level]]
    # A song of long lines only is dictated all the same, its shortest lines.
    pool = short or sorted(heard.values(), key=lambda line: len(line.words))[:count]
    return [
        Dictation(line.n, tuple((w.text, "" if w.rank is None else w.lemma) for w in line.words))
        for line in rng.sample(pool, min(count, len(pool)))
    ]
