"""Bytes in any encoding, text without times, and what is refused."""

import pytest

from canary.lyrics.formats import detect
from canary.lyrics.formats.plainjson import write as to_plain
from canary.lyrics.formats.text import decode, read_plain
from canary.lyrics.model import LyricsError

SPANISH = "Mañana cantaré contigo, corazón\nbajo la luna de abril"
JAPANESE = "夜の海を見ている\nきみの声が聞こえる"
RUSSIAN = "Над рекой плывёт туман\nя пою тебе одну"
KOREAN = "밤하늘을 바라보며\n너의 이름을 부른다"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "utf-8"),
        (SPANISH, "utf-8-sig"),
        (SPANISH, "utf-16"),
        (SPANISH, "utf-16-le"),
        (SPANISH, "utf-16-be"),
        (SPANISH, "cp1252"),
        ("[00:01.00]" + JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (JAPANESE, "cp932"),
        (RUSSIAN, "cp1251"),
        (KOREAN, "cp949"),
    ],
)
def test_decode(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_an_encoding_that_is_named_is_believed() -> None:
    text = "[encoding:gbk]\n[00:01.00]月亮代表什么"
    assert [x.text for x in detect.read(text.encode("gbk")).lines] == ["月亮代表什么"]


def test_one_broken_letter_in_utf8_is_replaced() -> None:
    assert decode("Mañana cantaré así".encode() + b" \xed\xa0 x").startswith("Mañana cantaré así \ufffd")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a" * 2_000_001, "2 MB"),
        (b"[00:01.00]a\n" * 5002, "5,000"),
        (b"ok\n" + b"a" * 2001, "Line 2"),
        (b"\x00\x01\x02\x03" * 50, "This isn’t a text file"),
        (bytes(range(128, 256)) * 3, "UTF-8"),
        ("月亮代表什么".encode("gbk"), "UTF-8"),
    ],
)
def test_refused(data: bytes, says: str) -> None:
    with pytest.raises(LyricsError, match=says):
        detect.read(data)


def test_plain_text_keeps_stanzas_and_drops_part_names() -> None:
    lyrics = read_plain("\n[ti:Mar]\n[Verse 1]\nuno  dos\n\n\n[Chorus: Ana]\ntres (tres)\n\n")
    assert [x.text for x in lyrics.lines] == ["uno dos", "", "tres (tres)"]
    assert lyrics.meta == {"ti": "Mar"}
    assert lyrics.timing == "none"


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", b"[au: instrumental]"])
def test_nothing_is_not_an_error(data: bytes) -> None:
    assert detect.read(data).lines == ()


def test_json_form() -> None:
    lyrics = detect.read(b"[la:es]\n[00:01.00]<00:01.00>sol <00:02.00>mar<00:03.00>")
    assert to_plain(lyrics, "a.lrc", "lrc") == {
        "file": "a.lrc",
        "format": "lrc",
        "synced": True,
        "timing": "word",
        "estimated": False,
        "lines": [
            {
                "start": 1000,
                "end": 3000,
                "text": "sol mar",
                "words": [
                    {"start": 1000, "end": 2000, "text": "sol"},
                    {"start": 2000, "end": 3000, "text": "mar"},
                ],
            }
        ],
        "layers": [],
        "meta": {"la": "es"},
    }
