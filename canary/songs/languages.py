"""Languages by code: their English names and writing direction."""

from collections.abc import Mapping

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


def code(text: str) -> str:
    """Return our code for `es`, `es-MX`, `spa` or `Spanish`; "" if unknown."""
    plain = base(text.strip().casefold())
    if plain in LANGUAGES:
        return plain
    by_name = {name.casefold(): short for short, name in LANGUAGES.items()}
    return THREE_LETTERS.get(plain) or by_name.get(plain, "")


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


def direction(language: str) -> str:
    """Return the writing direction of a language, `rtl` or `ltr`."""
    return "rtl" if base(language) in RIGHT_TO_LEFT else "ltr"
