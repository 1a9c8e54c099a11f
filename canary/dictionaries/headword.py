"""What every reader of dictionary files gives, and how its words are made clean. Plain."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from canary.problems import Unusable

MOST_SENSES = 12
MOST_CHARACTERS = 200  # of a sense
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]")
# Names of parts of speech as dictionaries write them, to the class that our analysers give.
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

Step = Callable[[int, int], None]  # how much of how much is read


class DictionaryError(Unusable):
    """The dictionary can't be installed."""


@dataclass(frozen=True, slots=True)
class About:
    """What a dictionary says of itself, each "" where it does not tell."""

    name: str = ""
    language: str = ""
    into: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Headword:
    """A word as one part of speech ("" where unknown) with its meanings; `reading` is another spelling (kana)."""

    lemma: str
    pos: str
    senses: tuple[str, ...]
    reading: str = ""


def pos_of(tag: str) -> str:
    """Return the class that a dictionary's word for it means ("n.", "adjective", "v5k", "nf"), "" for others."""
    plain = tag.strip().strip(".:").casefold()
    return "VERB" if re.fullmatch(r"v[1-5][a-z-]*", plain) else _CLASSES.get(plain, "")


def line_of(text: str) -> str:
    """Return a text as one clean line: composed, without control marks, white space as single spaces."""
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def senses_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return meanings as clean lines, each once, the first MOST_SENSES, long ones cut with an ellipsis."""
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
