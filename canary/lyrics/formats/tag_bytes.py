"""Detects the encoding of tags that claim to be Latin-1 but hold the bytes of another encoding.

Old programs wrote ID3 tags in their computer's encoding. In Western languages a letter beyond ASCII stands alone among
ASCII letters ("canción"); in the others, nearly all letters of a word are beyond ASCII.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

_RUN = re.compile(rb"[\x80-\xff]+")
_EUC = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")
_PRINTED = re.compile("[\u00a0«»\u2010-\u2027\u2030-\u203b\u3000-\u303f\uff01-\uff20\uff3b-\uff40\uff5b-\uff65]")
_MIXED = re.compile(r"[A-Za-z](?=[^\W\d_])(?![A-Za-z])|(?<=[^\W\d_])(?<![A-Za-z])[A-Za-z]")
# The syllables that make up 86 % of Korean text.
_USUAL_KOREAN = frozenset(
    "가각간감강같개거건걸것게겠격결경계고공과관교구국군그근금기까께나난날남내너네년노는니님다단달당대더던데도동되된두드든들등디때또라람랑래러런렇레려력"
    "로루르른를리마만많말매며면명모못무문물미민바반받발방배버번법보본부분불비사산살상생서선설성세소속수스습시식신실심싶아안않알았애야약양어언업없었에여"
    "역연였영예오올와외요용우운울워원월위유으은을음의이인일임입있자작잘장재저적전점정제조종좋주준중지직진질집차참처천청체최추출치카코크키타태터테토통트"
    "파포표프피하학한할함합해했행현형호화회후히"
)


def encoding(data: bytes) -> str:
    """Return the Python name of the encoding that a file's tags are in; "" for Latin-1, or if it can't be told.

    `data` is all of the tags' bytes. The longer it is, the surer the answer.
    """
    runs = [len(run) for run in _RUN.findall(data)]
    if not runs:
        return ""
    if _decoded(data, "utf-8"):
        return "utf-8"
    if sum(run for run in runs if run > 2) * 2 < sum(runs):
        return ""
    alphabet = _alphabet(data)
    if alphabet and _usual(_decoded(data, alphabet), *_ALPHABETS[alphabet]) > _SURE:
        return alphabet
    return next((name for name, fits in _TESTS if (text := _decoded(data, name)) and fits(text, data)), alphabet)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return ""


def _beyond(text: str) -> list[str]:
    """Return the characters beyond ASCII that aren't punctuation."""
    return [c for c in text if ord(c) > 127 and not _PRINTED.match(c)]


def _share(text: str, ranges: str) -> float:
    """Return how many of the letters beyond ASCII are in ranges such as "а-яё"."""
    letters = _beyond(text)
    return len(re.findall(f"[{ranges}]", "".join(letters))) / len(letters) if letters else 0.0


def _japanese(text: str, _: bytes) -> bool:
    return _share(text, "ぁ-ヿ") > 0.2 and _share(text, "｡-ﾟ") < 0.1


def _korean(text: str, _: bytes) -> bool:
    # Chinese that's read as Korean has Han characters and rare syllables.
    usual = sum(c in _USUAL_KOREAN for c in text)
    return _share(text, "가-힣") > 0.95 and usual * 2 >= len(_beyond(text))


def _simplified(text: str, data: bytes) -> bool:
    # GB 2312 begins with the 3,755 everyday characters, and its second bytes aren't ASCII.
    firsts = [pair[0] for pair in _EUC.findall(data)]
    usual = sum(0xB0 <= first <= 0xD7 for first in firsts)
    return _share(text, "一-鿿") > 0.9 and usual > 0.85 * len(_beyond(text))


def _traditional(text: str, _: bytes) -> bool:
    usual = sum(0xA4 <= c.encode("big5hkscs", "replace")[0] <= 0xC6 for c in _beyond(text))
    return _share(text, "一-鿿") > 0.9 and usual > 0.85 * len(_beyond(text))


def _alphabet(data: bytes) -> str:
    """Return the encoding of an alphabet in which the usual letters are the most frequent; "" if none fits."""
    found = {name: _usual(_decoded(data, name), *about) for name, about in _ALPHABETS.items()}
    best = max(found, key=lambda name: found[name])
    return best if found[best] > _LEAST else ""


def _usual(text: str, ranges: str, usual: str) -> float:
    """Return the share of a language's ten most frequent letters among a text's letters; 0 if it isn't that language.

    Read in the wrong Cyrillic encoding, small and capital letters change places.
    """
    if not text or _share(text, ranges) < 0.98 or _MIXED.search(text) or re.search("[ךםןףץ](?=[א-ת])", text):
        return 0.0
    letters = unicodedata.normalize("NFD", "".join(_beyond(text)).lower())
    shouted = text.upper() == text != text.lower() or any(a.islower() and b.isupper() for a, b in pairwise(text))
    return sum(c in usual for c in letters) / len(letters) - (0.2 if shouted else 0)


_LEAST = 0.3
_ALPHABETS = {
    "cp1251": ("а-яА-ЯёЁіІїЇєЄ", "оеаинтсрвл"),
    "koi8_r": ("а-яА-ЯёЁ", "оеаинтсрвл"),
    "cp1253": ("α-ωΑ-Ωά-ώΆ-Ώ", "αοιετσνηυρς"),
    "cp1255": ("א-ת", "יוהלאמתרבש"),
    "cp1256": ("ء-ي", "الينمورتبه"),
    "cp874": ("ก-๎", "านรอกเง่ม้"),
}
_SURE = 0.55
_TESTS: tuple[tuple[str, Callable[[str, bytes], bool]], ...] = (
    ("euc_jp", _japanese),
    ("cp932", _japanese),
    ("cp949", _korean),
    ("gb18030", _simplified),
    ("big5hkscs", _traditional),
)
