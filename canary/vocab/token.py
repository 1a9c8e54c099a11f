"""The tokens (words and punctuation marks) into which a text is split."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "contraction", "name", "sound", "number", "punct", "foreign"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark of a text; `start` and `end` are its offsets in the text.

    `pos` is a coarse Universal Dependencies tag (NOUN VERB ADJ ADV PRON DET ADP CCONJ SCONJ AUX PART INTJ NUM PROPN
    PUNCT X). `kind` is "sound" for syllables without a meaning (la la, oh), "contraction" for two function words in one
    (del, don't), and "foreign" for a word that isn't in the song's language.

    `reading` is a Japanese word's kana, and `lemma_reading` the kana of its dictionary form. `written` is the
    dictionary form in a different spelling from `lemma`: the text's own in Japanese and Chinese, or the one with ё in
    Russian. In German it's a verb with its separated prefix ("ankommen" for "kommt ... an"). All three are empty
    otherwise.
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
