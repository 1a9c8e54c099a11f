"""UltraStar text in and out, as tables."""

from dataclasses import replace

import pytest

from canary.lyrics.formats import detect, ultrastar_out
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Syllable, Word
from canary.lyrics.sung import sung
from canary.player.singers import parts

# At 150 beats a minute a quarter of a beat lasts 100 ms.
HEAD = "#TITLE:Mar\n#ARTIST:Ana\n#BPM:150\n#GAP:1000\n"


def read(body: str, head: str = HEAD) -> Lyrics:
    lyrics, name = detect.read_with_format((head + body).encode())
    assert name == "ultrastar"
    return lyrics


def words(line: Line) -> list[tuple[str, int | None, int | None, list[str]]]:
    return [(w.text, w.start, w.end, [s.text for s in w.syllables]) for w in line.words]


def test_notes_become_words_of_syllables() -> None:
    (first, second) = read(": 0 4 7 Can\n* 4 2 -3 ta\nF 6 2 0  al\n- 9\nR 10 5 1 mar\nE\nanything").lines
    assert (first.text, first.start, first.end) == ("Canta al", 1000, 1800)
    assert first.words[0] == Word(
        "Canta", 1000, 1600, " ", (Syllable("Can", 1000, 1400, 7), Syllable("ta", 1400, 1600, -3, "golden"))
    )
    assert [s.kind for w in (*first.words, *second.words) for s in w.syllables] == ["", "golden", "freestyle", "rap"]
    assert (second.text, second.start) == ("mar", 2000)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (": 0 1 0 sol \n: 1 1 0 y", [("sol", 1000, 1100, ["sol"]), ("y", 1100, 1200, ["y"])]),
        (": 0 1 0 sol\n: 1 2 0 ~\n: 3 1 0 ~\n: 4 1 0  y",
         [("sol", 1000, 1400, ["sol", "", ""]), ("y", 1400, 1500, ["y"])]),
        (": 0 1 0 sol \n: 1 2 0 ~\n: 4 1 0 y", [("sol", 1000, 1300, ["sol", ""]), ("y", 1400, 1500, ["y"])]),
        (": 0 1 0 so\n: 1 2 0 ~ \n: 4 1 0 y", [("so", 1000, 1300, ["so", ""]), ("y", 1400, 1500, ["y"])]),
        (": 0 1 0 so\n: 1 2 0 ~l\n", [("sol", 1000, 1300, ["so", "l"])]),
        (": 0 1 0 hor\n: 1 4 0 no y", [("horno", 1000, 1300, ["hor", "no"]), ("y", 1300, 1500, ["y"])]),
        (": 0 1 0 海\n: 1 1 0 へ\n: 2 1 0 きょ\n: 3 1 0 う",
         [("海", 1000, 1100, ["海"]), ("へ", 1100, 1200, ["へ"]), ("きょ", 1200, 1300, ["きょ"]), ("う", 1300, 1400, ["う"])]),
        (": 0 1 0 「海」\n: 1 1 0 へ、", [("「海」", 1000, 1100, ["「海」"]), ("へ、", 1100, 1200, ["へ、"])]),
        (": 0 1 0 fort\u00a0?", [("fort ?", 1000, 1100, ["fort ?"])]),
        (": 0 1 0 ~\n: 1 1 0  la", [("~", 1000, 1100, ["~"]), ("la", 1100, 1200, ["la"])]),
        (": -30 4 0 la", [("la", 0, 0, ["la"])]),
    ],
)  # fmt: skip
def test_spaces_part_words_and_tildes_go_on(body: str, expected: list[object]) -> None:
    (line,) = read(body).lines
    assert words(line) == expected


def test_a_line_lasts_as_long_as_its_longest_note() -> None:
    (line,) = read(": 0 8 0 sol\n: 5 2 0  y").lines
    assert (line.start, line.end) == (1000, 1800)


@pytest.mark.parametrize(
    ("head", "start"),
    [
        ("#BPM:150\n", 400),
        ("#bpm: 150 \n#gap: 1000\n", 1400),
        ("#BPM:150\n#GAP:1000,5\n", 1400),
        ("#BPM:312,5\n", 192),
        ("#BPM:312.5\n", 192),
        ("#BPM:150\n#GAP:\n", 400),
        ("#VERSION:2.0.0\n#AUDIO:a.ogg\n#BPM:150\n#GAP:1000\n#VIDEOGAP:7\n#START:3000\n", 1400),
        ("#BPM:150\nB 2 75\n", 600),
        ("#BPM:150\nB 2 75\nB 3 300\n", 450),
        ("\n#TITLE:x\n#BPM:150\n\n#GAP:500\n\n", 900),
    ],
)
def test_clock(head: str, start: int) -> None:
    assert read(": 4 2 0 la", head).lines[0].start == start


def test_relative_lines_count_from_where_the_one_before_said() -> None:
    lyrics = read(": 0 2 0 a\n- 10 20\n: 0 2 0 b\n- 5\n: 1 1 0 c\nE", HEAD + "#RELATIVE:YES\n")
    assert [line.start for line in lyrics.lines] == [1000, 3000, 3600]


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("#P1:Ana\n#P2:Luis\n", "P1\n: 0 1 0 a\n- 4\n: 20 1 0 c\nP 2\n: 10 1 0 b", [("Ana", "a"), ("Luis", "b"), ("Ana", "c")]),
        ("#DUETSINGERP1:Ana\n", "P1\n: 0 1 0 a\nP9\n: 10 1 0 b", [("Ana", "a"), ("P9", "b")]),
        ("#P1:Ana\n#P2:Luis\n", "P1\n: 0 1 0 a\nP2\n: 10 1 0 b\nP3\n: 20 1 0 c", [("Ana", "a"), ("Luis", "b"), ("Ana & Luis", "c")]),
        ("#P1:Ana\n", ": 0 1 0 a", [("Ana", "a")]),
        ("", "P1\n: 0 1 0 a", [("", "a")]),
    ],
)  # fmt: skip
def test_duets(head: str, body: str, expected: list[tuple[str, str]]) -> None:
    assert [(line.singer, line.text) for line in read(body, HEAD + head).lines] == expected


@pytest.mark.parametrize(
    ("named", "code"),
    [("Englisch", "en"), ("Deutsch", "de"), ("Español (Latinoamérica)", "es"), ("English, German", "en"), ("Polski", "pl"),
     ("Japanisch/Englisch", "ja"), ("Klingonisch", "Klingonisch")],
)  # fmt: skip
def test_the_language_as_songs_name_it(named: str, code: str) -> None:
    assert read(": 0 1 0 a", f"{HEAD}#LANGUAGE:{named}\n").meta["la"] == code


def test_headers() -> None:
    lyrics = read(": 0 1 0 a", HEAD + "#LANGUAGE:Spanish\n#CREATOR:Bo\n#LANGUAGE:German\n#FOO\n")
    assert {key: lyrics.meta[key] for key in ("ti", "ar", "la", "by")} == {
        "ti": "Mar",
        "ar": "Ana",
        "la": "es",
        "by": "Bo",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#BPM:0\n: 0 1 0 a", "Line 1: #BPM must be between 0 and"),
        ("#TITLE:x\n#BPM:-3\n: 0 1 0 a", "Line 2: #BPM must be between 0 and"),
        ("#TITLE:x\n#BPM:fast\n: 0 1 0 a", "Line 2: #BPM must be a number, not “fast”."),
        ("#BPM:nan\n: 0 1 0 a", "#BPM must be a number"),
        ("#BPM:\n: 0 1 0 a", "Line 1: #BPM must be a number"),
        ("#BPM:9\n#GAP:x\n: 0 1 0 a", "Line 2: #GAP must be a number"),
        (": 0 1 0 a\n: 1 1 0 b", "has no #BPM"),
        ("#TITLE:a\n#BPM:9\n", "no notes"),
        ("#BPM:9\n: 0 1 0 a\nP0\n", "Line 3: “P0” isn’t a note"),
        ("#BPM:9\n: 0 one 0 a", "Line 2: “: 0 one 0 a” isn’t a note"),
        ("#BPM:9\n: 0 -1 0 a", "Line 2: a note can’t last -1 beats."),
        ("#BPM:9\nB 4 0\n: 0 1 0 a", "Line 2: #BPM must be between 0 and"),
        ("#BPM:9\n: 88888888888 1 0 a", "Line 2: this note is more than a day into the song."),
        ("#BPM:9\n: 0 1 0 " + "a" * 3000, "Line 2 has 3,008 characters"),
        ("#BPM:9\n" + ": 0 1 0 a\n" * 20_001, "Line 20,002: there are more than 20,000 notes"),
        ("#BPM:9\n" + ": 0 1 0 a\n" * 2001, "Line 2: the line that begins here has more than 2,000 characters."),
        ("#BPM:9\n" + ": 0 1 0 a\n- 1\n" * 5001, "have 5,001 lines"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(LyricsError) as error:
        detect.read(text.encode())
    assert said in str(error.value)


def test_letters_from_before_unicode() -> None:
    text = "#TITLE:Żółw\n#ENCODING:CP1250\n#BPM:150\n: 0 1 0 żółw\n"
    assert detect.read(text.encode("cp1250")).lines[0].text == "żółw"
    bare = text.replace("#ENCODING:CP1250\n", "").encode("cp1250")
    assert detect.read(bare, encoding="cp1250").lines[0].text == "żółw"
    with pytest.raises(LyricsError, match="There’s no text encoding called klingon"):
        detect.read(bare, encoding="klingon")
    with pytest.raises(LyricsError, match="isn’t in ascii: its byte 8"):
        detect.read(bare, encoding="ascii")


def test_written_on_the_beats_that_it_came_with() -> None:
    text = "#VERSION:1.1.0\n#TITLE:Mar\n#LANGUAGE:es\n#P2:Luis\n#BPM:150\n#GAP:1000\nP1\n: 0 4 7 Can\n* 4 2 -3 ta\n: 6 3 -3 ~\n: 10 1 0  al\n- 11\nG 20 4 1 mar\nP2\nF 12 4 0 sol\nE\n"
    assert ultrastar_out.write(detect.read(text.encode())) == text


def test_written_on_finer_beats_where_times_ask_for_it() -> None:
    word = Word("la", 1003, 1500, "", (Syllable("la", 1003, 1500, 5),))
    text = ultrastar_out.write(Lyrics((Line("la", 1003, 1500, (word,)),), timing="word"))
    assert "#BPM:15000\n#GAP:1003\n: 0 497 5 la\n" in text
    assert detect.read(text.encode()).lines[0].words == (word,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[00:01.00]<00:01.00>sol <00:02.00>y<00:03.00>", "needs a pitch for each syllable"),
        ("sol y mar", "needs a pitch for each syllable"),
    ],
)
def test_what_has_no_pitch_is_not_written(text: str, said: str) -> None:
    with pytest.raises(LyricsError, match=said):
        ultrastar_out.write(detect.read(text.encode()))


def test_what_ultrastar_cannot_hold_is_said() -> None:
    pitched = Line("a", 0, 10, (Word("a", 0, 10, "", (Syllable("a", 0, 10, 1),)),))
    with pytest.raises(LyricsError, match="line 2 has words without times"):
        ultrastar_out.write(Lyrics((pitched, Line("b", 20))))
    crowd = tuple(Line("a", 0, 10, pitched.words, f"singer {n}") for n in range(10))
    with pytest.raises(LyricsError, match="at most nine singers, but these lyrics have 10"):
        ultrastar_out.write(Lyrics(crowd))


def test_what_two_sing_together_is_one_line_of_a_kept_song() -> None:
    lyrics = read("P1\n: 0 4 0 sol\n- 5\n: 10 4 0 mar\nP2\n: 0 4 0 sol\n- 5\n: 20 4 0 luz\nE")
    assert [(x.singer, x.text) for x in lyrics.lines] == [("P1", "sol"), ("P2", "sol"), ("P1", "mar"), ("P2", "luz")]
    kept = sung(replace(lyrics, layers=(Layer("translation", "en", ("sun", "sun", "sea", "light")),)))
    assert [(x.singer, x.text) for x in kept.lines] == [("P1 & P2", "sol"), ("P1", "mar"), ("P2", "luz")]
    assert kept.layers == (Layer("translation", "en", ("sun", "sea", "light")),)
    assert [str(part.name) for part in parts(kept)] == ["Together", "Voice 1", "Voice 2"]
