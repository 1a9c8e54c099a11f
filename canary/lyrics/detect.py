"""Any lyrics file in: the format is told from what is inside, not from the name."""

from . import lrc
from .model import Lyrics
from .text import clean, decode, read_plain


def format_of(text: str) -> str:
    """Return "lrc" or "plain" for the text of a lyrics file."""
    return "lrc" if lrc.is_lrc(text) else "plain"


def read(data: bytes, name: str = "") -> Lyrics:  # noqa: ARG001 (formats that look alike will need it)
    """Return the lyrics in a file's bytes; not text, over 2 MB, 5,000 lines or 2,000 characters a line:
    LyricsError.
    """
    text = clean(decode(data))
    return lrc.read(text) if format_of(text) == "lrc" else read_plain(text)
