"""The last choices, kept in the page's address so that undo survives a reload."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 20  # steps that can be undone
LETTERS = {"keep": "k", "skip": "s", "known": "n", "ignored": "i", "phrase": "p"}
_NAMES = {letter: name for name, letter in LETTERS.items()}
_STEP = re.compile(r"(\d{1,9})([ksnip])(l?)")


@dataclass(frozen=True, slots=True)
class Step:
    """A choice: the action, the word's id (or a phrase's card id), and whether the word's status was "learning"."""

    id: int
    did: str
    learning: bool = False


def read(text: str) -> tuple[Step, ...]:
    """Return the steps in an address, oldest first. Ignores anything else."""
    found = [_STEP.fullmatch(part) for part in text[:1000].split(".")]
    return tuple(Step(int(m[1]), _NAMES[m[2]], bool(m[3])) for m in found if m)[-MOST:]


def write(steps: Sequence[Step]) -> str:
    """Return the last MOST steps in the form that `read` parses."""
    return ".".join(f"{step.id}{LETTERS[step.did]}{'l' if step.learning else ''}" for step in steps[-MOST:])
