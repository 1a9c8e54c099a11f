"""Finds the idioms of a song's glossary in its lines, so that learners can keep them like words."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from canary.language_tags import base
from canary.letter_case import folded, lower
from canary.vocab.frequency import zipf
from canary.vocab.rank import Candidate

PHRASE = "PHRASE"  # the part of speech of idioms: several words that are learned as one
_START = 5.0  # ranks idioms before most single words, since nobody can guess an idiom
_FOLDED = str.maketrans("’", "'")


def in_lines(lines: Sequence[str], language: str, forms: Mapping[str, Sequence[str]]) -> list[Candidate]:
    """Return the idioms that occur in the lines, the most useful first.

    `forms` maps the dictionary form of each idiom to the forms that it may have in the lines.
    """
    sung = Counter(folded(line, language) for line in lines)
    found = []
    for idiom, variants in forms.items():
        places = sorted(
            {
                (n, *span)
                for n, line in enumerate(lines)
                for form in {idiom, *variants}
                for span in _spans(line, form, language)
            }
        )
        if not places:
            continue
        line, start, end = places[0]
        surface = lines[line][start:end]
        common = min((zipf(word, base(language)) for word in re.findall(r"\w+", surface)), default=0.0)
        refrain = sung[folded(lines[line], language)] > 1
        score = _START + 0.6 * math.log2(min(len(places), 8)) + (0.4 if refrain else 0.0)
        # An idiom has no level, because the frequency of its words doesn't show how difficult it is.
        found.append(Candidate(idiom, PHRASE, surface, line, len(places), common, "", round(score, 3), start, end))
    return sorted(found, key=lambda phrase: (-phrase.score, phrase.line, phrase.start))


def _spans(line: str, form: str, language: str) -> Iterable[tuple[int, int]]:
    """Return the (start, end) of each place in a line with this form. A form with spaces must match whole words."""
    plain, wanted = lower(line.translate(_FOLDED), language), lower(form.translate(_FOLDED), language)
    if len(plain) != len(line):  # a character that becomes two in lower case would make the offsets wrong
        plain, wanted = line.translate(_FOLDED), form.translate(_FOLDED)
    edge = r"(?<!\w){}(?!\w)" if " " in form else "{}"
    return [found.span() for found in re.finditer(edge.format(re.escape(wanted)), plain)]
