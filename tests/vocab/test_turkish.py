"""Turkish and Azerbaijani: I and İ are ı and i in lower case."""

import pytest

from canary.dictionaries import folding
from canary.letter_case import folded, lower, upper
from canary.lyrics.syllables import count, split
from canary.vocab import phrases
from canary.vocab.analyse import tokens
from canary.vocab.frequency import zipf
from canary.vocab.rank import rank


@pytest.mark.parametrize("language", ["tr", "az", "tr-TR", "az-Latn"])
def test_lower_case(language: str) -> None:
    assert lower("IŞIK İYİ", language) == folded("IŞIK İYİ", language) == "ışık iyi"
    assert lower("I\u0307YI\u0307", language) == "iyi"
    assert upper("ışık iyi", language) == "IŞIK İYİ"


def test_other_languages_keep_their_i() -> None:
    assert (lower("IN", "de"), folded("INS", "en"), upper("in", "es"), lower("I", "")) == ("in", "ins", "IN", "i")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IŞIK", ["ışık"]), ("Işık", ["ışık"]), ("İYİ GECELER", ["iyi", "gece"]), ("KIZ, KAPIYI AÇ", ["kız", "kapı", "aç"]),
        ("İnsan", ["insan"]),
    ],
)  # fmt: skip
def test_dictionary_forms(text: str, expected: list[str]) -> None:
    assert [t.lemma for t in tokens(text, "tr") if t.kind == "word"] == expected


def test_capitals_are_counted_with_the_word() -> None:
    words = {word.lemma: word.count for word in rank(["IŞIK IŞIK IŞIK", "ışık geldi", "Işık geldi"], "tr")}
    assert words["ışık"] == 5


def test_lists_idioms_and_dictionaries_find_them() -> None:
    assert zipf("IŞIK", "tr") == zipf("ışık", "tr") > 3
    (found,) = phrases.in_lines(["BENİM IŞIĞIM", "benim ışığım"], "tr", {"benim ışığım": ()})
    assert found.count == 2
    assert folding.key("IŞIK", "tr") == folding.key("ışık", "tr") == "ışık"
    assert folding.key("İstanbul", "tr") == "istanbul"


def test_syllables() -> None:
    assert (count("ışık", "tr"), split("IŞIK", "tr")) == (2, ["I", "ŞIK"])
