"""What a text is cut into."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "name", "sound", "number", "punct"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text; ``start`` and ``end`` are offsets in it, ``reading`` is kana for Japanese words.

    ``pos`` is a coarse Universal Dependencies tag (NOUN VERB ADJ ADV PRON DET ADP CCONJ SCONJ AUX PART INTJ
    NUM PROPN
    PUNCT X); a "sound" is la la and oh, sung but not in a dictionary.
    """

    text: str
    lemma: str
    pos: str
    start: int
    end: int
    kind: Kind
    reading: str = ""
