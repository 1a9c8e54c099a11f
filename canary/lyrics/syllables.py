"""Counts and splits syllables, and estimates from them how long words take to sing relative to each other."""

import re
from itertools import pairwise

from canary.language_tags import base
from canary.letter_case import lower

_VOWELS = {
    "en": "aeiouy",
    "es": "aeiouáéíóúü",
    "fr": "aeiouyàâäéèêëîïôöùûüœæ",
    "de": "aeiouyäöü",
    "it": "aeiouàèéìíòóùú",
    "pt": "aeiouáâãàéêíóôõúü",
    "ru": "аеёиоуыэюя",
}
_ANY = "aeiouyıəőűąęůěăáàâäãåæéèêëíìîïóòôöõøœúùûüýÿаеёиоуыэюяіїєαεηιουωάέήίόύώ"
_HIATUS = {
    "es": re.compile("[aeoáéó](?=[aeoáéó])|[íú](?=[aeo])|[aeo](?=[íú])"),
    "it": re.compile("[aeoàèò](?=[aeoàèò])"),
    "pt": re.compile("[aeoáéó](?=[aeoáéó])|[íú](?=[aeo])|[aeo](?=[íú])"),
    "ru": re.compile("[аеёиоуыэюя](?=[аеёиоуыэюя])"),
}
_SILENT = {
    "en": re.compile(r"(?<=[^aeiouylr])e$|(?<=[aeiouy][lr])e$|(?<=[^aeiouysxzcgh])es$|(?<=[^aeiouytd])ed$"),
    "fr": re.compile(r"(?<=[^aeiou])(?:es?|(?<!m)ent)$"),
}
_WIDE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9f々〆]")
_SMALL_KANA = re.compile("[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮ]")
_KANJI = re.compile("[\u3400-\u9fff々〆]")
_LETTER_SHARE = 0.2
# English and German sing most function words quickly between the stressed ones.
_LIGHT_SHARE = 0.8
_LIGHT_WORDS = {
    "en": (
        "a an the to of and or but so if in on at for from with by as than that this i i'm i'll i've you you're your my"
        " me we us our it it's its he she they them his her their is are am was were be been do don't does did have has"
        " had can will would could should not no"
    ),
    "de": (
        "ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm der die das den dem des ein eine einen einem einer"
        " und oder aber so wie als wenn dass in im ins an am auf aus zu zum zur mit von vom bei für nach bin bist ist"
        " sind war hab hat nicht was"
    ),
}
_LIGHT = {language: frozenset(words.split()) for language, words in _LIGHT_WORDS.items()}
# Consonant clusters that begin a syllable.
_ONSET = re.compile("(?:[bcdfgkpt][lr]|ch|ll|rr|sh|th|ph|qu|ñ|gn|[бвгдкпт][лр])$")


def weight(word: str, language: str) -> float:
    """Return how long a word takes to sing, as a multiple of one vowel; 0 for a word without letters."""
    word = lower(word, language)
    if _WIDE.search(word):
        morae = len(_WIDE.findall(word)) - len(_SMALL_KANA.findall(word))
        # A Han character has about two morae in Japanese, but one syllable in Chinese and Korean.
        return max(0.5, float(morae + (0.8 * len(_KANJI.findall(word)) if language == "ja" else 0)))
    letters = sum(c.isalnum() for c in word)
    if not letters:
        return 0.0
    light = word.replace("’", "'").strip('.,!?;:…"«»“”()-') in _LIGHT.get(language, ())
    return (count(word, language) + _LETTER_SHARE * letters) * (_LIGHT_SHARE if light else 1)


def count(word: str, language: str) -> int:
    """Return the number of a word's syllables, counted by its vowels; at least 1."""
    if len(word) > 2 and (silent := _SILENT.get(language)):
        word = silent.sub("", word)
    vowels = _VOWELS.get(language, _ANY)
    found = len(re.findall(f"[{vowels}]+", word))
    if hiatus := _HIATUS.get(language):
        found += len(hiatus.findall(word))
    # Arabic, Hebrew and similar scripts write few vowels: count two letters as a syllable.
    return max(1, found) if any(c in _ANY for c in word) else max(1, len(word) // 2)


def units(text: str) -> list[tuple[str, str]]:
    """Return the units of a line that the player highlights one after another, as (text, glue).

    They're words, or characters in scripts without spaces. The glue is the space after a unit, or "".
    """
    found: list[tuple[str, str]] = []
    for part in text.split():
        pieces = _letters(part) if len(part) > 2 and _unspaced(part) else [part]
        found += [(piece, "") for piece in pieces[:-1]]
        found.append((pieces[-1], " "))
    return [*found[:-1], (found[-1][0], "")] if found else []


def _unspaced(part: str) -> bool:
    return sum("\u3041" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in part) * 2 > len(part)


_LETTER = re.compile(
    r"[A-Za-z0-9'’-]+|.[ぁぃぅぇぉゃゅょゎっァィゥェォャュョヮッーん、。！？…」』）!?,.]*|.", re.DOTALL
)


def _letters(part: str) -> list[str]:
    return _LETTER.findall(part)


def split(word: str, language: str) -> list[str]:
    """Return a word's syllables; there are as many as `count` returns.

    A single consonant between two vowels begins the second syllable. Of several consonants, only the last one does, or
    the last two if they're an onset such as "tr". Scripts without spaces have one syllable per character, but small
    kana belong to the character before them.
    """
    if _WIDE.search(word):
        parts = re.findall(r".[ぁぃぅぇぉゃゅょゎァィゥェォャュョヮーっッんン、。！？!?,.]*", word, re.DOTALL)
        return parts or [word]
    wanted = count(lower(word, language), base(language))
    vowels = _VOWELS.get(base(language), _ANY)
    cores = [match.span() for match in re.finditer(f"[{vowels}]+", lower(word, language))]
    while 0 < len(cores) < wanted and any(end - start > 1 for start, end in cores):
        at = next(
            n for n, (start, end) in enumerate(cores) if end - start > 1
        )  # a hiatus: adjacent vowels in separate syllables
        start, end = cores[at]
        cores[at : at + 1] = [(start, start + 1), (start + 1, end)]
    cuts = [_cut(lower(word, language), end, begin) for (_, end), (begin, _) in pairwise(cores[: max(1, wanted)])]
    return [word[a:b] for a, b in pairwise([0, *cuts, len(word)])]


def _cut(word: str, end: int, begin: int) -> int:
    """Return the index at which to split the consonants `word[end:begin]` between two vowels."""
    if begin - end < 2:
        return end
    last = 2 if _ONSET.search(word[end:begin]) else 1
    return begin - last
