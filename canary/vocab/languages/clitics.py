"""Finds the infinitive of verb forms with attached pronouns, which dictionaries lack: dímelo, portami."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from canary.vocab.frequency import zipf
from canary.vocab.languages import lemmas

_SPANISH = re.compile(r"(.{2,}?)(?:(?:me|te|se|nos|os)(?:me|te|se|nos|lo|la|los|las|le|les)|me|te|se|nos|os|l[oae]s?)")
_ITALIAN = re.compile(r"(.{2,}?)(?:(?:me|te|se|ce|ve|glie)(?:l[oaie]|ne)|mi|ti|si|ci|vi|ne|l[oaie]|gli)")
_PORTUGUESE = re.compile(r"(.+?)-(?:me|te|se|lhes?|n?[oa]s?|l[oa]s?|[nv]os|m[oa]|t[oa]|lh[oa])")
_PORTUGUESE_INSIDE = re.compile(
    r"(.+[aeio]r|.*[áêô])-(?:me|te|se|lhes?|[nv]os|l?[oa]s?)-(?:ei|ás|á|emos|eis|ão|i?a[ms]?|íamos)"
)
# The infinitives of imperatives of one syllable, which are too short for rules.
_SHORT = {
    "es": {"da": "dar", "di": "decir", "haz": "hacer", "pon": "poner", "ten": "tener", "ven": "venir"},
    "it": {"dam": "dare", "dac": "dare", "dim": "dire", "dil": "dire", "fam": "fare", "fac": "fare", "stam": "stare",
           "vac": "andare", "vat": "andare"},
}  # fmt: skip
INFINITIVES = {
    "es": ("ar", "er", "ir", "ír", "rse"),
    "it": ("are", "ere", "ire", "rre"),
    "pt": ("ar", "er", "ir", "or", "ôr"),
    "fr": ("er", "ir", "re"),
}
_SPELLED = {
    "es": (("qu", "c"), ("gu", "g"), ("c", "z"), ("j", "g"), ("zc", "c")),
    "it": (("ch", "c"), ("gh", "g")),
    "pt": (("qu", "c"), ("gu", "g"), ("c", "ç"), ("j", "g"), ("ç", "c")),
}
_PT_FUTURE = {"dir": "dizer", "far": "fazer", "trar": "trazer"}
_STRESSED = str.maketrans("áéíóúâêô", "aeiouaeo")


@cache
def host(form: str, language: str) -> str:
    """Return the infinitive of a lower-case verb form with attached pronouns, or an empty string for other words.

    `language` is a two-letter code; only es, it and pt have rules.
    """
    return next(_HOSTS[language](form), "").removesuffix("se") if language in _HOSTS else ""


def vowel_changes(stem: str, language: str) -> tuple[str, ...]:
    """Return the possible spellings of a verb's stem in the infinitive.

    The vowel may change when it's unstressed (cuent-, cont-), and the last consonant may be spelled differently before
    another vowel (manch-, manc-; toqu-, toc-).
    """
    spelled = [stem]
    for pattern, letter in _SPELLED.get(language, ()):
        if stem.endswith(pattern):
            spelled.append(stem.removesuffix(pattern) + letter)
    if language != "es":
        return tuple(spelled)
    vowels = (("ue", "o"), ("ie", "e"), ("i", "e"))
    return (*spelled, *(re.sub(f"{a}(?=[^aeiou]*(?:[gq]u)?$)", b, one) for a, b in vowels for one in spelled))


def _spanish(form: str) -> Iterator[str]:
    match = _SPANISH.fullmatch(form)
    if not match:
        return
    base, plain = match[1], match[1].translate(_STRESSED)
    if plain in _SHORT["es"]:
        yield _SHORT["es"][plain]
    if lemmas.known(form, "es"):
        return
    yield from _infinitive(plain, (("r", ("r",)),), "es")
    if plain.endswith("ndo"):
        yield from _verb(plain, "es")
    if base != plain:  # an imperative: the accent marks the syllable that is also stressed without the pronouns
        if plain.endswith("mo"):
            yield from _verb(plain + "s", "es")
        yield from _infinitive(plain, (("a", ("ar",)), ("e", ("er", "ir", "ar"))), "es")
        yield from _verb(plain, "es")


def _italian(form: str) -> Iterator[str]:
    match = _ITALIAN.fullmatch(form)
    if not match or (lemmas.known(form, "it") and lemmas.lemma(form, "it").islower()):
        return
    base = match[1]
    if base in _SHORT["it"]:
        yield _SHORT["it"][base]
    yield from _infinitive(base, (("r", ("re", "rre")),), "it")
    if base.endswith("ndo"):
        yield from _verb(base, "it")
    orders = (("iamo", ("are", "ere", "ire")), ("ate", ("are",)), ("ete", ("ere",)), ("ite", ("ire",)))
    yield from _infinitive(base, (*orders, ("a", ("are",)), ("isci", ("ire",)), ("i", ("ere", "ire", "are"))), "it")


def _portuguese(form: str) -> Iterator[str]:
    if match := _PORTUGUESE_INSIDE.fullmatch(form):
        plain = match[1].translate(_STRESSED)
        yield _PT_FUTURE.get(plain, plain if plain.endswith("r") else plain + "r")
    elif match := _PORTUGUESE.fullmatch(form):
        base = match[1]
        if re.match("l[oa]", form[len(base) + 1 :]):  # esquecê-la: the infinitive loses its r before l
            yield from _infinitive(base.translate(_STRESSED) + "r", (("r", ("r",)),), "pt")
        yield from _verb(base, "pt")


def _infinitive(form: str, endings: Iterable[tuple[str, tuple[str, ...]]], language: str) -> Iterator[str]:
    """Yield the known infinitives that a form may have, the commonest first.

    `endings` maps a form's ending to infinitive endings; only the first ending that matches is used.
    """
    for ending, others in endings:
        if form.endswith(ending):
            stems = vowel_changes(form.removesuffix(ending), language)
            verbs = [stem + other for stem in stems for other in others]
            known = [verb for verb in verbs if lemmas.known(verb, language) and lemmas.lemma(verb, language) == verb]
            yield from sorted(known, key=lambda verb: -zipf(verb, language))
            return


def _verb(form: str, language: str) -> Iterator[str]:
    lemma = lemmas.lemma(form, language)
    if lemmas.known(form, language) and lemma.endswith(INFINITIVES[language]):
        yield lemma


_HOSTS = {"es": _spanish, "it": _italian, "pt": _portuguese}
