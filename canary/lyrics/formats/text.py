"""Bytes to text, and text without any times."""

import codecs
import re
import unicodedata
from collections.abc import Sequence

from canary.lyrics.formats.encodings import chosen, legacy
from canary.lyrics.model import Line, Lyrics, LyricsError

MOST_BYTES = 2_000_000
MOST_LINES = 5_000
MOST_CHARACTERS = 2_000

_TAG = re.compile(r"\[\s*([A-Za-z_]{1,20})\s*:(.*)\]\s*$", re.DOTALL)
_KNOWN = "ti ar al au by la lang language length lr offset re tool ve version encoding id title artist album"
_LABEL = re.compile(r"[\[(【]\s*[^\[\]<>]{0,80}[\])】]\s*:?$")
# What a page, a database or a terminal would stumble over; joiners stay, since Arabic and Indic scripts need
# them.
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


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of a file: in the encoding named (for people who know), else by its mark, UTF-8, UTF-16, or an
    older encoding when that reads well; else LyricsError.
    """
    if len(data) > MOST_BYTES:
        raise LyricsError("This lyrics file is larger than 2 MB, which no song needs; please bring the words alone.")
    if encoding:
        return chosen(data, encoding)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if text := _unmarked_utf16(data):
        return text
    if sum(data.count(c) for c in (0, 1, 2, 3, 4, 5, 6, 14, 15, 16)) > max(10, len(data) // 50):
        raise LyricsError("This is not a text file; lyrics come as .lrc or .txt.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return legacy(data)


def _unmarked_utf16(data: bytes) -> str:
    """Return the text of bytes that are UTF-16 without a byte order mark, else ""."""
    # It has a zero in every other byte, at least where it is ASCII (stamps are).
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        others = data[1 - offset :: 2]
        odd = sum(others.count(c) for c in range(9))
        if len(data) >= 8 and data[offset::2].count(0) * 6 > len(data) and odd * 20 < len(data):
            return data.decode(encoding, "replace")
    # Where nothing is ASCII but the line ends: read the wrong way round, these are no letters.
    if 0 in data:
        return _wide(data, "utf-16-le") or _wide(data, "utf-16-be")
    return ""


def _wide(data: bytes, encoding: str) -> str:
    """Return the text that bytes are in an encoding of two bytes a letter, "" where they are not lines of letters."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    letters = sum(unicodedata.category(c)[0] in "LMNPZ" or c in "\r\n\t" for c in text)
    return text if "\n" in text and letters == len(text) else ""


def scrub(text: str) -> str:
    r"""Return text with \n line ends, NFC and no control characters; a space that does not break stays one."""
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    text = text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    r"""Return text as ``scrub`` does; too many or too long lines raise LyricsError."""
    text = scrub(text).replace("\u00a0", " ")
    rows = text.split("\n")
    if len(rows) > MOST_LINES + 1:
        raise LyricsError(f"These lyrics have {len(rows)} lines; {MOST_LINES} is the most that fits a song.")
    for number, row in enumerate(rows, 1):
        if len(row) > MOST_CHARACTERS:
            raise LyricsError(
                f"Line {number} is {len(row)} characters long; {MOST_CHARACTERS} is the most that fits a line."
            )
    return text


def metadata(rows: Sequence[str]) -> dict[str, str]:
    """Return the LRC tags among the rows by lower-case key ([ti:], [ar:], [offset:] ...); the first of a key
    counts.
    """
    found: dict[str, str] = {}
    for row in rows:
        match = _TAG.match(row.strip())
        if match and match[1].lower() in _KNOWN.split():
            found.setdefault(match[1].lower(), match[2].strip())
    return found


def is_label(row: str) -> bool:
    """Return whether a whole row in brackets names a part ("[Chorus: Anna]", "[ti:...]") and is not sung."""
    return row.startswith(("[", "【")) and _LABEL.match(row) is not None


def read_plain(text: str) -> Lyrics:
    """Return untimed lyrics: one line a row, part names left out, one empty line where stanzas part; bounds
    as in ``clean``.
    """
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
