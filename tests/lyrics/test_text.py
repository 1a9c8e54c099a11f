"""Bytes in any encoding, text without times, and what is refused."""

import time
from contextlib import suppress

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


POLISH = "Zażółć gęślą jaźń, miły\nświat nie śpi, a ja się śmieję\nnie wiem, co to jest"
GREEK = "Θάλασσα γαλάζια και πλατιά\nπάρε με μακριά απ’ τη στεριά\nμην αργείς"
IN = {
    "pl": (POLISH, "cp1250", "iso8859_2"),
    "el": (GREEK, "cp1253", "iso8859_7"),
    "cs": ("Příliš dlouho já tu stojím, a ty to nevidíš\nmůj kůň se dívá na měsíc a ještě čeká", "cp1250", "iso8859_2"),
    "hu": ("Árvíztűrő tükörfúrógép\nnem tudom, hogy ez mi volt", "cp1250", "iso8859_2"),
    "ro": ("Şi câte stele văd în noaptea ţării\nnu mai pot să te aştept", "cp1250"),
    "tr": ("Gözlerin ışıl ışıl, güneş gibi\nben seni çok bekledim, gel", "cp1254", "iso8859_9"),
    "ru": (RUSSIAN, "cp1251", "koi8_r"),
    "uk": ("Ніч яка місячна, зоряна, ясная\nвийди, коханая", "cp1251"),
    "he": ("שיר לילה על הים הגדול", "cp1255"),
    "ar": ("يا ليل يا عين", "cp1256"),
    "th": ("คืนนี้ฟ้าสวย", "cp874"),
    "lt": ("Ačiū, mėnulio šviesa, žvaigždė šį vakarą", "cp1257"),
    "ja": (JAPANESE, "cp932", "euc_jp"),
    "zh": ("月亮升起在海上\n我想你", "gb18030", "big5hkscs"),
    "ko": (KOREAN, "cp949"),
    "es": (SPANISH, "cp1252"),
}


@pytest.mark.parametrize("tag", ["[la:{0}]", "[language: {0}]", "[la:{0}-XX]"])
@pytest.mark.parametrize(("code", "name"), [(code, name) for code, (_, *names) in IN.items() for name in names])
def test_a_language_that_is_named_says_which_encoding(tag: str, code: str, name: str) -> None:
    text = f"[ti:x]\n{tag.format(code)}\n[00:01.00]" + IN[code][0].replace("\n", "\n[00:05.00]")
    assert decode(text.encode(name)) == text


def test_ultrastar_names_the_language_in_words() -> None:
    text = f"#TITLE:x\n#ARTIST:Ana\n#LANGUAGE:Polnisch\n#BPM:100\n: 0 1 0 {POLISH.splitlines()[0]}\nE\n"
    assert decode(text.encode("cp1250")) == text


@pytest.mark.parametrize(
    ("code", "name"), [(code, IN[code][1]) for code in ("pl", "el", "cs", "hu", "ro", "tr", "ru", "es", "ja", "ko")]
)
def test_a_language_that_is_not_named(code: str, name: str) -> None:
    assert decode(IN[code][0].encode(name)) == IN[code][0]


@pytest.mark.parametrize(
    "text",
    [
        "Je t’aime, mon cœur brûle où tu vas", "Coração, não me deixes só", "Über den Wolken, schöne Zeit", "perché così è la città",
        "Jag vill åka hem när natten är här", "blå øyne, jeg ser deg nå", "It’s “all right” – I’m here…", "mañana", "¿Qué dices? ¡Olé! — que sí",
        "ÇA VA ÊTRE LA FÊTE", "garçon 25°", "yö on täällä, minä oon hän",
    ],
)  # fmt: skip
def test_western_europe(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("language", "text", "name"), [("pl", GREEK, "cp1253"), ("el", POLISH, "cp1250"), ("zh", RUSSIAN, "koi8_r")]
)
def test_a_language_that_fits_no_encoding_is_refused_with_the_choice(language: str, text: str, name: str) -> None:
    with pytest.raises(LyricsError, match="choose its text encoding in the form"):
        decode(f"[la:{language}]\n{text}".encode(name))


@pytest.mark.parametrize(
    ("text", "name"), [("שיר לילה על הים", "cp1255"), ("يا ليل يا عين", "cp1256"), ("คืนนี้ฟ้าสวย", "cp874")]
)
def test_other_letters_are_not_taken_for_latin_ones(text: str, name: str) -> None:
    with pytest.raises(LyricsError, match="choose its text encoding in the form"):
        decode(text.encode(name))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\u2028", "\x0b", "<br>", "<br/>\n", "<BR />\r\n"])
def test_ends_of_rows(end: str) -> None:
    rows = [x.text for x in detect.read(f"la noche cae despacio{end}sobre el mar{end}".encode()).lines]
    assert [row for row in rows if row] == ["la noche cae despacio", "sobre el mar"]
    timed = detect.read(f"[00:01.00]la noche cae despacio{end}[00:05.00]sobre el mar{end}".encode())
    assert [x.text for x in timed.lines] == ["la noche cae despacio", "sobre el mar"]


def test_the_marks_of_pages() -> None:
    assert [x.text for x in detect.read(b"rock &amp; roll<br>\n<br>\nit&#39;s &lt;3").lines] == [
        "rock & roll",
        "",
        "it's <3",
    ]
    (line,) = detect.read(b"[00:01.00]la noche cae<br>despacio &amp; sola").lines
    assert line.text == "la noche cae despacio & sola"


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


def test_the_first_letter_that_tells_may_stand_late() -> None:
    text = "# la la\n" * 9_000 + IN["pl"][0]
    assert decode(text.encode("cp1250")) == text


@pytest.mark.parametrize("letters", ["ąęść", "שיר לילה ", "Óôïí ", "á"])
def test_long_texts_in_old_encodings_take_linear_time(letters: str) -> None:
    begun = time.process_time()
    data = letters.encode("cp1255" if letters > "\u0590" else "cp1250" if "ą" in letters else "cp1252")
    for text in (data * (1_900_000 // len(data)), b"a " * 900_000 + data * 10_000):
        with suppress(LyricsError):
            decode(text)
    assert time.process_time() - begun < 6
