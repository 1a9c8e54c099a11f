"""Reads lyrics files of any format, which it detects by the file's content and not by its name."""

from collections.abc import Callable

from canary.lyrics.formats import ass, counted, lrc, lyricsfile, plainjson, subtitles, ttml, ultrastar
from canary.lyrics.formats.text import decode, read_plain, scrub
from canary.lyrics.model import Lyrics

# The formats (name, detection, reader) in the order in which they're tried; the first match is used.
_FORMATS: tuple[tuple[str, Callable[[str], bool], Callable[[str], Lyrics]], ...] = (
    ("lyricsfile", lyricsfile.is_lyricsfile, lyricsfile.read),
    ("json", plainjson.is_json, plainjson.read),
    ("qrc", counted.is_qrc, counted.read_qrc),
    ("ttml", ttml.is_ttml, ttml.read),
    ("vtt", subtitles.is_vtt, subtitles.read_vtt),
    ("ass", ass.is_ass, ass.read),
    ("ultrastar", ultrastar.is_ultrastar, ultrastar.read),
    ("yrc", counted.is_yrc, counted.read_yrc),
    ("krc", counted.is_krc, counted.read_krc),
    ("lyl", counted.is_lines, counted.read_lines),
    ("lys", counted.is_lys, counted.read_lys),
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

    It's "lyricsfile", "json", "qrc", "ttml", "vtt", "ass", "ultrastar", "yrc", "krc", "lyl", "lys", "srt", "lrc" or
    "plain".
    """
    counted.check_open(data)
    text = scrub(decode(data, encoding))
    name, _, reader = next(entry for entry in _FORMATS if entry[1](text))
    return reader(text), name
