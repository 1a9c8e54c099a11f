"""Finds the word inside an Arabic form: أحبك is أحب with "you", قلبي is قلب with "my", والقمر is قمر with "and the".

What a form may be is in the letters; whether it is so is told by how common the rest is without them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from canary.vocab import function_words
from canary.vocab.frequency import zipf

_SIGNS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
# Attached pronouns, the longest first, with the fewest letters before them and by how much rarer (in Zipf) the rest may
# be than the form. ي also makes adjectives (عربي), so that the rest must be about as common.
_PRONOUNS = (
    ("كما", 3, 0.7), ("هما", 3, 0.7), ("كن", 4, 0.7), ("هن", 4, 0.7), ("كم", 3, 0.7), ("هم", 3, 0.7), ("ها", 3, 0.7),
    ("نا", 3, 0.5), ("ني", 3, 0.5), ("ك", 3, 0.5), ("ه", 3, 0.5), ("ي", 3, 0.2),
)  # fmt: skip
_FEW = "حب يد دم أم أب أخ عم سر هم كل فم خد جد بن بعد"
_SHORT = frozenset(_FEW.split())  # fit before them with two letters
# Words that end in ي of themselves.
_OWN_ENDS = """
عربي مصري لبناني سوري عراقي مغربي تونسي سعودي شرقي غربي جنوبي شمالي عالمي طبيعي حقيقي شخصي رسمي
عادي يومي ذهبي فضي وردي بحري جوي ديني علمي فني شعبي ثاني تالي ليالي أغاني معاني أماني الله
"""
_WHOLE = frozenset(_OWN_ENDS.split())
# Content words among the forms with a meaning in our list of function words.
_KEPT = """
صباح مساء الخير شكرا عفوا آسف أسف آسفة وداعا السلام سلام مرحبا أهلا حبيبي حبيبتي أحبك بحبك احبك
مبروك النور الحمد رب الله بعيد قريب ثانية اليوم الليلة نصف نفس مرة مرات ساعات قوي شيء حاجة أمس
"""
_CONTENT = frozenset(_KEPT.split())
_LEAST = 3.5  # the Zipf value of a word, at least
_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل")
_BEFORE = ("و", "ف", "ب", "ل", "ك", "س")
_COMMONER = 0.5  # by how much the rest must be commoner than a form that may only begin with one of these letters


def plain(form: str) -> str:
    """Return a form without vowel signs."""
    return _SIGNS.sub("", form)


@lru_cache(maxsize=20_000)
def stem(form: str) -> str:
    """Return the word inside a form, without vowel signs, or the form itself if it's no longer than its word."""
    bare = plain(form)
    if is_function_word(bare):
        return form
    found = _inside(bare)
    return found if found != bare else form


def is_function_word(form: str) -> bool:
    """Return whether our list of function words has a form."""
    bare = plain(form)
    return bare in function_words.forms("ar") and bare not in _CONTENT


def possible(form: str) -> Iterator[str]:
    """Yield the words that a form may contain, whether they're common or not; the form itself isn't among them."""
    bare = plain(form)
    seen = {bare}
    rests = [bare, *(bare.removeprefix(lead) for lead in (*_ARTICLES, *_BEFORE) if bare.startswith(lead))]
    for rest in rests:
        for word in (rest, *(one for suffix, _, _ in _PRONOUNS for one in _without(rest, suffix))):
            if len(word) > 1 and word not in seen:
                seen.add(word)
                yield word


def _inside(bare: str) -> str:
    if bare in _WHOLE:
        return bare
    for article in _ARTICLES:
        rest = bare.removeprefix(article)
        if rest != bare and len(rest) > 1 and zipf(rest, "ar") > (3 if len(rest) > 2 else 4):
            return rest
    word = _without_pronoun(bare) or bare
    rest = word[1:]
    if word[:1] in _BEFORE and len(rest) > 2 and (word[0] != "س" or rest[0] in "أيتن"):
        inner = _without_pronoun(rest) or rest
        if zipf(inner, "ar") >= max(_LEAST, zipf(word, "ar") + _COMMONER):
            return inner
    return word


def _without_pronoun(bare: str) -> str:
    for suffix, letters, rarer in _PRONOUNS:
        rest = bare.removesuffix(suffix)
        if rest == bare or (len(rest) < letters and rest not in _SHORT) or (suffix == "ني" and rest.endswith("ا")):
            continue
        best = max(
            _without(bare, suffix), key=lambda word: (word[-1] == "ى" and zipf(word, "ar") > _LEAST, zipf(word, "ar"))
        )
        if zipf(best, "ar") >= max(_LEAST, zipf(bare, "ar") - rarer):
            return best
    return ""


def _likelihood(word: str) -> tuple[bool, float]:
    common = zipf(word, "ar")
    return word[-1] == "ى" and common > _LEAST, common


def _without(form: str, suffix: str) -> list[str]:
    """Return what a form may be without a pronoun at its end: حياتي is حياة, هواك is هوى, سمائي is سماء."""
    rest = form.removesuffix(suffix)
    if rest == form or len(rest) < 2:
        return []
    others = {"ت": "ة", "ا": "ى", "ئ": "ء", "ؤ": "ء"}
    words = (
        [rest, rest[:-1] + others[rest[-1]]] if rest[-1] in others and (rest[-1] != "ا" or len(rest) < 4) else [rest]
    )
    if rest[-1] == "ا" and len(rest) > 3:
        words.append(rest[:-1])  # two of them: عيناك, your eyes
    return [*words, rest + "ا"] if rest[-1] == "و" else words
