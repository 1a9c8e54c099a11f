"""How a sung word is spelled for espeak-ng, which cannot say everything the way it is written.

A song's `lexicon.toml` comes first: its table `[words]` holds `word = "spelling"` or `word = "[[phonemes]]"`. Japanese
is sung in kana, Chinese is read from the song's pinyin, and Arabic articles lose what speech leaves out.
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
    """Return a word for espeak-ng from its sung pieces; `linked` when it begins on the last note of the word before."""
    bare = [re.sub(rf"[^\w'’\-{MARKS}]", "", piece).strip("-") for piece in pieces]
    plain = "".join(bare).replace("’", "'")
    for form in (plain, plain.lower()):
        if form in lexicon:
            return lexicon[form]
    if language.startswith("ja"):
        return PARTICLES.get(plain) or "".join(_kana(piece) for piece in bare)
    return _arabic(plain, linked) if language.startswith("ar") else plain


def _kana(kana: str) -> str:
    """Within one syllable おう is a long o and えい a long e."""
    return kana[:1] + "".join("ー" if before in KANA_LONG.get(sign, "") else sign for before, sign in pairwise(kana))


def _arabic(word: str, linked: bool) -> str:
    """The article loses its a after a vowel, and its l before a letter that is doubled instead."""
    word = re.sub(r"([\u064b-\u0650])\u0651", "\u0651\\1", word)  # espeak-ng wants the doubling before the vowel
    if linked:
        word = re.sub("^[اٱ]ل", "ل", word)
    word = re.sub(rf"^([وفبك][{MARKS}]?)[اٱ]ل", r"\1ل", word)
    return re.sub(rf"^([وفبك][{MARKS}]|[اٱ])?ل(?=[^{MARKS}]\u0651)", r"\1", word)


def pinyin_syllables(line: str) -> list[str]:
    """Return the syllables of a line of pinyin with tone marks."""
    return PINYIN.findall(line)
