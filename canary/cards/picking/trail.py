"""What was just done, as it travels in the page's address, so that a reload forgets nothing. Plain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 20  # steps that can be taken back
LETTERS = {"keep": "k", "skip": "s", "known": "n", "ignored": "i", "phrase": "p"}
_NAMES = {letter: name for name, letter in LETTERS.items()}
_STEP = re.compile(r"(\d{1,9})([ksnip])(l?)")


@dataclass(frozen=True, slots=True)
class Step:
    """A choice: the word's id (the card's for a phrase), what was done, and whether the word was being learned."""

    id: int
    did: str
    learning: bool = False


def read(text: str) -> tuple[Step, ...]:
    """Return the steps in an address, the oldest first; what is no step is left out."""
    found = [_STEP.fullmatch(part) for part in text[:1000].split(".")]
    return tuple(Step(int(m[1]), _NAMES[m[2]], bool(m[3])) for m in found if m)[-MOST:]


def write(steps: Sequence[Step]) -> str:
    """Return steps as ``read`` takes them; only the last ``MOST``."""
    return ".".join(f"{step.id}{LETTERS[step.did]}{'l' if step.learning else ''}" for step in steps[-MOST:])
