"""Gap-fill: useful words are left out of the song's lines."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canary.games.choices import others
from canary.games.material import Line, Word

SHARE = {1: 0.08, 2: 0.15, 3: 0.28}  # the share of all words that are left out, by level
_A_LINE = {1: 1, 2: 1, 3: 2}
_A_WORD = {1: 1, 2: 2, 3: 3}
_CHANCE = 0.5  # words are ordered by usefulness, but chance moves each by up to half the list


@dataclass(frozen=True, slots=True)
class Gap:
    """A word to fill in. `choices` has the word and three others, shuffled; it is empty if the song has too few."""

    answer: str
    lemma: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """A line (`n` from 0) in parts: texts and gaps. Joined, with the answers in the gaps, they are the line's text."""

    n: int
    parts: tuple[str | Gap, ...]


def gaps(lines: Sequence[Line], level: int, meanings: Mapping[str, str], rng: random.Random) -> list[GapLine]:
    """Return lines with gaps in singing order.

    At most half of a line's words are gaps, and no two gaps are adjacent.
    """
    running = sum(len(line.sung) for line in lines)
    places = [(line, word) for line in lines for word in line.words if word.rank is not None]
    if not places:
        return []
    last = 1 + max(word.rank or 0 for _, word in places)
    places.sort(key=lambda place: (place[1].rank or 0) / last + _CHANCE * rng.random())
    wanted = max(1, round(SHARE[level] * running))
    chosen: dict[int, list[Word]] = {}
    used: Counter[str] = Counter()
    for line, word in places:
        mine = chosen.get(line.n, [])
        if sum(map(len, chosen.values())) >= wanted:
            break
        if len(mine) < min(_A_LINE[level], len(line.sung) // 2) and used[word.lemma] < _A_WORD[level]:
            if any(abs(line.words.index(word) - line.words.index(other)) < 2 for other in mine):
                continue
            chosen.setdefault(line.n, []).append(word)
            used[word.lemma] += 1
    by_n = {line.n: line for line in lines}
    return [_cut(by_n[n], chosen[n], lines, meanings, rng) for n in sorted(chosen)]


def _cut(
    line: Line, words: Sequence[Word], lines: Sequence[Line], meanings: Mapping[str, str], rng: random.Random
) -> GapLine:
    parts: list[str | Gap] = []
    at = 0
    for word in sorted(words, key=lambda w: w.start):
        wrong = others(word, line, lines, meanings, rng)
        choices = [*wrong, word.text] if wrong else []
        rng.shuffle(choices)
        parts += [line.text[at : word.start], Gap(word.text, word.lemma, tuple(choices))]
        at = word.end
    return GapLine(line.n, tuple(part for part in (*parts, line.text[at:]) if part))
