"""Reads dictd dictionaries (.index, .dict), such as FreeDict's. Format: the manual pages of dictd and dictfmt."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from canary.sentences import N_

from . import prose
from .headword import About, DictionaryError, Headword, Step, line_of
from .unpack import lines, opened

_DIGITS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
_MOST_LINE = 4 * 2**10
_MOST_ARTICLE = 64 * 2**10
_OWN = re.compile(r"00-?database-?")
_LICENCES = (
    (re.compile(r"(?:CC[ -]BY[ -]SA|Attribution[- ]Share-?Alike)\D{0,20}(\d\.\d)?", re.IGNORECASE), "CC BY-SA"),
    (re.compile(r"(?:CC[ -]BY|Creative Commons Attribution)\D{0,20}(\d\.\d)?", re.IGNORECASE), "CC BY"),
    (re.compile(r"(?:GNU General Public License|GPL)\D{0,20}(\d(?:\.\d)?)?", re.IGNORECASE), "GPL"),
    (re.compile(r"public domain()", re.IGNORECASE), "public domain"),
)


def about(index: Path, articles: Path) -> About:
    """Return the name and licence that a dictionary states in its first entries, 00databaseshort and 00databaseinfo.

    Raises DictionaryError if a row is invalid.
    """
    info: dict[str, str] = {}
    with opened(index) as stream, articles.open("rb") as texts:
        for number, line in lines(stream, "the .index file", _MOST_LINE):
            word = line.partition("\t")[0]
            if _OWN.match(word):
                _, offset, length = _row(number, line)
                info[_OWN.sub("", word)] = _article(texts, offset, length)
            elif number > 200:
                break
    name = line_of(info.get("short", "").partition("\n")[2] or info.get("short", ""))
    return About(name[:100], licence=licence_in(info.get("info", "")))


def licence_in(text: str) -> str:
    """Return the short name of the licence that a text mentions, such as "CC BY-SA 3.0", or an empty string."""
    for pattern, name in _LICENCES:
        if match := pattern.search(text):
            return f"{name} {match[1] or ''}".strip()
    return ""


def read(index: Path, articles: Path, step: Step) -> Iterator[Headword]:
    """Yield the words of an .index file with the meanings in their articles in the .dict file.

    Raises DictionaryError if a row is invalid or an article is beyond the end of the .dict file.
    """
    size, most, done = index.stat().st_size, articles.stat().st_size, 0
    with opened(index) as stream, articles.open("rb") as texts:
        for number, line in lines(stream, "the .index file", _MOST_LINE):
            done += len(line) + 1
            step(min(done, size), size)
            word, offset, length = _row(number, line)
            if offset + length > most:
                raise DictionaryError(
                    N_(
                        "The entry “%(word)s” is beyond the end of the .dict file. Download the dictionary again.",
                        word=word[:40],
                    )
                )
            if word and not _OWN.match(word):
                yield from prose.headwords(word, _article(texts, offset, length))


def _row(number: int, line: str) -> tuple[str, int, int]:
    cells = line.split("\t")
    if len(cells) not in {3, 4} or not all(0 < len(x) < 12 and set(x) <= _DIGITS.keys() for x in cells[1:3]):
        raise DictionaryError(
            N_(
                "Line %(line)s of the .index file isn’t a word followed by two numbers, so this isn’t a dictd index.",
                line=number,
            )
        )
    return line_of(cells[0]), _number(cells[1]), _number(cells[2])


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 64 + _DIGITS[digit]
    return number


def _article(texts: IO[bytes], offset: int, length: int) -> str:
    texts.seek(offset)
    return texts.read(min(length, _MOST_ARTICLE)).decode("utf-8", "replace")
