"""The tokens of a text."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "contraction", "name", "sound", "number", "punct", "foreign"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark of a text; `start` and `end` are its offsets.

    `pos` is a coarse Universal Dependencies tag (NOUN VERB ADJ ADV PRON DET ADP CCONJ SCONJ AUX PART INTJ NUM PROPN
    PUNCT X). Of the kinds, a "sound" is sung for its sound (la la, oh), a "contraction" is two function words in one,
    and a "foreign" word is in another language than the song.

    For Japanese, `reading` is the word's kana, `lemma_reading` the dictionary form's, and `written` the dictionary form
    in the text's spelling if it differs from the standard one. For German, `written` is a verb with its separated
    prefix ("ankommen" for "kommt ... an"). Otherwise they're empty.
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
