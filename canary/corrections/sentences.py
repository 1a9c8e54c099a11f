"""Splitting texts of any script into sentences."""

import re
import unicodedata

from canary.language_tags import base

MOST = 200  # the maximum number of sentences in a text; the rest are ignored
_MARKS = re.compile(r"\*\*|~~|`|^\s{0,3}(?:>\s?)+|^\s*(?:[-*+]|\d{1,3}[.)])\s+", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
# Where a sentence may end: an end mark of any script with closing quotes and brackets.
_END = re.compile(r"(?P<mark>[.!?…]+|[。！？｡؟۔।॥՞።]+)[\"'”’»›」』）)\]]*")
# Abbreviations, whose full stop doesn't end a sentence, by language.
_SHORT_BY_LANGUAGE = {
    "es": "sr sra srta dr dra d ud uds ej etc pág núm av",
    "en": "mr mrs ms dr st vs prof e.g i.e etc",
    "de": "z.b d.h u.a bzw ca usw nr hr fr",
    "fr": "m mme mlle p.ex cf vol ed",
    "ru": "г ул т.е т.к т.д т.п и.о др",
}
_SHORT = frozenset(word for words in _SHORT_BY_LANGUAGE.values() for word in words.split())


# Languages that write a full stop after an ordinal number: "am 3. Mai".
_ORDINALS = frozenset(
    {"bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "sl", "sr", "tr"}
)


def split(text: str, language: str = "") -> list[str]:
    """Return the sentences of a text without its Markdown; a line break ends a sentence too. `language` is its tag."""
    plain = _EMPHASIS.sub("", _MARKS.sub("", _LINK.sub(r"\1", text)))
    found = [sentence for line in plain.splitlines() for sentence in _of_line(line, base(language))]
    return found[:MOST]


def _of_line(line: str, code: str) -> list[str]:
    found, begin = [], 0
    for end in _END.finditer(line):
        if _ends(line, begin, end, code):
            found.append(line[begin : end.end()])
            begin = end.end()
    found.append(line[begin:])
    # A piece without a letter or digit (an emoji, dots) belongs to the sentence before it.
    sentences: list[str] = []
    for piece in (piece.strip() for piece in found):
        if any(c.isalnum() for c in piece):
            sentences.append(piece)
        elif piece and sentences:
            sentences[-1] += f" {piece}"
    return sentences


def _ends(line: str, begin: int, end: re.Match[str], code: str) -> bool:
    rest = line[end.end() :]
    if not rest or (not end["mark"].isascii() and end["mark"][0] != "…"):
        return True  # the full stops of Chinese, Japanese, Arabic and Hindi occur only at ends of sentences
    if not rest[0].isspace():
        return False  # a full stop inside a number or an address: 3.5, canary.org
    following = rest.lstrip().lstrip("\"'“‘«‹¿¡([—–- ")
    if following and unicodedata.category(following[0]) == "Ll":
        return False  # it continues in lower case: "Hola… qué tal"
    before = line[begin : end.start()].rsplit(None, 1)[-1:] or [""]
    short = before[0].strip("\"'“‘«(¿¡").casefold()
    return end["mark"] != "." or not (short in _SHORT or _is_ordinal(short, line[begin : end.start()], code))


def _is_ordinal(short: str, before: str, code: str) -> bool:
    """Return whether a full stop belongs to an initial, the number of a list, or an ordinal number."""
    if len(short) == 1 and short.isalpha():
        return True
    if not short.isdecimal():
        return False
    return before.strip() == short or (len(short) <= 2 and (not code or code in _ORDINALS))
