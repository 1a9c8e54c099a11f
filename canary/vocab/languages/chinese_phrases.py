"""Cuts Chinese phrases that the analyser takes for words into their words: 喝咖啡, 太久, 爱情故事, 马路上."""

import re
from collections.abc import Callable, Iterable, Iterator

from canary.vocab import core
from canary.vocab.languages.everyday import class_of, in_lexicon

# Words of the kinds below that learners look up whole.
_KEPT = """
目的 目的地 有的是 似的 真的 别的 的的确确 对不起 差不多 受不了 忍不住 舍不得 来不及 来得及 了不起 恨不得 巴不得
说不定 大不了 用不着 免不了 少不了 禁不住 看不起 看得起 瞧不起 对得起 不得不 怪不得 由不得 顾不得 见不得 要不得
靠不住 吃不消 不见得 算不上 谈不上 不由得 舍得 动不动 好不好 是不是 能不能 会不会 有没有 要不要 除了 为了 极了
罢了 不得了 得了 算了 超过 通过 经过 度过 渡过 越过 绕过 跨过 放过 胜过 路过 错过 掠过 穿过 走过 飞过 难过 好过
不过 透过 熬过 划过 流过 闪过 过过 世界上 实际上 基本上 原则上 事实上 大体上 打招呼 打交道 打官司 出风头 占便宜
拍马屁 发脾气 好家伙 好意思 大部分 真实性 真善美 很多 太阳能 太极拳 太平洋 太空船 太空人 太空站 有意思 没意思
没关系 有关系 没出息
"""
_WHOLE = frozenset(_KEPT.split())
_DEGREES = frozenset("太很真好最更越挺")
_ENDS = frozenset("了吗吧呢啊呀嘛着过")
_PLACES = frozenset("里上中下外前后边")
_ALL = ("所有", "任何", "每个", "一个")
_SHORT_ADJECTIVES = frozenset("久晚迟多少棒紧贵美好远近高低冷热累难大小")
_RESULTS = frozenset("上到见完起掉住开过出下")
_MEASURES = frozenset("首段封句件条张只朵颗滴杯片座场道双")
_COUNTING = frozenset("这那一每几两三四五六七八九十某哪")
_DURING = re.compile("(..?)([着了过])(..?)")
_TWICE = re.compile(r"(.)(?:\1|(.)\2)[的地]|(.)\3(.)\4[的地]")
_ABLE = re.compile("(.)([不得])(.|起来|下去|出来|下来|上来|上去|过去|过来|进去|进来|回去|回来)")
_AGAIN = re.compile(r"(.)([一不了没])\1")


def cut(word: str, tag: str) -> list[str]:
    """Return the words of a phrase, or the word itself.

    `word` is a piece that the analyser found, in simplified characters, and `tag` its ICTCLAS tag. Words of our
    glossary and idioms are never cut.
    """
    if len(word) < 2 or word in _WHOLE or in_lexicon(word):
        return [word]
    parts = next(filter(None, (rule(word, tag) for rule in _RULES)), [])
    return [piece for part in parts for piece in cut(part, tag)] or [word]


def has_result(word: str) -> bool:
    """Return whether a word is a verb with what comes of it: 爱上, 看到, 忘掉."""
    return len(word) == 2 and word[1] in _RESULTS and "VERB" in core.classes(word[0], "zh")


def _aspect(word: str, tag: str) -> list[str]:
    """走着, 爱过, 死定了: a verb or a sentence with its particle."""
    head, end = word[:-1], word[-1]
    if end not in _ENDS or tag[:1] in "pcdr" or _ABLE.fullmatch(word):
        return []
    if len(word) == 2:
        verb = "VERB" in core.classes(head, "zh") and (end == "着" or tag == "ug")
        return [head, end] if verb or tag == "ug" else []
    return [head, end] if end not in "着过" or in_lexicon(head) else []


def _described(word: str, _tag: str) -> list[str]:
    """静静地, 小小的, 空荡荡的."""
    return [word[:-1], word[-1]] if _TWICE.fullmatch(word) else []


def _degree(word: str, tag: str) -> list[str]:
    """太久, 很漂亮, 最合适."""
    head, rest = word[0], word[1:]
    if head not in _DEGREES or (head not in "太很" and len(word) < 3) or tag.startswith("t"):
        return []
    fits = core.classes(rest, "zh")
    ok = "ADJ" in fits or ("VERB" in fits and len(rest) > 1) or rest in _SHORT_ADJECTIVES
    return [head, rest] if ok else []


def _without(word: str, _tag: str) -> list[str]:
    """没见, 没听说."""
    rest = word[1:]
    return (
        [word[0], rest] if word[0] == "没" and (rest in "见看听想去来说" or "VERB" in core.classes(rest, "zh")) else []
    )


def _during(word: str, _tag: str) -> list[str]:
    """下着雨, 受了伤: a verb, its particle and its object."""
    match = _DURING.fullmatch(word)
    return list(match.groups()) if match and in_lexicon(match[1]) and "NOUN" in core.classes(match[3], "zh") else []


def _able(word: str, _tag: str) -> list[str]:
    """看不见, 听得懂, 看得出来: what can or can't be done; and 想一想, 走了走."""
    if match := _ABLE.fullmatch(word):
        return list(match.groups()) if "VERB" in core.classes(match[1], "zh") else []
    return [word[0], word[1], word[2]] if _AGAIN.fullmatch(word) and in_lexicon(word[0]) else []


def _place(word: str, _tag: str) -> list[str]:
    """马路上, 花园里."""
    head = word[:-1]
    return [head, word[-1]] if word[-1] in _PLACES and len(head) > 1 and "NOUN" in core.classes(head, "zh") else []


def _all(word: str, _tag: str) -> list[str]:
    """所有人, 任何理由."""
    head = next((head for head in _ALL if word.startswith(head)), "")
    return [head, word[len(head) :]] if head and in_lexicon(word[len(head) :]) else []


def _object(word: str, tag: str) -> list[str]:
    """喝咖啡, 看电影, 没问题: a verb with its object."""
    head, rest = word[0], word[1:]
    if len(word) != 3 or tag[:1] not in "vlinj":
        return []
    verb = "VERB" in core.classes(head, "zh") or head in "没有"
    return [head, rest] if verb and core.classes(rest, "zh") else []


def _halves(word: str, tag: str) -> list[str]:
    """爱情故事, 生日快乐: two words of two characters each."""
    halves = [word[:2], word[2:]]
    if len(word) == 4 and (all(map(in_lexicon, halves)) or (tag[:2] in {"nr", "ns"} and class_of(halves[0]))):
        return halves
    return []


_RULES: tuple[Callable[[str, str], list[str]], ...] = (
    _aspect, _during, _described, _degree, _without, _able, _all, _place, _object, _halves,
)  # fmt: skip


def words(found: Iterable[tuple[str, str]], tags: Callable[[str], list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """Yield words and tags with phrases cut into their words; `tags` tags a part anew."""
    before = ""
    for word, tag in found:
        parts = [part for half in _counted(word, before) for part in cut(half, tag)]
        for part in parts:
            again = [(part, tag)] if len(parts) == 1 else tags(part)
            yield again[0] if len(again) == 1 else (part, "n")
        before = word


def _counted(word: str, before: str) -> list[str]:
    """首歌 after 这: a measure word with its noun."""
    if len(word) == 2 and word[0] in _MEASURES and before[-1:] in _COUNTING and "NOUN" in core.classes(word[1], "zh"):
        return [word[0], word[1]]
    return [word]
