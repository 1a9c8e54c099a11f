"""How common words are, by wordfreq, and the only file that imports it.

Its lists are read as they are: asking it to split text into words would need the large extras for Chinese,
Japanese
and Korean, and our words are split already. The small lists end at one in a million, which is where learners
stop too.
"""

import math
import re
from functools import cache

from wordfreq import available_languages, get_frequency_dict

from canary.language_tags import base

# Arabic and Hebrew are listed as they are mostly written, without the signs for vowels.
_VOWEL_SIGNS = re.compile("[\u0591-\u05c7\u0640\u064b-\u0655\u0670]")
RAREST = 2.5  # what a word that is not in the list counts as: below one in a million, but sung all the same


def zipf(word: str, language: str) -> float:
    """Return a word's frequency on the Zipf scale (6: once in a thousand words, 3: in a million), RAREST
    when unknown.
    """
    plain = _VOWEL_SIGNS.sub("", word.casefold())
    frequency = _frequencies(base(language)).get(plain)
    return round(math.log10(frequency) + 9, 2) if frequency else RAREST


@cache
def _frequencies(language: str) -> dict[str, float]:
    if language not in available_languages("small"):
        return {}
    return dict(get_frequency_dict(language, "small"))


def common(language: str, count: int) -> list[str]:
    """Return up to `count` forms of a language (two letters), the most frequent first; [] without a list."""
    found = _frequencies(language)
    return [form for form in sorted(found, key=found.__getitem__, reverse=True)[:count] if form.isalpha()]
