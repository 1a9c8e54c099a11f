"""Reads lyrics files of any format, which it detects by the file's content and not by its name."""

from collections.abc import Callable

from canary.lyrics.formats import ass, lrc, plainjson, subtitles, ttml, ultrastar
from canary.lyrics.formats.text import decode, read_plain, scrub
from canary.lyrics.model import Lyrics

# The formats (name, detection, reader) in the order in which they're tried; the first match is used.
_FORMATS: tuple[tuple[str, Callable[[str], bool], Callable[[str], Lyrics]], ...] = (
    ("json", plainjson.is_json, plainjson.read),
    ("ttml", ttml.is_ttml, ttml.read),
    ("vtt", subtitles.is_vtt, subtitles.read_vtt),
    ("ass", ass.is_ass, ass.read),
    ("ultrastar", ultrastar.is_ultrastar, ultrastar.read),
    ("srt", subtitles.is_srt, subtitles.read_srt),
    ("lrc", lrc.is_lrc, lrc.read),
    ("plain", lambda _: True, read_plain),
)


def read(data: bytes, name: str = "", encoding: str = "") -> Lyrics:  # noqa: ARG001 (the content decides)
    """Parse a lyrics file. Raises LyricsError, which names the wrong line where possible.

    Files of more than 2 MB, 5,000 lines or 2,000 characters per line are refused. `encoding` overrides the detected
    text encoding.
    """
    return read_with_format(data, encoding)[0]


def read_with_format(data: bytes, encoding: str = "") -> tuple[Lyrics, str]:
    """Parse lyrics as `read` does, and return them with the name of the detected format.

    It's "json", "ttml", "vtt", "ass", "ultrastar", "srt", "lrc" or "plain".
    """
    text = scrub(decode(data, encoding))
    name, _, reader = next(entry for entry in _FORMATS if entry[1](text))
    return reader(text), name
