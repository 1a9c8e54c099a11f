"""What a learner knows: lists that people paste, levels that they name. Plain."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from canary.language_tags import base
from canary.vocab.analyse import tokens
from canary.vocab.frequency import common

STATUSES = ("new", "learning", "known", "ignored")
MOST_PASTED = 20_000
MOST_BYTES = 2_000_000
# How many dictionary words people know at the end of a level, by the estimates that `levels` is built on.
KNOWN_AT = {"A1": 600, "A2": 1_400, "B1": 3_000, "B2": 6_000}
_MARKUP = re.compile(r"<[^<>]{0,200}>|\[sound:[^\]]{0,200}\]|\{\{c\d+::|\}\}|&nbsp;")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a song somebody knows: of its running words and of its different ones."""

    running: int
    running_known: int
    lemmas: int
    lemmas_known: int

    @property
    def percent(self) -> int:
        """Known running words of a hundred, rounded down: all is only all."""
        return 100 * self.running_known // self.running if self.running else 0


def pasted(text: str, language: str) -> list[str]:
    """Return the dictionary forms in a pasted list: one word a row, or the first column of a CSV or TSV.

    The markup of an Anki field is taken off. At most MOST_PASTED rows are read.
    """
    first = text[:4000]
    delimiter = "\t" if "\t" in first else ";" if ";" in first else ","
    found: dict[str, None] = {}
    for row in text.splitlines()[:MOST_PASTED]:
        if row.startswith("#"):  # what Anki writes above its notes
            continue
        cells = next(csv.reader([row[:2000].replace("\0", "")], delimiter=delimiter), [])
        cell = _MARKUP.sub(" ", cells[0]).strip() if cells else ""
        words = [t for t in tokens(cell[:200], language) if t.kind in {"word", "name"}]
        # "el pan" is bread: of a short phrase the last word is meant, of a sentence none.
        if words and len(words) <= 3:
            found.setdefault(words[-1].written or words[-1].lemma)
    return list(found)


@cache
def frequent(language: str, count: int) -> tuple[str, ...]:
    """Return the `count` most frequent dictionary forms of a language, the most frequent first."""
    found: dict[str, None] = {}
    for form in common(base(language), 4 * count):
        words = [t for t in tokens(form, language) if t.kind in {"word", "contraction"}]
        if len(words) == 1:
            found.setdefault(words[0].written or words[0].lemma)
        if len(found) == count:
            break
    return tuple(found)


def share(counts: Mapping[str, int], statuses: Mapping[str, str]) -> Share:
    """Return how much of a song is known; ignored words count as neither known nor unknown."""
    heard = {lemma: n for lemma, n in counts.items() if statuses.get(lemma) != "ignored"}
    known = [lemma for lemma in heard if statuses.get(lemma) == "known"]
    return Share(sum(heard.values()), sum(heard[lemma] for lemma in known), len(heard), len(known))


def levels(language: str) -> Sequence[tuple[str, int]]:
    """Return (level, how many words it stands for) that can be marked at once."""
    return [(level, count) for level, count in KNOWN_AT.items() if len(common(base(language), 1))]
