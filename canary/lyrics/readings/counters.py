"""Reads Japanese numbers with counters (六本 roppon), 何, and words with readings of their own (三日月 mikazuki)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

Part = tuple[int, int, str]  # start, end, the reading in katakana

_ONES = ("", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
_DIGITS = "〇一二三四五六七八九"
_HUNDREDS = {3: "サンビャク", 6: "ロッピャク", 8: "ハッピャク"}
_THOUSANDS = {3: "サンゼン", 8: "ハッセン"}
# Counters by what they do to the number: those in k, s, t and h double after 1, 8 and 10, those in k and h also after 6
# and 100. In the second table is what becomes of them after 3 and 何.
_COUNTERS = """
回=カイ 個=コ 箇=カ 階=カイ 軒=ケン 曲=キョク 件=ケン 巻=カン 機=キ 級=キュウ 局=キョク 句=ク ヶ月=カゲツ
か月=カゲツ カ月=カゲツ ケ月=カゲツ 箇月=カゲツ ヶ国=カコク 光年=コウネン 歳=サイ 才=サイ 冊=サツ 足=ソク
週間=シュウカン 週=シュウ 周=シュウ 周年=シュウネン 世紀=セイキ 席=セキ 隻=セキ 種類=シュルイ 章=ショウ 首=シュ
色=ショク 節=セツ 頭=トウ 通=ツウ 滴=テキ 着=チャク 点=テン 丁目=チョウメ 等=トウ 対=ツイ 体=タイ 段=ダン
本=ホン 匹=ヒキ 杯=ハイ 歩=ホ 発=ハツ 分間=フンカン 分=フン 泊=ハク 票=ヒョウ 拍=ハク 遍=ヘン 品=ヒン 枚=マイ
秒間=ビョウカン 秒=ビョウ 番目=バンメ 番=バン 度目=ドメ 度=ド 年間=ネンカン 年=ネン 人=ニン 時間=ジカン 時=ジ
月=ガツ 円=エン 台=ダイ 倍=バイ 名=メイ 輪=リン 話=ワ 部=ブ 面=メン 問=モン 羽=ワ 号=ゴウ 行=ギョウ 代=ダイ
列=レツ 両=リョウ 位=イ
"""
_AFTER_THREE = {
    "階": "ガイ",
    "軒": "ゲン",
    "足": "ゾク",
    "本": "ボン",
    "匹": "ビキ",
    "杯": "バイ",
    "票": "ビョウ",
    "遍": "ベン",
}
# Readings of the last digit before some counters.
_DIGIT_BEFORE = {
    "年": {4: "ヨ"}, "年間": {4: "ヨ"}, "人": {4: "ヨ", 7: "シチ"}, "円": {4: "ヨ"},
    "時": {4: "ヨ", 7: "シチ", 9: "ク"}, "時間": {4: "ヨ", 7: "シチ", 9: "ク"}, "月": {4: "シ", 7: "シチ", 9: "ク"},
}  # fmt: skip
_MANY = {
    "何": "ナン",
    "何十": "ナンジュウ",
    "何百": "ナンビャク",
    "何千": "ナンゼン",
    "何万": "ナンマン",
    "何億": "ナンオク",
}
_DAYS = ("", "イチニチ", "フツカ", "ミッカ", "ヨッカ", "イツカ", "ムイカ", "ナノカ", "ヨウカ", "ココノカ", "トオカ")
_WORDS = """
一昨日=オトトイ 一番星=イチバンボシ 四つ葉=ヨツバ 一本道=イッポンミチ 何ら=ナンラ 一言二言=ヒトコトフタコト
一足先=ヒトアシサキ 一足早く=ヒトアシハヤク 日曜日=ニチヨウビ 月曜日=ゲツヨウビ 火曜日=カヨウビ
水曜日=スイヨウビ 木曜日=モクヨウビ 金曜日=キンヨウビ 土曜日=ドヨウビ 三日月=ミカヅキ 一人=ヒトリ 二人=フタリ
二十歳=ハタチ 二十才=ハタチ 20歳=ハタチ 20才=ハタチ 二十日=ハツカ 20日=ハツカ 一日中=イチニチジュウ
一年中=イチネンジュウ 一晩中=ヒトバンジュウ 一つ=ヒトツ 二つ=フタツ 三つ=ミッツ 四つ=ヨッツ 五つ=イツツ
六つ=ムッツ 七つ=ナナツ 八つ=ヤッツ 九つ=ココノツ 1つ=ヒトツ 2つ=フタツ 3つ=ミッツ 4つ=ヨッツ 5つ=イツツ
1人=ヒトリ 2人=フタリ 一人きり=ヒトリキリ 二人きり=フタリキリ 一晩=ヒトバン 二晩=フタバン 一粒=ヒトツブ
二粒=フタツブ 一目=ヒトメ 一言=ヒトコト 二言=フタコト 一息=ヒトイキ 一夏=ヒトナツ 一冬=ヒトフユ 一筋=ヒトスジ
一雫=ヒトシズク 一欠片=ヒトカケラ 一片=ヒトヒラ 一握り=ヒトニギリ 一組=ヒトクミ 二組=フタクミ 一休み=ヒトヤスミ
一際=ヒトキワ 一時=イットキ 一色=イッショク 千羽鶴=センバヅル 十人十色=ジュウニントイロ 八重=ヤエ 七色=ナナイロ
七夕=タナバタ 五月雨=サミダレ 五月蝿い=ウルサイ 一寸=チョット 十八番=オハコ 百合=ユリ 千鳥=チドリ 何者=ナニモノ
何事=ナニゴト 何色=ナニイロ 何故=ナゼ 何処=ドコ 何時か=イツカ 何時も=イツモ 何時でも=イツデモ
何時までも=イツマデモ 何時の間にか=イツノマニカ 何語=ナニゴ 何曜日=ナンヨウビ 何日=ナンニチ 一千=イッセン
何一つ=ナニヒトツ 何ひとつ=ナニヒトツ
"""
_BEFORE_NAN = frozenset("てとだでどなねのたちった")  # 何で, 何の, 何だ: before t, d and n
_O, _U = "オコソトノホモヨロゴゾドボポョォ", "ウクスツヌフムユルグズブプュゥ"
_LENGTHENED = re.compile(f"(?<=[{_O}])[ウオ]|(?<=[{_U}])ウ")
_NUMBER = "(?:[0-9]+|[〇一二三四五六七八九十百千万億]+|何[十百千万億]?)"


@dataclass(frozen=True, slots=True)
class Read:
    """A number with its counter, or a word, from `start` to `end` in a text. `parts` are its words with readings.

    `whole` is true for what dictionaries have as one word.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    whole: bool = False

    @property
    def kana(self) -> str:
        """The reading of all parts in katakana."""
        return "".join(kana for _, _, kana in self.parts)


def find(text: str) -> Iterator[Read]:
    """Yield what's read by these rules in a text, in its order, without overlaps.

    The text has usual widths (see `halfwidth`). The caller drops what isn't at the edges of words.
    """
    for match in _pattern().finditer(text):
        start, end = match.span()
        if word := match["word"]:
            yield Read(start, end, ((start, end, _words()[word]),), whole=True)
        elif match["day"] is not None:
            yield _day(text, start, end, match["day"], match["during"])
        elif match["what"]:
            kana = "ナン" if text[end : end + 1] in _BEFORE_NAN and end < len(text) else "ナニ"
            yield Read(start, end, ((start, end, kana),))
        elif (found := _counted(match["number"] or match["plain"], match["counter"] or ""))[0]:
            cut = match.end("number") if match["number"] else end
            yield Read(start, end, ((start, cut, found[0]), *([(cut, end, found[1])] if cut < end else ())))


def is_number(word: str) -> bool:
    """Return whether a word is a number in kanji or digits, or the 何 of "how many"."""
    return re.fullmatch(_NUMBER, word) is not None


def spoken(kana: str) -> str:
    """Return katakana with "ー" for the vowels that only lengthen the one before: シュウ is シュー, トオカ トーカ."""
    return _LENGTHENED.sub("ー", kana)


@cache
def _words() -> dict[str, str]:
    return dict(pair.split("=") for pair in _WORDS.split())


@cache
def _counters() -> dict[str, str]:
    pairs = (pair.split("=") for pair in _COUNTERS.split())
    return {counter: kana for counter, kana in pairs if kana}


@cache
def _pattern() -> re.Pattern[str]:
    words, counters = (
        "|".join(sorted(map(re.escape, some), key=len, reverse=True)) for some in (_words(), _counters())
    )
    return re.compile(
        f"(?<![0-9〇一二三四五六七八九十百千万億])(?:(?P<word>{words})|(?P<day>{_NUMBER})日(?P<during>間?)(?![本々])"
        f"|(?P<number>{_NUMBER})(?P<counter>{counters})|(?P<plain>[〇一二三四五六七八九十百千万億]{{2,}}|何[十百千万億])|(?P<what>何))"
    )


def _day(text: str, start: int, end: int, number: str, during: str) -> Read:
    value = 0 if number[0] == "何" else _value(number)
    if value == 1 and text[start - 1 : start] == "月" and not during:
        kana = "ツイタチ"
    elif value < len(_DAYS):
        kana = _DAYS[value] or f"{_MANY.get(number, 'レイ')}ニチ"
    elif value % 10 == 4 and value < 30:
        kana = f"{_number(value - 4)}ヨッカ"
    else:
        kana = f"{_number(value)}ニチ"
    return Read(start, end, ((start, end, kana + ("カン" if during else "")),), whole=True)


def _counted(number: str, counter: str) -> tuple[str, str]:
    """Return the readings of a number and its counter, as they sound together; "" for numbers that are too large."""
    last = 0 if number[0] == "何" else _value(number)
    kana = _MANY[number] if number[0] == "何" else _number(last)
    if not counter:
        return kana, ""
    sound = _counters()[counter]
    three = last % 10 == 3 or kana.endswith(("ナン", "セン", "ゼン", "マン"))
    if three and counter in _AFTER_THREE:
        return kana, _AFTER_THREE[counter]
    if special := _DIGIT_BEFORE.get(counter, {}).get(last % 10):
        return kana.removesuffix(_ONES[last % 10]) + special, sound
    if sound[0] in "ハヒヘホフ":
        return _before_h(kana, sound)
    return _doubled(kana, sound), sound


def _before_h(kana: str, sound: str) -> tuple[str, str]:
    """イッポン, サンポ, ヨンプン: after a doubled sound and after ン, h becomes p, but not in ヨンホン."""
    short = _doubled(kana, sound)
    softer = sound[0].translate(str.maketrans("ハヒフヘホ", "パピプペポ")) + sound[1:]
    soft = kana.endswith(("サン", "ナン", "セン", "マン")) or (kana.endswith("ヨン") and sound[0] == "フ")
    if short != kana or soft:
        return short, softer
    return kana, sound


def _doubled(kana: str, sound: str) -> str:
    """Return a number as it sounds before a counter that begins with k, s, t or h: イッ, ロッ, ハッ, ジュッ, ヒャッ."""
    if sound[0] not in "カキクケコサシスセソタチツテトハヒフヘホ":
        return kana
    ends = [("イチ", "イッ"), ("ハチ", "ハッ"), ("ジュウ", "ジュッ")]
    if sound[0] in "カキクケコハヒフヘホ":
        ends += [("ロク", "ロッ"), ("ヒャク", "ヒャッ"), ("ビャク", "ビャッ"), ("ピャク", "ピャッ")]
    return next((kana.removesuffix(end) + short for end, short in ends if kana.endswith(end)), kana)


def _value(number: str) -> int:
    """Return the value of a number in kanji or digits."""
    if number.isdecimal():
        return int(number)
    if not re.search("[十百千万億]", number):
        return int("".join(str(_DIGITS.index(one)) for one in number))
    total, part, digit = 0, 0, 0
    for one in number:
        if one in _DIGITS:
            digit = _DIGITS.index(one)
        elif one in "万億":
            total += max(part + digit, 1) * (10**4 if one == "万" else 10**8)
            part = digit = 0
        else:
            part += max(digit, 1) * {"十": 10, "百": 100, "千": 1000}[one]
            digit = 0
    return total + part + digit


def _number(value: int) -> str:
    """Return a number's reading, "" from 10 to the power of 12 on."""
    if value == 0:
        return "ゼロ"
    parts = ((value // 10**8 % 10**4, "オク"), (value // 10**4 % 10**4, "マン"), (value % 10**4, ""))
    return "" if value >= 10**12 else "".join(_thousands(part, bool(unit)) + unit for part, unit in parts if part)


def _thousands(value: int, unit: bool) -> str:
    thousand, hundred, ten, one = value // 1000, value // 100 % 10, value // 10 % 10, value % 10
    made = _THOUSANDS.get(thousand, ("イッ" if unit and thousand == 1 else _many(thousand)) + "セン" * bool(thousand))
    made += _HUNDREDS.get(hundred, _many(hundred) + "ヒャク" * bool(hundred))
    return made + _many(ten) + "ジュウ" * bool(ten) + _ONES[one]


def _many(digit: int) -> str:
    return _ONES[digit] if digit > 1 else ""
