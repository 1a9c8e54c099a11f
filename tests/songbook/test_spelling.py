"""How words are spelled for the speaker."""

import pytest

from tools.songbook.spelling import pinyin_syllables, spell


@pytest.mark.parametrize(
    ("pieces", "language", "linked", "expected"),
    [
        (["do", "min", "go,"], "es", False, "domingo"),
        (["« On"], "fr", False, "On"),
        (["d’ac", "cord,"], "fr", False, "d'accord"),
        (["ir", "gend\u00a0"], "de", False, "irgend"),
        (["きょう"], "ja", False, "きょー"),
        (["お", "も", "う"], "ja", False, "おもう"),
        (["せん", "せい"], "ja", False, "せんせー"),
        (["は"], "ja", False, "わ"),
        (["は", "は"], "ja", False, "はは"),
        (["을", "문,"], "ko", False, "을문"),
        (["الْ", "خَيْ", "رِ"], "ar", True, "لْخَيْرِ"),
        (["ال", "نُّو", "رِ!»"], "ar", True, "نُّورِ".replace("\u064f\u0651", "\u0651\u064f")),
        (["ال", "دَّارْ"], "ar", True, "د\u0651\u064eارْ"),
        (["وَال", "زُّ", "هُورْ،"], "ar", False, "وَز\u0651\u064fهُورْ"),
        (["وَالْ", "يَا"], "ar", False, "وَلْيَا"),
    ],
)
def test_spells(pieces: list[str], language: str, linked: bool, expected: str) -> None:
    assert spell(pieces, language, {}, linked) == expected


def test_the_lexicon_comes_first() -> None:
    assert spell(["Ê", "tes,"], "fr", {"êtes": "[[Et@]]"}) == "[[Et@]]"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("nǎinai sòng wǒ dào ménkǒu.", ["nǎi", "nai", "sòng", "wǒ", "dào", "mén", "kǒu"]),
        ("“yí bù, xiǎng'ér lǜ”", ["yí", "bù", "xiǎng", "ér", "lǜ"]),
        ("mànmàn, lùkǒu", ["màn", "màn", "lù", "kǒu"]),
    ],
)
def test_parts_pinyin(line: str, expected: list[str]) -> None:
    assert pinyin_syllables(line) == expected
