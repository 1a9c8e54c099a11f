"""Romanises Korean by the Revised Romanisation (2000). It follows pronunciation: adjacent syllables change sounds."""

import re
import unicodedata

_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"),
    *("oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
# The final consonants of syllables in Unicode's order: the sound at the end of a word, then ":" and the letters if they
# differ from the sound, with "+" between two letters.
_FINALS = (
    *("", "k:g", "k:kk", "k:g+s", "n", "n:n+j", "n:n+h", "t:d", "l", "k:l+g", "m:l+m", "l:l+b", "l:l+s", "l:l+t"),
    *("p:l+p", "l:l+h", "m", "p:b", "p:b+s", "t:s", "t:ss", "ng", "t:j", "t:ch", "k:k", "t:t", "p:p", "t:h"),
)
_WORD = re.compile("[\uac00-\ud7a3]+")
_ASPIRATED = {"g": "k", "d": "t", "b": "p", "j": "ch"}
_ALONE = {"g": "k", "b": "p"}
# Sino-Korean suffixes that keep ㄴㄹ apart after a word of two syllables: 생산량 saengsannyang. In other words the two
# are ll: 신라 silla, and 국가권력 with a word of two syllables at its end.
_SUFFIX = re.compile("(?<=[\uac00-\ud7a3]{2})[량론란력로례료류률록]")
_TWO = """
권력 인력 전력 연료 원료 진료 분류 인류 언론 본론 혼란 논란 산란 진로 선로 난로 관례 전례
혼례 분량 전량 신록 기록 한류 전류 원론 반론 분란 신력 근력 난류 진리 완료 만료 훈련 군량
선례 관료 본류 환류 윤리
"""
_PREFIXED = """
대혼란 핵연료 주원료 재분류 대분류 소분류 신인류 총전력 주전력 대언론 무논란 구인류 새난로
"""
# Places in compounds where a ㄴ is heard before i and y: 꽃잎 kkonnip, 서울역 seoullyeok, 한여름 hannyeoreum.
_ADDED = re.compile(
    "(?<=[꽃뭇깻풀댓떡솔감])잎|(?<=[한첫])여름|(?<=[솜홑겹])이불|(?<=담)요|(?<=[알물통복환])약(?=$|[을이은도과])|"
    "(?<=[밭막들])일(?=$|[을이은도하])|(?<=안)일(?=$|[을이은도])|(?<=[볼웬슨])일|(?<=맨)입|(?<=색)연필|(?<=십)육|(?<=물)엿|"
    "(?<=불)여우|(?<=학)여울|(?<=용)유$|(?<=눈)요기|(?<=[\\uac00-\\ud7a3]{2})역(?=$|[에으을이은도])"
)
# Nouns in which ㅎ stays after ㄱ, ㄷ and ㅂ before a, ae and i; before other vowels it stays in all words but verbs.
_KEPT_H = re.compile("축하|북한|백합|박하|각하|목하|집합|급행|역할")
_JOINED_H = frozenset("하해했한할합함히힌힐힙혀혔")
_BALP = "밟"
_NASAL = {"k": "ng", "t": "n", "p": "m"}


def romanise(text: str) -> str:
    """Return a text with its Korean in Latin letters; everything else is unchanged."""
    return _WORD.sub(lambda match: _word(match[0]), unicodedata.normalize("NFC", text))


def _word(word: str) -> str:
    syllables = [divmod(ord(c) - 0xAC00, 588) for c in word]
    initials = [_INITIALS[first] for first, _ in syllables]
    vowels = [_VOWELS[rest // 28] for _, rest in syllables]
    finals = [_FINALS[rest % 28] for _, rest in syllables]
    for match in _ADDED.finditer(word):
        initials[match.start()] = _added(finals[match.start() - 1])
    apart, kept = _apart(word), _with_h(word)
    out = ""
    for n, (vowel, final) in enumerate(zip(vowels, finals, strict=True)):
        end = _sound(final)
        if n + 1 < len(word):
            if n + 1 in apart:
                initials[n + 1] = "n"
            elif n + 1 not in kept:
                if word[n] == _BALP and initials[n + 1]:
                    final = "p:p"
                end, initials[n + 1] = _meet(final, initials[n + 1], vowels[n + 1])
        out += initials[n] + vowel + end
    return out


def _added(final: str) -> str:
    """Return the ㄴ that's heard before a syllable without a consonant; "" after a vowel."""
    return "n" if final else ""


def _apart(word: str) -> set[int]:
    """Return the places of suffixes whose ㄹ is heard as n after ㄴ."""
    found = {match.start() for match in _SUFFIX.finditer(word) if (ord(word[match.start() - 1]) - 0xAC00) % 28 == 4}
    return {
        n for n in found
        if (n == 2 or word[n - 1 : n + 1] not in _TWO.split()) and word[n - 2 : n + 1] not in _PREFIXED.split()
    }  # fmt: skip


def _with_h(word: str) -> set[int]:
    """Return the places of syllables whose ㅎ is written as h after ㄱ, ㄷ and ㅂ, since it's a noun: 집현전."""
    nouns = {match.end() - 1 for match in _KEPT_H.finditer(word)}
    found = set()
    for n in range(1, len(word)):
        plain = (ord(word[n - 1]) - 0xAC00) % 28 in {1, 7, 17}
        if plain and (ord(word[n]) - 0xAC00) // 588 == 18 and (n in nouns or word[n] not in _JOINED_H):
            found.add(n)
    return found


def _sound(final: str) -> str:
    return final.partition(":")[0]


def _meet(final: str, initial: str, vowel: str) -> tuple[str, str]:
    """Return the sounds of a syllable's final consonant and of the next syllable's initial consonant before `vowel`."""
    sound, _, full = final.partition(":")
    stays, _, last = (full or sound).rpartition("+")
    if initial == "":
        return (sound, "") if sound in {"ng", ""} else _moved(stays, last, vowel)
    if last == "h" and initial in _ASPIRATED:
        return stays, _ASPIRATED[initial]
    if last == "h" and initial == "s":
        return stays, "s"
    if initial == "h" and last in {"g", "d", "b", "j", "s", "t"}:
        strong = {**_ASPIRATED, "s": "t", "t": "t"}[last]
        return stays, "ch" if strong == "t" and vowel in {"i", "yeo"} and last in {"d", "t"} else strong
    if full == "l+g" and initial == "g":
        return "l", "g"
    return _assimilated(sound, initial)


def _moved(stays: str, last: str, vowel: str) -> tuple[str, str]:
    """Return the sounds (final, initial) of a final consonant before a vowel.

    Its last letter moves to the next syllable, and the letters in `stays` don't.
    """
    if last == "h":
        return "", {"": "", "n": "n", "l": "r"}[stays]
    if vowel == "i" and last in {"d", "t"}:
        last = {"d": "j", "t": "ch"}[last]  # before i, d becomes j and t becomes ch: haedoji, gachi
    return _ALONE.get(stays, stays), {"l": "r"}.get(last, last)


def _assimilated(sound: str, initial: str) -> tuple[str, str]:
    if initial in {"n", "m"} and sound in _NASAL:
        return _NASAL[sound], initial
    if initial == "r":
        if sound in {"n", "l"}:
            return "l", "l"
        if sound in {"m", "ng"}:
            return sound, "n"
        if sound in _NASAL:
            return _NASAL[sound], "n"
    if sound == "l" and initial == "n":
        return "l", "l"
    return sound, initial
