"""Dictation: write down a line that is played slowly."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from canary.games.material import Line, bare, fold

MAX_WORDS = {1: 5, 2: 8, 3: 14}


@dataclass(frozen=True, slots=True)
class Dictation:
    """A line (`n` from 0) and its words in order, each with its lemma, or "" if it can't become a card."""

    n: int
    words: tuple[tuple[str, str], ...]


def dictation(lines: Sequence[Line], level: int, count: int, rng: random.Random) -> list[Dictation]:
    """Return up to `count` different timed lines in the song's language; the higher the level, the longer they are."""
    heard = {
        fold(line.text): line
        for line in reversed(lines)
        if line.start is not None and not line.foreign and any(bare(w.text) for w in line.sung)
    }
    short = [line for line in heard.values() if len(line.words) <= MAX_WORDS[level]]
    # If all lines are too long, use the shortest ones.
    pool = short or sorted(heard.values(), key=lambda line: len(line.words))[:count]
    return [
        Dictation(line.n, tuple((w.text, "" if w.rank is None else w.lemma) for w in line.words))
        for line in rng.sample(pool, min(count, len(pool)))
    ]
