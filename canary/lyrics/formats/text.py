"""Decodes and cleans text, and reads lyrics without times."""

import codecs
import html
import re
import unicodedata
from collections.abc import Sequence

from canary.lyrics.formats.credits import without_credits
from canary.lyrics.formats.encodings import chosen, legacy
from canary.lyrics.model import Line, Lyrics, LyricsError
from canary.sentences import N_

MAX_BYTES = 2_000_000
MAX_LINES = 5_000
MAX_CHARACTERS = 2_000  # in a line
TOO_LARGE = N_("These lyrics are larger than 2 MB. Use the text of one song only.")

_TAG = re.compile(r"\[\s*([A-Za-z_]{1,20})\s*:(.*)\]\s*$", re.DOTALL)
_KNOWN = "ti ar al au by la lang language length lr offset re tool ve version encoding id title artist album"
_BREAK = re.compile(r"<br\s{0,3}/?>[ ]{0,9}\n?", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_LABEL = re.compile(r"[\[(【]\s*[^\[\]<>]{0,80}[\])】]\s*:?$")
# Control characters that break pages, databases or terminals. Joiners aren't among them, since Arabic and Indic scripts
# need them.
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
    return LyricsError(
        N_("These lyrics have %(count)s lines, but you can have at most %(most)s.", count=count, most=MAX_LINES)
    )


def too_long_line(number: int, length: int) -> LyricsError:
    """Return the error for a line with too many characters."""
    return LyricsError(
        N_(
            "Line %(number)s has %(length)s characters, but a line can have at most %(most)s.",
            number=number,
            length=length,
            most=MAX_CHARACTERS,
        )
    )


def decode(data: bytes, encoding: str = "") -> str:
    """Decode a file with the given encoding, or else with a detected one.

    Detection looks for a byte order mark, then tries UTF-16, UTF-8, and finally older encodings (see `legacy`). Raises
    LyricsError if the file is too large, isn't text, or can't be decoded.
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
        raise LyricsError(N_("This isn’t a text file. Lyrics files usually end in .lrc or .txt."))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return legacy(data)


def _unmarked_utf16(data: bytes) -> str:
    """Decode UTF-16 without a byte order mark; return "" for other bytes."""
    # In UTF-16, every second byte of ASCII characters, such as those of time stamps, is zero.
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        others = data[1 - offset :: 2]
        odd = sum(others.count(c) for c in range(9))
        if len(data) >= 8 and data[offset::2].count(0) * 6 > len(data) and odd * 20 < len(data):
            return data.decode(encoding, "replace")
    # If only the line endings are ASCII, both byte orders are tried: the wrong one doesn't yield letters.
    if 0 in data:
        return _wide(data, "utf-16-le") or _wide(data, "utf-16-be")
    return ""


def _wide(data: bytes, encoding: str) -> str:
    """Decode bytes with a two-byte encoding; return "" if the result isn't several lines of letters."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    letters = sum(unicodedata.category(c)[0] in "LMNPZ" or c in "\r\n\t" for c in text)
    return text if "\n" in text and letters == len(text) else ""


def scrub(text: str) -> str:
    r"""Return text in NFC, with \n line endings and without control characters. No-break spaces aren't replaced."""
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    text = text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROLS)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return text cleaned as by `scrub`, with no-break spaces replaced by spaces.

    Raises LyricsError for more than MAX_LINES lines, or a line of more than MAX_CHARACTERS characters.
    """
    text = scrub(text).replace("\u00a0", " ")
    rows = text.split("\n")
    if len(rows) > MAX_LINES + 1:
        raise too_many_lines(len(rows))
    for number, row in enumerate(rows, 1):
        if len(row) > MAX_CHARACTERS:
            raise too_long_line(number, len(row))
    return text


def unmarked(text: str) -> str:
    """Return text of a page without its marks: <br> is a line break, and &amp; and the like are their characters."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), _BREAK.sub("\n", text))


def metadata(rows: Sequence[str]) -> dict[str, str]:
    """Return the LRC tags ([ti:], [ar:], [offset:], …) by lower-case key; of a repeated key, the first value."""
    found: dict[str, str] = {}
    for row in rows:
        match = _TAG.match(row.strip())
        if match and match[1].lower() in _KNOWN.split():
            found.setdefault(match[1].lower(), match[2].strip())
    return found


def is_label(row: str) -> bool:
    """Return whether a row is a label in brackets, such as "[Chorus: Anna]" or "[ti:...]", which isn't sung."""
    return row.startswith(("[", "【")) and _LABEL.match(row) is not None


def read_plain(text: str) -> Lyrics:
    """Parse untimed lyrics: each row is a line, except for labels and credits, and an empty line separates stanzas.

    Raises LyricsError for too many or too long lines (see `clean`).
    """
    rows = [" ".join(row.split()) for row in clean(unmarked(scrub(text))).split("\n")]
    meta = metadata(rows)
    lines: list[Line] = []
    for line in without_credits([Line(row) for row in rows if not is_label(row)], meta):
        if line.text or (lines and lines[-1].text):
            lines.append(line)
    while lines and not lines[-1].text:
        lines.pop()
    return Lyrics(tuple(lines), (), meta, "none")
