"""What a learner knows: words from pasted lists, words of a level, and the known share of a song."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from canary.language_tags import base
from canary.sentences import N_
from canary.vocab.analyse import tokens
from canary.vocab.frequency import common

STATUSES = {"new": N_("new"), "learning": N_("learning"), "known": N_("known"), "ignored": N_("ignored")}
MOST_PASTED = 20_000
MOST_BYTES = 2_000_000
# How many dictionary words people know at the end of a level, from the same estimates as in `levels.py`.
KNOWN_AT = {"A1": 600, "A2": 1_400, "B1": 3_000, "B2": 6_000}
_MARKUP = re.compile(r"<[^<>]{0,200}>|\[sound:[^\]]{0,200}\]|\{\{c\d+::|\}\}|&nbsp;")


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a song a learner knows, counted in running words (with repetitions) and in different lemmas."""

    running: int
    running_known: int
    lemmas: int
    lemmas_known: int

    @property
    def percent(self) -> int:
        """The percentage of running words that are known, rounded down, so that 100 means all of them."""
        return 100 * self.running_known // self.running if self.running else 0


def pasted(text: str, language: str) -> list[str]:
    """Return the dictionary forms in a pasted list: one word per line, or the first column of a CSV or TSV.

    The markup of Anki fields is removed. Only the first MOST_PASTED rows are read.
    """
    first = text[:4000]
    delimiter = "\t" if "\t" in first else ";" if ";" in first else ","
    found: dict[str, None] = {}
    for row in text.splitlines()[:MOST_PASTED]:
        if row.startswith("#"):  # a header line in a file that Anki exported
            continue
        cells = next(csv.reader([row[:2000].replace("\0", "")], delimiter=delimiter), [])
        cell = _MARKUP.sub(" ", cells[0]).strip() if cells else ""
        words = [t for t in tokens(cell[:200], language) if t.kind in {"word", "name"}]
        # A short phrase such as "el pan" counts as its last word. Longer texts are sentences and are ignored.
        if words and len(words) <= 3:
            found.setdefault(words[-1].written or words[-1].lemma)
    return list(found)


@cache
def frequent(language: str, count: int) -> tuple[str, ...]:
    """Return the `count` most frequent dictionary forms of a language, most frequent first."""
    found: dict[str, None] = {}
    for form in common(base(language), 4 * count):
        words = [t for t in tokens(form, language) if t.kind in {"word", "contraction"}]
        if len(words) == 1:
            found.setdefault(words[0].written or words[0].lemma)
        if len(found) == count:
            break
    return tuple(found)


def share(counts: Mapping[str, int], statuses: Mapping[str, str]) -> Share:
    """Return how much of a song is known, given how often each lemma occurs in it and the lemmas' statuses.

    Ignored words aren't counted.
    """
    heard = {lemma: n for lemma, n in counts.items() if statuses.get(lemma) != "ignored"}
    known = [lemma for lemma in heard if statuses.get(lemma) == "known"]
    return Share(sum(heard.values()), sum(heard[lemma] for lemma in known), len(heard), len(known))


def levels(language: str) -> Sequence[tuple[str, int]]:
    """Return the levels whose words a learner can mark as known at once, as (level, number of words).

    The list is empty for languages without a word list.
    """
    return [(level, count) for level, count in KNOWN_AT.items() if len(common(base(language), 1))]
