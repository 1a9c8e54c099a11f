"""EDGE: the only file that imports kiwipiepy (the extra "ko"). It analyses Korean."""

import re
from dataclasses import replace
from functools import cache

from kiwipiepy import Kiwi
from kiwipiepy import Token as Morpheme

from canary.vocab.languages import spaced
from canary.vocab.token import Kind, Token

# Sejong tags by their first letters.
_POS = {
    "NNP": "PROPN", "NNB": "PART",
    "NN": "NOUN", "NP": "PRON", "NR": "NUM", "VV": "VERB", "VA": "ADJ", "VX": "AUX", "VC": "AUX",
    "MM": "DET", "MAJ": "CCONJ", "MA": "ADV", "IC": "INTJ", "XR": "ADJ", "XP": "NOUN", "SN": "NUM",
}  # fmt: skip


# kiwipiepy takes titles of films and songs such as "사랑했나봐" for names. A name with one of these endings is a title.
_ENDED = re.compile("..[다요봐까자줘니네]$|[았었했겠]")


@cache
def _kiwi() -> Kiwi:
    # load_multi_dict would load names from an encyclopedia, which need a third of the memory and are rare in songs.
    return Kiwi(num_workers=1, load_multi_dict=False)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a Korean text. A token is a word with its particles; its lemma has no particles."""
    found = spaced.tokens(text, "ko")
    morphemes = _kiwi().tokenize(text)
    if titles := {m.form for m in morphemes if m.tag == "NNP" and _ENDED.search(m.form)}:
        morphemes = _kiwi().tokenize(text, blocklist=titles)
    return [_analysed(t, [m for m in morphemes if t.start <= m.start < t.end]) for t in found]


def _analysed(token: Token, parts: list[Morpheme]) -> Token:
    if token.kind not in {"word", "name"} or not parts:
        return token
    lemma, tag = _lemma(parts)
    pos = next((pos for start, pos in _POS.items() if tag.startswith(start)), "X")
    kind: Kind = "name" if pos == "PROPN" else "word"
    return replace(token, lemma=lemma, pos=pos, kind=kind)


def _lemma(parts: list[Morpheme]) -> tuple[str, str]:
    """Return the lemma of a written word and its tag, from the word's morphemes.

    Lemmas of verbs end in 다, and verbs with 하다 aren't split. A compound's lemma is its first noun.
    """
    first = parts[0]
    if first.tag.startswith("V"):
        return f"{first.form}다", first.tag
    stem, tag, at = first.form, first.tag, 1
    # Prefixes, determiners ("this", "which") and noun suffixes are part of the lemma, but the plural 들 and 적 ("-ic")
    # aren't. Later nouns of a compound aren't either, because dictionaries often have only the first noun.
    if tag in {"XPN", "MM"} and at < len(parts) and parts[at].tag.startswith("N"):
        stem, tag, at = stem + parts[at].form, parts[at].tag, at + 1
    while tag.startswith("N") and at < len(parts) and parts[at].tag == "XSN" and parts[at].form not in {"들", "적"}:
        stem, at = stem + parts[at].form, at + 1
    if at < len(parts) and parts[at].tag.startswith(("XSV", "XSA")):
        return f"{stem}{parts[at].form}다", "VV" if parts[at].tag.startswith("XSV") else "VA"
    return stem, tag
