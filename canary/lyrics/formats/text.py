"""Decoding and cleaning of text, and the reader of lyrics without times."""

import codecs
import re
import unicodedata
from collections.abc import Sequence

from canary.lyrics.formats.encodings import chosen, legacy
from canary.lyrics.model import Line, Lyrics, LyricsError
from canary.sentences import N_

MAX_BYTES = 2_000_000
MAX_LINES = 5_000
MAX_CHARACTERS = 2_000  # of a line
TOO_LARGE = N_("These lyrics are larger than 2 MB. Use the text of one song only.")

_TAG = re.compile(r"\[\s*([A-Za-z_]{1,20})\s*:(.*)\]\s*$", re.DOTALL)
_KNOWN = "ti ar al au by la lang language length lr offset re tool ve version encoding id title artist album"
_LABEL = re.compile(r"[\[(【]\s*[^\[\]<>]{0,80}[\])】]\s*:?$")
# Control characters that break pages, databases or terminals; joiners stay, since Arabic and Indic scripts need them.
_RANGES = (
    (0, 9),
    (11, 32),
    (127, 160),
    (0x202A, 0x202F),
    (0x2066, 0x206A),
    (0xFEFF, 0xFF00),
    (0xFFFC, 0xFFFD),
)
_CONTROLS = dict.fromkeys(code for low, high in _RANGES for code in range(low, high))
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def too_many_lines(count: int) -> LyricsError:
    """Return the error for lyrics with too many lines."""
    return LyricsError(N_("These lyrics have %(count)s lines, and %(most)s is the most.", count=count, most=MAX_LINES))


def too_long_line(number: int, length: int) -> LyricsError:
    """Return the error for a line with too many characters."""
    return LyricsError(
        N_(
            "Line %(number)s has %(length)s characters, and %(most)s is the most.",
            number=number,
            length=length,
            most=MAX_CHARACTERS,
        )
    )


def decode(data: bytes, encoding: str = "") -> str:
    """Decode a file: with the given encoding, or else by its byte order mark, as UTF-8, UTF-16, or a legacy encoding
    that yields plausible text. Raises LyricsError.
    """
    if len(data) > MAX_BYTES:
        raise LyricsError(TOO_LARGE)
    if encoding:
        return chosen(data, encoding)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if text := _unmarked_utf16(data):
        return text
    if sum(data.count(c) for c in (0, 1, 2, 3, 4, 5, 6, 14, 15, 16)) > max(10, len(data) // 50):
        raise LyricsError(N_("This is not a text file. Lyrics files usually end in .lrc or .txt."))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return legacy(data)


def _unmarked_utf16(data: bytes) -> str:
    """Return the text of UTF-16 without a byte order mark; "" for other bytes."""
    # In UTF-16, every other byte of ASCII characters (for example in time stamps) is zero.
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        others = data[1 - offset :: 2]
        odd = sum(others.count(c) for c in range(9))
        if len(data) >= 8 and data[offset::2].count(0) * 6 > len(data) and odd * 20 < len(data):
            return data.decode(encoding, "replace")
    # If only the line ends are ASCII, try both byte orders: the wrong one doesn't yield letters.
    if 0 in data:
        return _wide(data, "utf-16-le") or _wide(data, "utf-16-be")
    return ""


def _wide(data: bytes, encoding: str) -> str:
    """Decode bytes with a two-byte encoding; "" if the result isn't lines of letters."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    letters = sum(unicodedata.category(c)[0] in "LMNPZ" or c in "\r\n\t" for c in text)
    return text if "\n" in text and letters == len(text) else ""


def scrub(text: str) -> str:
    r"""Return text with \n line ends, in NFC and without control characters; no-break spaces stay."""
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    text = text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return text as `scrub` does, with plain spaces. Raises LyricsError for too many or too long lines."""
    text = scrub(text).replace("\u00a0", " ")
    rows = text.split("\n")
    if len(rows) > MAX_LINES + 1:
        raise too_many_lines(len(rows))
    for number, row in enumerate(rows, 1):
        if len(row) > MAX_CHARACTERS:
            raise too_long_line(number, len(row))
    return text


def metadata(rows: Sequence[str]) -> dict[str, str]:
    """Return the LRC tags ([ti:], [ar:], [offset:] …) by lower-case key; the first of each key counts."""
    found: dict[str, str] = {}
    for row in rows:
        match = _TAG.match(row.strip())
        if match and match[1].lower() in _KNOWN.split():
            found.setdefault(match[1].lower(), match[2].strip())
    return found


def is_label(row: str) -> bool:
    """Return whether a row is a label in brackets ("[Chorus: Anna]", "[ti:...]") and not sung."""
    return row.startswith(("[", "【")) and _LABEL.match(row) is not None


def read_plain(text: str) -> Lyrics:
    """Parse untimed lyrics: a line per row, without labels, an empty line between stanzas; limits as in `clean`."""
    rows = [" ".join(row.split()) for row in clean(text).split("\n")]
    lines: list[Line] = []
    for row in rows:
        if is_label(row):
            continue
        if row or (lines and lines[-1].text):
            lines.append(Line(row))
    while lines and not lines[-1].text:
        lines.pop()
    return Lyrics(tuple(lines), (), metadata(rows), "none")
