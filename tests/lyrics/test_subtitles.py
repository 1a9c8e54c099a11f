"""SRT, WebVTT and ASS in, WebVTT out, as tables."""

import time

import pytest

from canary.lyrics.formats import detect, subtitles
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Syllable, Word
from canary.lyrics.service import language_of


def read(text: str, format: str) -> Lyrics:
    lyrics, name = detect.read_with_format(text.encode())
    assert name == format
    return lyrics


def timed(lyrics: Lyrics) -> list[tuple[int | None, int | None, str]]:
    return [(x.start, x.end, x.text) for x in lyrics.lines]


def words(line: Line) -> list[tuple[str, int | None, int | None]]:
    return [(w.text, w.start, w.end) for w in line.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\n00:00:03,500 --> 00:00:05,000\nHola\n\n2\n00:00:06,000 --> 00:00:07,250\nadiós\n",
         [(3500, 5000, "Hola"), (6000, 7250, "adiós")]),
        ("1\r\n00:00:03,500 --> 00:00:05,000\r\nHola\r\n  \r\n2\r\n00:00:06,000 --> 00:00:07,250\r\nadiós", [(3500, 5000, "Hola"), (6000, 7250, "adiós")]),
        ("00:00:06.000 --> 00:00:07.000 X1:0 X2:9\nb\n0:0:3,5 --> 0:0:4\na", [(3500, 4000, "a"), (6000, 7000, "b")]),
        ("1\n00:00:01,000 --> 00:00:02,000\n<i>uno</i> {\\an8}<font color=\"red\">dos</font>\n", [(1000, 2000, "uno dos")]),
        ("1\n00:00:01,000 --> 00:00:02,000\nuno\ndos\n", [(1000, 2000, "uno\ndos")]),
        ("1\n00:00:01,000 --> 00:00:02,000\n2 < 3 & 4 > 1\n", [(1000, 2000, "2 < 3 & 4 > 1")]),
        ("1\n00:00:01,000 --> 00:00:02,000\n99\n\n2\n00:00:03,000 --> 00:00:04,000\n\n3\n00:00:05,000 --> 00:00:04,000\nb", [(1000, 2000, "99"), (5000, 5000, "b")]),
        ("1\n01:00:00,000 --> 01:00:01,000\na", [(3_600_000, 3_601_000, "a")]),
    ],
)  # fmt: skip
def test_srt(text: str, expected: list[object]) -> None:
    lyrics = read(text, "srt")
    assert timed(lyrics) == expected
    assert lyrics.timing == "line"


def test_a_second_row_in_another_language_is_a_layer() -> None:
    cues = [("海が見える", "I can see the sea and you"), ("空が高い", "the sky is high and we are here")]
    text = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{a}\n{b}\n" for n, (a, b) in enumerate(cues, 1))
    lyrics = read(text, "srt")
    assert timed(lyrics) == [(1000, 1900, "海が見える"), (2000, 2900, "空が高い")]
    assert lyrics.layers == (Layer("translation", "en", (cues[0][1], cues[1][1])),)


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("00:01.000 --> 00:03.000 align:start\nuno <b>dos</b> &amp; tres", "uno dos & tres", []),
        ("id 7\n00:00:01.000 --> 00:00:03.000\nuno", "uno", []),
        ("00:01.000 --> 00:03.000\nuno <00:02.000><c.red>dos</c>", "uno dos", [("uno", 1000, 2000), ("dos", 2000, 3000)]),
        ("00:01.000 --> 00:03.000\n<00:01.500>can<00:02.000>ta ya", "canta ya", [("canta", 1500, 2500), ("ya", 2500, 3000)]),
        ("00:01.000 --> 00:03.000\nuno <00:01.500> <00:02.000>dos", "uno dos", [("uno", 1000, 1500), ("dos", 2000, 3000)]),
        ("00:01.000 --> 00:03.000\n<00:09.000>uno", "uno", [("uno", 3000, 3000)]),
        ("00:01.000 --> 00:03.000\n<ruby>海<rt>うみ</rt></ruby>へ", "海へ", []),
        ("00:01.000 --> 00:03.000\n- <v.loud Ana>uno</v>", "- uno", []),
    ],
)  # fmt: skip
def test_vtt(cue: str, text: str, expected: list[object]) -> None:
    (line,) = read(
        f"WEBVTT - a song\nKind: captions\n\nSTYLE\n::cue {{}}\n\nNOTE 00:00.000 --> 00:01.000\nno\n\n{cue}\n", "vtt"
    ).lines
    assert (line.text, line.start, line.end) == (text, 1000, 3000)
    assert words(line) == expected


ROLLING = """WEBVTT
Kind: captions
Language: es

00:00:01.000 --> 00:00:03.000 align:start position:0%
_
la<00:00:01.500><c> noche</c><00:00:02.000><c> cae</c>

00:00:03.000 --> 00:00:03.010 align:start position:0%
la noche cae
_

00:00:03.010 --> 00:00:05.000 align:start position:0%
la noche cae
sobre<00:00:04.000><c> el</c><00:00:04.300><c> mar</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
sobre el mar
_

00:00:05.010 --> 00:00:06.500 align:start position:0%
sobre el mar
[Música]

00:00:06.500 --> 00:00:08.000 align:start position:0%
[Música]
sobre<00:00:07.000><c> el</c><00:00:07.300><c> mar</c>
""".replace("_", " ")


def test_rolling_captions_are_read_once_with_their_word_times() -> None:
    lyrics = read(ROLLING, "vtt")
    assert timed(lyrics) == [(1000, 3000, "la noche cae"), (3010, 5000, "sobre el mar"), (6500, 8000, "sobre el mar")]
    assert words(lyrics.lines[0]) == [("la", 1000, 1500), ("noche", 1500, 2000), ("cae", 2000, 3000)]
    assert words(lyrics.lines[1]) == [("sobre", 3010, 4000), ("el", 4000, 4300), ("mar", 4300, 5000)]
    assert lyrics.layers == ()


def test_rolling_captions_in_srt() -> None:
    cues = [
        ("00:00:01,000", "00:00:03,000", "la noche cae"),
        ("00:00:03,000", "00:00:03,010", "la noche cae"),
        ("00:00:03,010", "00:00:05,000", "la noche cae\nsobre el mar"),
        ("00:00:05,000", "00:00:05,010", "sobre el mar"),
        ("00:00:05,010", "00:00:08,000", "sobre el mar\ny se va"),
    ]
    text = "\n\n".join(f"{n}\n{a} --> {b}\n{rows}" for n, (a, b, rows) in enumerate(cues, 1))
    assert timed(read(text, "srt")) == [
        (1000, 3000, "la noche cae"),
        (3010, 5000, "sobre el mar"),
        (5010, 8000, "y se va"),
    ]


@pytest.mark.parametrize(
    "rows", [["la la la"] * 4, ["la la", "la la\nla la", "vamos", "la la"], ["uno\ndos", "tres", "cuatro"]]
)
def test_a_song_that_repeats_itself_is_whole(rows: list[str]) -> None:
    text = "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{row}" for n, row in enumerate(rows, 1))
    assert [x.text for x in read(text, "srt").lines] == rows


@pytest.mark.parametrize(
    "text",
    [
        "1\n\n00:00:01,000 --> 00:00:02,000\nuno\n\n2\n\n00:00:02,000 --> 00:00:03,000\ndos\n",
        "1\n \n00:00:01,000 --> 00:00:02,000\nuno\n\n2\n\n\n00:00:02,000 --> 00:00:03,000\n\ndos\n",
        "00:00:01,000 --> 00:00:02,000\nuno\n\n00:00:02,000 --> 00:00:03,000\ndos",
        "1\n00:00:01,000 --> 00:00:02,000\nuno\n2\n00:00:02,000 --> 00:00:03,000\ndos",
        *(
            f"1\n00:00:01,000 {arrow} 00:00:02,000\nuno\n\n2\n00:00:02,000{arrow}00:00:03,000\ndos\n"
            for arrow in ("->", "--->", "–>", "—>", "-–>", "――>", "−−>", "→", "⇒", "=>", "-- >", "--＞", "--&gt;", "–›")
        ),
    ],
)
def test_srt_as_people_write_it(text: str) -> None:
    assert timed(read(text, "srt")) == [(1000, 2000, "uno"), (2000, 3000, "dos")]


def test_a_number_that_is_sung() -> None:
    text = "00:00:01,000 --> 00:00:02,000\n99\n\n00:00:02,000 --> 00:00:03,000\nuno\n7\n\n00:00:04,000 --> 00:00:05,000\ndos"
    assert [x.text for x in read(text, "srt").lines] == ["99", "uno\n7", "dos"]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n1\n\n00:01.000 --> 00:02.000\nuno\n\n2\n\n00:02.000 --> 00:03.000\ndos",
        "WEBVTT\n\n00:01.000 —> 00:02.000\nuno\n \n00:02.000 –> 00:03.000\ndos\n \n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n\nuno\n\n00:02.000 --> 00:03.000\n \ndos",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nuno\n  \nNOTE\nno\n\n00:02.000 --> 00:03.000\ndos\n\nNOTE last\n",
    ],
)
def test_vtt_as_people_write_it(text: str) -> None:
    assert timed(read(text, "vtt")) == [(1000, 2000, "uno"), (2000, 3000, "dos")]


def test_vtt_voices() -> None:
    lyrics = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana &amp; Bo>uno\n\n00:02.000 --> 00:03.000\ndos", "vtt")
    assert [(x.singer, x.text) for x in lyrics.lines] == [("Ana & Bo", "uno"), ("", "dos")]


def test_two_voices_in_one_cue_are_two_lines() -> None:
    lyrics = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>uno\ny dos\n<v Bo>tres", "vtt")
    assert [(x.singer, x.text, x.start) for x in lyrics.lines] == [("Ana", "uno\ny dos", 1000), ("Bo", "tres", 1000)]
    timed_words = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>uno\n<v Ana><00:01.500>dos", "vtt")
    assert [w.start for w in timed_words.lines[0].words] == [1000, 1500]


@pytest.mark.parametrize("text", ["WEBVTT\n\nNOTE nothing\n\n", "WEBVTT"])
def test_empty_vtt(text: str) -> None:
    assert (read(text, "vtt").lines, read(text, "vtt").timing) == ((), "none")


def test_vtt_written_and_read_again_is_the_same() -> None:
    syllables = (Syllable("mí", 2000, 2400), Syllable("o", 2400, 2500))
    lyrics = Lyrics(
        (
            Line("sol & mío", 1000, 3000, (Word("sol", 1000, 1400), Word("&", 1500, 2000), Word("mío", 2000, 2500, "", syllables)), "Ana"),
            Line("帰り", 4000, 6000, (Word("帰", 4000, 5000, ""), Word("り", 5000, 6000, ""))),
            Line("<b> 1 < 2", 7000, 9000),
        ),
        (),
        {},
        "word",
    )  # fmt: skip
    assert detect.read(subtitles.write_vtt(lyrics).encode()) == lyrics


def test_vtt_ends_every_cue() -> None:
    text = subtitles.write_vtt(Lyrics((Line("a", 1000), Line("b", 2000), Line("c")), (), {}, "line"))
    assert [x for x in text.split("\n") if ">" in x] == [
        "00:00:01.000 --> 00:00:02.000",
        "00:00:02.000 --> 00:00:06.000",
    ]


ASS = "[Script Info]\nTitle: x\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: D,Arial\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


@pytest.mark.parametrize(
    ("text", "expected", "timing"),
    [
        (r"{\k50}Can{\k20}ta {\kf30\1c&H0&}al {\ko40}mar", [("Canta", 2000, 2700), ("al", 2700, 3000), ("mar", 3000, 3400)], "word"),
        (r"{\K50}uno{\k20} {\k30}dos", [("uno", 2000, 2500), ("dos", 2700, 3000)], "word"),
        (r"{\k100}{\k50}uno {\kt10}{\k50}dos", [("uno", 3000, 3500), ("dos", 2100, 2600)], "word"),
        (r"{\k50}C{\i1}an{\i0\1c&H0&}ta {\k50}al", [("Canta", 2000, 2500), ("al", 2500, 3000)], "word"),
        (r"{\k20}帰{\k30}り", [("帰", 2000, 2200), ("り", 2200, 2500)], "word"),
        (r"{\i1}uno{\i0} dos, tres", [], "line"),
        (r"uno\Ndos\hy {\p1}m 0 0 l 9 9{\p0}tres", [], "line"),
    ],
)  # fmt: skip
def test_ass(text: str, expected: list[object], timing: str) -> None:
    lyrics = read(f"{ASS}Dialogue: 0,0:00:02.00,0:00:04.00,D,Ana,0,0,0,,{text}\n", "ass")
    assert lyrics.timing == timing
    assert words(lyrics.lines[0]) == expected
    assert (lyrics.lines[0].start, lyrics.lines[0].end, lyrics.lines[0].singer) == (2000, 4000, "Ana")


def test_ass_text_and_order() -> None:
    rows = [
        "Comment: 0,0:00:00.00,0:00:01.00,D,,0,0,0,,left out",
        r"Dialogue: 1,0:00:05.00,0:00:06.00,D,,0,0,0,,uno\Ndos\hy tres, y",
        "Dialogue: 0,0:00:05.00,0:00:06.00,D,,0,0,0,,uno\\Ndos\\hy tres, y",
        "Dialogue: 0,0:00:02.00,0:00:03.00,D,,0,0,0,,antes",
        "Dialogue: 0,0:00:02.50,0:00:03.00,D,,0,0,0,,{\\p1}m 0 0",
    ]
    assert timed(read(ASS + "\n".join(rows), "ass")) == [(2000, 3000, "antes"), (5000, 6000, "uno\ndos y tres, y")]


def ass(*rows: tuple[str, str, str, str, str, str]) -> Lyrics:
    """Rows of (kind, start, end, style, effect, text)."""
    text = "".join(
        f"{kind}: 0,{start},{end},{style},,0,0,0,{effect},{words}\n" for kind, start, end, style, effect, words in rows
    )
    return read(ASS + text, "ass")


SONG = ("0:00:01.00", "0:00:03.00", "JP")


@pytest.mark.parametrize(
    ("text", "sung_words", "reading"),
    [
        (r"{\k50}風|か{\k50}#|ぜ{\k20}が", [("風", 1000, 2000), ("が", 2000, 2200)], "かぜが"),
        (r"{\k50}風｜か{\k50}＃｜ぜ {\k20}海|!うみ", [("風", 1000, 2000), ("海", 2000, 2200)], "かぜ うみ"),
        (r"{\k50}夜|<よる{\k50}の", [("夜", 1000, 1500), ("の", 1500, 2000)], "よるの"),
        (r"{\k50}風{\k50}が", [("風", 1000, 1500), ("が", 1500, 2000)], ""),
    ],
)
def test_ass_furigana(text: str, sung_words: list[object], reading: str) -> None:
    lyrics = ass(("Dialogue", *SONG, "", text), ("Dialogue", "0:00:04.00", "0:00:05.00", "JP", "", r"{\k50}そら"))
    assert words(lyrics.lines[0]) == sung_words
    assert list(lyrics.layers) == ([Layer("reading", "ja-Hira", (reading, ""))] if reading else [])
    assert not any(c in lyrics.lines[0].text for c in "|｜#＃")


def test_ass_bars_without_karaoke_are_text() -> None:
    assert ass(("Dialogue", *SONG, "", "uno | dos #1")).lines[0].text == "uno | dos #1"


def test_ass_templater_files() -> None:
    lyrics = ass(
        ("Comment", "0:00:00.00", "0:00:00.00", "JP", "template syl noblank", r"{\pos($x,$y)}"),
        ("Comment", "0:00:00.00", "0:00:00.00", "JP", "code once", "fxgroup.a = 1"),
        ("Comment", "0:00:01.00", "0:00:03.00", "JP", "karaoke", r"{\k50}so{\k50}le {\k50}mio"),
        ("Comment", "0:00:01.00", "0:00:03.00", "JP", "", "a note"),
        ("Dialogue", "0:00:00.80", "0:00:03.00", "JP", "fx", r"{\pos(1,2)}so"),
        ("Dialogue", "0:00:00.90", "0:00:03.00", "JP", "FX", r"{\pos(1,2)}le"),
        ("Dialogue", "0:00:05.00", "0:00:06.00", "JP", "Karaoke", r"{\k50}sta"),
    )
    assert timed(lyrics) == [(1000, 3000, "sole mio"), (5000, 6000, "sta")]
    assert words(lyrics.lines[0]) == [("sole", 1000, 2000), ("mio", 2000, 2500)]
    assert [x.text for x in ass(("Dialogue", *SONG, "fx", "uno")).lines] == ["uno"]


KANJI = ["海が見える坂道", "空が高くて", "夢を見ている"]
ROMAJI = ["umi ga mieru sakamichi", "sora ga takakute", "yume wo mite iru"]
ENGLISH = ["I can see the sea from the hill", "the sky is so high", "I am in a dream of you"]


def styled(order: str, shift: int, karaoke: str) -> Lyrics:
    texts = {"R": ("OP Romaji", ROMAJI), "K": ("OP Kanji", KANJI), "E": ("OP English", ENGLISH)}
    rows = []
    for place, letter in enumerate(order):
        style, lines = texts[letter]
        for n, line in enumerate(lines):
            tag = r"{\k50}" if letter in karaoke else ""
            rows.append(
                ("Dialogue", f"0:00:0{2 * n + 1}.{place * shift:02d}", f"0:00:0{2 * n + 2}.90", style, "", tag + line)
            )
    return ass(*rows)


@pytest.mark.parametrize("order", ["RKE", "KRE", "ERK", "EKR", "REK", "RK", "EK"])
@pytest.mark.parametrize("shift", [0, 20])
@pytest.mark.parametrize("karaoke", ["", "RK", "R"])
def test_ass_styles_in_three_scripts(order: str, shift: int, karaoke: str) -> None:
    lyrics = styled(order, shift, karaoke)
    assert [x.text for x in lyrics.lines] == KANJI
    expected = {"R": Layer("reading", "ja-Latn", tuple(ROMAJI)), "E": Layer("translation", "en", tuple(ENGLISH))}
    assert list(lyrics.layers) == [expected[letter] for letter in order if letter != "K"]
    assert language_of(lyrics) == "ja"


def test_ass_two_singers_and_a_title() -> None:
    rows = [(f"0:00:0{n}.00", f"0:00:0{n}.90", style, text) for n, (style, text) in enumerate(
        [("Title", "Umi"), ("A", KANJI[0]), ("B", KANJI[1]), ("A", KANJI[2])]
    )]  # fmt: skip
    rows += [(f"0:00:0{n}.00", f"0:00:0{n}.90", "EN", text) for n, text in enumerate(ENGLISH, 1)]
    lyrics = ass(*(("Dialogue", start, end, style, "", text) for start, end, style, text in rows))
    assert [x.text for x in lyrics.lines] == ["Umi", *KANJI]
    assert lyrics.layers == (Layer("translation", "en", ("", *ENGLISH)),)


def test_an_english_song_with_a_translation_stays_english() -> None:
    rows = [
        ("Dialogue", f"0:00:0{n}.00", f"0:00:0{n}.90", "EN", "", r"{\k40}" + text) for n, text in enumerate(ENGLISH)
    ]
    rows += [("Dialogue", f"0:00:0{n}.00", f"0:00:0{n}.90", "JP", "", text) for n, text in enumerate(KANJI)]
    lyrics = ass(*rows)
    assert [x.text for x in lyrics.lines] == ENGLISH
    assert lyrics.layers == (Layer("translation", "ja", tuple(KANJI)),)


def test_ass_fields_stand_where_the_format_row_says() -> None:
    text = "[Events]\nFormat: Start, End, Actor, Text\nDialogue: 0:00:01.00,0:00:02.00,Ana,uno, dos\n"
    assert [(x.text, x.start, x.singer) for x in read(text, "ass").lines] == [("uno, dos", 1000, "Ana")]
    templates = "[Events]\nComment: 0,0:00:01.00,0:00:02.00,D,,0,0,0,karaoke,{\\k10}u{\\k10}no\n"
    assert [x.text for x in read(templates, "ass").lines] == ["uno"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[Events]\nDialogue: 0,0:00:01.00\n", "Line 2: this row has 2 of the 10 fields"),
        ("[Events]\n\nDialogue: 0,soon,0:00:02.00,D,,0,0,0,,a\n", "Line 3: “soon” isn’t a time"),
        ("[Events]\n" + "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,a\n" * 5001, "have 5,001 lines"),
        ("[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,," + r"{\k1}a" * 2001, "Line 2 has 2,001 characters"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<00:01.500>a\n" * 900, "are too long"),
        ("1\n00:00:01,000 --> 00:00:02,000\n" + "a" * 2001, "Line 3 has 2,001 characters"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(LyricsError) as error:
        detect.read(text.encode())
    assert said in str(error.value)


def test_thousands_of_ass_styles_take_linear_time() -> None:
    rows = [("Dialogue", "0:00:01.00", "0:00:02.00", f"S{n}", "", f"{KANJI[n % 3]} {n}") for n in range(2000)]
    rows += [("Dialogue", "0:00:01.00", "0:00:02.00", f"R{n}", "", f"{ROMAJI[n % 3]} {n}") for n in range(2000)]
    begun = time.process_time()
    assert len(ass(*rows).lines) >= 2000
    assert time.process_time() - begun < 5
