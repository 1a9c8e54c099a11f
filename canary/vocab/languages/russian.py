"""EDGE: the only file that imports pymorphy3. It analyses Russian."""

from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import zip_longest

import pymorphy3

from canary.vocab.frequency import zipf
from canary.vocab.languages import spaced
from canary.vocab.token import Token

# The tags of OpenCorpora, which pymorphy3 uses. Short forms count as adjectives, and participles as verbs.
_POS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADV", "VERB": "VERB", "INFN": "VERB", "PRTF": "VERB",
    "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV", "PREP": "ADP",
    "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
_COMMON = 0.1  # added to a lemma's probability for each Zipf unit of its frequency; 0.02 to 0.3 work equally well
# Pronouns that are objects of an imperative: before them, "поцелуй" ("поцелуй меня") isn't a noun.
_OBJECTS = frozenset(["меня", "тебя", "его", "её", "ее", "нас", "вас", "их", "мне", "ему", "ей", "нам", "им", "себя"])
_STRESS = str.maketrans("", "", "\u0301\u0300")


@cache
def _analyser() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


def tokens(text: str) -> list[Token]:
    """Return the tokens of a Russian text, including punctuation.

    Lemmas have е instead of ё, as in most texts, so that both spellings are the same word. `written` is the lemma with
    ё.
    """
    found = spaced.tokens(text, "ru")
    return [_analysed(token, after.text.lower() if after else "") for token, after in zip_longest(found, found[1:])]


@cache
def _looked_up(form: str) -> tuple[str, str, bool]:
    parses = _analyser().parse(form)
    likely: dict[str, float] = defaultdict(float)
    for parse in parses:
        likely[parse.normal_form] += parse.score
    # If pymorphy3's probabilities are close, the commoner word is used: большой rather than больший.
    best = max(likely, key=lambda lemma: likely[lemma] + _COMMON * zipf(lemma.replace("ё", "е"), "ru"))
    tag = next(parse.tag for parse in parses if parse.normal_form == best)
    name = any(grammeme in tag for grammeme in ("Name", "Surn", "Patr", "Geox"))
    # Comparatives that are used as adverbs, such as больше and лучше, are their own lemmas.
    return form if tag.POS == "COMP" else best, _POS.get(str(tag.POS), "X"), name


@cache
def _order(form: str) -> str:
    """Return the infinitive of a form that may be an imperative, or an empty string for other forms."""
    parses = _analyser().parse(form)
    return next((p.normal_form for p in parses if p.tag.POS == "VERB" and "impr" in p.tag), "")


def _analysed(token: Token, after: str) -> Token:
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
