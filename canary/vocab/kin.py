"""Finds related dictionary forms that a glossary may have instead: 飛ぶ for 飛べる, solo for solito.

A related form has about the same meaning: the word may be its potential form, its adverb or its diminutive. Negations
and prefixes that change the meaning aren't removed.
"""

import re
from collections.abc import Iterator

from canary.optional import load

_E_ROW = dict(zip("えけげせてねべめれ", "うくぐすつぬぶむる", strict=True))
_I_ROW = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
_GOES_ON_JA = re.compile("(?:続け|つづけ|始め|はじめ|過ぎ|すぎ|終え)る$")
# What a verb adds to the stem before it: 握りしめる is 握る, tightly.
_ADDED_JA = re.compile(
    "(?<=.[いきぎしちにびみりえけげせてねべめれ])"
    "(?:しめる|締める|出す|だす|上がる|上げる|下ろす|降りる|下りる|越える|寄せる|注ぐ|抜ける|散る|落ちる|回る|去る|合う)$"
)
_SMALL = {
    "es": (re.compile("(.{2,}?)(?:c?it|ec?it|ill)([oa])s?$"), ("{0}{1}", "{0}e", "{0}")),
    "pt": (re.compile("(.{2,}?)z?inh([oa])s?$"), ("{0}{1}", "{0}e", "{0}")),
}
# An ending, and what may stand in its place in the related word.
_ENDINGS = {
    "de": (
        (re.compile("(.{3,})(?:chen|lein)$"), ("{0}", "{0}e", "{0}en")),
        (re.compile("(.{4,})in$"), ("{0}", "{0}e")),
    ),
    "en": (
        (re.compile("(.{3,})ily$"), ("{0}y",)),
        (re.compile("(.{2,})[bp]ly$"), ("{0}ble", "{0}ple")),
        (re.compile("(.{3,}?)(?:al)?ly$"), ("{0}al", "{0}")),
        (re.compile("(.{2,}?)(.)\\2?(?:ing|ed)$"), ("{0}{1}", "{0}{1}e", "{0}{1}{1}")),
    ),
    "es": (
        (re.compile("(.{3,})mente$"), ("{0}",)),
        (re.compile("(.{3,})amente$"), ("{0}o",)),
        (re.compile("(.{3,})ísimo$"), ("{0}o", "{0}e", "{0}")),
    ),
    "fr": (
        (re.compile("(.{3,})eusement$"), ("{0}eux",)),
        (re.compile("(.{3,})ivement$"), ("{0}if",)),
        (re.compile("(.{3,})ellement$"), ("{0}el",)),
        (re.compile("(.{3,})amment$"), ("{0}ant",)),
        (re.compile("(.{3,})emment$"), ("{0}ent",)),
        (re.compile("(.{3,}(?:iqu|bl)e)ment$"), ("{0}",)),
    ),
    "it": (
        (re.compile("(.{3,})amente$"), ("{0}o", "{0}e")),
        (re.compile("(.{3,})mente$"), ("{0}", "{0}e")),
        (re.compile("(.{3,})issimo$"), ("{0}o", "{0}e")),
    ),
    "pt": (
        (re.compile("(.{3,})mente$"), ("{0}",)),
        (re.compile("(.{3,})amente$"), ("{0}o",)),
        (re.compile("(.{3,})íssimo$"), ("{0}o", "{0}e", "{0}")),
    ),
    "ru": (
        (re.compile("(.+)-(?:то|ка|таки)$"), ("{0}",)),
        (re.compile("(.+)(?:ся|сь)$"), ("{0}",)),
        (re.compile("(.{3,})[оe]$"), ("{0}ый", "{0}ий", "{0}ой")),
        (re.compile("(?:по-)?(.{3,}ск)и$"), ("{0}ий",)),
        (re.compile("(.{3,})[ео]ньк(?:ий|о)$"), ("{0}ый", "{0}ий", "{0}ой", "{0}кий")),
        (re.compile("(.{3,})[оеё]чка$"), ("{0}ка", "{0}а", "{0}я")),
        (re.compile("(.{5,})ка$"), ("{0}",)),  # соседка
        # The partner of a verb, which says the same of something that goes on: зевнуть, зевать.
        (re.compile("(.{2,})нуть$"), ("{0}ать",)),
        (re.compile("(.{3,})[ыи]вать$"), ("{0}ать", "{0}ить", "{0}ять")),
        (re.compile("(.{3,})[аяи]ть$"), ("{0}ывать", "{0}ивать")),
        (re.compile("(.{3,})ить$"), ("{0}ять", "{0}ать", "{0}лять")),
        (re.compile("(.{3,}[бвмпф])лять$"), ("{0}ить",)),
        (re.compile("(.{3,})[ая]ть$"), ("{0}ить",)),
    ),
}
_UMLAUTS = str.maketrans("äöü", "aou")
_ZH_TAIL = re.compile("[到过了着地的儿]$")
_ZH_HEAD = re.compile("^(?:[最很太]|好(?=[长大小多久远近高冷热累美]))")
_ZH_DONE = re.compile(
    "(?<![以马早晚乡地手当其])(?<=.)(?:[完掉满住给向乱下上里中]|[起下出进回过上]来|[下出进回过上]去)$"
)
_ZH_TWICE = (
    re.compile(r"(.)[一了]\1$"),  # 看一看
    re.compile(r"(..)\1$"),  # 休息休息
    re.compile("([红绿白黑蓝黄亮暗暖冷热胖瘦圆静笑懒甜香空软硬湿慢轻])(.)\\2$"),  # 绿油油
)
_ZH_PAIRS = re.compile(r"(.)\1(.)\2$")  # 高高兴兴
_ZH_LITTLE = re.compile("小(?![心时姐说学费气麦组吃区偷丑子腿数品贩康看])(.+)")  # 小船


def simplified(form: str) -> str:
    """Return a Chinese form in simplified characters, or unchanged if the library of the extra "zh" isn't installed."""
    chinese = load("canary.vocab.languages.chinese")
    return str(chinese.simplified(form)) if chinese else form


def kin(form: str, language: str) -> Iterator[str]:
    """Yield related dictionary forms of a case-folded form in a language (a two-letter code), the closest first."""
    match language:
        case "ja":
            yield from _japanese(form)
        case "zh":
            yield from _chinese(form)
        case "es" | "pt":
            yield from _diminutive(form, language)
    for pattern, made in _ENDINGS.get(language, ()):
        if match := pattern.match(form):
            for whole in made:
                related = whole.format(*match.groups())
                yield related
                if language == "de":
                    yield related.translate(_UMLAUTS)


def _japanese(form: str) -> Iterator[str]:
    yield "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in form)
    if form.endswith("る") and form[-2:-1] in _E_ROW and len(form) > 2:
        yield form[:-2] + _E_ROW[form[-2]]
    if form[0] in "おご御" and len(form) > 2:
        yield form[1:]
    stem = _ADDED_JA.sub("", _GOES_ON_JA.sub("", form))
    if len(stem) > 1 or "一" <= form[0] <= "鿿":
        yield from _verbs(stem)
    if form[-1] in "さみげ" and len(form) > 1:
        yield form[:-1] + "い"  # 優しさ


def _verbs(stem: str) -> Iterator[str]:
    """Yield what a Japanese stem may be of: 使い is of 使う, 教え of 教える, and 白 of 白い."""
    if stem[-1] in _I_ROW and len(stem) > 1:
        yield stem[:-1] + _I_ROW[stem[-1]]
    if stem[-1] in _I_ROW or stem[-1] in _E_ROW or len(stem) == 1:
        yield stem + "る"
    if len(stem) == 1:
        yield stem + "い"


def _chinese(form: str) -> Iterator[str]:
    for cut in (_ZH_TAIL.sub("", form), _ZH_HEAD.sub("", form), _ZH_DONE.sub("", form)):
        if cut and cut != form:
            yield cut
            if _is_doubled(cut):
                yield cut[0]
    if _is_doubled(form):
        yield form[0]
    yield from (match[1] for pattern in _ZH_TWICE if (match := pattern.match(form)))
    if match := _ZH_PAIRS.match(form):
        yield match[1] + match[2]
    if "完" in form[1:-1]:
        yield form.replace("完", "", 1)  # 吃完饭
    if match := _ZH_LITTLE.match(form):
        yield match[1]


def _is_doubled(form: str) -> bool:
    return len(form) == 2 and form[0] == form[1]


def _diminutive(form: str, language: str) -> Iterator[str]:
    pattern, made = _SMALL[language]
    if match := pattern.match(form):
        for stem in dict.fromkeys((match[1], re.sub("qu$", "c", match[1]), re.sub("gu$", "g", match[1]))):
            yield from (whole.format(stem, match[2]) for whole in made)
