"""Who is asked to answer what: those who can help are offered what has waited longest. Plain.

What is still under two days old comes before what is older. Where help is scarce, the longest first alone makes all
late (a month of 200 learners, simulated by `python -m tests.bench circle`): every answer then goes to somebody who has
given up waiting.
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
    """Something that nobody has answered yet: a "take", a "question" or a "text"; `level` is its author's `rung`."""

    kind: str
    id: int
    author_id: int
    language: str
    level: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Helper:
    """Who may answer: languages (two letters) with the rung at which they have them."""

    id: int
    rungs: Mapping[str, int]

    def can_help(self, item: Waiting) -> bool:
        """Whether they have the language as well as its author or better: peers count, and so do natives."""
        return item.author_id != self.id and self.rungs.get(base(item.language), 0) >= item.level


def rungs(speaks: Iterable[str], learns: Iterable[str], levels: Mapping[str, str]) -> dict[str, int]:
    """How well somebody has their languages: 1 for A1 (and for those who did not say) to 6, NATIVE for their own."""
    found = {base(language): 1 for language in learns}
    found |= {base(language): LEVELS.index(level) + 1 for language, level in levels.items() if level in LEVELS}
    return found | {base(language): NATIVE for language in speaks}


def rung(language: str, speaks: Iterable[str], levels: Mapping[str, str]) -> int:
    """How well the author of something in this language has it."""
    return min(rungs(speaks, [language], levels).get(base(language), 1), len(LEVELS))


def offer(
    items: Iterable[Waiting], helper: Helper, now: datetime, passed: Collection[tuple[str, int]] = ()
) -> Sequence[Waiting]:
    """Return the OFFERED that have waited longest among those that the helper can answer and did not pass over, those
    that have waited for more than SOON last.
    """
    able = [item for item in items if helper.can_help(item) and (item.kind, item.id) not in passed]
    return sorted(able, key=lambda item: (now - item.since > SOON, item.since, item.id))[:OFFERED]


def usual(waits: Sequence[timedelta]) -> timedelta | None:
    """Return how long an answer usually takes (the median of past waits); None where fewer than three are known."""
    return timedelta(seconds=median(wait.total_seconds() for wait in waits)) if len(waits) >= 3 else None
