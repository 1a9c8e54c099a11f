"""EDGE: the only file that imports pypinyin (the extra "zh"). It writes pinyin with tones.

The reading of a character with several readings is chosen by the phrase in which it stands.
"""

import re

from pypinyin import Style, lazy_pinyin

_SIGNS = str.maketrans("，。！？：；、（）「」『』《》—…　", ",.!?:;,()“”“”“”—… ")
_HAN = re.compile("[\u3400-\u9fff]+")
_BU, _YI = "不", "一"
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
    marked = lazy_pinyin(text, style=Style.TONE)
    if len(marked) != len(text):
        return " ".join(marked)
    tones = [re.sub(r"\D", "", s) or "5" for s in lazy_pinyin(text, style=Style.TONE3)]
    for n, letter in enumerate(text):
        following = tones[n + 1] if n + 1 < len(tones) else ""
        if letter == _BU:
            marked[n] = "bú" if following == "4" else "bù"
        elif letter == _YI and tones[n] in "124" and following and not _counted(text, n):
            marked[n] = "yí" if following == "4" or text[n + 1] == "个" else "yì" if following in "123" else marked[n]
        elif letter in _DOUBLED and text[n - 1 : n] == letter:
            marked[n] = lazy_pinyin(letter, style=Style.NORMAL)[0]
        elif letter == "儿" and text[n - 1 : n] in {"哪", "那", "这"}:
            marked[n - 1 : n + 1] = [marked[n - 1] + "r", ""]
    return " ".join(filter(None, marked))


def _counted(text: str, n: int) -> bool:
    """Return whether 一 at index `n` keeps its tone, because it's in a number or an ordinal (第一, 十一, 一月)."""
    return text[n - 1 : n] in {*"第十百千零二三四五六七八九"} or text[n + 1] in "月二三四五六七八九十"
