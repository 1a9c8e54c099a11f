"""Chooses the readings of Chinese characters whose sound depends on the words beside them: 得, 地, 只, 还, 着, 行.

The words and their classes (ICTCLAS tags) are given; nothing here needs a library.
"""

from collections.abc import Callable, Iterator, Sequence

Word = tuple[str, str]
_COUNTING = frozenset("一二两三四五六七八九十百千万几这那每半某双")
_SIDES = ("v", "a")
_DESCRIBING = ("a", "d", "z", "l", "i", "o")
_ROWS = frozenset({"一行", "两行", "几行", "每行"})
_GROUNDS = frozenset({"目的地", "根据地", "所在地", "殖民地", "发源地", "出生地", "居住地", "原产地", "处女地"})
_DEGREES = frozenset({"很", "太", "好", "那么", "这么", "像", "更", "多"})
_WHO = frozenset("人我你他她们谁")
_PRONOUNS = frozenset("你我他她它您")


def readings(found: Sequence[Word]) -> dict[int, str]:
    """Return the readings of characters by their place in the text, for those that the words beside them decide."""
    chosen: dict[int, str] = {}
    at = 0
    for n, (word, tag) in enumerate(found):
        before = found[n - 1] if n else ("", "")
        after = found[n + 1] if n + 1 < len(found) else ("", "")
        for place, sound in _inside(word, tag):
            chosen[at + place] = sound
        if word in _ROWS and after[0][:1] != "人":
            chosen[at + 1] = "háng"  # 一行泪, but 一行人 is a group of people
        if (rule := _ALONE.get(word)) and (sound := rule(before, after, found[:n])):
            chosen[at] = sound
        at += len(word)
    return chosen


def _inside(word: str, tag: str) -> Iterator[tuple[int, str]]:
    """Yield the places and sounds of characters in a word that the analyser made of several."""
    if len(word) > 2 and word[-1] == "地" and word not in _GROUNDS and tag[:1] in "zdvanlix":
        yield len(word) - 1, "de"  # 静静地
    if len(word) == 2 and word[0] == "地" and tag[:1] == "v":
        yield 0, "de"  # 大声地唱
    if len(word) > 1 and word[0] in _COUNTING and word[1] == "只":
        yield 1, "zhī"
    if len(word) == 3 and word[1] in "不得" and word[2] in "了着":
        yield 2, {"了": "liǎo", "着": "zháo"}[word[2]]
    if (tag == "ud" and len(word) == 2) or (len(word) > 2 and word[1] == "得" and word[0] not in "不获取赢难值"):
        yield 1, "děi" if word[0] in _WHO else "de"  # 唱得, 跑得快; 人得


def _de(before: Word, after: Word, _: Sequence[Word]) -> str:
    """得: de after a verb or an adjective (跑得快), děi for "must" (我得走了)."""
    if before[1][:1] in _SIDES and before[0][-1:] not in "还能会要可想":
        return "de"
    if before[1][:1] == "n" and (after[0] in _DEGREES or (after[1][:1] == "a" and len(after[0]) == 1)):
        return "de"
    must = after[1][:1] in {"v", "a", "d", "p", "r", "z"} or after[0][:1] in _PRONOUNS
    return "děi" if must else "dé"


def _di(before: Word, after: Word, _: Sequence[Word]) -> str:
    """地: de between an adverb and its verb (慢慢地走), dì for the ground."""
    if before[1][:1] in _DESCRIBING and len(before[0]) > 1:
        return "de"
    doing = after[1][:1] in {"v", "a", "d", "p", "r"} or not after[0]
    return "de" if before[1][:1] in {"v", "m", "n"} and len(before[0]) > 1 and doing else ""


def _zhi(before: Word, _after: Word, __: Sequence[Word]) -> str:
    """只: zhī after a number (两只), zhǐ for "only"."""
    return "zhī" if before[0][-1:] in _COUNTING or before[1][:1] == "m" else "zhǐ"


def _huan(_: Word, after: Word, __: Sequence[Word]) -> str:
    """还: huán for giving back (还你, 还给), hái for "still"."""
    return "huán" if after[0][:1] in _PRONOUNS or after[0][:1] in {"给", "债", "钱", "清"} else "hái"


def _zhe(before: Word, _after: Word, __: Sequence[Word]) -> str:
    """着: zháo where something is reached (睡不着), zhe where it goes on."""
    return "zháo" if before[0][-1:] in "不得没" and before[0] else "zhe"


def _le(before: Word, after: Word, earlier: Sequence[Word]) -> str:
    """了: liǎo after a verb with 不 or 得 for what can or can't be done."""
    able = before[1] == "ud" and len(before[0]) == 2
    able = able or (before[0] in {"不", "得"} and len(earlier) > 1 and earlier[-2][1][:1] == "v")
    return "liǎo" if able or after[0] == "却" else "le"


def _hang(before: Word, _after: Word, __: Sequence[Word]) -> str:
    """行: háng for a row, after a number."""
    return "háng" if before[0][-1:] in _COUNTING or before[1][:1] == "m" else ""


def _jiao(_: Word, after: Word, __: Sequence[Word]) -> str:
    return "jiāo" if after[0][:1] in _PRONOUNS or after[0] == "会" else ""


def _sleep(_: Word, __: Word, earlier: Sequence[Word]) -> str:
    """觉: jiào after 睡."""
    return "jiào" if any("睡" in word for word, _ in earlier) else ""


def _zhang(before: Word, after: Word, _: Sequence[Word]) -> str:
    """长: zhǎng for growing, cháng for long."""
    grows = after[0][:1] in {"得", "出", "在", "满", "着", "高", "成", "了"} and before[1][:1] not in {"d", "z"}
    return "zhǎng" if grows else "cháng"


def _zhong(before: Word, after: Word, _: Sequence[Word]) -> str:
    """种: zhòng for planting, zhǒng for a kind."""
    if after[0][:1] in {"一", "几", "两"} and before[0][-1:] not in _COUNTING:
        return "zhòng"  # 种一棵树
    if before[0][-1:] in _COUNTING or (before[1][:1] in {"m", "r"} and before[0] not in _PRONOUNS):
        return "zhǒng"
    return "zhòng" if after[0][:1] in {"下", "了", "着", "在", "花", "树", "满", "过"} else ""


def _bei(_: Word, after: Word, __: Sequence[Word]) -> str:
    """背: bēi for carrying."""
    carried = {"着", "起", "了", "你", "我", "他", "她", "书", "行"}
    return "bēi" if after[0][:1] in carried else ""


def _chong(_: Word, after: Word, __: Sequence[Word]) -> str:
    """重: chóng for "again" before a verb."""
    return "chóng" if after[1][:1] == "v" else ""


def _gan(_: Word, after: Word, __: Sequence[Word]) -> str:
    """干: gàn for doing something, gān for dry."""
    return "gàn" if after[0][:1] in {"什", "啥", "吗", "嘛", "点", "过"} or after[1][:1] == "r" else "gān"


def _wei(before: Word, _after: Word, earlier: Sequence[Word]) -> str:
    """为: wéi in 以梦为马, otherwise wèi."""
    made = before[1][:1] == "n" and any(word.startswith("以") for word, _ in earlier)
    return "wéi" if made else "wèi"


_ALONE: dict[str, Callable[[Word, Word, Sequence[Word]], str]] = {
    "得": _de, "地": _di, "只": _zhi, "还": _huan, "着": _zhe, "了": _le, "行": _hang, "教": _jiao, "教会": _jiao,
    "觉": _sleep, "长": _zhang, "种": _zhong, "背": _bei, "重": _chong, "干": _gan, "为": _wei,
}  # fmt: skip
