"""Russian by pymorphy3, and the only file that imports it."""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import zip_longest

import pymorphy3

from canary.vocab.frequency import zipf
from canary.vocab.languages import spaced
from canary.vocab.token import Token

# OpenCorpora's classes; short forms and participles belong to their adjective and verb.
_POS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADV", "VERB": "VERB", "INFN": "VERB", "PRTF": "VERB",
    "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV", "PREP": "ADP",
    "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
_COMMON = 0.1  # of a probability, for a power of ten in frequency; anything from 0.02 to 0.3 does as well
# Whom an order is about: "поцелуй меня" is no noun.
_OBJECTS = frozenset(["меня", "тебя", "его", "её", "ее", "нас", "вас", "их", "мне", "ему", "ей", "нам", "им", "себя"])
_STRESS = str.maketrans("", "", "\u0301\u0300")


@cache
def _analyser() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def tokens(text: str) -> list[Token]:
    """Return every token of a Russian text, marks included.

    Lemmas are written with е for ё, as most texts are, so that both spellings are one word; `written` has the ё.
    """
    found = spaced.tokens(text, "ru")
    return [_told(token, after.text.lower() if after else "") for token, after in zip_longest(found, found[1:])]


@cache
def _looked_up(form: str) -> tuple[str, str, bool]:
    parses = _analyser().parse(form)
    likely: dict[str, float] = defaultdict(float)
    for parse in parses:
        likely[parse.normal_form] += parse.score
    # The readings' own likelihood leaves close calls open; there the commoner word decides: большой, not больший.
    best = max(likely, key=lambda lemma: likely[lemma] + _COMMON * zipf(lemma.replace("ё", "е"), "ru"))
    tag = next(parse.tag for parse in parses if parse.normal_form == best)
    name = any(grammeme in tag for grammeme in ("Name", "Surn", "Patr", "Geox"))
    # Comparatives that serve as adverbs are words of their own: больше, лучше.
    return form if tag.POS == "COMP" else best, _POS.get(str(tag.POS), "X"), name


@cache
def _order(form: str) -> str:
    """The infinitive where a form may be an order, else ""."""
    parses = _analyser().parse(form)
    return next((p.normal_form for p in parses if p.tag.POS == "VERB" and "impr" in p.tag), "")


def _told(token: Token, after: str) -> Token:
    if token.kind not in {"word", "name"}:
        return token
    form = token.text.lower().translate(_STRESS)
    if not _analyser().word_is_known(form):
        form = next((plain for plain in spaced.shortened(form) if _analyser().word_is_known(plain)), form)
    lemma, pos, name = _looked_up(form)
    if pos == "NOUN" and after in _OBJECTS and (verb := _order(form)):
        lemma, pos, name = verb, "VERB", False
    plain = lemma.replace("ё", "е")
    if token.kind == "name":
        return replace(token, lemma=plain)
    if name and token.text[:1].isupper():
        return replace(token, lemma=plain, pos="PROPN", kind="name")
    return replace(token, lemma=plain, pos=pos, written=lemma if lemma != plain else "")
