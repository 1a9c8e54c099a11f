"""Idioms that a song's glossary names: found in the lines as they are sung, and offered as one thing to keep. Plain."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from canary.language_tags import base
from canary.vocab.frequency import zipf
from canary.vocab.rank import Candidate

PHRASE = "PHRASE"  # the class of several words that are learned as one
_START = 5.0  # an idiom is what one would not guess: before most single words
_FOLDED = str.maketrans("’", "'")


def in_lines(lines: Sequence[str], language: str, forms: Mapping[str, Sequence[str]]) -> list[Candidate]:
    """Return the idioms that are sung, the most useful first.

    ``forms`` gives of each idiom (as a dictionary would have it) how it stands in the song's lines.
    """
    sung = Counter(line.casefold() for line in lines)
    found = []
    for idiom, said in forms.items():
        places = sorted(
            {(n, *span) for n, line in enumerate(lines) for form in {idiom, *said} for span in _spans(line, form)}
        )
        if not places:
            continue
        line, start, end = places[0]
        surface = lines[line][start:end]
        common = min((zipf(word, base(language)) for word in re.findall(r"\w+", surface)), default=0.0)
        refrain = sung[lines[line].casefold()] > 1
        score = _START + 0.6 * math.log2(min(len(places), 8)) + (0.4 if refrain else 0.0)
        # How common its words are says nothing of how hard an idiom is: no level is claimed.
        found.append(Candidate(idiom, PHRASE, surface, line, len(places), common, "", round(score, 3), start, end))
    return sorted(found, key=lambda phrase: (-phrase.score, phrase.line, phrase.start))


def _spans(line: str, form: str) -> Iterable[tuple[int, int]]:
    """Where a form stands in a line, whole words only where the script has spaces."""
    folded, wanted = line.translate(_FOLDED).lower(), form.translate(_FOLDED).lower()
    if len(folded) != len(line):  # a letter that is two in lower case would shift what follows
        folded, wanted = line.translate(_FOLDED), form.translate(_FOLDED)
    edge = r"(?<!\w){}(?!\w)" if " " in form else "{}"
    return [found.span() for found in re.finditer(edge.format(re.escape(wanted)), folded)]
