"""LRC as other programs write it: SPL's ends, ESLRC, background voices, padded stamps and NetEase's credits."""

import pytest

from canary.lyrics.formats import detect, lrc
from canary.lyrics.formats.credits import is_credit
from canary.lyrics.model import Line, Lyrics
from canary.lyrics.sung import sung

Row = tuple[int | None, int | None, str, list[tuple[str, int | None, int | None]]]


def rows(lyrics: Lyrics) -> list[Row]:
    return [(x.start, x.end, x.text, words(x)) for x in lyrics.lines]


def words(line: Line) -> list[tuple[str, int | None, int | None]]:
    return [(w.text, w.start, w.end) for w in line.words]


@pytest.mark.parametrize("end", ["[00:15.86]", "<00:15.86>", " [00:15.86] "])
def test_a_stamp_at_the_end_of_a_line_is_its_end(end: str) -> None:
    lyrics = lrc.read(f"[00:10.34] la noche cae despacio{end}\n[00:20.00]sola[00:21.00]\n[00:30.00]y se va")
    assert rows(lyrics) == [
        (10_340, 15_860, "la noche cae despacio", []),
        (20_000, 21_000, "sola", []),
        (30_000, None, "y se va", []),
    ]
    assert lyrics.timing == "line"


def test_one_line_with_an_end_among_many_without() -> None:
    text = "[00:01.00]uno\n[00:02.00]dos\n[00:03.00]tres y más[00:03.50]\n[00:09.00]fin"
    assert [(x.end, x.text) for x in lrc.read(text).lines][2] == (3500, "tres y más")


def test_a_repeated_line_takes_its_end_along() -> None:
    lines = lrc.read("[00:10.00][00:40.00]la noche cae[00:12.00]").lines
    assert [(x.start, x.end) for x in lines] == [(10_000, 12_000), (40_000, 42_000)]


@pytest.mark.parametrize(
    "row",
    [
        "<00:10.00>la <00:11.00>noche[00:12.50]",
        "la <00:11.00>noche[00:12.50]",
        "la [00:11.00]noche[00:12.50]",
        "la <00:11.00>noche<00:12.50>",
    ],
)
def test_the_end_after_word_stamps(row: str) -> None:
    (line,) = lrc.read(f"[00:10.00]{row}").lines
    assert (line.end, line.text) == (12_500, "la noche")
    assert words(line) == [("la", 10_000, 11_000), ("noche", 11_000, 12_500)]


def test_a_word_may_end_before_its_line() -> None:
    (line,) = lrc.read("[00:10.00]<00:10.00>la <00:11.00>noche<00:12.00>[00:14.00]").lines
    assert (line.end, words(line)[-1]) == (14_000, ("noche", 11_000, 12_000))


@pytest.mark.parametrize("zero", ["[00:00.000]", "[00:00.00]", "[00:01.50]"])
def test_spaces_with_stamps_of_their_own(zero: str) -> None:
    text = f"[00:01.00]A[00:02.00] {zero}b[00:03.00]\n[00:05.00]Sol[00:06.00] {zero}y[00:07.00] {zero}mar[00:08.00]"
    lyrics = lrc.read(text)
    assert rows(lyrics) == [
        (1000, 3000, "A b", [("A", 1000, 2000), ("b", 2000, 3000)]),
        (5000, 8000, "Sol y mar", [("Sol", 5000, 6000), ("y", 6000, 7000), ("mar", 7000, 8000)]),
    ]


def test_a_line_of_one_word_in_a_file_with_word_times() -> None:
    lyrics = lrc.read("[00:01.00]Oh[00:02.00]\n[00:03.00]sol[00:04.00] y[00:05.00] mar[00:06.00]")
    assert [words(x)[0] for x in lyrics.lines] == [("Oh", 1000, 2000), ("sol", 3000, 4000)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a voice that follows its line is the rest of it
        (
            "[00:01.00]<00:01.00>uno<00:02.00>\n[bg:<00:02.50>ooh<00:03.00>]\n[00:05.00]<00:05.00>dos<00:06.00>",
            [(1000, "uno ooh"), (5000, "dos")],
        ),
        # one that is sung at the same time is a line beside it
        (
            "[00:01.00]<00:01.00>uno <00:02.00>y<00:03.00>\n[bg:<00:01.50>ooh<00:02.50>]\n[00:05.00]dos",
            [(1000, "uno y"), (1500, "ooh"), (5000, "dos")],
        ),
        # before its main row
        (
            "[bg:<00:01.50>ooh<00:01.80>]\n[00:01.00]<00:01.00>uno <00:02.00>y<00:03.00>\n"
            "[bg:<00:05.50>aah<00:06.00>]\n[00:05.00]<00:05.00>dos <00:06.00>y<00:07.00>",
            [(1000, "uno y"), (1500, "ooh"), (5000, "dos y"), (5500, "aah")],
        ),
        (
            "[00:01.00]<00:01.00>uno<00:02.00>\n[bg:<00:06.20>ooh<00:06.80>]\n[00:05.00]<00:05.00>dos<00:06.00>",
            [(1000, "uno"), (5000, "dos ooh")],
        ),
        # without times: the row before, or the first row of all
        ("[bg: ooh]\n[00:01.00]uno\n[00:02.00]dos", [(1000, "uno ooh"), (2000, "dos")]),
        ("[00:01.00]uno\n[bg: ooh]\n[00:02.00]dos", [(1000, "uno ooh"), (2000, "dos")]),
        # as the file's other rows say
        (
            "[00:01.00]<00:01.00>uno<00:02.00>\n[bg:<00:03.10>ooh<00:03.50>]\n[00:03.00]<00:03.00>dos<00:03.90>\n"
            "[bg:<00:04.80>aah<00:05.50>]\n[00:05.00]<00:05.00>tres<00:06.00>",
            [(1000, "uno"), (3000, "dos"), (3100, "ooh"), (4800, "aah"), (5000, "tres")],
        ),
        ("[bg: <00:01.00>sola]", []),
    ],
)
def test_background_voices(text: str, found: list[tuple[int, str]]) -> None:
    lyrics = lrc.read(text)
    assert [(x.start, x.text) for x in lyrics.lines] == found
    for line in lyrics.lines:
        starts = [w.start or 0 for w in line.words]
        assert starts == sorted(starts)
    assert [(x.start, x.text) for x in sung(lyrics).lines] == found


def test_a_background_voice_is_no_layer_and_ends_nobody() -> None:
    text = (
        "[00:01.00]F: <00:01.00>海<00:02.00>へ<00:04.00>\n[bg:<00:01.00>ooh<00:02.00>]\n[00:01.00]to the sea\n"
        "[00:05.00]<00:05.00>空<00:06.00>\n[00:05.00]the sky and you"
    )
    lyrics = lrc.read(text)
    assert [(x.start, x.end, x.text, x.singer) for x in lyrics.lines] == [
        (1000, 4000, "海へ", "F"),
        (1000, 2000, "ooh", "F"),
        (5000, 6000, "空", "F"),
    ]
    assert [layer.lines for layer in lyrics.layers] == [("to the sea", "", "the sky and you")]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("<00:10.00> 帰 <00:10.30> <00:10.40> り", "帰り"),
        ("<00:10.00>帰 <00:10.30>り <00:10.40>道<00:11.00>", "帰り道"),
        ("<00:10.00> 我 <00:10.30> 爱 <00:10.40> 你 <00:11.00>", "我爱你"),
        ("<00:10.00> love <00:10.30> you <00:10.40> 君 <00:10.60> に <00:11.00>", "love you 君に"),
        # spaces that mean something
        ("<00:10.00>夜<00:10.30>の<00:10.40>海 <00:10.50>君<00:10.60>の<00:10.70>声<00:11.00>", "夜の海 君の声"),
        ("<00:10.00>夜の海を見て <00:10.50>君の声を聞く<00:11.00>", "夜の海を見て 君の声を聞く"),
        ("<00:10.00> 사랑 <00:10.30> 해 <00:10.40>", "사랑 해"),
    ],
)
def test_spaces_that_are_there_for_the_stamps(row: str, text: str) -> None:
    (line,) = lrc.read(f"[00:10.00]{row}").lines
    assert line.text == text
    assert "".join(w.text + w.glue for w in line.words) == text


@pytest.mark.parametrize(
    "text",
    [
        "作词 : 王", "作曲: 李雷", "编曲：赵", "编曲", "词：方文山", "曲：周杰伦", "词/曲：许嵩", "作词 作曲", "作詞：秋元康", "作曲 : A/B",
        "编曲 Arrangement：林", "制作人 Producer: Ana", "混音/母带：Bo", "OP：Sony", "작사: 김", "Lyrics by：Ana", "Composed by: Bo",
        "Lyrics & Music by: Ana", "Written by：Bo", "纯音乐，请欣赏", "作词 : ",
    ],
)  # fmt: skip
def test_credits(text: str) -> None:
    assert is_credit(text)
    assert lrc.read(f"[00:00.00] {text}\n[00:01.00]").lines == ()
    assert detect.read(f"{text}\n".encode()).lines == ()


@pytest.mark.parametrize(
    "text",
    [
        "我说：你好",
        "她写的词",
        "曲终人散",
        "词不达意：算了",
        "Music: my only love",
        "歌を歌う",
        "鼓声响起",
        "words by the sea",
    ],
)
def test_what_is_sung_is_no_credit(text: str) -> None:
    assert not is_credit(text)


def test_credits_leave_the_lines_and_name_the_writers() -> None:
    text = "[00:00.00] 作词 : 王\n[00:01.00] 作曲 : 李\n[00:05.00]月亮\n[00:06.00]星星\n[00:09.00]编曲：赵\n"
    lyrics = lrc.read(text)
    assert [x.text for x in lyrics.lines] == ["月亮", "星星"]
    assert lyrics.meta == {"au": "王"}
    plain = detect.read("作词：王\n\n月亮\n星星".encode())
    assert ([x.text for x in plain.lines], plain.meta) == (["月亮", "星星"], {"au": "王"})


def test_a_file_of_credits_has_no_lyrics() -> None:
    lyrics = lrc.read("[ti:夜曲]\n[00:00.000] 作词 : 王\n[00:00.500] 编曲 : 李\n[00:01.00]\n")
    assert (lyrics.lines, lyrics.timing, lyrics.meta) == ((), "none", {"ti": "夜曲", "au": "王"})
