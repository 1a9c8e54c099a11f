"""Romanises kana by modified Hepburn: long vowels have macrons; ン is n before consonants and n' before vowels."""

import re

_TABLE = """
=アイウエオ k=カキクケコ s=サシスセソ t=タチツテト n=ナニヌネノ h=ハヒフヘホ m=マミムメモ r=ラリルレロ
g=ガギグゲゴ z=ザジズゼゾ d=ダヂヅデド b=バビブベボ p=パピプペポ
"""
_OTHERS = """
シ=shi チ=chi ツ=tsu フ=fu ジ=ji ヂ=ji ヅ=zu ヤ=ya ユ=yu ヨ=yo ワ=wa ヲ=o ヴ=vu ヰ=i ヱ=e
"""
_ROWS = [pair.split("=") for pair in _TABLE.split()]
_MORAE = {kana: row + vowel for row, letters in _ROWS for kana, vowel in zip(letters, "aiueo", strict=True)}
_MORAE |= dict(pair.split("=") for pair in _OTHERS.split())
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "wa"}
_LONG = str.maketrans("aiueo", "āīūēō")


def romanise(kana: str) -> str:
    """Return katakana in Latin letters. "ー" lengthens the vowel before it; other characters are unchanged."""
    out, double = "", False
    for n, sign in enumerate(kana):
        if sign == "ー":
            out = out[:-1] + out[-1:].translate(_LONG)
            continue
        if sign == "ッ":
            double = n + 1 < len(kana)
            continue
        if sign == "ン":
            following = _MORAE.get(kana[n + 1 : n + 2], "")
            sound = "n'" if following[:1] in {*"aiueoy"} else "n"
        elif sign in _SMALL:
            out, sound = _glided(out, _SMALL[sign])
        else:
            sound = _MORAE.get(sign, sign)
        if double and sound[:1].isalpha():
            sound = ("t" if sound.startswith("ch") else sound[0]) + sound
        double = False
        out += sound
    return out


def _glided(out: str, small: str) -> tuple[str, str]:
    """Return the romanised text without its last vowel, and the sound of the small kana that replaces the vowel.

    For example, "ki" and small ya make "kya", and "shi" and small ya make "sha".
    """
    head = re.sub("[aiueo]$", "", out)
    if head.endswith(("sh", "ch", "j")):
        return head, small.removeprefix("y")
    if small in {"a", "i", "u", "e", "o"} and head.endswith(("k", "g")):
        return head, "w" + small
    if not head or head == out or head[-1] in "aiueo ":
        return out, small
    return head, small
