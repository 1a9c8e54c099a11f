"""Choose the questions of a quick round: known words, each with its meaning among three others."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

ASKED = 20
OFFERED = 4
FLUENT = 500  # ms: answers this quick need no thinking
MOST_MS = 60_000


class Known(Protocol):
    """The parts of a card that a round needs."""

    lemma: str
    reading: str
    meaning: str
    pos: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A word and the meanings offered for it. `right` is the index of the right one, from 0."""

    lemma: str
    reading: str
    meanings: tuple[str, ...]
    right: int


def round_of(cards: Sequence[Known], chance: Random) -> list[Choice]:
    """Return at most ASKED words in random order, or an empty list if there are fewer than OFFERED different meanings.

    Wrong answers are meanings of other cards, preferably of the same part of speech, and never a meaning that the word
    also has.
    """
    with_meaning = [card for card in cards if card.meaning.strip()]
    kinds = {_plain(card.meaning): card for card in reversed(with_meaning)}
    if len(kinds) < OFFERED:
        return []
    meant: dict[str, set[str]] = {}
    for card in with_meaning:
        meant.setdefault(card.lemma.casefold(), set()).update(_senses(card.meaning))
    chosen = chance.sample(with_meaning, min(ASKED, len(with_meaning)))
    found = [_choice(card, list(kinds.values()), meant[card.lemma.casefold()], chance) for card in chosen]
    return [choice for choice in found if choice]


def _choice(card: Known, others: list[Known], own: set[str], chance: Random) -> Choice | None:
    fitting = [other for other in others if not own & _senses(other.meaning)]
    chance.shuffle(fitting)
    fitting.sort(key=lambda other: other.pos != card.pos)
    if len(fitting) < OFFERED - 1:
        return None
    meanings = [other.meaning for other in fitting[: OFFERED - 1]]
    right = chance.randrange(OFFERED)
    meanings.insert(right, card.meaning)
    return Choice(card.lemma, card.reading, tuple(meanings), right)


def _senses(meaning: str) -> set[str]:
    """Return the separate meanings in a text such as "to love; to like / be fond of"."""
    for mark in (";", "/", ",", "、", "；", "，"):
        meaning = meaning.replace(mark, "\n")
    return {plain for part in meaning.splitlines() if (plain := _plain(part))}


def _plain(text: str) -> str:
    words = " ".join(text.casefold().split())
    return words.removeprefix("to ").removeprefix("the ").removeprefix("a ")
