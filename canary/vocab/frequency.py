"""EDGE: the only file that imports wordfreq. It tells how common words are.

It reads wordfreq's small lists, whose rarest words occur about once in a million words. wordfreq's own functions aren't
used, because they tokenise text again, and need large extra libraries for Chinese, Japanese and Korean.
"""

import math
import re
from functools import cache

from wordfreq import available_languages, get_frequency_dict

from canary.language_tags import base
from canary.letter_case import folded

# The lists have Arabic and Hebrew words without vowel signs.
_VOWEL_SIGNS = re.compile("[\u0591-\u05c7\u0640\u064b-\u0655\u0670]")
RAREST = 2.5  # the Zipf value of words that aren't in the list


def zipf(word: str, language: str) -> float:
    """Return a word's frequency on the Zipf scale: 6 is once in a thousand words, 3 once in a million.

    Words that aren't in the list of the language have the value RAREST.
    """
    plain = _VOWEL_SIGNS.sub("", folded(word, language))
    frequency = _frequencies(base(language)).get(plain)
    return round(math.log10(frequency) + 9, 2) if frequency else RAREST


@cache
def _frequencies(language: str) -> dict[str, float]:
    if language not in available_languages("small"):
        return {}
    found: dict[str, float] = get_frequency_dict(language, "small")
    get_frequency_dict.cache_clear()  # wordfreq would keep it as long as the process lives
    return found


def common(language: str, count: int) -> list[str]:
    """Return up to `count` word forms of a language (a two-letter code), most frequent first.

    The list is empty for languages without a word list.
    """
    found = _frequencies(language)
    return [form for form in sorted(found, key=found.__getitem__, reverse=True)[:count] if form.isalpha()]
