"""Detects the script and guesses the language of lyrics, well enough to distinguish lines from their translation."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_COMMON = {
    "en": "the and you i to a my me in of it is your we on that for be all with this not what are but no so",
    "es": "de la que el en y no me mi tu te se los por con un una lo para las es yo como más si pero",
    "fr": "de la le je et les tu des pas un une que est en dans mon ma toi moi ne pour qui sur se ce au",
    "de": "ich und du die der das nicht ist ein mich dich es in zu mein wir so auf mit den sie dir mir wenn",
    "it": "che di e la il non mi un per una sei io tu con ti è le in mio più ma si come se ho",
    "pt": "que de o eu não e a você um uma meu me do da no na se com pra mas em te os por é",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_RANGES = (
    ("Latin", 0x1E00, 0x1EFF),
    ("Kana", 0x3040, 0x30FF),
    ("Kana", 0xFF66, 0xFF9D),
    ("Hangul", 0xAC00, 0xD7AF),
    ("Hangul", 0x1100, 0x11FF),
    ("Han", 0x3400, 0x9FFF),
    ("Cyrillic", 0x0400, 0x052F),
    ("Arabic", 0x0600, 0x06FF),
    ("Hebrew", 0x0590, 0x05FF),
    ("Greek", 0x0370, 0x03FF),
    ("Devanagari", 0x0900, 0x097F),
    ("Thai", 0x0E00, 0x0E7F),
)
_BY_SCRIPT = {
    "Kana": "ja",
    "Hangul": "ko",
    "Han": "zh",
    "Cyrillic": "ru",
    "Arabic": "ar",
    "Hebrew": "he",
    "Greek": "el",
    "Devanagari": "hi",
    "Thai": "th",
}


def script(text: str) -> str:
    """Return the script of most letters ("Latin", "Kana", "Han", …), or "" if there are no letters.

    Text with Han characters and kana is "Kana".
    """
    found = Counter(_script_of(c) for c in text if unicodedata.category(c)[0] == "L")
    if not found:
        return ""
    if found["Kana"] and found["Kana"] + found["Han"] >= found["Latin"]:
        return "Kana"
    return found.most_common(1)[0][0]


def _script_of(letter: str) -> str:
    code = ord(letter)
    if code < 0x0370:
        return "Latin"
    return next((name for name, low, high in _RANGES if low <= code <= high), "Other")


def guess_language(texts: Iterable[str], share: float = 0.1) -> str:
    """Return the probable language of some lines as a two-letter code, or "" if it's unclear.

    In Latin script, at least `share` of the words, and no fewer than two, must be common words of the language.
    """
    text = "\n".join(texts)
    written = script(text)
    if written != "Latin":
        return _BY_SCRIPT.get(written, "")
    words = [w.casefold() for w in _WORD.findall(text)]
    hits = {language: sum(w in known for w in words) for language, known in _WORDS.items()}
    (best, most), (_, second) = Counter(hits).most_common(2)
    return best if most > second and most >= max(2, int(len(words) * share)) else ""
