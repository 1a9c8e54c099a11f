"""Detects the old encoding of a text by what its letters are in each of them, and by the language that it names.

In encodings with one byte per letter, nearly all bytes are letters in each, so the wrong one gives text as well. A text
is taken for a language's if its letters beyond ASCII are that language's, and stand where letters do: not "³" or "¿"
inside a word, and no capital after a small letter.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from canary.songs.languages import understood

_TAG = re.compile(
    rb"(?:^|[\r\n])\s*(?:\[\s*la(?:ng|nguage)?\s*:([^\]\r\n]{2,40})\]|#LANGUAGE\s*:([^\r\n]{2,40}))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Tongue:
    """A language's encodings in the order to try them, its letters beyond ASCII, and some of its words in ASCII."""

    encodings: tuple[str, ...]
    letters: str
    words: frozenset[str] = frozenset()


def _tongue(encodings: str, letters: str, words: str = "") -> _Tongue:
    return _Tongue(tuple(encodings.split()), letters + letters.upper(), frozenset(words.split()))


_WEST, _EAST = "cp1252", "cp1250 iso8859_2"
_TONGUES = {
    "es": _tongue(_WEST, "áéíóúüñçïªº", "que de la el en y no mi tu te se los por con un una lo para si"),
    "fr": _tongue(_WEST, "àâæçèéêëîïôœùûüÿ", "de la le je et les tu des pas un une que est en dans mon ma toi moi"),
    "pt": _tongue(_WEST, "àáâãçéêíóôõúüªº", "que de o eu a um uma meu me do da no na se com pra mas em te os por"),
    "it": _tongue(_WEST, "àèéìíîòóùú", "che di e la il non mi un per una sei io tu con ti in mio ma si come se ho"),
    "de": _tongue(_WEST, "äöüßéèà", "ich und du die der das nicht ist ein mich dich es in zu mein wir so auf mit"),
    "nl": _tongue(_WEST, "áéèëïóöüçê", "de het een en van ik je niet dat is in te op met voor zijn mij maar"),
    "sv": _tongue(_WEST, "åäöéèáü", "och att det i en jag du som med den av inte min mig dig har vi om till"),
    "da": _tongue(_WEST, "æøåéöü", "og i at det en jeg du som med den af ikke min mig dig har vi om til er"),
    "nb": _tongue(_WEST, "æøåéòôäö", "og i at det en jeg du som med den av ikke min meg deg har vi om til er"),
    "fi": _tongue(_WEST, "åäöéšž", "ja on ei en sen mun sun kun se mutta niin oon olen minun nyt"),
    "en": _tongue(_WEST, "éèêëïñçàâäöüáíóæœ", "the and you i to a my me in of it is your we on that for be all"),
    "pl": _tongue(_EAST, "ąćęłńóśźżéáü", "nie na to jest jak tak co z w i a o po za do mnie ja ty ten mi"),
    "cs": _tongue(_EAST, "áčďéěíňóřšťúůýžäöü", "je na se to jak tak co v a o po za do my ty ten mi ale jen"),
    "sk": _tongue(_EAST, "áäčďéíĺľňóôŕšťúýžěřů", "je na sa to ako tak v a o po za do my ty ten mi ale len"),
    "hu": _tongue(_EAST, "áéíóöőúüűä", "a az egy nem hogy is ha de van meg csak mint te ez volt el"),
    "hr": _tongue(_EAST, "čćđšž", "je i u na se da ne ti mi za sam to kao sve od bez samo"),
    "ro": _tongue(_EAST, "ăâîşţéöü", "nu de la mi cu pe ce un o din mai dar esti vreau eu tu ca sa"),
    "tr": _tongue("cp1254 iso8859_9", "çğıİöşüâîû", "bir bu ben sen ve de ne gel var yok o her gibi beni seni"),
    "lt": _tongue("cp1257", "ąčęėįšųūž"),
    "lv": _tongue("cp1257", "āčēģīķļņšūž"),
    "et": _tongue("cp1257", "äõöüšž"),
    "el": _tongue("cp1253 iso8859_7", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"),
    "ru": _tongue("cp1251 koi8_r", "абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
    "uk": _tongue("cp1251 koi8_u", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ"),
    "bg": _tongue("cp1251", "абвгдежзийклмнопрстуфхцчшщъьюя"),
    "sr": _tongue("cp1251", "абвгдђежзијклљмнњопрстћуфхцчџш"),
    "he": _tongue("cp1255", "אבגדהוזחטיךכלםמןנסעףפץצקרשת" + "".join(map(chr, range(0x5B0, 0x5C3)))),
    "ar": _tongue("cp1256", "".join(map(chr, range(0x621, 0x653)))),
    "fa": _tongue("cp1256", "".join(map(chr, range(0x621, 0x653))) + "پچژگکی\u200c"),
    "th": _tongue("cp874", "".join(map(chr, range(0xE01, 0xE5B)))),
    "vi": _tongue("cp1258", "àáâãèéêìíòóôõùúýăđĩũơư\u0300\u0301\u0303\u0309\u0323"),
    "ja": _Tongue(("cp932", "euc_jp"), ""),
    "zh": _Tongue(("gb18030", "big5hkscs"), ""),
    "ko": _Tongue(("cp949",), ""),
}
_LIKE = {"no": "nb", "nn": "nb", "sl": "hr", "bs": "hr", "mk": "sr", "be": "uk", "ur": "fa"}
_WIDE = {"ja": "CJK HIRAGANA KATAKANA", "zh": "CJK", "ko": "HANGUL"}
# The languages that are recognised without a tag. In others' encodings, texts of these would often fit too.
_UNNAMED = (
    *("es", "fr", "pt", "it", "de", "nl", "sv", "da", "nb", "fi", "en"),
    *("pl", "cs", "sk", "hu", "hr", "ro", "tr", "el"),
)
_PRINTED = frozenset("’‘‚“”„…–—«»‹›´·¡¿ \u00a0")  # at the same places in all encodings of Windows
_MOST = 0.97
_ENOUGH = 30_000  # characters that are looked at, from the first one beyond ASCII
_BEYOND = re.compile(r"[^\x00-\x7f]")
_JOINED = "\\w\\s\\x00-\\x7f’‘´·«»“”„…–—\u0300-\u036f\u0591-\u05c7\u0e00-\u0e7f\u200c\u200d"
_INSIDE = re.compile(rf"(?<=[^\W\d_])[^{_JOINED}](?=[^\W\d_])")
_ODD = re.compile(r"[\u0385²³¹¼½¾¤¦§¨¬¯µ¶\x80-\x9f\ufffd]|[^\W\d_][¡¿]")


def named(data: bytes) -> str | None:
    """Decode bytes as the language that the [la:] or #LANGUAGE: tag names; None if it fits none of its encodings.

    "" means that there's no such tag, or that it says too little.
    """
    match = _TAG.search(data)
    name = (match[1] or match[2]).decode("latin-1").strip() if match else ""
    code = name[:2].lower() if re.fullmatch(r"[A-Za-z]{2}([-_]\w+)?", name) else understood(name)
    tongue = _TONGUES.get(
        {"no": "nb", "nn": "nb", "sl": "hr", "bs": "hr", "mk": "sr", "be": "uk", "ur": "fa"}.get(code, code)
    )
    if tongue is None:
        return ""
    if code in _WIDE:
        return next((text for text in _decoded(data, tongue) if _is_wide(text, _WIDE[code])), None)
    fitting = [text for text in _decoded(data, tongue) if _fits(text, tongue.letters)]
    found = min(fitting, key=_odd, default=None)
    # Words of other languages in the West's are letters in the same encoding.
    return "" if found is None and tongue.encodings == (_WEST,) else found


def detected(data: bytes) -> str:
    """Decode bytes as the only language that fits, or whose words are in the text; "" if several fit, or none.

    Where there's too little text for words, a text that fits Western Europe is taken for that.
    """
    printed = data.decode(_WEST, "replace")
    if all(ord(c) < 128 or c in _PRINTED for c in printed):
        return printed
    found: dict[str, int] = {}
    for code in _UNNAMED:
        tongue = _TONGUES[code]
        text = next((text for text in _decoded(data, tongue) if _fits(text, tongue.letters)), "")
        if text and (_is_greek(text) if code == "el" else _is_latin(text)):
            words = re.findall(r"[^\W\d_]+", _part(text).casefold())
            found[text] = max(found.get(text, 0), sum(word in tongue.words for word in words))
    ranked = sorted(found, key=lambda text: -found[text])
    if len(ranked) < 2:
        return ranked[0] if ranked else ""
    best, second = found[ranked[0]], found[ranked[1]]
    return ranked[0] if best > second or not best else ""


def _decoded(data: bytes, tongue: _Tongue) -> list[str]:
    found = []
    for name in tongue.encodings:
        try:
            found.append(unicodedata.normalize("NFC", data.decode(name)))
        except UnicodeDecodeError:
            continue
    return found


def _part(text: str) -> str:
    first = _BEYOND.search(text)
    return text[first.start() - 1_000 if first and first.start() > 1_000 else 0 :][:_ENOUGH]


def _fits(text: str, letters: str) -> bool:
    """Return whether nearly all letters beyond ASCII are among `letters`, and stand where letters do.

    Only a part of a long text is looked at.
    """
    text = _part(text)
    beyond = [c for c in text if ord(c) > 127 and unicodedata.category(c)[0] in "LM"]
    if not beyond or sum(c in letters for c in beyond) < _MOST * len(beyond):
        return False
    return _odd(text) <= (1 - _MOST) * len(beyond)


def _is_latin(text: str) -> bool:
    """Return whether most letters are ASCII, as in all languages with Latin letters but Vietnamese.

    In Hebrew or Arabic that's decoded as one of them, hardly any are.
    """
    letters = [c for c in _part(text) if c.isalpha()]
    return sum(ord(c) > 127 for c in letters) * 3 <= len(letters)


def _is_greek(text: str) -> bool:
    """Return whether a text in Greek letters has accents, as most of its words do. Other alphabets have none there."""
    text = _part(text)
    return sum(c in "άέήίόύώ" for c in text) * 25 > sum(map(str.isalpha, text))


def _odd(text: str) -> int:
    """Return how many signs stand where only letters do, or are none that songs have."""
    return len(_INSIDE.findall(_part(text))) + len(_ODD.findall(_part(text))) + _capitals(_part(text))


def _capitals(text: str) -> int:
    """Return how many words have a small letter before a capital one beyond ASCII, as in Greek decoded as Cyrillic."""
    return sum(a.islower() and b.isupper() and ord(b) > 127 for a, b in pairwise(text))


def _is_wide(text: str, scripts: str) -> bool:
    beyond = [
        unicodedata.name(c, "").split(" ")[0] for c in _part(text) if ord(c) > 127 and unicodedata.category(c)[0] == "L"
    ]
    return bool(beyond) and sum(name.split("-")[0] in scripts.split() for name in beyond) > 0.9 * len(beyond)
