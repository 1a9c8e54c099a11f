"""Languages by code: their names and writing direction, and the code for a name in any of our languages."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from canary.language_tags import base
from canary.sentences import N_

LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic", "zh": "Chinese", "cs": "Czech", "da": "Danish", "nl": "Dutch", "en": "English", "fi": "Finnish",
    "fr": "French", "de": "German", "el": "Greek", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nb": "Norwegian", "fa": "Persian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "es": "Spanish", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
}  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})
UNKNOWN = N_("Unknown language")
THREE_LETTERS: Mapping[str, str] = {
    "ara": "ar", "zho": "zh", "chi": "zh", "ces": "cs", "cze": "cs", "dan": "da", "nld": "nl", "dut": "nl", "eng": "en",
    "fin": "fi", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "ell": "el", "gre": "el", "heb": "he", "hin": "hi",
    "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nob": "nb", "nor": "nb", "fas": "fa", "per": "fa",
    "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk",
    "urd": "ur", "vie": "vi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A language to choose: its code, its own name, its English name, and all its names in our languages."""

    code: str
    own: str
    english: str
    names: str


def code(text: str) -> str:
    """Return our code for `es`, `es-MX`, `spa`, `Spanish` or `espagnol` (a name in any of our languages), or ""."""
    plain = base(text.strip().casefold())
    if plain in LANGUAGES:
        return plain
    return THREE_LETTERS.get(plain) or _by_name().get(_fold(text), "")


@cache
def _by_name() -> Mapping[str, str]:
    """Return the codes of languages by their folded names, from `language_names.tsv`; own names win."""
    found = {_fold(name): short for short, name in LANGUAGES.items()}
    for short, (own, *_) in _names().items():
        found.setdefault(_fold(own), short)
    for short, names in _names().items():
        for name in names:
            found.setdefault(_fold(name), short)
    return found


@cache
def _names() -> Mapping[str, Sequence[str]]:
    """Return the names of languages by code, from `language_names.tsv`: their own, then those in other languages."""
    file = files("canary.songs") / "language_names.tsv"
    rows = (row.split("\t") for row in file.read_text(encoding="utf-8").splitlines())
    return {short: names for short, *names in rows}


def _fold(name: str) -> str:
    """Return a name without case and accents: people type "espanol" too."""
    letters = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f"))


def understood(text: str) -> str:
    """Return our code for a language as files name it: as `code`, or by the first name in it; "" if unknown.

    Files have `Englisch`, `German (Austria)`, `English, Spanish`, `Deutsch/Englisch` or `Brazilian Portuguese`.
    """
    first = re.split(r"[,/;|&+(\[]", text.strip(), maxsplit=1)[0]
    words = re.findall(r"[^\W\d_]+", _fold(text))
    return code(first) or next((_by_name()[word] for word in words if word in _by_name()), "")


def typed(text: str) -> str:
    """Return the code for a language as people type it: `Spanish`, `es`, `ES-mx`, `Portuguese (BR)`.

    Unknown text is returned in lower case, since it may be a code that we have no name for.
    """
    plain = " ".join(text.split())
    named, _, region = plain.removesuffix(")").partition(" (")
    if region:
        return f"{found}-{region.lower()}" if (found := code(named)) else plain
    return plain.lower() if "-" in plain else code(plain) or plain.lower()


def name(language: str) -> str:
    """Return a language's English name, with its region if it has one: `Portuguese (BR)`; its code if it has no name.

    The name of "" is ""; pages show UNKNOWN instead.
    """
    code, _, region = language.partition("-")
    found = LANGUAGES.get(code, code)
    return f"{found} ({region.upper()})" if region and len(region) == 2 else found


def own_name(language: str) -> str:
    """Return a language's own name as lists have it, with its region: `Español`, `Português (BR)`.

    Text that isn't the code of one of our languages is returned as it is.
    """
    short, _, region = language.partition("-")
    if short not in _names():
        return name(language)
    own = _names()[short][0]
    own = own[:1].upper() + own[1:]
    return f"{own} ({region.upper()})" if region and len(region) == 2 else own


def to_choose(codes: Iterable[str] | None = None) -> Sequence[Named]:
    """Return languages to choose from, ordered by their own names: those of `codes`, or all."""
    wanted = dict.fromkeys(LANGUAGES if codes is None else (short for short in codes if short))
    found = [Named(short, own_name(short), name(short), "|".join(_names().get(base(short), ()))) for short in wanted]
    return sorted(found, key=lambda named: _fold(named.own))


def direction(language: str) -> str:
    """Return the writing direction of a language, `rtl` or `ltr`."""
    return "rtl" if base(language) in RIGHT_TO_LEFT else "ltr"
