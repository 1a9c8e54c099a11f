"""YRC, QRC, KRC, LYS and Lyricify Lines in; what is encrypted is refused by name."""

import json

import pytest

from canary.lyrics.formats import detect
from canary.lyrics.model import Line, Lyrics, LyricsError


def read(text: str, name: str) -> Lyrics:
    lyrics, found = detect.read_with_format(text.encode())
    assert found == name
    return lyrics


def words(line: Line) -> list[tuple[str, int | None, int | None]]:
    return [(w.text, w.start, w.end) for w in line.words]


YRC = "[1000,2000](1000,400,0)So(1400,600,0)le (2000,0,0)(2200,800,0)mio\n[5000,900](5000,400,0)海(5400,500,0)へ"
QRC = "[1000,2000]So(1000,400)le(1400,600) (0,0)mio(2200,800)\n[5000,900]海(5000,400)へ(5400,500)"
KRC = "[1000,2000]<0,400,0>So<400,600,0>le <1200,800,0>mio\n[5000,900]<0,400,0>海<400,500,0>へ"
LYS = "[4]So(1000,400)le(1400,600) (0,0)mio(2200,800)\n[4]海(5000,400)へ(5400,500)"
WRAPPED = (
    '<?xml version="1.0" encoding="utf-8"?>\n<QrcInfos>\n<LyricInfo LyricCount="1">\n<Lyric_1 LyricType="1" LyricContent="'
    f'[ti:Sole &amp; mare]\n{QRC}\n"/>\n</LyricInfo>\n</QrcInfos>'
)


@pytest.mark.parametrize(
    ("name", "text"), [("yrc", YRC), ("qrc", QRC), ("krc", KRC), ("lys", LYS), ("qrc", WRAPPED), ("qrc", f"[ti:x]\n{QRC}")]
)  # fmt: skip
def test_words(name: str, text: str) -> None:
    lyrics = read(text, name)
    assert [(x.start, x.end, x.text, x.singer) for x in lyrics.lines] == [
        (1000, 3000, "Sole mio", ""),
        (5000, 5900, "海へ", ""),
    ]
    assert [words(x) for x in lyrics.lines] == [
        [("Sole", 1000, 2000), ("mio", 2200, 3000)],
        [("海", 5000, 5400), ("へ", 5400, 5900)],
    ]
    assert [(s.text, s.start) for s in lyrics.lines[0].words[0].syllables] == [("So", 1000), ("le", 1400)]
    assert lyrics.timing == "word"


def test_the_title_in_the_xml_of_qrc() -> None:
    assert read(WRAPPED, "qrc").meta["ti"] == "Sole & mare"


def test_credits_and_their_writers() -> None:
    head = [
        {"t": 0, "c": [{"tx": "作词: "}, {"tx": "王", "li": "http://example.com"}]},
        {"t": 1, "c": [{"tx": "编曲: "}]},
    ]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in head) + "\n" + YRC
    lyrics = read(text, "yrc")
    assert [x.text for x in lyrics.lines] == ["Sole mio", "海へ"]
    assert lyrics.meta == {"au": "王"}
    other = read("[0,900]词(0,300)：(300,300)王(600,300)\n[1000,900]海(1000,400)へ(1400,500)", "qrc")
    assert [x.text for x in other.lines] == ["海へ"]


def test_the_sides_of_lys() -> None:
    lyrics = read("[4]uno(1000,500)\n[2]dos(2000,500)\n[6](ooh)(2100,300)\n[0]tres(4000,500)", "lys")
    assert [(x.text, x.singer) for x in lyrics.lines] == [("uno", "v1"), ("dos", "v2"), ("(ooh)", ""), ("tres", "")]


def test_lyricify_lines() -> None:
    lyrics = read("[type:LyricifyLines]\n[1000,1900]So le\n[2000,2900]mio (2)", "lyl")
    assert [(x.start, x.end, x.text) for x in lyrics.lines] == [(1000, 1900, "So le"), (2000, 2900, "mio (2)")]
    assert lyrics.timing == "line"


def test_the_offset_counts_as_in_lrc() -> None:
    lyrics = read(f"[offset:300]\n{QRC}", "qrc")
    assert (lyrics.lines[0].start, lyrics.lines[0].words[0].start) == (700, 700)


@pytest.mark.parametrize("text", [YRC, QRC, KRC, LYS, WRAPPED, "[1000,900]sin tiempos de palabra"])
def test_no_code_is_ever_shown(text: str) -> None:
    for line in detect.read(text.encode()).lines:
        assert not any(c.isdigit() or c in "[](),<>" for c in line.text)


def test_words_never_run_backwards() -> None:
    (line,) = read("[1000,900]a (1500,100)b (1200,100)c(1300,400)", "qrc").lines
    assert words(line) == [("a", 1500, 1600), ("b", 1500, 1500), ("c", 1500, 1700)]


@pytest.mark.parametrize(
    "text", ["uno (1,2)\ndos\ntres", "[1] uno\n[2] dos", "uno\n(10,20)\ndos", "[1,2] uno\ndos\ntres"]
)
def test_what_is_plain(text: str) -> None:
    assert detect.read_with_format(text.encode())[1] == "plain"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x98\x25\xb0\xac\xe3\x02\x83\x68" + bytes(range(256)), "QRC"),
        (b"krc1" + bytes(range(256)), "KRC"),
        (b"0123456789ABCDEF" * 40, "QRC"),
    ],
)
def test_what_is_encrypted_is_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(LyricsError, match=f"an encrypted {name} file"):
        detect.read(data)
