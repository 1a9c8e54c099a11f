"""Decodes text in encodings other than UTF-8. A detected encoding is used only if the result looks like a language."""

import re
import unicodedata
from itertools import pairwise

from canary.lyrics.formats import tongues
from canary.lyrics.model import LyricsError
from canary.sentences import N_

_NAMED = re.compile(rb"[\[#]encoding:\s*([A-Za-z0-9_-]{3,20})\s*(?:[\]\r\n]|$)", re.IGNORECASE)
_TRUSTED = "cp1250 cp1251 cp1252 cp1253 cp1254 cp932 cp936 cp949 gbk gb18030 gb2312 big5 euc-kr euc-jp shift_jis"

# The encodings that forms offer in case detection fails, by Python's names.
CHOICES = {
    "cp1252": N_("Western European (Windows 1252, Latin 1)"),
    "cp1250": N_("Central European (Windows 1250)"),
    "cp1251": N_("Cyrillic (Windows 1251)"),
    "koi8-r": N_("Cyrillic (KOI8-R)"),
    "cp1253": N_("Greek (Windows 1253)"),
    "cp1254": N_("Turkish (Windows 1254)"),
    "cp1257": N_("Baltic (Windows 1257)"),
    "cp1255": N_("Hebrew (Windows 1255)"),
    "cp1256": N_("Arabic (Windows 1256)"),
    "cp874": N_("Thai (Windows 874)"),
    "cp1258": N_("Vietnamese (Windows 1258)"),
    "cp932": N_("Japanese (Shift JIS)"),
    "euc_jp": N_("Japanese (EUC)"),
    "gb18030": N_("Chinese, simplified (GBK, GB 18030)"),
    "big5hkscs": N_("Chinese, traditional (Big5)"),
    "cp949": N_("Korean (EUC-KR, Windows 949)"),
}


def legacy(data: bytes) -> str:
    """Decode text that isn't UTF-8, with the encoding in its [encoding:] or #ENCODING: tag, or a detected one.

    If a tag names the language, only its encodings are tried. Otherwise a few are, and plausible text is accepted (see
    `legacy`). Raises LyricsError if there's none.
    """
    if (named := _NAMED.search(data)) and (name := _plain_name(named[1].decode("ascii"))):
        return data.decode(name, "replace")
    mended = data.decode("utf-8", "replace")
    whole = sum(ord(c) > 127 for c in mended) - mended.count("\ufffd")
    if whole > mended.count("\ufffd"):
        return mended  # UTF-8 with a few broken characters
    text = tongues.named(data)
    if text == "":
        text = _script(data) or tongues.detected(data)
    if text:
        return text
    raise LyricsError(
        N_(
            "We can’t detect this file’s text encoding. Save the file as UTF-8, or choose its text encoding in the form"
            " (on the command line: --encoding cp1250)."
        )
    )


def _script(data: bytes) -> str:
    """Decode Japanese, Korean or Russian; return "" for other bytes."""
    for name, fits in (("cp932", _japanese), ("cp949", _korean), ("cp1251", _russian)):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if fits(text):
            return text
    return ""


def is_unicode(data: bytes) -> bool:
    """Return whether bytes are Unicode: UTF-16, by its byte order mark or zero bytes, or valid UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in data:
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def chosen(data: bytes, name: str) -> str:
    """Decode text with an encoding that somebody chose. Raises LyricsError if it's unknown or the bytes are invalid."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise LyricsError(
            N_(
                "This file isn’t in %(encoding)s: its byte %(position)s is invalid. Choose another text encoding.",
                encoding=name,
                position=error.start + 1,
            )
        ) from error
    except (LookupError, ValueError) as error:
        raise LyricsError(
            N_("There’s no text encoding called %(encoding)s. Try utf-8, cp1250 or cp1252.", encoding=name)
        ) from error
    return str(text).removeprefix("\ufeff")


def _plain_name(name: str) -> str:
    name = name.lower().replace("windows-", "cp")
    name = "cp1252" if name in {"iso-8859-1", "iso-8859-15"} else name
    return name if name in _TRUSTED.split() else ""


def _share(text: str, low: str, high: str) -> float:
    wide = [c for c in text if ord(c) > 127 and unicodedata.category(c)[0] == "L"]
    return sum(low <= c <= high for c in wide) / len(wide) if wide else 0.0


def _japanese(text: str) -> bool:
    # Text in another encoding that is decoded as Japanese has many half-width katakana.
    return _share(text, "\u3041", "\u30ff") > 0.25 and _share(text, "\uff61", "\uff9f") < 0.1


def _korean(text: str) -> bool:
    # Chinese that is decoded as Korean has Han characters and rare syllables. Western text rarely decodes at all.
    wide = sum(ord(c) > 127 for c in text)
    return _share(text, "\uac00", "\ud7a3") > 0.9 and wide * 2 > sum(c.isalpha() for c in text)


def _russian(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    small = sum("\u0430" <= c <= "\u0451" for c in letters)
    # Greek that is decoded as Russian has capitals inside words: its letters with accents. Hebrew has hardly a vowel.
    vowels = sum(c in "аеиоуыэюяё" for c in text.lower())
    inside = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return (
        _share(text, "\u0410", "\u0451") > 0.95
        and small * 2 > len(letters)
        and inside * 50 <= small
        and vowels * 4 > len(letters)
    )
