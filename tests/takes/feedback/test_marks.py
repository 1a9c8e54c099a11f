"""What a helper sends about a word, read and put into words; where the syllables of a word part."""

import json
from typing import Any

import pytest

from canary.lyrics.model import Syllable, Word
from canary.lyrics.syllables import split
from canary.takes.feedback import marks
from tests.factories import lyrics_of

LINES = lyrics_of().lines
GOOD: dict[str, Any] = {"line": 1, "word": 2, "kind": "stress", "detail": {"syllable": 1}, "note": " so ", "model": "m"}


@pytest.mark.parametrize(
    ("kind", "detail", "kept", "words"),
    [
        ("stress", {"syllable": 2, "more": 1}, {"syllable": 2}, "The stress is here"),
        ("connected", {"how": "drop"}, {"how": "drop"}, "A sound is dropped here"),
        ("intonation", {"how": "rise"}, {"how": "rise"}, "The voice rises here"),
        ("sound", {"sound": "  the   rr "}, {"sound": "the rr"}, "The sound “the rr”"),
        ("sound", {"sound": "r\0r \ud83d😀"}, {"sound": "rr 😀"}, "The sound “rr 😀”"),
        ("well", {"anything": "else"}, {}, "Well done!"),
    ],
)
def test_a_mark_is_kept(kind: str, detail: dict[str, Any], kept: dict[str, Any], words: str) -> None:
    found = marks.read(json.dumps([GOOD | {"kind": kind, "detail": detail}]), LINES, 1, 2, "es")
    assert found == [marks.Sent(1, 2, kind, kept, "so", "m")]
    assert str(marks.sentence(kind, kept)) == words


@pytest.mark.parametrize(
    "wrong",
    [
        {"line": 3},
        {"line": "1"},
        {"line": None},
        {"word": 0},
        {"word": 3},
        {"kind": "shout"},
        {"kind": ["stress"]},
        {"detail": "x"},
        {"detail": {"syllable": 3}},
        {"detail": {"syllable": "1"}},
        {"kind": "connected", "detail": {"how": "rise"}},
        {"kind": "connected", "detail": {"how": ["link"]}},
        {"kind": "sound", "detail": {"sound": "  "}},
    ],
)
def test_a_mark_that_cannot_be(wrong: dict[str, Any]) -> None:
    assert marks.read(json.dumps([GOOD | wrong, GOOD]), LINES, 1, 2, "es") == [
        marks.Sent(1, 2, "stress", {"syllable": 1}, "so", "m")
    ]


@pytest.mark.parametrize("text", ["", "{", "{}", "7", "null", '"x"', "[7, null, [], {}]", "[" * 9000])
def test_no_marks_at_all(text: str) -> None:
    assert marks.read(text, LINES, 1, 2, "es") == []


@pytest.mark.parametrize(
    ("word", "language", "parts"),
    [
        ("abuela", "es", "a bue la"),
        ("canta", "es", "can ta"),
        ("sobremesa", "es", "so bre me sa"),
        ("perro", "es", "pe rro"),
        ("río", "es", "rí o"),
        ("caer", "es-MX", "ca er"),
        ("luna,", "es", "lu na,"),
        ("time", "en", "time"),
        ("beautiful", "en", "beau ti ful"),
        ("chanson", "fr", "chan son"),
        ("молоко", "ru", "мо ло ко"),
        ("夕焼け", "ja", "夕 焼 け"),
        ("きょう", "ja", "きょ う"),
        ("مرحبا", "ar", "مرحبا"),
        ("xyz", "es", "xyz"),
        ("…", "es", "…"),
    ],
)
def test_where_syllables_part(word: str, language: str, parts: str) -> None:
    assert split(word, language) == parts.split()


def test_timed_syllables_are_the_word_s_own() -> None:
    timed = Word("luna", 0, 9, "", (Syllable("l", 0, 4), Syllable("", 4, 5), Syllable("una", 5, 9)))
    assert marks.syllables(timed, "es") == ["l", "una"]
    assert marks.syllables(Word("luna", 0, 9), "es") == ["lu", "na"]
