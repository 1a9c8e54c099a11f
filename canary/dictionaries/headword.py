"""The headwords that all readers of dictionary files return, and functions that clean their texts."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from canary.problems import Unusable

MOST_SENSES = 12
MOST_CHARACTERS = 200  # the maximum length of a sense
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]")
# The labels that dictionaries use for a part of speech, by the tag that our analysers use for it.
_POS = {
    "NOUN": "n noun subst substantive sb nm nf nn m f mf suru",
    "VERB": "v vb verb vt vi vr v1 vk vs vz aux-v phrase-verb",
    "ADJ": "adj adjective adj-i adj-na adj-no adj-t adj-f adj-pn",
    "ADV": "adv adverb adv-to",
    "PROPN": "name proper-noun pn-name prop",
    "PRON": "pron pronoun pn",
    "ADP": "prep preposition prep_phrase postp",
    "CCONJ": "conj conjunction",
    "NUM": "num numeral number",
    "DET": "det determiner art article",
    "INTJ": "int interj interjection intj excl",
    "PART": "part particle prt",
}
_CLASSES = {tag: pos for pos, tags in _POS.items() for tag in tags.split()}

Step = Callable[[int, int], None]  # reports progress; called with the bytes read so far and the bytes in total


class DictionaryError(Unusable):
    """The dictionary can't be installed."""


@dataclass(frozen=True, slots=True)
class About:
    """A dictionary's name, the languages of its words and meanings (`into`), and its licence; "" if unknown."""

    name: str = ""
    language: str = ""
    into: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Headword:
    """A word with its part of speech ("" if unknown) and its meanings. `reading` is another spelling, such as kana."""

    lemma: str
    pos: str
    senses: tuple[str, ...]
    reading: str = ""


def pos_of(tag: str) -> str:
    """Return the part of speech that a dictionary's label ("n.", "adjective", "v5k", "nf") stands for, or ""."""
    plain = tag.strip().strip(".:").casefold()
    return "VERB" if re.fullmatch(r"v[1-5][a-z-]*", plain) else _CLASSES.get(plain, "")


def line_of(text: str) -> str:
    """Return a text as a single line, in NFC, without control characters and repeated spaces."""
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def senses_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the first MOST_SENSES different meanings as clean lines; long ones are shortened with an ellipsis."""
    found: dict[str, None] = {}
    for text in texts:
        line = line_of(text).strip(" ;,")
        if len(line) > MOST_CHARACTERS:
            line = line[:MOST_CHARACTERS].rpartition(" ")[0] or line[:MOST_CHARACTERS]
            line = f"{line} …"
        if line:
            found.setdefault(line)
        if len(found) == MOST_SENSES:
            break
    return tuple(found)
