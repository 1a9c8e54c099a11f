"""Reading scores, and saying which row does not fit."""

from fractions import Fraction

import pytest

from tools.songbook.abc import ScoreError, read_score

HEAD = "X:1\nT:Test\nM:3/4\nL:1/8\nQ:1/4=120\nK:F\n"


def pitches(music: str) -> list[int]:
    return [note.pitch for note in read_score(HEAD + music).melody]


@pytest.mark.parametrize(
    ("music", "expected"),
    [
        ("C2 D2 E2 |", [60, 62, 64]),
        ("B2 b2 B,2 |", [70, 82, 58]),  # flat by the key
        ("=B2 B2 _d2 |", [71, 71, 73]),  # an accidental lasts for its bar
        ("^F4 z2 | F6 |]", [66, 65]),
        ("(3CDE F4 |", [60, 62, 64, 65]),
        ("c'/ c// c// c2 z3 |", [84, 72, 72, 72]),
    ],
)
def test_pitches(music: str, expected: list[int]) -> None:
    assert pitches(music) == expected


def test_a_tie_makes_one_note() -> None:
    notes = read_score(HEAD + "c6- | c4 z2 |\nw: sí_").melody
    assert [(note.start, note.length) for note in notes] == [(Fraction(0), Fraction(10, 8))]


def test_a_key_in_the_middle_changes_the_notes_only() -> None:
    score = read_score(HEAD + "B6 |\nK:C\nB6 |")
    assert score.key == "F"
    assert [note.pitch for note in score.melody] == [70, 71]


def test_seconds_are_exact() -> None:
    assert read_score(HEAD + "C6 | C6 |").seconds(Fraction(3, 4)) == Fraction(3, 2)


def test_words_as_they_are_written() -> None:
    score = read_score(HEAD + "C2 D2 E2 |\nw: あ-さ の\n%canary:words 朝 の")
    assert score.lines[0].words == ("朝", "の")


@pytest.mark.parametrize(
    ("music", "complaint"),
    [
        ("C2 D2 |", "row 7: this bar is 1/2 long"),
        ("C6 |\nw: a b", "row 8: 1 notes but 2 syllables"),
        ("C6 |\nw: a\n%canary:words a b", "row 9: 2 written words"),
        ("C6- | D6 |", "row 7: a tie joins"),
        ('"Hm"C6 |', "row 7: the chord “Hm”"),
        ("C6 :|", "row 7: “:|” is not ABC"),
        ("C6-|\nw: a\nC6 |\nw: b", "row 10: “b” begins on a tied note"),
        ("K:H\nC6 |", "row 7: the key “H”"),
        ("C6", "row 7: the last bar"),
    ],
)
def test_complaints_name_the_row(music: str, complaint: str) -> None:
    with pytest.raises(ScoreError) as error:
        read_score(HEAD + music)
    assert complaint in str(error.value)


def test_a_score_needs_a_tempo() -> None:
    with pytest.raises(ScoreError, match="needs a tempo"):
        read_score("M:3/4\nK:C\nC6 |")
