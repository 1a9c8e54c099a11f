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
_NASAL = {"k": "ng", "t": "n", "p": "m"}


def romanise(text: str) -> str:
    """Return a text with its Korean in Latin letters; everything else is unchanged."""
    return _WORD.sub(lambda match: _word(match[0]), unicodedata.normalize("NFC", text))


def _word(word: str) -> str:
    syllables = [divmod(ord(c) - 0xAC00, 588) for c in word]
    initials = [_INITIALS[first] for first, _ in syllables]
    vowels = [_VOWELS[rest // 28] for _, rest in syllables]
    finals = [_FINALS[rest % 28] for _, rest in syllables]
    out = ""
    for n, (vowel, final) in enumerate(zip(vowels, finals, strict=True)):
        end = _sound(final)
        if n + 1 < len(word):
            end, initials[n + 1] = _meet(final, initials[n + 1], vowels[n + 1])
        out += initials[n] + vowel + end
    return out


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
