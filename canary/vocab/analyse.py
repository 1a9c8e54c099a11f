"""Words of a text in any language: the best analyser that is installed, and an honest word where it is a
plain one.
"""

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import cast

from canary.language_tags import base
from canary.optional import load
from canary.vocab.languages import foreign, lemmas, spaced
from canary.vocab.languages.closed import function_class, is_light
from canary.vocab.token import Token as Token

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
# Languages that write no spaces, glue endings or bend words need a library of their own, read when first met.
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
    """How a language is analysed; ``note`` is a sentence for people where ``fallback`` makes it plain, else
    "".
    """

    language: str
    fallback: bool
    note: str


def analyser(language: str) -> Analyser:
    """Return how a language will be analysed, loading its dictionary when that is an optional one."""
    code = base(language)
    if code in _OWN:
        if _own(code):
            return Analyser(code, False, "")
        return Analyser(code, True, f"The dictionary for this language is not installed; add it with canary[{code}].")
    if code in _UNSPACED:
        return Analyser(code, True, "Words in this language cannot be told apart yet, so whole phrases are shown.")
    if not lemmas.supported(code):
        return Analyser(
            code, True, "There is no dictionary for this language yet, so words are shown as they are sung."
        )
    return Analyser(code, False, "")


def tokens(text: str, language: str) -> list[Token]:
    """Return the tokens of a text, punctuation included; unknown languages fall back to words as they are
    written.
    """
    code = base(language)
    own = _own(code)
    if own is not None:
        return foreign.told(cast(list[Token], own.tokens(text)), code)
    return foreign.told(spaced.tokens(text, code), code)


def unload() -> None:
    """Unload the Korean analyser, which takes hundreds of megabytes; the next text loads it again."""
    korean = sys.modules.get(_OWN["ko"])
    if korean is not None:
        korean.unload()


def _own(code: str) -> ModuleType | None:
    return load(_OWN[code]) if code in _OWN else None


def is_content(token: Token, language: str) -> bool:
    """Return whether a token is a word with a meaning of its own: no name, no sound, no small word."""
    code = base(language)
    if token.kind != "word" or token.pos not in CONTENT:
        return False
    whole = token.written if code == "de" and token.written else token.lemma  # "machen" is light, "zumachen" is not
    return not (function_class(token.text.lower(), code) or is_light(whole, code))
