"""Text from before UTF-8: guess an encoding only where the result looks like a language."""

import re
import unicodedata

from canary.lyrics.model import LyricsError

_NAMED = re.compile(rb"[\[#]encoding:\s*([A-Za-z0-9_-]{3,20})\s*(?:[\]\r\n]|$)", re.IGNORECASE)
_TRUSTED = "cp1250 cp1251 cp1252 cp1253 cp1254 cp932 cp936 cp949 gbk gb18030 gb2312 big5 euc-kr euc-jp shift_jis"

# What people may choose, by Python's names, where it cannot be told.
CHOICES = {
    "cp1252": "Western European (Windows 1252, Latin 1)",
    "cp1250": "Central European (Windows 1250)",
    "cp1251": "Cyrillic (Windows 1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp1253": "Greek (Windows 1253)",
    "cp1254": "Turkish (Windows 1254)",
    "cp1257": "Baltic (Windows 1257)",
    "cp1255": "Hebrew (Windows 1255)",
    "cp1256": "Arabic (Windows 1256)",
    "cp874": "Thai (Windows 874)",
    "cp1258": "Vietnamese (Windows 1258)",
    "cp932": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC)",
    "gb18030": "Chinese, simplified (GBK, GB 18030)",
    "big5hkscs": "Chinese, traditional (Big5)",
    "cp949": "Korean (EUC-KR, Windows 949)",
}


def legacy(data: bytes) -> str:
    """Return text that is not UTF-8: as its own [encoding:] or #ENCODING: says, else the one that reads well;
    LyricsError when none does.
    """
    if (named := _NAMED.search(data)) and (name := _plain_name(named[1].decode("ascii"))):
        return data.decode(name, "replace")
    mended = data.decode("utf-8", "replace")
    whole = sum(ord(c) > 127 for c in mended) - mended.count("\ufffd")
    if whole > mended.count("\ufffd"):
        return mended  # UTF-8 with a broken letter or two
    for name, fits in (("cp932", _japanese), ("cp949", _korean), ("cp1251", _russian)):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if fits(text):
            return text
    high = sum(b > 127 for b in data)
    if high * 4 <= sum(bytes([b]).isalpha() for b in data) + high:
        return data.decode("cp1252", "replace").replace("\ufffd", "")
    raise LyricsError(
        "We cannot tell how the letters of this file are stored; please save it as UTF-8 and bring it again, or choose "
        "its letters in the form (canary lyrics convert takes --encoding cp1250 and the like)."
    )


def is_unicode(data: bytes) -> bool:
    """Whether bytes need no encoding to be named: they bear a mark, hold zeros as UTF-16 does, or are UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in data:
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def chosen(data: bytes, name: str) -> str:
    """Return text in the encoding that somebody named; LyricsError where there is none such or it does not fit."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise LyricsError(f"This file is not written in {name}: byte {error.start + 1} is no letter there.") from error
    except (LookupError, ValueError) as error:
        raise LyricsError(
            f"No text encoding has the name {name}; well known ones are utf-8, cp1250 and cp1252."
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
    # Half-width katakana are what other encodings turn into when they are read as Japanese.
    return _share(text, "\u3041", "\u30ff") > 0.25 and _share(text, "\uff61", "\uff9f") < 0.1


def _korean(text: str) -> bool:
    # Read as Korean, Chinese turns into Han letters and rare syllables; Western letters need an odd neighbour
    # to decode at all.
    wide = sum(ord(c) > 127 for c in text)
    return _share(text, "\uac00", "\ud7a3") > 0.9 and wide * 2 > sum(c.isalpha() for c in text)


def _russian(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    small = sum("\u0430" <= c <= "\u0451" for c in letters)
    return _share(text, "\u0410", "\u0451") > 0.95 and small * 2 > len(letters)
