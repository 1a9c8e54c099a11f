"""Splits a text in any language into words and finds their lemmas, with the best analyser that is installed."""

from dataclasses import dataclass
from types import ModuleType
from typing import cast

from canary.language_tags import base
from canary.letter_case import lower
from canary.optional import load
from canary.sentences import N_, Message
from canary.vocab.languages import foreign, lemmas, spaced, unloading
from canary.vocab.languages.accents import bare
from canary.vocab.languages.classes import classed
from canary.vocab.languages.closed import function_class, is_light
from canary.vocab.token import Token as Token

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
# Languages without spaces or with rich inflection have their own libraries, which are loaded when first needed.
_OWN = {
    "de": "canary.vocab.languages.german",
    "ja": "canary.vocab.languages.japanese",
    "ko": "canary.vocab.languages.korean",
    "ru": "canary.vocab.languages.russian",
    "zh": "canary.vocab.languages.chinese",
}
_UNSPACED = frozenset({"ja", "zh", "th", "km", "lo", "my"})


@dataclass(frozen=True, slots=True)
class Analyser:
    """How a language is analysed. If `fallback` is true, `note` tells people what's missing; otherwise it's empty."""

    language: str
    fallback: bool
    note: Message


def analyser(language: str) -> Analyser:
    """Return how a language is analysed. This loads the language's library, if it has its own."""
    code = base(language)
    if code in _OWN:
        if _own(code):
            return Analyser(code, False, "")
        note = N_(
            "The dictionary for this language isn’t installed. The server’s host can add it by installing %(package)s.",
            package=f"canary[{code}]",
        )
        return Analyser(code, True, note)
    if code in _UNSPACED:
        return Analyser(code, True, N_("We can’t split this language into words yet, so you’ll see whole phrases."))
    if not lemmas.supported(code):
        return Analyser(
            code, True, N_("We have no dictionary for this language yet, so you’ll see words as the lyrics spell them.")
        )
    return Analyser(code, False, "")


def tokens(text: str, language: str) -> list[Token]:
    """Return the tokens of a text, including punctuation. In languages without an analyser, a word is its own lemma."""
    code = base(language)
    unloading.used()
    return foreign.mark_foreign(classed(untagged(text, code), code), code)


def untagged(text: str, code: str) -> list[Token]:
    """Return the tokens of a text as rules and dictionaries find them, without a model of the language's word classes.

    `code` is a two-letter code.
    """
    own = _own(code)
    return cast(list[Token], own.tokens(text)) if own is not None else spaced.tokens(text, code)


def _own(code: str) -> ModuleType | None:
    return load(_OWN[code]) if code in _OWN else None


def is_content(token: Token, language: str) -> bool:
    """Return whether a token is a content word that is worth keeping, and not a name, a sound or a function word."""
    code = base(language)
    if token.kind != "word" or token.pos not in CONTENT:
        return False
    # A German verb with its separated prefix is judged as a whole: "machen" is a light word, but "zumachen" isn't.
    whole = token.written if code == "de" and token.written else token.lemma
    low = lower(token.text, code)
    closed = function_class(low, code) or (bare(token.lemma) == low and function_class(token.lemma, code))
    if closed == "AUX" and token.pos == "NOUN":
        return True  # "l'été" is summer, and "lo stato" is a state
    return not (closed or is_light(whole, code))
