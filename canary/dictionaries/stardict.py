"""Reads StarDict dictionaries (.ifo, .idx, .dict). Format: "StarDictFileFormat" in StarDict's documentation."""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from canary.sentences import N_

from . import prose
from .headword import About, DictionaryError, Headword, Step, line_of

_MAGIC = "StarDict's dict ifo file"  # untranslated: the first bytes of an .ifo file
_MOST_WORD = 256  # the most bytes of a headword, including the zero byte at its end
_MOST_ARTICLE = 64 * 2**10  # the most bytes of an article that are read
_MARKUP = frozenset("ghxk")
_TEXT = frozenset("mlw") | _MARKUP


def about(ifo: Path) -> tuple[About, dict[str, str]]:
    """Return the dictionary's name and all options in an .ifo file. Raises DictionaryError for any other file."""
    with ifo.open("rb") as file:
        text = file.read(64 * 2**10).decode("utf-8-sig", "replace")
    head, *rows = text.splitlines() or [""]
    if head.strip() != _MAGIC:
        raise DictionaryError(N_("%(file)s isn’t a StarDict .ifo file. Download the dictionary again.", file=ifo.name))
    options = {key.strip(): value.strip() for key, _, value in (row.partition("=") for row in rows)}
    return About(line_of(options.get("bookname", ""))[:100]), options


def read(idx: Path, articles: Path, options: dict[str, str], step: Step, syn: Path | None = None) -> Iterator[Headword]:
    """Yield the words of an .idx file with the meanings in their articles, then the synonyms of a .syn file.

    The files must be unpacked, and `options` are those of the .ifo file. Raises DictionaryError if the files are
    incomplete or don't match.
    """
    wide = options.get("idxoffsetbits") == "64"
    size, most = idx.stat().st_size, articles.stat().st_size
    _check_size(size, options.get("idxfilesize", ""))
    types = options.get("sametypesequence", "")
    form = struct.Struct(">QI" if wide else ">II")
    # `rows` has the offset of each entry in the .idx file, because a .syn file refers to entries by their numbers.
    rows, begun = array("Q"), 0
    with idx.open("rb") as index, articles.open("rb") as texts:
        for done, word, (offset, length) in _rows(index, form, ".idx"):
            if offset + length > most:
                raise DictionaryError(
                    N_(
                        "The entry “%(word)s” is beyond the end of the .dict file. Download the dictionary again.",
                        word=word[:40],
                    )
                )
            step(done, size)
            if syn is not None:
                rows.append(begun)
                begun = done
            yield from _headwords(word, texts, offset, length, types)
        for other, number in _synonyms(syn) if syn is not None else ():
            if number >= len(rows):
                raise DictionaryError(
                    N_(
                        "“%(word)s” in the .syn file refers to an entry that isn’t in the .idx file. Download the"
                        " dictionary again.",
                        word=other[:40],
                    )
                )
            index.seek(rows[number])
            head, _, rest = index.read(_MOST_WORD + form.size).partition(b"\0")
            word = line_of(head.decode("utf-8", "replace"))
            offset, length = form.unpack_from(rest)
            for found in _headwords(word, texts, offset, length, types):
                if other:
                    yield replace(found, lemma=other)


def _check_size(size: int, stated: str) -> None:
    if stated.isdecimal() and int(stated[:19]) != size:
        raise DictionaryError(
            N_(
                "The .idx file is %(size)s bytes long, but its .ifo file says %(stated)s. The .idx file is incomplete,"
                " or the files belong to different dictionaries. Download the dictionary again.",
                size=size,
                stated=int(stated[:19]),
            )
        )


def _headwords(word: str, texts: IO[bytes], offset: int, length: int, types: str) -> Iterator[Headword]:
    texts.seek(offset)
    article = _text(texts.read(min(length, _MOST_ARTICLE)), types)
    if word and article:
        yield from prose.headwords(word, article)


def _synonyms(syn: Path) -> Iterator[tuple[str, int]]:
    with syn.open("rb") as file:
        for _, word, number in _rows(file, struct.Struct(">I"), ".syn"):
            yield word, number[0]


def _rows(index: IO[bytes], form: struct.Struct, name: str) -> Iterator[tuple[int, str, tuple[Any, ...]]]:
    """For each row of a file, yield the number of bytes read so far, the row's word, and the numbers after the word.

    `form` is the binary layout of the numbers, and `name` the file's name in errors. Raises DictionaryError if the file
    is incomplete or a word is too long.
    """
    rest, done = b"", 0
    while chunk := index.read(2**16):
        rest += chunk
        at = 0
        while (end := rest.find(b"\0", at, at + _MOST_WORD)) >= 0 and end + 1 + form.size <= len(rest):
            done += end + 1 + form.size - at
            yield done, line_of(rest[at:end].decode("utf-8", "replace")), form.unpack_from(rest, end + 1)
            at = end + 1 + form.size
        if end < 0 and len(rest) - at >= _MOST_WORD:
            raise DictionaryError(
                N_("The %(name)s file has a word of more than 255 bytes. Download the dictionary again.", name=name)
            )
        rest = rest[at:]
    if rest:
        raise DictionaryError(
            N_("The %(name)s file ends in the middle of an entry. Download the dictionary again.", name=name)
        )


def _text(article: bytes, types: str) -> str:
    found = []
    for kind, data in _fields(article, types):
        if kind in _TEXT:
            text = data.decode("utf-8", "replace")
            found.append(prose.plain(text, xdxf=kind in "xk") if kind in _MARKUP else text)
    return "\n".join(found)


def _fields(article: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of an article as (type, bytes). `types` are their types, if the dictionary states them.

    A part with a lower-case type ends with a zero byte, and one with an upper-case type begins with its size.
    """
    at, left = 0, list(types)
    while at < len(article) and (left or not types):
        if types:
            kind = left.pop(0)
        else:
            kind, at = chr(article[at]), at + 1
        last = bool(types) and not left  # if the types are stated, the last part extends to the article's end
        if kind.isupper():
            size = len(article) - at if last else int.from_bytes(article[at : at + 4], "big")
            at += 0 if last else 4
            yield kind, article[at : at + size]
            at += size
        else:
            end = article.find(b"\0", at)
            end = len(article) if last or end < 0 else end
            yield kind, article[at:end].rstrip(b"\0")
            at = end + 1
