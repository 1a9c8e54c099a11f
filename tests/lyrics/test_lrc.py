"""LRC in and out, as tables."""

import time

import pytest

from canary.lyrics.formats import detect, lrc
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Word, from_dict, join, to_dict


def _short(lyrics: Lyrics) -> list[tuple[int | None, str]]:
    return [(x.start, x.text) for x in lyrics.lines]


@pytest.mark.parametrize(
    ("stamp", "ms"),
    [
        ("[00:07.5]", 7500),
        ("[00:07.05]", 7050),
        ("[00:07.005]", 7005),
        ("[00:07.0054]", 7005),
        ("[00:07]", 7000),
        ("[0:7]", 7000),
        ("[00:07:50]", 7500),
        ("[01:00:07.50]", 3_607_500),
        ("[123:00.00]", 7_380_000),
        ("[00:07,50]", 7500),
        ("[ 00 : 07 . 50 ]", 7500),
        ("   [00:07.50]", 7500),
    ],
)
def test_stamps(stamp: str, ms: int) -> None:
    assert _short(lrc.read(f"{stamp}sing")) == [(ms, "sing")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[00:09.00][00:03.00] twice\n[00:05]once", [(3000, "twice"), (5000, "once"), (9000, "twice")]),
        ("[00:02.00]b\r\n[00:01.00]a\r\n", [(1000, "a"), (2000, "b")]),
        ("[00:02.00]b\r[00:01.00]a\r", [(1000, "a"), (2000, "b")]),
        ("\ufeff[00:01.00]a", [(1000, "a")]),
        ("A heading\n[Verse 1]\n[00:01.00]a", [(1000, "a")]),
        ("[00:01.00]a\nand more\n\n[Bridge]\n[00:03.00]b", [(1000, "a and more"), (3000, "b")]),
        ("[00:01.00]a\n[00:03.00]\n[00:09.00]b", [(1000, "a"), (3000, ""), (9000, "b")]),
        ("[offset:400]\n[00:01.00]a\n[00:00.30]z", [(0, "z"), (600, "a")]),
        ("[00:01.00]a\n[offset:-400]", [(1400, "a")]),
        ("[offset:soon]\n[00:01.00]a", [(1000, "a")]),
        ("[--:--.--]never\n[]\n<>\n[00:01.00]a", [(1000, "a")]),
        (
            "[00:05.00]wait [00:01.00] for me\n[00:06.00]b\n[00:07.00]c",
            [(5000, "wait [00:01.00] for me"), (6000, "b"), (7000, "c")],
        ),
        ("[00:05.00]<00:0x.00>odd", [(5000, "<00:0x.00>odd")]),
        ("[00:05.00]<b>bold</b>", [(5000, "<b>bold</b>")]),
        ("[00:05.00]e\u0301te\u0301", [(5000, "\u00e9t\u00e9")]),
        ("[00:05.00]a\x00b\x1b", [(5000, "ab")]),
    ],
)
def test_lines(text: str, lines: list[tuple[int, str]]) -> None:
    assert _short(lrc.read(text)) == lines


@pytest.mark.parametrize(
    ("row", "text", "words"),
    [
        ("<00:01.00>Sol <00:01.40>y <00:01.60>mar<00:02.50>", "Sol y mar",
         [("Sol", 1000, 1400, " "), ("y", 1400, 1600, " "), ("mar", 1600, 2500, "")]),
        ("<00:01.00> Sol <00:01.30>  <00:01.60> mar", "Sol mar",
         [("Sol", 1000, 1300, " "), ("mar", 1600, 8000, "")]),
        ("<00:01.00>can<00:01.40>ta<00:01.60> ya", "canta ya",
         [("can", 1000, 1400, ""), ("ta", 1400, 1600, " "), ("ya", 1600, 8000, "")]),
        ("<00:01.00>海<00:01.40>へ<00:01.60>", "海へ", [("海", 1000, 1400, ""), ("へ", 1400, 1600, "")]),
        ("海<00:01.40>へ", "海へ", [("海", 1000, 1400, ""), ("へ", 1400, 8000, "")]),
        ("<00:00.00>a <00:00.00>b <00:00.00>c", "a b c", []),
        ("<00:01.90>late <00:01.50>early", "late early",
         [("late", 1900, 1900, " "), ("early", 1900, 8000, "")]),
    ],
)  # fmt: skip
def test_words(row: str, text: str, words: list[tuple[str, int, int | None, str]]) -> None:
    first = lrc.read(f"[00:01.00]{row}\n[00:08.00]end").lines[0]
    assert first.text == text
    assert [(w.text, w.start, w.end, w.glue) for w in first.words] == words
    assert join(first.words) in {text, ""}


def test_a_repeated_line_takes_its_word_times_along() -> None:
    lines = lrc.read("[00:10.00][00:20.00]<00:10.50>uno <00:11.00>dos<00:12.00>").lines
    assert [(x.start, x.end, [w.start for w in x.words]) for x in lines] == [
        (10000, 12000, [10500, 11000]),
        (20000, 22000, [20500, 21000]),
    ]


def test_square_word_stamps_count_when_the_whole_file_has_them() -> None:
    lyrics = lrc.read("[00:01.00] uno [00:02.00] dos\n[00:04.00] tres [00:05.00] cuatro")
    assert lyrics.timing == "word"
    assert [w.start for w in lyrics.lines[1].words] == [4000, 5000]


def test_a_row_may_begin_with_its_first_word() -> None:
    lyrics = detect.read(b"<00:01.00>uno <00:01.50>dos <00:02.00>\n<00:03.00>tres <00:03.50>y<00:04.00>")
    assert [(x.start, x.end, x.text, [w.start for w in x.words]) for x in lyrics.lines] == [
        (1000, 2000, "uno dos", [1000, 1500]),
        (3000, 4000, "tres y", [3000, 3500]),
    ]


def test_numbered_voices() -> None:
    text = "[00:01.00]v1: <00:01.00>uno <00:01.50>dos<00:02.00>\n[00:03.00]v2:<00:03.00>tres<00:04.00>\n"
    lyrics = detect.read(text.encode())
    assert [(x.singer, x.text) for x in lyrics.lines] == [("v1", "uno dos"), ("v2", "tres")]
    assert detect.read(lrc.write(lyrics, words=True).encode()) == lyrics


def test_singers_and_background() -> None:
    lyrics = lrc.read("[00:01.00]F: hola\n[00:02.00]amor\n[00:03.00]M: adiós\n[bg: <00:03.50>ya<00:03.80>]")
    assert [(x.singer, x.text) for x in lyrics.lines] == [("F", "hola"), ("F", "amor"), ("M", "adiós ya")]


@pytest.mark.parametrize(
    ("first", "other", "layer"),
    [
        ("海が見える", "I can see the sea and you", ("translation", "en")),
        ("海が見える", "umi ga mieru", ("reading", "ja-Latn")),
        ("海の見える坂道に誰も来ない", "umi no mieru sakamichi ni dare mo konai", ("reading", "ja-Latn")),
        ("カレーの匂い", "カレー の におい", ("reading", "ja-Hira")),
        ("海が見える", "ラララララ", None),
        ("ты и я на реке", "you and me on the river", ("translation", "en")),
        ("te quiero y no me voy de la casa", "I love you and the house is not for me", ("translation", "en")),
        ("the night and the day", "다시 또 밤이 온다", ("translation", "ko")),
        ("oh yeah", "la la la", None),
        ("te quiero y no me voy", "y la noche se va con los dos", None),
    ],
)
def test_equal_stamps(first: str, other: str, layer: tuple[str, str] | None) -> None:
    lyrics = lrc.read(f"[00:01.00]{first}\n[00:01.00]{other}\n[00:09.00]{first}\n[00:09.00]{other}")
    if layer is None:
        assert [x.text for x in lyrics.lines] == [first, other] * 2
        assert lyrics.layers == ()
    else:
        assert [x.text for x in lyrics.lines] == [first] * 2
        assert lyrics.layers == (Layer(*layer, (other, other)),)


def test_a_romanisation_above_the_song_is_its_reading() -> None:
    lyrics = lrc.read(
        "[00:01.00]umi ga mieru\n[00:01.00]海が見える\n[00:01.00]I can see the sea and you\n[00:09.00]la la"
    )
    assert [x.text for x in lyrics.lines] == ["海が見える", "la la"]
    assert [(x.kind, x.language, x.lines[0]) for x in lyrics.layers] == [
        ("reading", "ja-Latn", "umi ga mieru"),
        ("translation", "en", "I can see the sea and you"),
    ]


def test_meta() -> None:
    meta = lrc.read("[TI: Mar ]\n[ar:Ana]\n[Chorus: Ana]\n[length:03:00]\n[00:01.00]a").meta
    assert meta == {"ti": "Mar", "ar": "Ana", "length": "03:00"}


@pytest.mark.parametrize(
    ("ms", "row"),
    [
        (5999, "[00:06.00]x"),
        (59999, "[01:00.00]x"),
        (-5, "[00:00.00]x"),
        (18310, "[00:18.31]x"),
        (6_007_000, "[100:07.00]x"),
    ],
)
def test_write_rounds_with_carry(ms: int, row: str) -> None:
    assert lrc.write(Lyrics((Line("x", ms),)), words=False) == f"{row}\n"


@pytest.mark.parametrize(
    "text",
    [
        "[ti:Mar]\n[00:01.00]uno\n[00:02.00]dos\n",
        "[00:01.00]<00:01.00>uno <00:01.50>dos<00:01.80>\n[00:05.00]<00:05.00>ca<00:05.20>sa\n",
        "[00:01.00]<00:01.00>uno<00:01.20> <00:01.50>dos\n[00:05.00]\n[00:06.00]<00:06.00>海<00:06.20>へ\n",
        "[00:01.00]海が見える\n[00:01.00]I can see the sea\n[00:03.00]空\n[00:03.00]the sky and the sea\n",
        "[00:01.00]F: hola\n[00:02.00]M: adiós\n",
        "[00:01.00]<00:01.00>uno <00:01.50>dos<00:01.80><00:02.50>\n[00:05.00]<00:05.00>y<00:05.20><00:06.00>\n",
    ],
)
def test_what_is_read_and_written_again_is_the_same(text: str) -> None:
    lyrics = lrc.read(text)
    assert lrc.write(lyrics, words=True) == text
    assert from_dict(to_dict(lyrics)) == lyrics


def test_nothing_written_can_be_taken_for_a_stamp() -> None:
    hostile = Lyrics((Line("[00:09.00]fake <00:09.00>\n[00:10.00]", 1000),), (), {"ti": "T]\n[00:00.00]evil"})
    assert _short(lrc.read(lrc.write(hostile, words=False))) == [(1000, "⁅00:09.00⁆fake ‹00:09.00› ⁅00:10.00⁆")]


@pytest.mark.parametrize("d", [{}, {"lines": 3}, {"lines": [{"text": "x"}], "timing": "line"}, []])
def test_a_strange_dict_is_refused(d: dict[str, object]) -> None:
    with pytest.raises(LyricsError):
        from_dict(d)


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 1999,
        "[00:01.00]" + "<00:01.00>" * 190 + "x",
        "[ " * 900,
        "[00:01.00]" + "[0:1" * 400,
        "[" + " " * 1990,
        "[ti:" + "]" * 1900,
        "[00:01.00]" + "F: " * 500,
    ],
)
def test_hostile_rows_take_linear_time(hostile: str) -> None:
    begun = time.process_time()
    detect.read("\n".join([hostile] * 900).encode())
    assert time.process_time() - begun < 3


def test_thousands_of_equal_stamps_take_linear_time() -> None:
    begun = time.process_time()
    assert len(lrc.read("[00:01.00]x\n" * 5000).lines) == 5000
    assert time.process_time() - begun < 2


def test_words_join_to_the_text() -> None:
    assert join((Word("l'", 0, 1, ""), Word("amour", 1, 2), Word("fou", 2, 3))) == "l'amour fou"


def test_a_wide_space_between_japanese_words_is_kept() -> None:
    (line,) = lrc.read("[00:01.00]<00:01.00>坂\u3000<00:02.00>駆け下りて<00:03.00>").lines
    assert (line.text, line.words[0].glue) == ("坂 駆け下りて", " ")
