"""What a text is cut into."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "contraction", "name", "sound", "number", "punct", "foreign"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text; ``start`` and ``end`` are offsets in it.

    ``pos`` is a coarse Universal Dependencies tag (NOUN VERB ADJ ADV PRON DET ADP CCONJ SCONJ AUX PART INTJ NUM PROPN
    PUNCT X); a "sound" is la la and oh, sung but not in a dictionary, a "contraction" two small words in one, a
    "foreign" word one of another language than the song's. For Japanese, ``reading`` is kana for the word,
    ``lemma_reading`` for its dictionary form, and ``written`` that form in the spelling of the text where it differs
    from the standard one. For German, ``written`` is a verb with the prefix that stands apart from it ("ankommen" for
    "kommt ... an"). Elsewhere they are "".
    """

    text: str
    lemma: str
    pos: str
    start: int
    end: int
    kind: Kind
    reading: str = ""
    written: str = ""
    lemma_reading: str = ""
