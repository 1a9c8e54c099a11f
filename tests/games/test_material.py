"""Lines and their words, as the games see them."""

import random

import pytest

from canary.games import listen
from canary.games.material import Line, Word, bare, fold, lines_of


@pytest.mark.parametrize(
    ("times", "ends"),
    [
        ([(0, 900), (1000, 1900)], [900, 1900]),
        ([(0, None), (1000, None)], [1000, 16_000]),
        ([(0, None), (None, None)], [15_000, None]),
        ([(None, None), (1000, None)], [None, 16_000]),
        ([(1000, None), (500, 900)], [16_000, 900]),
    ],
)
def test_lines_end_where_somebody_said_or_the_next_begins(
    times: list[tuple[int | None, int | None]], ends: list[int | None]
) -> None:
    row = [(0, 4, "luna", "NOUN", "word")]
    assert [line.end for line in lines_of(["luna"] * 2, times, [row, row], [], "es")] == ends


def test_what_is_asked_for() -> None:
    row = [
        (0, 2, "la", "DET", "word"), (3, 7, "luna", "NOUN", "word"), (8, 12, "Anna", "PROPN", "name"),
        (13, 15, "la", "X", "sound"), (16, 18, "yo", "PRON", "contraction"), (18, 20, "ver", "VERB", "word"),
    ]  # fmt: skip
    words = lines_of(["la luna Anna la yove"], [(0, 1)], [row], ["luna", "ver"], "es")[0].words
    assert [w.text for w in words if w.rank is not None] == ["luna"], "no name, no sound, no half of a word"


def test_japanese_verbs_keep_their_endings() -> None:
    row = [
        (0, 2, "待つ", "VERB", "word"), (2, 3, "て", "ADP", "word"), (3, 4, "いる", "VERB", "word"),
        (4, 5, "た", "AUX", "word"), (5, 6, "母", "NOUN", "word"), (6, 7, "が", "ADP", "word"),
    ]  # fmt: skip
    words = lines_of(["待っていた母が"], [(0, 1)], [row], ["待つ", "母"], "ja")[0].words
    assert [(w.text, w.rank) for w in words] == [("待っていた", 0), ("母", 1), ("が", None)]


@pytest.mark.parametrize("row", [[(0, 99, "x", "NOUN", "word")], [(3, 3, "x", "NOUN", "word")], []])
def test_tokens_of_other_lyrics_are_left_out(row: list[tuple[int, int, str, str, str]]) -> None:
    assert lines_of(["luna"], [(0, 1)], [row], [], "es") == []


@pytest.mark.parametrize(
    ("text", "folded", "plain"),
    [
        ("«¿Qué SÉ yo?»", "qué sé yo", "queseyo"),
        ("e\u0301l", "él", "el"),
        ("Straße", "strasse", "strasse"),
        ("الْخَيْرِ", "الْخَيْرِ", "الخير"),
        ("🌙", "", ""),
    ],
)
def test_fold_and_bare(text: str, folded: str, plain: str) -> None:
    assert fold(text) == folded
    assert bare(text) == plain


def test_lines_that_sound_at_once_are_not_offered_together() -> None:
    word = (Word(0, 1, "x", "x", "NOUN", "word"),)
    texts = ("la luna sube", "el sol baja", "mira el mar", "canta otra vez")
    lines = [
        Line(n, text, start, start + 1000, word)
        for n, (text, start) in enumerate(zip(texts, (0, 500, 2000, 2900), strict=True))
    ]
    for seed in range(30):
        for item in listen.listen(lines, 2, 8, random.Random(seed)):
            assert not {0, 1} <= set(item.options)
            assert not {2, 3} <= set(item.options)
