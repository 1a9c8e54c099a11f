"""Recognises syllables without a meaning, such as la la, oh and hey, which can't be kept as words."""

import re
from functools import lru_cache

_SOUND = re.compile(
    r"o+h*|a+h+|u+h+|u{2,}|e+h+|h+e+y+|h+a+|h+o+|m{2,}h*|h+m+|n+a+h*|y+e+a+h*|y+e+h+|w+h*o+a+h*|w+o+(?:w+|h+)|a+y+(?:e+)?|a+i{2,}|"
    r"(?:o+h+)?y+o+|h+u+h+|u+f+|shh+|a+h*a+|o+o+h*|do+o+|da+h|ba+h|la+h|"
    r"[らラ]{2,}ー?|ラ|[るル]{2,}|[あアぁァ]{2,}ー?|[おオ]+ー|[おオ]{2,}|[うウ]+[ーぅゥおオ]+|イェー?イ?|ヘイ|オー|アー|ウー|ララ|ナナ|"
    r"아{2,}|오{2,}|우{2,}|라{2,}|나나+|워{2,}|예{2,}|啊|哦|噢|喔|啦+|嘿"
)
# Syllables that are sounds when they're repeated, although some are words alone: la (es, fr, it), na (pt, de), da, du
# (de, fr), no (es).
_SYLLABLES = (
    "la na da du do doo dum di dee ba bam bop pa pum sha shoo ta tra tu ti ra ro lo li le lei "
    "hey ho ha he hi ya ye yo oh ah uh eh "
    "wo woo bom bum boom shala lala nana dada tralala ラ ナ"
)
_REPEATED = frozenset(_SYLLABLES.split())


@lru_cache(maxsize=20_000)
def is_sound(form: str) -> bool:
    """Return whether a lower-case form is a sound in any language, and never a word."""
    if "-" in form:
        return all(_is_plain_sound(part) or part in _REPEATED for part in form.split("-"))
    return _is_plain_sound(form)


def _is_plain_sound(form: str) -> bool:
    # The excluded forms are words in some languages.
    return form not in {"o", "a", "ho", "ha", "he", "ya", "na", "yo"} and _SOUND.fullmatch(form) is not None


def runs(forms: list[str]) -> set[int]:
    """Return the positions of syllables that are repeated at least three times, so that "la la la" isn't an article."""
    found: set[int] = set()
    start = 0
    for n in range(1, len(forms) + 1):
        if n < len(forms) and forms[n] == forms[start]:
            continue
        if n - start >= 3 and forms[start] in _REPEATED:
            found.update(range(start, n))
        start = n
    return found
