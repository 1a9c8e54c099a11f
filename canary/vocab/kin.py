"""Finds related dictionary forms that a glossary may have instead: 飛ぶ for 飛べる, solo for solito.

A related form has about the same meaning: the word may be its potential form, its adverb or its diminutive. Negations
and prefixes that change the meaning aren't removed.
"""

import re
from collections.abc import Iterator

from canary.optional import load

_E_ROW = dict(zip("えけげせてねべめれ", "うくぐすつぬぶむる", strict=True))
_ADVERB_RU = re.compile("(.{3,})[оe]$")
_SMALL = {
    "es": (re.compile("(.{2,}?)(?:c?it|ec?it|ill)([oa])s?$"), ("{0}{1}", "{0}e", "{0}")),
    "pt": (re.compile("(.{2,}?)z?inh([oa])s?$"), ("{0}{1}", "{0}e", "{0}")),
}
_MENTE = re.compile("(.{3,})mente$")
_ZH_TAIL = re.compile("[到过了着地的儿]$")
_ZH_HEAD = re.compile("^[最很太]")


def simplified(form: str) -> str:
    """Return a Chinese form in simplified characters, or unchanged if the library of the extra "zh" isn't installed."""
    chinese = load("canary.vocab.languages.chinese")
    return str(chinese.simplified(form)) if chinese else form


def kin(form: str, language: str) -> Iterator[str]:
    """Yield related dictionary forms of a case-folded form in a language (a two-letter code), the closest first."""
    match language:
        case "ja":
            yield from _japanese(form)
        case "zh":
            yield from _chinese(form)
        case "ru":
            yield from _russian(form)
        case "es" | "pt":
            yield from _spanish_or_portuguese(form, language)


def _japanese(form: str) -> Iterator[str]:
    yield "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in form)
    if form.endswith("る") and form[-2:-1] in _E_ROW and len(form) > 2:
        yield form[:-2] + _E_ROW[form[-2]]
    if form[0] in "おご御" and len(form) > 2:
        yield form[1:]


def _chinese(form: str) -> Iterator[str]:
    for cut in (_ZH_TAIL.sub("", form), _ZH_HEAD.sub("", form)):
        if cut and cut != form:
            yield cut
            if _is_doubled(cut):
                yield cut[0]
    if _is_doubled(form):
        yield form[0]


def _is_doubled(form: str) -> bool:
    return len(form) == 2 and form[0] == form[1]


def _russian(form: str) -> Iterator[str]:
    if form.endswith(("ся", "сь")):
        yield form[:-2]
    if match := _ADVERB_RU.match(form):
        yield from (match[1] + ending for ending in ("ый", "ий", "ой"))


def _spanish_or_portuguese(form: str, language: str) -> Iterator[str]:
    pattern, made = _SMALL[language]
    if match := pattern.match(form):
        for stem in dict.fromkeys((match[1], re.sub("qu$", "c", match[1]), re.sub("gu$", "g", match[1]))):
            yield from (whole.format(stem, match[2]) for whole in made)
    if match := _MENTE.match(form):
        yield from (match[1], re.sub("a$", "o", match[1]))
