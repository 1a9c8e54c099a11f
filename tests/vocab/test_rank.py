"""What is worth keeping comes first."""

import pytest

from canary.language_tags import LEVELS
from canary.vocab.frequency import RAREST, zipf
from canary.vocab.levels import level
from canary.vocab.rank import rank

SONG = [
    "Cada mañana sale el sol",
    "y yo te espero en la estación",
    "Oh oh oh, la la la",
    "quédate conmigo, corazón",
    "María no me dijo adiós",
    "quédate conmigo, corazón",
    "",
    "un ornitorrinco",
]


def test_rank() -> None:
    found = rank(SONG, "es")
    by_lemma = {c.lemma: c for c in found}
    assert found == sorted(found, key=lambda c: -c.score)
    assert not {"oh", "la", "María", "no", "yo", "decir", "el"} & set(by_lemma)
    heart = by_lemma["corazón"]
    assert (heart.count, heart.line, heart.pos, heart.surface) == (2, 3, "NOUN", "corazón")
    assert by_lemma["quedar"].surface == "quédate"
    assert [c.lemma for c in found].index("corazón") < [c.lemma for c in found].index("estación")
    assert found[-1].lemma == "ornitorrinco"
    for c in found:
        assert SONG[c.line][c.start : c.end] == c.surface


def test_japanese_words_are_written_as_in_the_song() -> None:
    found = {c.lemma: c for c in rank(["がんばって 海を見た", "おかえり"], "ja")}
    assert set(found) == {"がんばる", "海", "かえる"}
    assert (found["海"].reading, found["がんばる"].reading) == ("うみ", "がんばる")


def test_who_knows_the_song_is_believed() -> None:
    found = rank(["がんばって"], "ja", forms={"がんばっ": ("頑張る", "VERB")})
    assert [c.lemma for c in found] == ["頑張る"]


def test_bounds_and_empty_songs() -> None:
    assert rank([], "es") == []
    assert rank(["", "la la la"], "es") == []
    assert len(rank(SONG, "es", most=3)) == 3


def test_a_line_that_is_sung_again_and_short_is_the_example() -> None:
    lines = ["un tren " + "muy largo " * 9, "el tren se va", "el tren se va"]
    assert next(c for c in rank(lines, "es") if c.lemma == "tren").line == 1


@pytest.mark.parametrize(
    ("word", "language", "low", "high"),
    [
        ("casa", "es", 5, 7),
        ("Casa", "es-AR", 5, 7),
        ("ornitorrinco", "es", RAREST, 3.1),
        ("größe", "de", 3.5, 6),
        ("海", "ja", 4, 6),
        ("사랑", "ko", 4, 7),
        ("xyzzy", "en", RAREST, RAREST),
        ("word", "xx", RAREST, RAREST),
        ("", "es", RAREST, RAREST),
    ],
)
def test_zipf(word: str, language: str, low: float, high: float) -> None:
    assert low <= zipf(word, language) <= high


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [(7, "es", "A1"), (4.6, "es", "A2"), (4.2, "fr", "B1"), (3.9, "en", "C1"), (2.5, "ja", "C2"), (4.7, "xx", "A2")],
)
def test_level(value: float, language: str, expected: str) -> None:
    assert level(value, language) == expected
    assert expected in LEVELS


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Er kam gestern um acht in Berlin an", "ankommen"),
        ("Mach die Tür zu", "zumachen"),
        ("Ich rufe dich morgen wieder an", "anrufen"),
        ("Er kam mit dem Bus", "kommen"),
    ],
)
def test_a_german_verb_is_kept_with_its_prefix(line: str, expected: str) -> None:
    assert [word.lemma for word in rank([line], "de") if word.pos == "VERB"] == [expected]


def test_the_verb_with_and_without_its_prefix_are_two_words() -> None:
    words = rank(["Ich rufe dich an", "ich rufe laut"], "de")
    assert {"anrufen", "rufen"} <= {word.lemma for word in words}
