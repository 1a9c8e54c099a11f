"""Which sound belongs to which syllable."""

import pytest

from tools.songbook.abc import read_score
from tools.songbook.espeak import Phone
from tools.songbook.pronounce import PronunciationError, hold, is_voiced, is_vowel, sounds, words_of_line

HEAD = "X:1\nT:Test\nM:4/4\nL:1/4\nQ:1/4=120\nK:C\n"


def sung(music: str, words: str, spoken: list[str], language: str = "es") -> list[str]:
    """Return each syllable as onset(nucleus)coda; every phoneme of a word is parted by a space."""
    line = read_score(f"{HEAD}{music} |\nw: {words}\n").lines[0]
    told = words_of_line(line, language, {})
    phones, now = [], 0.0
    for word in spoken:
        phones.append([Phone(name, now + step, now + step + 1, 0) for step, name in enumerate(word.split())])
        now += 100
    found = sounds(told, phones, len(line.syllables))
    return [
        "{}({}){}".format(*("".join(phone.name for phone in part) for part in (one.onset, one.nucleus, one.coda)))
        for one in found
    ]


@pytest.mark.parametrize(
    ("music", "words", "spoken", "expected"),
    [
        ("CDEF", "ca-sa vi-no", ["k a s a", "b i n o"], ["k(a)", "s(a)", "b(i)", "n(o)"]),
        ("CDEF", "ca-sa~a sol no", ["k a s a", "a", "s o l", "n o"], ["k(a)", "s(aa)", "s(o)l", "n(o)"]),
        ("CDEF", "mar-che~à pas là", ["m a ʁ ʃ", "a", "p a", "l a"], ["m(a)", "ʁʃ(a)", "p(a)", "l(a)"]),
        ("C2 D2", "pluie vient", ["p l y i", "v j ɛ̃"], ["pl(yi)", "vj(ɛ̃)"]),
        ("C2 D2", "o-ír", ["o i ɾ"], ["(o)", "(i)ɾ"]),
        ("CDEF", "в~до-ме кот спит", ["v", "d o mʲ i", "k o t", "s pʲ i t"], ["vd(o)", "mʲ(i)", "k(o)t", "spʲ(i)t"]),
        ("CDEF", "げ-ん い ま", ["ɡ e̞ ŋ", "i", "m ä"], ["ɡ(e̞)", "(ŋ)", "(i)", "m(ä)"]),
        ("C2 D2", "wo~ist das", ["v oː", "ɪ s t", "d a s"], ["v(oːɪ)st", "d(a)s"]),
    ],
)
def test_sounds_find_their_syllables(music: str, words: str, spoken: list[str], expected: list[str]) -> None:
    assert sung(music, words, spoken) == expected


@pytest.mark.parametrize(
    ("words", "spoken"),
    [("ê-tes", ["ɛ t"]), ("on the", ["ɒ n ð ə", ""]), ("tant mieux", ["t ɑ̃ m j ø", ""])],
)
def test_says_which_word_does_not_fit(words: str, spoken: list[str]) -> None:
    with pytest.raises(PronunciationError, match="put it right in lexicon"):
        sung("C2 D2", words, spoken, "fr")


def test_kinds_of_sounds() -> None:
    assert [name for name in ("a", "ä", "ɐ̃ʊ̃", "ja", "w", "tɕ", "ʲ", "??") if is_vowel(name)] == [
        "a", "ä", "ɐ̃ʊ̃", "ja", "??",
    ]  # fmt: skip
    assert [name for name in ("t", "tʃ", "d", "s̪", "m", "ħ") if not is_voiced(name)] == ["t", "tʃ", "s̪", "ħ"]
    assert [hold(name) for name in ("a", "aɪ", "iɛ", "əʊ")] == [(0.3, 0.7), (0.15, 0.45), (0.55, 0.85), (0.15, 0.45)]


def test_chinese_is_read_from_its_pinyin() -> None:
    line = read_score(f"{HEAD}C2 D2 |\nw: 奶-奶\n").lines[0]
    assert words_of_line(line, "zh", {}, "nǎinai")[0].spelling == "nǎi nai"
    with pytest.raises(PronunciationError, match="has 1 syllables, the notes have 2"):
        words_of_line(line, "zh", {}, "nǎi")
