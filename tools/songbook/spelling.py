"""Spells sung words for espeak-ng, which doesn't pronounce every word correctly as it's written.

Spellings in a song's `lexicon.toml` are used first; its table `[words]` has `word = "spelling"` or
`word = "[[phonemes]]"`. Japanese is spelled in kana, Chinese in the song's pinyin, and Arabic articles without the
letters that aren't spoken.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

PARTICLES = {"は": "わ", "へ": "え", "を": "お"}
ROWS_OF_O, ROWS_OF_E = "おこそとのほもよろごぞどぼぽょ", "えけせてねへめれげぜでべぺ"
KANA_LONG = {"う": ROWS_OF_O, "お": ROWS_OF_O, "い": ROWS_OF_E, "え": ROWS_OF_E}
MARKS = "\u064b-\u0652"  # the vowel signs of Arabic
PINYIN_VOWEL = "aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN = re.compile(
    f"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[{PINYIN_VOWEL}]+(?:(?:ng|n|r)(?![{PINYIN_VOWEL}]))?", re.IGNORECASE
)


def spell(pieces: Sequence[str], language: str, lexicon: Mapping[str, str], linked: bool = False) -> str:
    """Return a word's spelling for espeak-ng, given its sung pieces.

    `linked` says whether the word begins on the last syllable of the word before it.
    """
    bare = [re.sub(rf"[^\w'’\-{MARKS}]", "", piece).strip("-") for piece in pieces]
    plain = "".join(bare).replace("’", "'")
    for form in (plain, plain.lower()):
        if form in lexicon:
            return lexicon[form]
    if language.startswith("ja"):
        return PARTICLES.get(plain) or "".join(_kana(piece) for piece in bare)
    return _arabic(plain, linked) if language.startswith("ar") else plain


def _kana(kana: str) -> str:
    """Return the kana of one syllable, with ー for its second vowel if that only lengthens the first: おう, えい."""
    return kana[:1] + "".join("ー" if before in KANA_LONG.get(sign, "") else sign for before, sign in pairwise(kana))


def _arabic(word: str, linked: bool) -> str:
    """Return an Arabic word without letters of its article that aren't spoken.

    The article loses its a after a vowel, and its l before a consonant that is doubled instead.
    """
    word = re.sub(r"([\u064b-\u0650])\u0651", "\u0651\\1", word)  # espeak-ng needs the doubling sign before the vowel
    if linked:
        word = re.sub("^[اٱ]ل", "ل", word)
    word = re.sub(rf"^([وفبك][{MARKS}]?)[اٱ]ل", r"\1ل", word)
    return re.sub(rf"^([وفبك][{MARKS}]|[اٱ])?ل(?=[^{MARKS}]\u0651)", r"\1", word)


def pinyin_syllables(line: str) -> list[str]:
    """Return the syllables of a line of pinyin with tone marks."""
    return PINYIN.findall(line)
