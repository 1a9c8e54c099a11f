"""Chooses what to offer to a helper: things that they can help with, longest wait first.

Things that have waited more than two days come after all others, though. If the longest wait always came first and
there were few helpers, every answer would come too late, when people have given up waiting. A simulated month with 200
learners shows that (`python -m tests.bench circle`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from canary.language_tags import LEVELS, base

NATIVE = len(LEVELS) + 1
OFFERED = 3
SOON = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that nobody has answered yet.

    `kind` is the name of its kind, `level` its author's level in the language.
    """

    kind: str
    id: int
    author_id: int
    language: str
    level: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Helper:
    """A learner who may answer: their level by language code (two or three letters), see `own_levels`."""

    id: int
    levels: Mapping[str, int]

    def can_help(self, item: Waiting) -> bool:
        """Return whether the helper knows the language at least as well as the author, and isn't the author."""
        return item.author_id != self.id and self.levels.get(base(item.language), 0) >= item.level


def own_levels(speaks: Iterable[str], learns: Iterable[str], levels: Mapping[str, str]) -> dict[str, int]:
    """Return a learner's level by language: 1 for A1 or if unknown, up to 6 for C2; NATIVE if they speak it."""
    found = {base(language): 1 for language in learns}
    found |= {base(language): LEVELS.index(level) + 1 for language, level in levels.items() if level in LEVELS}
    return found | {base(language): NATIVE for language in speaks}


def author_level(language: str, speaks: Iterable[str], levels: Mapping[str, str]) -> int:
    """Return an author's level in a language, 6 at most, so that C2 learners can help natives."""
    return min(own_levels(speaks, [language], levels).get(base(language), 1), len(LEVELS))


def offer(
    items: Iterable[Waiting], helper: Helper, now: datetime, passed: Collection[tuple[str, int]] = ()
) -> Sequence[Waiting]:
    """Return up to OFFERED items to answer: those that have waited up to SOON, then the others, longest wait first.

    Items that the helper can't answer, or that are in `passed` as (kind, id), are left out.
    """
    able = [item for item in items if helper.can_help(item) and (item.kind, item.id) not in passed]
    return sorted(able, key=lambda item: (now - item.since > SOON, item.since, item.id))[:OFFERED]


def usual(waits: Sequence[timedelta]) -> timedelta | None:
    """Return how long an answer usually takes (the median of past waits); None if there are fewer than three."""
    return timedelta(seconds=median(wait.total_seconds() for wait in waits)) if len(waits) >= 3 else None
