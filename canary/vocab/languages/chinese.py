"""EDGE: the only file that imports rjieba and OpenCC (the extra "zh"). It analyses Chinese."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

import rjieba
from opencc import OpenCC

from canary.vocab import core
from canary.vocab.frequency import RAREST, zipf
from canary.vocab.languages import chinese_phrases
from canary.vocab.languages.everyday import CONTENT, class_of
from canary.vocab.languages.sounds import is_sound
from canary.vocab.token import Kind, Token

# ICTCLAS tags by their first letter. Places, times, idioms and set phrases count as nouns.
_POS = {
    "n": "NOUN", "s": "NOUN", "t": "NOUN", "f": "NOUN", "i": "NOUN", "l": "NOUN", "j": "NOUN", "v": "VERB", "a": "ADJ",
    "b": "ADJ", "z": "ADJ", "d": "ADV", "r": "PRON", "m": "NUM", "q": "NUM", "p": "ADP", "c": "CCONJ", "u": "PART",
    "y": "PART", "k": "PART", "h": "PART", "e": "INTJ", "o": "INTJ",
}  # fmt: skip
# Verbs and adverbs that are function words.
_SMALL = frozenset("是有在到要会能想得着过来去不没也都就才还又再很太最更只别把被让给") | {"可以", "应该", "没有"}
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_NAME_PART = "nrp"  # our own tag for a surname or a given name


# Some words of rjieba's dictionary are two words for learners: a number or pronoun with a measure word, a surname with
# a given name, a place name with the type of place, and a verb with 于 or 为 ("born in", "called"). The constants below
# are used to split them.
_COUNTED = re.compile(
    "([一二三四五六七八九十两几这那每某各此该哪半多数]|第[一二三四五六七八九十])"
    "([个种位座部名次只条张片块份件家间所本句首段场项些年月日天分秒岁元人步双滴颗朵杯遍夜刻道扇封把支群曲缕轮抹盏壶束串弯根棵株])(.{0,2})"
)
_GOING_ON = re.compile("(?<![名显原巨土])著(?![名作称者述])")  # 看著 in traditional characters
_PERSONS = re.compile("([我你您他她它]们?)")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几半第多0123456789")
_QUALITIES = frozenset("高白黄金石雷江毛叶汤")  # surnames that begin many words for things
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹"
    "熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_PLACES = frozenset("市省县区国州岛山河湖镇村乡路街站")
_WHOLE = frozenset(
    (
        "成为",
        "作为",
        "认为",
        "因为",
        "行为",
        "以为",
        "由于",
        "关于",
        "对于",
        "终于",
        "至于",
        "等于",
        "用于",
        "基于",
        "鉴于",
    )
)
_TOGETHER = frozenset({"一起", "一直", "一定", "一样", "一再", "一边"})
_NOT = frozenset(
    {"不会", "不能", "不要", "不用", "不必", "不如", "不得", "不许", "不是", "不到", "不可", "不成", "不行", "别人"}
)
_PAIRS = frozenset({"之一", "还有", "正在"})


_KNOWN = 4.0  # the lowest Zipf value at which a part of a word counts as a word
_COMMON = 3.3  # the lowest Zipf value at which a supposed name counts as a word


@cache
def _simplify() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Return a text in simplified characters."""
    return str(_simplify().convert(text))


def tokens(text: str) -> list[Token]:
    """Return the tokens of a Chinese text in simplified or traditional characters.

    Lemmas are in simplified characters. `written` is the word in the text's characters, if they differ.
    """
    plain = _GOING_ON.sub("着", _simplify().convert(text))
    if len(plain) != len(text):  # converting a few phrases changes their length, so offsets would be wrong
        plain = text
    found: list[Token] = []
    at = 0
    for word, tag in chinese_phrases.words(_finer(rjieba.tag(plain)), rjieba.tag):
        start = plain.find(word, at)
        if start < 0 or not word.strip():
            continue
        at = start
        for part, kind in _parts(word, tag):
            found.append(_token(text[at : at + len(part)], part, kind, at))
            at += len(part)
    return found


def _finer(found: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield words and tags, splitting sentences and titles in rjieba's dictionary ("我爱你", "月亮代表") into words."""
    for word, tag in found:
        if (len(word) > 2 or zipf(word, "zh") == RAREST) and len(persons := _PERSONS.split(word)) > 1:
            for part in filter(None, persons):
                yield from rjieba.tag(part)
        elif len(word) > 1 and word[0] in "不别" and word not in _NOT and tag[:1] in "vl" and _not(word):
            yield word[0], "d"
            yield from rjieba.tag(word[1:])
        elif len(word) == 4 and tag == "n" and zipf(word, "zh") == RAREST and _halves(word):
            yield from (*rjieba.tag(word[:2]), *rjieba.tag(word[2:]))
        else:
            yield word, tag


def _may_be_word(word: str, tag: str) -> bool:
    return tag in {"nr", "nz"} and len(word) > 1 and (word[0] not in _SURNAMES or word[0] == word[1])


def _not(word: str) -> bool:
    """Return whether a word that begins with 不 or 别 is only the negation of the rest.

    The rest must then be a common word, and commoner than the whole word.
    """
    return zipf(word[1:], "zh") >= max(_KNOWN, zipf(word, "zh"))


def _halves(word: str) -> bool:
    return min(zipf(word[:2], "zh"), zipf(word[2:], "zh")) >= _KNOWN


def _parts(word: str, tag: str) -> Iterator[tuple[str, str]]:
    cut, part = 0, tag
    if match := _COUNTED.fullmatch(word):
        cut = match.end(1)
        if match[3]:
            yield from ((word[:cut], tag), (match[2], "q"), (match[3], "n"))
            return
    elif _known(word, tag):
        cut = 0
    elif tag == "nr" and len(word) in {2, 3} and word[0] in _SURNAMES and word[0] != word[1]:
        cut, part = 1, _NAME_PART
    elif tag in {"ns", "nt"} and len(word) > 2 and word[-1] in _PLACES:
        cut = len(word) - 1
    elif word in _PAIRS or (len(word) == 2 and word[1] in "为于" and tag.startswith("v") and word not in _WHOLE):
        cut = 1
    if cut:
        yield word[:cut], part
    yield word[cut:], part


def _listed(word: str, tag: str) -> str:
    """Return a content word's part of speech as our lists have it, or "" to leave the analyser's."""
    if chinese_phrases.has_result(word) and class_of(word) in {"", "VERB"}:
        return "VERB"
    found = _POS.get(tag[:1], "X")
    unclear = tag in _NAMES or (found == "NUM" and len(word) > 1)
    if not unclear and (found not in CONTENT or tag[:1] in "stf" or found in core.classes(word, "zh")):
        return ""
    return _known(word, tag)


def _known(word: str, tag: str) -> str:
    """Return the part of speech of a content word, "" for names; a surname that describes a thing makes none: 高坡."""
    thing = tag == "nr" and len(word) == 2 and word[0] in _QUALITIES and "NOUN" in core.classes(word[1], "zh")
    return class_of(word) or ("NOUN" if thing else "")


def _token(written: str, word: str, tag: str, start: int) -> Token:
    kind, pos = _class(word, tag)
    return Token(written, word, pos, start, start + len(word), kind, written=written if written != word else "")


def _class(word: str, tag: str) -> tuple[Kind, str]:
    """Return a word's kind and its part of speech."""
    pos = _POS.get(tag[:1], "X")
    if not any(c.isalnum() for c in word):
        return "punct", "PUNCT"
    if is_sound(word):
        return "sound", "INTJ"
    if word in _SMALL:
        return "word", "AUX"
    if set(word) <= _NUMERALS:
        return "number", "NUM"
    return _other(word, tag, pos)


def _other(word: str, tag: str, pos: str) -> tuple[Kind, str]:
    if tag.startswith("f") and len(word) == 1:
        return "word", "ADP"  # 里, 上: where something is, after its noun
    if tag == _NAME_PART:
        return "name", "PROPN"
    if known := _listed(word, tag):
        return "word", known
    if tag in _NAMES and not (_may_be_word(word, tag) and zipf(word, "zh") >= _COMMON):
        return "name", "PROPN"
    if pos == "NUM":  # words such as "together" (一起) begin with a character that may be a number
        pos = "ADV" if word in _TOGETHER else "NOUN" if len(word) > 1 or word == "天" else "NUM"
    return "word", pos
