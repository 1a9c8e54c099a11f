"""Word times where a file has none: in order, inside the line, at the song's own pace."""

import pytest

from canary.lyrics.formats import lrc
from canary.lyrics.formats.text import read_plain
from canary.lyrics.model import Line, Lyrics, join
from canary.lyrics.syllables import units, weight
from canary.lyrics.timing import estimate


@pytest.mark.parametrize(
    ("word", "language", "syllables"),
    [
        ("corazón", "es", 3),
        ("poeta", "es", 3),
        ("río", "es", 2),
        ("make", "en", 1),
        ("little", "en", 2),
        ("walked", "en", 1),
        ("wanted", "en", 2),
        ("chantent", "fr", 1),
        ("rue", "fr", 1),
        ("moment", "fr", 2),
        ("Häuser", "de", 2),
        ("молоко", "ru", 3),
        ("rhythm", "en", 1),
    ],
)
def test_syllables(word: str, language: str, syllables: int) -> None:
    assert weight(word, language) == pytest.approx(syllables + 0.2 * len(word))


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [("—", "es", 0), ("!", "en", 0), ("きゃく", "ja", 2), ("海", "ja", 1.8), ("月亮", "zh", 2), ("사랑", "ko", 2)],
)
def test_weights_without_syllables(word: str, language: str, expected: float) -> None:
    assert weight(word, language) == pytest.approx(expected)


@pytest.mark.parametrize(("word", "language"), [("the", "en"), ("You’re,", "en"), ("Und", "de"), ("einen", "de")])
def test_function_words_are_sung_quickly_between_stressed_ones(word: str, language: str) -> None:
    elsewhere = weight(word, "nl")
    assert weight(word, language) == pytest.approx(0.8 * elsewhere)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'amour  fou", [("l'amour", " "), ("fou", "")]),
        ("夜の海へ、きみと", [("夜", ""), ("の", ""), ("海", ""), ("へ、", ""), ("き", ""), ("み", ""), ("と", "")]),
        ("きょうは LOVE 歌った", [("きょ", ""), ("う", ""), ("は", " "), ("LOVE", " "), ("歌っ", ""), ("た", "")]),
        ("밤이 온다", [("밤이", " "), ("온다", "")]),
        ("", []),
    ],
)
def test_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(text) == expected


SONG = "\n".join(
    f"[{s // 60:02d}:{s % 60:02d}.00]{text}"
    for s, text in [
        (10, "hoy la noche se viste de luna"),
        (13, "y me canta al oído una fuente"),
        (16, "yo te espero en la puerta de casa"),
        (19, "con un ramo de flores de siempre"),
        (60, "hoy la noche se viste de luna"),
        (63, "adiós"),
    ]
)


def test_times_are_in_order_and_marked() -> None:
    lyrics = lrc.read(SONG)
    timed = estimate(lyrics, "es", 70_000)
    assert (timed.timing, timed.estimated) == ("word", True)
    for before, line in zip(lyrics.lines, timed.lines, strict=True):
        assert line.text == before.text == join(line.words)
        starts = [w.start for w in line.words if w.start is not None]
        assert starts[0] == line.start == before.start
        assert starts == sorted(set(starts))
        assert [w.end for w in line.words][:-1] == starts[1:]
        assert line.end is not None
        assert (line.words[-1].end or 0) <= line.end
    assert estimate(timed, "es") == timed


def test_a_long_gap_does_not_stretch_words() -> None:
    lines = estimate(lrc.read(SONG), "es", 70_000).lines
    before_gap, repeated = lines[3], lines[4]
    assert (before_gap.words[-1].end or 0) < 19_000 + 4500
    assert (before_gap.end or 0) < 19_000 + 6000
    assert [(w.start or 0) - 60_000 for w in repeated.words] == pytest.approx(
        [(w.start or 0) - 10_000 for w in lines[0].words], abs=150
    )
    assert (lines[5].words[-1].end or 0) < 70_000


@pytest.mark.parametrize(
    "lyrics",
    [
        read_plain("uno\ndos"),
        lrc.read("[00:01.00]<00:01.00>uno <00:02.00>dos"),
        Lyrics(()),
        Lyrics((Line("", 1000), Line("—", 2000)), timing="line"),
    ],
)
def test_what_cannot_be_estimated_comes_back(lyrics: Lyrics) -> None:
    assert estimate(lyrics, "es") == lyrics


def test_lines_without_a_time_stay_untouched() -> None:
    lyrics = Lyrics((Line("uno dos", 1000), Line("nadie sabe"), Line("tres cuatro", 3000)), timing="line")
    lines = estimate(lyrics, "es").lines
    assert lines[1] == Line("nadie sabe")
    assert len(lines[0].words) == len(lines[2].words) == 2


@pytest.mark.parametrize("text", ["[00:01.00]a\n" * 3000, "[00:01.00]" + "la " * 600, "[00:00.00]x\n[99:00.00]y"])
def test_strange_songs(text: str) -> None:
    for line in estimate(lrc.read(text), "xx-YY").lines:
        assert all((w.end or 0) >= (w.start or 0) for w in line.words)
