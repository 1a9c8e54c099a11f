"""TTML in and out, as tables."""

import time

import pytest

from canary.lyrics.formats import detect, ttml_out
from canary.lyrics.formats.ttml_time import Rates, moment, rates
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Syllable, Word
from canary.lyrics.sung import sung

NAMES = (
    'xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:itunes="http://music.apple.com/lyric-ttml-internal" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
)


def read(body: str, head: str = "", more: str = "") -> Lyrics:
    text = (
        f"<?xml version='1.0' encoding='utf-16'?>\n<!-- a song -->\n<tt {NAMES} {more}><head>{head}</head>{body}</tt>"
    )
    lyrics, name = detect.read_with_format(text.encode())
    assert name == "ttml"
    return lyrics


def timed(lyrics: Lyrics) -> list[tuple[int | None, int | None, str]]:
    return [(x.start, x.end, x.text) for x in lyrics.lines]


def words(line: Line) -> list[tuple[str, int | None, int | None]]:
    return [(w.text, w.start, w.end) for w in line.words]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("12.5", 12_500), ("0", 0), ("1:02", 62_000), ("1:02.5", 62_500), ("01:02:03.004", 3_723_004), ("00:00:01:15", 1500),
        ("00:00:01:15.1", 1517), ("3s", 3000), ("250ms", 250), ("1.5m", 90_000), ("0.5h", 1_800_000), ("60f", 2000),
        ("20t", 2000), (" 3s ", 3000), ("wallclock(2026-01-01)", None), ("soon", None), ("", None), ("-3s", None), ("1e3", None),
        ("9" * 400, None),
    ],
)  # fmt: skip
def test_time_expressions(text: str, ms: int | None) -> None:
    found = moment(text, Rates(30, 2, 10))
    assert (found and found.ms) == ms


def test_rates() -> None:
    assert rates({}) == Rates(30, 1, 1)
    assert rates({"frameRate": "25", "frameRateMultiplier": "1 2", "subFrameRate": "4"}) == Rates(12.5, 4, 50)
    assert rates({"frameRate": "0", "tickRate": "x"}) == Rates(30, 1, 30)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<body><div><p begin="1s" dur="2s">a</p><p begin="4s" end="5s">b</p></div></body>', [(1000, 3000, "a"), (4000, 5000, "b")]),
        ('<body><p begin="4">b</p><p begin="1">a</p></body>', [(1000, 4000, "a"), (4000, None, "b")]),
        ('<body begin="20s"><div begin="4s" dur="9s"><p begin="1s" dur="2s">a</p></div></body>', [(25_000, 27_000, "a")]),
        ('<body begin="20"><div><p begin="0.5">a</p><p begin="3.5">b</p></div></body>', [(20_500, 23_500, "a"), (23_500, None, "b")]),
        ('<body><div begin="30.5" end="40"><p begin="31.25" end="40">a</p></div></body>', [(31_250, 40_000, "a")]),
        ('<body><div begin="wallclock(x)"><p begin="2s">a</p></div></body>', [(2000, None, "a")]),
        ('<body><p begin="wallclock(x)">a</p><p begin="2s">b</p></body>', [(2000, None, "b")]),
        ('<body><p begin="later">a</p><p>b</p></body>', [(None, None, "a"), (None, None, "b")]),
        ('<body><p begin="1s">a<br/> b </p></body>', [(1000, None, "a\nb")]),
        ('<body><p begin="1s">a &amp; &lt;b&gt;\n   c</p></body>', [(1000, None, "a & <b> c")]),
        ("<body/>", []),
    ],
)  # fmt: skip
def test_lines(body: str, expected: list[object]) -> None:
    assert timed(read(body)) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<span begin="1" end="1.5">So</span><span begin="1.5" end="2">le</span> <span begin="2.5" end="3">mio</span>',
         [("Sole", 1000, 2000), ("mio", 2500, 3000)]),
        ('\n <span begin="1" end="1.5">Oh</span>\n <span begin="2" end="3">sí,</span>\n', [("Oh", 1000, 1500), ("sí,", 2000, 3000)]),
        ('<span begin="1" end="2">uno </span><span begin="2" end="3">dos</span>', [("uno", 1000, 2000), ("dos", 2000, 3000)]),
        ('(<span begin="1" end="2">uno</span>, <span begin="2" end="3">dos</span>)', [("(uno,", 1000, 2000), ("dos)", 2000, 3000)]),
        ('<span begin="1">uno</span> <span begin="2">dos</span>', [("uno", 1000, 2000), ("dos", 2000, 5000)]),
        ('<span begin="1" end="2">uno</span> <span ttm:role="x-bg"><span begin="3" end="4">(dos</span> <span begin="4" end="5">y)</span></span>',
         [("uno", 1000, 2000), ("(dos", 3000, 4000), ("y)", 4000, 5000)]),
        ('<span begin="1" end="2">uno</span><span ttm:role="x-bg"><span begin="3" end="4">(dos)</span></span><span begin="4" end="5">y</span>',
         [("uno", 1000, 2000), ("(dos)", 3000, 4000), ("y", 4000, 5000)]),
        ('<span begin="1" end="2">uno</span><span ttm:role="x-bg" begin="3" end="4">(dos)</span>', [("uno", 1000, 2000), ("(dos)", 3000, 4000)]),
        ('<span begin="1" end="2">so</span><span begin="2" end="3"></span> <span begin="4" end="5">y</span>', [("so", 1000, 3000), ("y", 4000, 5000)]),
        ('<span begin="1" end="2">帰</span><span begin="2" end="3">り、</span><span begin="3" end="4">道</span>',
         [("帰", 1000, 2000), ("り、", 2000, 3000), ("道", 3000, 4000)]),
        ('<span begin="1" end="3" ttm:role="x-bg"><span ttm:role="x-translation" xml:lang="en">one</span>uno</span>', []),
        ('<span>uno</span> dos', []),
    ],
)  # fmt: skip
def test_words(inside: str, expected: list[object]) -> None:
    (line,) = read(f'<body><p begin="1" end="5">{inside}</p></body>').lines
    assert words(line) == expected
    assert (line.start, line.end) == (1000, 5000)


def test_spans_that_count_from_their_paragraph() -> None:
    (line,) = read(
        '<body><p begin="60" end="64"><span begin="0.5" end="1">a</span> <span begin="1" end="2">b</span></p></body>'
    ).lines
    assert words(line) == [("a", 60_500, 61_000), ("b", 61_000, 62_000)]


def test_a_paragraph_without_times_has_those_of_its_words() -> None:
    (line,) = read('<body><p><span begin="7" end="8">a</span> <span begin="8" end="9">b</span></p></body>').lines
    assert (line.start, line.end) == (7000, 9000)


def test_a_line_without_an_end_lasts_until_the_next() -> None:
    first, last = read(
        '<body><p><span begin="7">a</span> <span begin="8">b</span></p><p><span begin="9">c</span></p></body>'
    ).lines
    assert (first.end, words(first)) == (9000, [("a", 7000, 8000), ("b", 8000, 9000)])
    assert (last.end, words(last)) == (None, [("c", 9000, None)])


def test_a_voice_behind_the_line_is_a_line_of_its_own() -> None:
    lyrics = read(
        '<body><p begin="1" end="8"><span begin="3" end="4">uno</span> <span begin="4" end="6">dos</span> '
        '<span ttm:role="x-bg"><span begin="2" end="3">oh</span> <span begin="6" end="7">yeah</span></span>'
        '<span ttm:role="x-translation" xml:lang="en">one</span></p></body>'
    )
    for kept in (lyrics, sung(lyrics)):
        assert timed(kept) == [(2000, 7000, "oh yeah"), (3000, 6000, "uno dos")]
        assert kept.layers == (Layer("translation", "en", ("", "one")),)


BACK = '<span ttm:role="x-bg">{inside}</span>'
MAIN = '<span begin="3" end="4">uno</span> <span begin="4" end="6">dos</span>'
OH = '<span begin="{0}" end="{1}">(oh)</span>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        # sung after the line's words: the rest of the line
        (MAIN + BACK.format(inside=OH.format(6, 7)), [(3000, 8000, "uno dos (oh)", "")]),
        # sung at the same time, before, or in the middle of a word
        (MAIN + BACK.format(inside=OH.format(5, 7)), [(3000, 6000, "uno dos", ""), (5000, 7000, "(oh)", "")]),
        (MAIN + BACK.format(inside=OH.format(4.5, 5)), [(3000, 8000, "uno dos", ""), (4500, 5000, "(oh)", "")]),
        (BACK.format(inside=OH.format(3.5, 4)) + MAIN, [(3000, 8000, "uno dos", ""), (3500, 4000, "(oh)", "")]),
        # without times it's text
        (MAIN + BACK.format(inside="(oh)"), [(3000, 8000, "uno dos (oh)", "")]),
        # two of them
        (
            MAIN + BACK.format(inside=OH.format(3, 4)) + BACK.format(inside=OH.format(5, 6)),
            [(3000, 8000, "uno dos", ""), (3000, 4000, "(oh)", ""), (5000, 6000, "(oh)", "")],
        ),
    ],
)
def test_background_voices(inside: str, expected: list[tuple[int, int, str, str]]) -> None:
    lyrics = read(f'<body><p begin="3" end="8">{inside}</p></body>')
    assert [(x.start, x.end, x.text, x.singer) for x in lyrics.lines] == expected
    for line in lyrics.lines:
        starts = [w.start or 0 for w in line.words]
        assert starts == sorted(starts)


TRANSLATED = '<span ttm:role="x-translation" xml:lang="en">{0}</span>'


@pytest.mark.parametrize("back_first", [True, False])
@pytest.mark.parametrize("begin", [2, 5, 6])
def test_each_voice_has_its_own_translation(back_first: bool, begin: int) -> None:
    back = BACK.format(inside=OH.format(begin, begin + 1) + TRANSLATED.format("ooh"))
    main = MAIN + TRANSLATED.format("one two")
    lyrics = read(f'<body><p begin="2" end="8">{back + main if back_first else main + back}</p></body>')
    texts = dict(zip([x.text for x in lyrics.lines], lyrics.layers[0].lines, strict=True))
    assert texts == {"uno dos": "one two", "(oh)": "ooh"}


def test_the_heads_translations_know_background_voices() -> None:
    head = (
        '<metadata><iTunesMetadata xmlns="http://music.apple.com/lyric-ttml-internal"><translations>'
        '<translation xml:lang="en"><text for="L1">one two <span ttm:role="x-bg">(ooh)</span></text>'
        '<text for="L2">three (ooh)</text></translation></translations></iTunesMetadata></metadata>'
    )
    late = BACK.format(inside=OH.format(12, 13))
    lyrics = read(
        f'<body><p begin="3" end="8" itunes:key="L1">{MAIN}{BACK.format(inside=OH.format(4.5, 5))}</p>'
        f'<p begin="10" end="13" itunes:key="L2"><span begin="10" end="12">tres</span>{late}</p></body>',
        head,
    )
    assert [x.text for x in lyrics.lines] == ["uno dos", "(oh)", "tres (oh)"]
    assert lyrics.layers[0].lines == ("one two", "(ooh)", "three (ooh)")


def test_a_background_voice_ends_no_line_and_sings_as_its_line() -> None:
    back = BACK.format(inside='<span begin="3.5">(oh)</span>')
    head = '<metadata><ttm:agent xml:id="v1"/><ttm:agent xml:id="v2"/></metadata>'
    lyrics = read(
        f'<body><p begin="3" ttm:agent="v1"><span begin="3">uno</span> <span begin="4">dos</span>{back}</p>'
        '<p begin="9" ttm:agent="v2">tres</p></body>',
        head,
    )
    assert [(x.start, x.end, x.text, x.singer) for x in lyrics.lines] == [
        (3000, 9000, "uno dos", "v1"),
        (3500, None, "(oh)", "v1"),
        (9000, None, "tres", "v2"),
    ]


RUBY = (
    '<span tts:ruby="container"{0}><span tts:ruby="base"{1}>海</span>'
    '<span tts:ruby="textContainer"><span tts:ruby="text"{2}>う</span><span tts:ruby="text"{3}>み</span></span></span>'
)


@pytest.mark.parametrize(
    ("ruby", "syllables"),
    [
        (RUBY.format("", "", ' begin="1" end="1.5"', ' begin="1.5" end="2"'), [("海", 1000, 1500), ("", 1500, 2000)]),
        (RUBY.format(' begin="1" end="2"', "", "", ""), []),
        (RUBY.format("", ' begin="1" end="2"', "", ""), []),
        ('<span begin="1" end="2">' + RUBY.format("", "", "", "") + "</span>", []),
    ],
)
def test_ruby_gives_a_reading_with_times(ruby: str, syllables: list[tuple[str, int, int]]) -> None:
    body = f'<body xml:lang="ja"><p begin="1" end="3">{ruby}<span begin="2" end="3">へ</span></p></body>'
    lyrics = read(body, more='xmlns:tts="http://www.w3.org/ns/ttml#styling"')
    assert words(lyrics.lines[0]) == [("海", 1000, 2000), ("へ", 2000, 3000)]
    assert [(s.text, s.start, s.end) for s in lyrics.lines[0].words[0].syllables] == syllables
    assert lyrics.lines[0].text == "海へ"
    assert lyrics.layers == (Layer("reading", "ja-Hira", ("うみへ",)),)


def test_ruby_in_a_line_without_word_times() -> None:
    ruby = RUBY.format("", "", "", "")
    pinyin = (
        '<span tts:ruby="container"><span tts:ruby="base">好</span><span tts:ruby="delimiter">(</span>'
        '<span tts:ruby="text">hǎo</span><span tts:ruby="delimiter">)</span></span>'
    )
    more = 'xmlns:tts="http://www.w3.org/ns/ttml#styling"'
    lyrics = read(f'<body><p begin="1">夜の{ruby}へ</p><p begin="2">道</p></body>', more=more)
    assert [x.text for x in lyrics.lines] == ["夜の海へ", "道"]
    assert lyrics.layers == (Layer("reading", "ja-Hira", ("夜のうみへ", "")),)
    chinese = read(f'<body xml:lang="zh-Hans"><p begin="1">你{pinyin}</p></body>', more=more)
    assert (chinese.lines[0].text, chinese.layers) == ("你好", (Layer("reading", "zh-Latn", ("你hǎo",)),))


def test_a_kept_line_is_one_row() -> None:
    spans = '<span begin="1" end="2">uno</span><br/><span begin="2" end="3">dos</span>'
    kept = sung(read(f'<body><p begin="1" end="3">{spans}</p><p begin="4">tres<br/>y</p></body>'))
    assert [x.text for x in kept.lines] == ["uno dos", "tres y"]
    assert [w.glue for w in kept.lines[0].words] == [" ", ""]


def test_singers() -> None:
    head = '<metadata><ttm:agent type="person" xml:id="v1"><ttm:name type="full">Ana</ttm:name></ttm:agent><ttm:agent xml:id="v2"/></metadata>'
    body = '<body><div ttm:agent="v1"><p begin="1s">a</p><p begin="2s" ttm:agent="v2">b</p></div></body>'
    assert [x.singer for x in read(body, head).lines] == ["Ana", "v2"]
    alone = '<body><p begin="1s" ttm:agent="v1">a</p></body>'
    assert [x.singer for x in read(alone, head).lines] == [""]


def test_layers_from_head_and_body() -> None:
    head = (
        '<metadata><iTunesMetadata xmlns="http://music.apple.com/lyric-ttml-internal"><songwriters><songwriter>Bo</songwriter>'
        '</songwriters><translations><translation xml:lang="es"><text for="L2">mar</text><text for="L9">no</text></translation>'
        '</translations><transliterations><transliteration xml:lang="ja-Latn"><text for="L1"><span begin="1s">so</span>'
        '<span begin="2s">ra</span></text></transliteration></transliterations></iTunesMetadata></metadata>'
    )
    body = (
        '<body xml:lang="ja"><p begin="1s" itunes:key="L1">空<span ttm:role="x-translation" xml:lang="en">sky</span></p>'
        '<p begin="2s" itunes:key="L2">海<span ttm:role="x-roman">umi</span></p></body>'
    )
    lyrics = read(body, head)
    assert [x.text for x in lyrics.lines] == ["空", "海"]
    assert set(lyrics.layers) == {
        Layer("translation", "es", ("", "mar")),
        Layer("reading", "ja-Latn", ("sora", "")),
        Layer("translation", "en", ("sky", "")),
        Layer("reading", "", ("", "umi")),
    }
    assert lyrics.meta == {"la": "ja", "au": "Bo"}


def test_a_second_language_stands_beside_the_first() -> None:
    lyrics = read(
        '<body><div xml:lang="en"><p begin="1s">one</p><p begin="5s">two</p></div>'
        '<div xml:lang="pt"><p begin="4.6s">dois</p></div></body>'
    )
    assert [x.text for x in lyrics.lines] == ["one", "two"]
    assert lyrics.layers == (Layer("translation", "pt", ("", "dois")),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<tt><body><p begin='1s'>a</body></tt>", "Line 1: the XML of this TTML file is broken at character"),
        ("<tt>\n<body>\n&nothing;</body></tt>", "Line 3: the XML of this TTML file is broken"),
        (
            '<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/passwd">]><tt><body><p begin="1s">&x;</p></body></tt>',
            "declares",
        ),
        ('<!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tt><body><p begin="1s">&b;</p></body></tt>', "declares"),
        ('<!DOCTYPE tt SYSTEM "http://127.0.0.1:9/tt.dtd"><tt/>', "declares"),
        ("<tt>" + "<div>" * 100_000, "more than 40 levels"),
        ("<tt>" + "<br/>" * 100_000, "more than 30,000 elements"),
        ("<tt><body>" + "<p begin='1s'>a</p>" * 5001 + "</body></tt>", "have 5,001 lines"),
        (f"<tt><body><p begin='1s'>{'a' * 2001}</p></body></tt>", "A line has 2,001 characters"),
    ],
)
def test_what_is_refused(text: str, said: str) -> None:
    with pytest.raises(LyricsError) as error:
        detect.read(text.encode())
    assert said in str(error.value)
    assert "root:" not in str(error.value)


@pytest.mark.parametrize("text", ["<html><body>tt</body></html>", "a < tt > b", "<ttml>", "sing <tt>"])
def test_what_is_no_ttml(text: str) -> None:
    assert detect.read_with_format(text.encode())[1] == "plain"


def test_languages_and_layers_are_bounded() -> None:
    body = "".join(f'<p begin="{n}s" xml:lang="x{n}">a</p>' for n in range(2000))
    lyrics = read(f"<body>{body}</body>")
    assert len(lyrics.lines) == 1
    assert len(lyrics.layers) == 8


def test_written_and_read_again_is_the_same() -> None:
    lyrics = Lyrics(
        (
            Line("Sole & mío", 1000, 4000, (
                Word("Sole", 1001, 2000, " ", (Syllable("So", 1001, 1500), Syllable("le", 1500, 2000))),
                Word("&", 2000, 2500, "\n"), Word("mío", 2500, 4000, ""),
            ), "Ana"),
            Line("帰り", 4000, 6000, (Word("帰", 4000, 5000, ""), Word("り", 5000, 6000, "")), "v1"),
            Line("nur <so>", 7000, 9000, (), ""),
        ),
        (
            Layer("translation", "en", ("sun", "", "so")), Layer("translation", "en", ("the sun", "", ""), name="loose"),
            Layer("reading", "ja", ("", "かえり", ""), name="kana"), Layer("reading", "ja", ("", "kaeri", ""), True, "romaji"),
        ),
        {"ti": "Mar & \"sol\"", "ar": "Ana", "al": "Uno", "la": "es", "au": "Bo"},
        "word",
    )  # fmt: skip
    again = detect.read(ttml_out.write(lyrics).encode())
    lines = (
        Line("Sole &\nmío", *[getattr(lyrics.lines[0], x) for x in ("start", "end", "words", "singer")]),
        *lyrics.lines[1:],
    )
    assert again.lines == lines
    assert again.layers == lyrics.layers
    assert again.meta == lyrics.meta


def test_thousands_of_background_voices_take_linear_time() -> None:
    back = "".join(BACK.format(inside=f'<span begin="{n % 7}" end="{n % 7 + 1}">a</span>') for n in range(900))
    begun = time.process_time()
    lyrics = read(f'<body>{f"""<p begin="1" end="9">{MAIN}{back}</p>""" * 12}</body>')
    assert time.process_time() - begun < 4
    assert len(lyrics.lines) > 12
