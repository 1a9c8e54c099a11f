"""Readings by a machine: tables by the schemes' own rules, and the songbook's readings made by hand."""

import re
import subprocess
import sys
import tomllib
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from canary.lyrics.formats import detect
from canary.lyrics.model import Layer, Line, Lyrics
from canary.lyrics.readings import machine as readings
from canary.lyrics.readings.romaji import romanise as kana
from canary.lyrics.sung import sung
from canary.optional import load

SONGS = Path(__file__).parents[2] / "songs"


def one(text: str, language: str) -> str:
    layer = readings.reading([text], language)
    assert layer is not None
    assert layer.machine
    return layer.lines[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("구미", "gumi"), ("한밭", "hanbat"), ("설악", "seorak"), ("울릉", "ulleung"), ("종로", "jongno"), ("신라", "silla"),
        ("독립문", "dongnimmun"), ("해돋이", "haedoji"), ("같이", "gachi"), ("좋고", "joko"), ("놓다", "nota"),
        ("값이", "gapsi"), ("넋이", "neoksi"), ("읽어", "ilgeo"), ("읽다", "ikda"), ("맑게", "malge"), ("앉아", "anja"),
        ("않는", "anneun"), ("잃는", "illeun"), ("싫어", "sireo"), ("좋아", "joa"), ("꽃이", "kkochi"), ("꽃", "kkot"),
        ("못해", "motae"), ("닫혀", "dachyeo"), ("앞날", "amnal"), ("있습니다", "itseumnida"), ("의자", "uija"),
        ("밤이 온다, yeah!", "bami onda, yeah!"), ("좋소", "joso"), ("국화", "gukwa"), ("칼날", "kallal"), ("잘못 왔어", "jalmot wasseo"),
    ],
)  # fmt: skip
def test_korean(text: str, expected: str) -> None:
    assert one(text, "ko") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ты и я", "Ty i ya"), ("её ещё ёлка", "yeyë yeshchë yëlka"), ("съезд, объём, семья", "s”yezd, ob”yëm, sem’ya"),
        ("Его мечта", "Yego mechta"), ("хорошо́ — щи", "khoroshó — shchi"), ("цирк, чай, жук", "tsirk, chay, zhuk"),
    ],
)  # fmt: skip
def test_russian(text: str, expected: str) -> None:
    assert one(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Καλημέρα κόσμε", "Kalimera kosme"), ("ευχαριστώ, αύριο", "efcharisto, avrio"), ("μπαίνω στον ουρανό", "baino ston ourano"),
        ("άγγελος, Θάλασσα", "angelos, Thalassa"),
    ],
)  # fmt: skip
def test_greek(text: str, expected: str) -> None:
    assert one(text, "el") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بَيْتٌ كَبِيرٌ", "baytun kabīrun"), ("الشَّمْسُ", "aš-šamsu"), ("القَمَرُ", "al-qamaru"), ("فِي الدَّارِ", "fi d-dāri"), ("أَنَا، أَنْتَ؟", "anā, anta?"),
        ("وَالْوَرْدُ", "wa-l-wardu"), ("مُدَرِّسَةٌ", "mudarrisatun"),
    ],
)  # fmt: skip
def test_arabic_with_its_vowels(text: str, expected: str) -> None:
    assert one(text, "ar") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("صباح الخير يا حبيبي", "ar"),
        ("שלום עולם", "he"),
        ("hola qué tal", "es"),
        ("", "ja"),
        ("1 2 3", "ko"),
        ("東京", "ko"),
    ],
)
def test_what_a_machine_cannot_read(text: str, language: str) -> None:
    assert readings.reading([text], language) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("カッパ", "kappa"), ("マッチ", "matchi"), ("シンヨウ", "shin'you"), ("シンブン", "shinbun"), ("キョー", "kyō"), ("ジャズ", "jazu"),
        ("ティー", "tī"), ("ファン", "fan"), ("アッ", "a"), ("チェロ", "chero"), ("ウォ", "uo"), ("ヴァ", "va"), ("", ""), ("ー", ""),
        ("グァバ", "gwaba"), ("ヲ", "o"), ("LOVE", "LOVE"), ("ャ", "ya"),
    ],
)  # fmt: skip
def test_kana(text: str, expected: str) -> None:
    assert kana(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("私は海を見た。", "watashi wa umi o mita."), ("東京へ行こう！", "tōkyō e ikō!"), ("先生と小さな犬", "sensei to chiisana inu"),
        ("歌っている「夢」", "utatte iru “yume”"), ("コーヒーを飲んで", "kōhī o nonde"),
    ],
)  # fmt: skip
def test_japanese(text: str, expected: str) -> None:
    assert one(text, "ja") == expected


def test_furigana() -> None:
    assert readings.furigana("食べ物と 海!") == [
        ("食", "た"), ("べ", ""), ("物", "もの"), ("と", ""), ("海", "うみ"), ("!", ""),
    ]  # fmt: skip
    assert (
        "".join(text for text, _ in readings.furigana("夕焼けの坂、LOVE 2024年") or ()).replace(" ", "")
        == "夕焼けの坂、LOVE2024年"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好，世界！", "nǐ hǎo, shì jiè!"), ("不是，不好", "bú shì, bù hǎo"), ("一个人，一起走", "yí gè rén, yì qǐ zǒu"), ("第一天", "dì yī tiān"),
        ("银行，行走", "yín háng, xíng zǒu"), ("妈妈谢谢你", "mā ma xiè xie nǐ"), ("哪儿", "nǎr"), ("我说：“走。”", "wǒ shuō: “zǒu.”"), ("唱 LOVE 歌", "chàng LOVE gē"),
    ],
)  # fmt: skip
def test_chinese(text: str, expected: str) -> None:
    assert one(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"), [("नमस्ते", "hi", "namaste"), ("Привіт", "uk", "Privit"), ("გული", "ka", "guli")]
)
def test_other_scripts(text: str, language: str, expected: str) -> None:
    assert one(text, language) == expected


def words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c != "\u0301" or "ǐ" in text)
    return re.findall(r"[\w’'ʾʿ-]+", unicodedata.normalize("NFC", plain))


# The share of words that the machine reads as we did by hand; numbers and hamzas are what it misses.
@pytest.mark.parametrize(
    ("slug", "share"), [("uri", 1), ("na-dorozhku", 1), ("tadaima", 0.96), ("sabah-al-khayr", 0.95), ("bie-song-le", 1)]
)
def test_beside_the_songbooks_own(slug: str, share: float) -> None:
    folder = SONGS / slug
    language = tomllib.loads((folder / "song.toml").read_text(encoding="utf-8"))["language"]
    lines = sung(detect.read((folder / "lyrics.lrc").read_bytes())).lines
    layer = readings.reading([line.text for line in lines], language)
    assert layer is not None
    gold = tomllib.loads((folder / "reading.toml").read_text(encoding="utf-8"))[layer.name]["lines"]
    ours, theirs = words(" ".join(layer.lines)), words(" ".join(gold))
    if language == "zh":  # words are joined by hand; the sounds are what counts
        ours, theirs = list("".join(ours)), list("".join(theirs))
    same = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    assert same / max(len(ours), len(theirs)) >= share


def test_a_song_gets_a_reading_only_where_it_has_none() -> None:
    bare = Lyrics((Line("밤이"), Line("")))
    made = readings.with_reading(bare, "ko")
    assert made.layers == (Layer("reading", "ko", ("bami", ""), True, "romaja"),)
    assert readings.with_reading(made, "ko") == made
    by_hand = Lyrics(bare.lines, (Layer("reading", "ko", ("pami", "")),))
    assert readings.with_reading(by_hand, "ko") == by_hand
    assert readings.without_machine_reading(made) == bare
    assert readings.without_machine_reading(by_hand) == by_hand
    spanish = Lyrics((Line("la noche"),))
    assert readings.with_reading(spanish, "es") == spanish


@pytest.mark.parametrize(("text", "language"), [("밤" * 12_001, "ko"), ("ﷺ" * 1000, "ar")])
def test_what_is_longer_than_songs_are_is_not_spelled_out(text: str, language: str) -> None:
    assert readings.reading([text], language) is None


def test_latin_lines_need_no_reading() -> None:
    layer = readings.reading(["밤이 온다", "oh yeah yeah", ""], "ko")
    assert layer is not None
    assert layer.lines == ("bami onda", "", "")
    assert readings.reading(["la noche es muy larga y no termina nunca", "밤"], "es") is None


def test_nothing_heavy_is_loaded_before_a_song_needs_it() -> None:
    code = "import sys, canary.lyrics.readings.machine; print([x for x in ('fugashi', 'pypinyin', 'uroman') if x in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_without_the_extras_there_is_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "fugashi",
        "pypinyin",
        "canary.lyrics.readings.japanese",
        "canary.lyrics.readings.pinyin",
    ):
        monkeypatch.setitem(sys.modules, name, None)
    load.cache_clear()
    assert readings.reading(["海へ"], "ja") is None
    assert readings.reading(["月亮"], "zh") is None
    assert readings.furigana("海へ") is None
    load.cache_clear()
