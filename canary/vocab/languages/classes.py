"""Puts words into classes with the tagger's models, and chooses their lemmas accordingly.

Languages without a model keep what the rules found.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from canary.vocab.languages import lemmas, tagger
from canary.vocab.languages.accents import accented, bare
from canary.vocab.languages.closed import function_class
from canary.vocab.languages.features import features
from canary.vocab.languages.senses import as_class
from canary.vocab.languages.tagger import Choice
from canary.vocab.token import Token

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_NAME, _NO_WORDS = "PROPN", frozenset({"PROPN", "PUNCT", "SYM", "X"})
# Participles of auxiliaries that are nouns after these words.
_ALSO_NOUNS = {"fr": {"été", "étés"}, "it": {"stato", "stati"}, "es": {"estado"}, "pt": {"estado"}}
_ARTICLES = {
    "fr": "|l'|l’|d'|d’|en|un|cet|chaque|mon|ton|son|bel|quel|les|des|ces|",
    "it": "|lo|uno|questo|quello|nello|dello|allo|dallo|sullo|gli|degli|",
    "es": "|el|un|este|ese|del|al|mi|tu|su|buen|mal|",
    "pt": "|o|um|este|esse|do|no|ao|meu|teu|seu|",
}
# A word after these two is a verb, if the rules took it for one: "tu le portes".
_SUBJECTS = frozenset({"je", "tu", "il", "elle", "on", "ils", "elles"})
_OBJECTS = frozenset({"le", "la", "les", "l'", "l’"})
_WORDS = frozenset({"word", "name", "number"})
_SURE = 0.85  # a word of the dictionary with a capital is a name only if the model is as sure as this


def classed(found: Sequence[Token], language: str) -> list[Token]:
    """Return tokens with the classes that a model gives them, and with lemmas of these classes.

    `language` is a two-letter code.
    """
    chosen = tagger.tags(features(found, language), language) if tagger.has(language) else []
    if not chosen:
        return list(found)
    words = [
        _classed(token, choice, language) if token.kind in _WORDS else token
        for token, choice in zip(found, chosen, strict=True)
    ]
    if language == "fr":
        words = [_after_object(words, found, n) for n in range(len(words))]
    return [words[0], *(_season(token, before, language) for before, token in pairwise(words))]


def _after_object(words: Sequence[Token], found: Sequence[Token], n: int) -> Token:
    """Return French word `n` as the rules found it, if they took it for a verb and it stands after "tu le"."""
    if n > 1 and found[n].pos == "VERB" and words[n].pos in _CONTENT:
        subject, thing = (token.text.lower() for token in found[n - 2 : n])
        if subject in _SUBJECTS and thing in _OBJECTS:
            return found[n]
    return words[n]


def _season(token: Token, before: Token, language: str) -> Token:
    """Return a noun for a participle that stands after an article: "l'été" is summer, "lo stato" is a state."""
    low = token.text.lower()
    if low in _ALSO_NOUNS.get(language, ()) and f"|{before.text.lower()}|" in _ARTICLES[language]:
        return as_class(token, "NOUN", language)
    return token


def _classed(token: Token, choice: Choice, language: str) -> Token:
    if token.kind == "number":  # "4th" is an adjective
        return replace(token, pos=choice.tag) if choice.tag in _CONTENT else token
    low = token.text.lower()
    if token.kind == "name" or choice.tag == _NAME:
        if not lemmas.known(low, language):
            low = accented(low, language) or low
        known = lemmas.known(low, language) and lemmas.lemma(low, language).islower()
        if token.kind == "name":
            return token if not known or _is_name(choice) else _common(token, choice.content, language)
        if not known and token.text[:1].isupper() and bare(token.lemma.lower()) == bare(low) and token.pos in _CONTENT:
            return replace(token, lemma=token.text, pos=_NAME, kind="name")
    if function_class(low, language) or token.pos not in _CONTENT:
        return token if _stays(token, low, choice.tag, language) else as_class(token, choice.tag, language)
    tag = choice.tag if choice.tag in _CONTENT else choice.content
    return as_class(token, tag, language)


def _stays(token: Token, low: str, tag: str, language: str) -> bool:
    """Return whether a function word keeps its class; drawn-out and shortened ones never become content words."""
    return tag in _NO_WORDS or tag == token.pos or (tag in _CONTENT and not function_class(low, language))


def _is_name(choice: Choice) -> bool:
    return choice.tag not in _CONTENT and (choice.tag != _NAME or choice.sure >= _SURE)


def _common(token: Token, pos: str, language: str) -> Token:
    """Return a word with a capital that is no name."""
    low = token.text.lower()
    low = low if lemmas.known(low, language) else accented(low, language) or low
    plain = replace(token, lemma=lemmas.lemma(low, language).lower(), pos=pos, kind="word")
    return as_class(plain, pos, language)
