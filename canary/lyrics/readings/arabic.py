"""Romanises Arabic by DIN 31635. The text must have vowel signs, since its vowels are unknown without them."""

import re
import unicodedata

_TABLE = """
ا= ب=b ت=t ث=ṯ ج=ǧ ح=ḥ خ=ḫ د=d ذ=ḏ ر=r ز=z س=s ش=š ص=ṣ ض=ḍ ط=ṭ ظ=ẓ ع=ʿ غ=ġ ف=f ق=q ك=k ل=l م=m ن=n ه=h و=w ي=y
ء=ʾ أ=ʾ إ=ʾ ؤ=ʾ ئ=ʾ ة=t ى= ٱ= \u064e=a \u0650=i \u064f=u \u064b=an \u064d=in \u064c=un \u0652= \u0670=ā
"""
_LETTERS = {pair[0]: pair[2:] for pair in _TABLE.split()}
_SIGNS = "\u064b-\u0652\u0670"
_WORD = re.compile(f"[\u0621-\u064a\u0671{_SIGNS}]+")
_SUN = "تثدذرزسشصضطظلن"
_LONG = {"a": "اى", "i": "ي", "u": "و"}
_NAMES = {"a": "ā", "i": "ī", "u": "ū"}


def is_vocalised(text: str) -> bool:
    """Return whether more than half of the words of an Arabic text have vowel signs."""
    words = _WORD.findall(text)
    return sum(bool(re.search(f"[{_SIGNS}]", word)) for word in words) * 2 > len(words)


def romanise(text: str) -> str:
    """Return a text with its vocalised Arabic words in Latin letters. Everything else is unchanged."""
    text = unicodedata.normalize("NFC", text).translate({0x0640: None, 0x060C: ",", 0x061B: ";", 0x061F: "?"})
    latin = _WORD.sub(lambda match: _word(match[0]), text)
    # After a word that ends in a vowel, the article loses its own vowel, and the word's vowel is shortened.
    latin = re.sub(r"([aiuāīū]) a(\w|[ʾʿ])-", lambda m: f"{_SHORT.get(m[1], m[1])} {m[2]}-", latin)
    return re.sub(r"(?<![\w-])ʾ(?=[aiuāīū])", "", latin)


_SHORT = {long: short for short, long in _NAMES.items()}


def _word(word: str) -> str:
    lead, rest = "", word
    if match := re.match(f"(وَ|فَ|بِ|لِ|كَ)?(?:ال|ٱل)(ْ?)([{_SUN}](?=ّ|[{_SIGNS}]ّ))?", word):
        head = _letters(match[1] or "")
        rest = word[match.end(2) :]
        assimilated = match[3] is not None
        lead = f"{head}{'-' if head else 'a'}{_LETTERS[match[3]] if assimilated else 'l'}-"
        # `lead` already contains the first of the two doubled consonants.
        rest = re.sub("^(.[^ّ]?)ّ|^(.)ّ", lambda m: m[1] or m[2], rest, count=1) if assimilated else rest
    return lead + _letters(rest)


def _letters(word: str) -> str:
    out, at = "", 0
    while at < len(word):
        letter = word[at]
        signs = re.match(f"[{_SIGNS}]*", word[at + 1 :])
        marks = signs[0] if signs else ""
        at += 1 + len(marks)
        vowel = next((_LETTERS[m] for m in marks if m in "\u064e\u0650\u064f\u064b\u064d\u064c\u0670"), "")
        if letter == "آ":
            out += "ʾā"
            continue
        if out and not marks and letter in _LONG.get(out[-1:], ""):
            out = out[:-1] + _NAMES[out[-1]]
            continue
        sound = _LETTERS.get(letter, letter)
        out += sound * (2 if "ّ" in marks else 1) + vowel
    return out
