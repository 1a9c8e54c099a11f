"""Splits a text into pieces that dictionaries know. Elisions, inversions and contractions are split, but not clitics.

It's for scripts with spaces between words. Others, such as Japanese, have their own analysers.
"""

import re
import unicodedata
from collections.abc import Iterator

from canary.vocab.languages.sounds import is_sound
from canary.vocab.languages.spoken import spoken

Piece = tuple[str, int, int]  # the text, in NFC and with plain apostrophes; its start and end in the original text

_MARKS = "".join(chr(c) for c in range(0x300, 0x1E00) if unicodedata.category(chr(c)) in {"Mn", "Mc"}) + "\u200c\u200d"
_LETTER = f"(?:[^\\W\\d_]|[{_MARKS}])"
_PIECE = re.compile(
    r"&#?\w{1,8};"  # a character that is written as an HTML entity
    rf"|\d+(?:[.,:/\u00a0\u202f]\d+)*(?:-?{_LETTER}{{1,3}}(?!\w)|{_LETTER}+|[ªº])?"
    r"|https?://\S+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    rf"|(?:[^\W\d_]\.){{2,8}}|{_LETTER}{{1,3}}\d+(?!\w)"
    rf"|'?{_LETTER}+(?:['\-·]{_LETTER}+)*'?"
    r"|\S"
)
_ENDS = frozenset("0123456789./")  # a piece that ends in one of these isn't split further: km2, U.S.
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`＇′", "'") | {"‐": "-", "‑": "-"})

_FRENCH_HEAD = re.compile(r"(?:c't|[ldjmtsncy]|qu|jusqu|lorsqu|puisqu|quoiqu)'", re.IGNORECASE)
_FRENCH_WHOLE = re.compile(r"aujourd'hui|c'est-à-dire|prud'homm.*|presqu'île.*", re.IGNORECASE)
_FRENCH_TAIL = re.compile(
    r"(?<=[^\W\d_])(?:(?:-t)?-(?:je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|lui|leur|les?|la|y|en)|-[mtl]'(?:en|y))$",
    re.IGNORECASE,
)
_FRENCH_COMPOUND = re.compile(
    r"(?:rendez-vous|peut-être|au-.*|.*-(?:en|la|le|les)-(?!moi|toi|lui|leur|nous|vous|y|en).*)$", re.IGNORECASE
)
_ITALIAN_HEAD = re.compile(
    r"(?:l|un|d|c|m|t|s|v|n|gl|gliel|qu|(?:d|n|s|d|qu)?(?:ell|all|ull)|all|dall|sull|coll|quell|bell|sant|quest|dov|com|cos|anch|"
    r"tutt|quant|mezz|nient|nessun|ciascun|qualcun|alcun|buon|quand|senz|ch|s|vent|trent|quarant|cinquant|sessant|settant|"
    r"ottant|novant|cent|mill|quattr|sott|sopr|contr|oltr|neanch|nemmen|null|ognun|cert|altr|tant|fors|ancor|poc|pover|"
    r"brav|grand|vecchi|ultim|prim|dev|finch|perch|poich|(?:de|ne|a|da|su)gl|ov|"
    r"(?:due|tre|quattro|cinque|sei|sette|otto|nove)cent|neppur|or|fin|ver|ell)'(?=.)",
    re.IGNORECASE,
)
_ENGLISH_TAIL = re.compile(r"(?:n't|'(?:s|m|re|ve|ll|d|em|all))$", re.IGNORECASE)
_ENGLISH_HEAD = re.compile(r"(?:'(?:cause|coz|til|till|em|bout|round|tis|twas|cuz|fore|neath|gainst))$", re.IGNORECASE)
_ENGLISH_WHOLE = re.compile(r"y'all|ma'am", re.IGNORECASE)
_HELD = re.compile(r"([^\W\d_])-\1+(?![^\W\d_])", re.IGNORECASE)  # a vowel that is drawn out in singing: lo-o-ove
_HYPHENS = re.compile(r"-|[^-]+")
_GERMAN_TAIL = re.compile(r"'(?:s|nen|ne|n|ner|nem|nes|m)$", re.IGNORECASE)
_LEADING = {
    "de": re.compile(r"'(?:s|nen|ne|n|ner|nem|nes|m)", re.IGNORECASE),
    "es": re.compile(r"'(?:t[aá]s?|toy)", re.IGNORECASE),
    "it": re.compile(r"'(?:st[oaei]|n[aou]|ndo)", re.IGNORECASE),
    "pt": re.compile(r"'(?:cês?|t[aáô]|tou|tava|teve|pra)", re.IGNORECASE),
}
_PORTUGUESE_HEAD = re.compile(
    r"(?:[dncmts]|lh|qu|pr|minh|tu|su|n?ess|n?est|aquel)'(?=[aeiouáéíóúâêôãõh])", re.IGNORECASE
)
_SPANISH_HEAD = re.compile(r"[dlmst]'(?=[aeiouáéíóúh])", re.IGNORECASE)
_KEPT_END = {
    "en": re.compile(r".+(?:in|s)'$|(?:an|wi|o|th|lil|ol|yo)'$", re.IGNORECASE),
    "fr": re.compile(
        rf"(?:{_FRENCH_HEAD.pattern})$|(?:p'tit|quelqu|quequ|v'là|p'têt).*|"
        r"(?:aut|not|vot|quat|pauv|quequ|bonn|ell|cell|un|mêm|comm|contr|entr)'",
        re.IGNORECASE,
    ),
    "it": re.compile(
        r"(?:que|de|ne|co|vuo|vo|po|dov|mo|be|va|fa|di|sta|da|e|quest|anch|cos|com|tant|l|un|d|c)'$", re.IGNORECASE
    ),
    "es": re.compile(r"(?:pa|na|to|ca|ta|mu|vamo|despué|pue|ere|má|e)'$", re.IGNORECASE),
    "de": re.compile(r".+[^s]'$", re.IGNORECASE),
}


def split(text: str, language: str) -> list[Piece]:
    """Return the pieces of a text: words, numbers and punctuation marks, without spaces.

    `language` is a two-letter code.
    """
    plain, offsets = _normal(text)
    found: list[Piece] = []
    for match in _PIECE.finditer(plain):
        for start, end in _parts(match[0], language):
            a, b = match.start() + start, match.start() + end
            found.append((plain[a:b], offsets[a] if offsets else a, offsets[b] if offsets else b))
    return found


def _normal(text: str) -> tuple[str, list[int]]:
    """Return the text in NFC with plain apostrophes, and the offset of each of its characters in the original text.

    The list of offsets is empty if they're the same in both texts.
    """
    if unicodedata.is_normalized("NFC", text):
        return text.translate(_APOSTROPHES), []
    made, offsets, at = [], [], 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or "\u1161" <= text[end] <= "\u11ff"):
            end += 1
        cluster = unicodedata.normalize("NFC", text[at:end])
        made.append(cluster)
        offsets += [at] * len(cluster)
        at = end
    return "".join(made).translate(_APOSTROPHES), [*offsets, len(text)]


def _parts(piece: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of the parts into which a piece is split, such as l' and amour in l'amour."""
    start, end = 0, len(piece)
    if end == 1 or piece[0].isdigit() or piece[-1] in _ENDS or piece[0] == "&" or "@" in piece:
        yield 0, end
        return
    if piece[0] == "'" and not _leads(piece, language):
        yield 0, 1
        start = 1
    kept = _KEPT_END.get(language)
    quote = piece[-1] == "'" and end - start > 1 and not (kept and kept.fullmatch(piece[start:]))
    if quote:
        end -= 1
    yield from _CUTS.get(language, _whole)(piece, start, end)
    if quote:
        yield end, end + 1


def _leads(piece: str, language: str) -> bool:
    """Return whether the apostrophe at the beginning of a piece stands for letters that aren't spoken."""
    if language == "en":
        return bool(_ENGLISH_HEAD.match(piece) or _ENGLISH_TAIL.fullmatch(piece))
    lead = _LEADING.get(language)
    return lead is not None and lead.fullmatch(piece) is not None


def _whole(_piece: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    yield start, end


def _french(piece: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if _is_french_word(piece[start:end].lower()):
        yield start, end
        return
    while (head := _FRENCH_HEAD.match(piece, start, end)) and not _FRENCH_WHOLE.fullmatch(piece, start, end):
        yield start, head.end()
        start = head.end()
        if start == end:
            return
    tails: list[tuple[int, int]] = []
    while not _FRENCH_COMPOUND.match(piece[start:end]) and (tail := _FRENCH_TAIL.search(piece[start:end])):
        tails.insert(0, (start + tail.start(), end))
        end = start + tail.start()
    yield start, end
    yield from tails


def _is_french_word(low: str) -> bool:
    """Return whether a piece with apostrophes is one word, as its sound shows: d'mande, m'sieur."""
    return "'" in low.rstrip("'") and spoken(low, "fr") is not None


def _italian(piece: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while head := _ITALIAN_HEAD.match(piece, start, end):
        yield start, head.end()
        start = head.end()
    yield start, end


def _english(piece: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    tails: list[tuple[int, int]] = []
    if _ENGLISH_WHOLE.fullmatch(piece, start, end):
        yield start, end
        return
    while (tail := _ENGLISH_TAIL.search(piece, start, end)) and tail.start() > start:
        tails.insert(0, (tail.start(), end))
        end = tail.start()
    first = piece[start:end].partition("-")[0]
    if len(first) == 1 or is_sound(piece[start:end].lower()) or _HELD.search(piece, start, end):
        yield start, end  # isn't split at its hyphens: e-mail, t-shirt, na-na-na, lo-o-ove
    else:
        yield from ((m.start(), m.end()) for m in _HYPHENS.finditer(piece, start, end))
    yield from tails


def _german(piece: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    tail = _GERMAN_TAIL.search(piece, start, end)
    if tail and tail.start() > start:
        yield start, tail.start()
        yield tail.start(), end
    else:
        yield start, end


def _spanish(piece: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    head = _SPANISH_HEAD.match(piece, start, end)
    if head and not spoken(piece[start:end].lower(), "es"):
        yield start, head.end()
        start = head.end()
    yield start, end


def _portuguese(piece: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if head := _PORTUGUESE_HEAD.match(piece, start, end):
        yield start, head.end()
        start = head.end()
    yield start, end


_CUTS = {
    "fr": _french, "it": _italian, "en": _english, "de": _german, "es": _spanish, "pt": _portuguese,
}  # fmt: skip
