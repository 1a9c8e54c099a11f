"""EDGE: the only file that imports pypinyin, and rjieba and OpenCC for readings (the extra "zh"). It writes pinyin.

The reading of a character with several readings is chosen by the word in which it stands, and for some by the words
beside it (see `chinese_grammar`).
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

import rjieba
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, load_phrases_dict, load_single_dict

from canary.lyrics.readings import chinese_grammar as grammar
from canary.lyrics.readings import chinese_words as words

_SIGNS = str.maketrans("，。！？：；、（）「」『』《》—…　", ",.!?:;,()“”“”“”—… ")
_HAN = re.compile("[\u3400-\u9fff]+")
_BU, _YI = "不", "一"
_AGAIN = re.compile(r"(?<!一)([^一二三四五六七八九十])一\1")  # 看一看, but not 一天一天
_GOING_ON = re.compile("(?<![名显原巨土])著(?![名作称者述])")  # 看著 in traditional characters
_BEFORE_R = frozenset("哪那这会点")
_DOUBLED = frozenset("妈爸爷奶哥姐弟妹叔姑舅公婆宝星谢")  # if doubled, the second has a neutral tone: māma, xièxie


def pinyin(line: str) -> str:
    """Return a line in Hanyu Pinyin, with spaces between syllables and with the tone changes of 一 and 不."""
    latin = _HAN.sub(lambda match: f" {_syllables(match[0])} ", line.translate(_SIGNS))
    return re.sub(
        r"\s+",
        " ",
        re.sub(
            r"\s*([,.!?:;…]+)(?=[^\s”)])",
            r"\1 ",
            re.sub(r"\s+([,.!?:;”)…])", r"\1", re.sub(r"([“(])\s+", r"\1", latin)),
        ),
    ).strip()


def _syllables(text: str) -> str:
    plain = _GOING_ON.sub("着", _simplify().convert(text))
    if len(plain) != len(text):
        plain = text
    marked = _read(plain, Style.TONE)
    if len(marked) != len(text):
        return " ".join(marked)
    for at, sound in {**_toneless(plain), **grammar.readings(rjieba.tag(plain)), **_written(text)}.items():
        marked[at] = sound
    _change_tones(plain, marked)
    for n, letter in enumerate(plain):
        if letter == "儿" and plain[n - 1 : n] in _BEFORE_R:
            marked[n - 1 : n + 1] = [marked[n - 1] + "r", ""]
    return " ".join(filter(None, marked))


def _read(text: str, style: Style) -> list[str]:
    _prepare()
    return lazy_pinyin(text, style=style)


@cache
def _prepare() -> None:
    """Give pypinyin our own readings; it keeps them as long as the process runs."""
    load_phrases_dict(
        {word: [[one] for one in read] for word, read in words.phrases().items() if len(word) == len(read)}
    )
    load_single_dict({ord(letter): sound for letter, sound in words.SINGLE.items()})


@cache
def _simplify() -> OpenCC:
    return OpenCC("t2s")


def _toneless(text: str) -> dict[int, str]:
    """Return the syllables that lose their tone, by their place: the second of 朋友 and of 妈妈."""
    found = {m.end() - 1: text[m.end() - 1] for m in words.toneless().finditer(text) if m[1]}
    found |= {n: b for n, (a, b) in enumerate(pairwise(text), 1) if a == b and b in _DOUBLED}
    found |= dict.fromkeys((m.start() + 1 for m in _AGAIN.finditer(text)), "一")
    return {at: lazy_pinyin(text[: at + 1], style=Style.NORMAL)[-1] for at in found}


def _written(text: str) -> dict[int, str]:
    """Return the readings of traditional characters that are one with another in simplified writing: 髮, 隻."""
    return {n: words.TRADITIONAL[letter] for n, letter in enumerate(text) if letter in words.TRADITIONAL}


def _change_tones(text: str, marked: list[str]) -> None:
    """Change the tones of 一 and 不 by the syllable after them."""
    tones = [_tone(sound) for sound in marked]
    for n, letter in enumerate(text):
        following = tones[n + 1] if n + 1 < len(text) else ""
        if letter == _BU and marked[n] != "bu":
            marked[n] = "bú" if following == "4" else "bù"
        elif letter == _YI and following and _counted(text, n):
            marked[n] = "yī"
        elif letter == _YI and tones[n] in "124" and following:
            marked[n] = "yí" if following == "4" or text[n + 1] == "个" else "yì" if following in "123" else marked[n]


def _tone(sound: str) -> str:
    """Return the number of a syllable's tone, "5" if it has none."""
    marks = unicodedata.normalize("NFD", sound)
    return next((str(n) for n, mark in enumerate("\u0304\u0301\u030c\u0300", 1) if mark in marks), "5")


def _counted(text: str, n: int) -> bool:
    """Return whether 一 at index `n` keeps its tone, because it's in a number or an ordinal (第一, 十一, 一月)."""
    return text[n - 1 : n] in {*"第十百千零二三四五六七八九月"} or text[n + 1] in "月二三四五六七八九十"
