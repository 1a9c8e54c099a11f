"""StarDict dictionaries (.ifo, .idx, .dict), as StarDictFileFormat in that program's documentation describes them."""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from . import prose
from .headword import About, DictionaryError, Headword, Step, line_of

_MAGIC = "StarDict's dict ifo file"
_MOST_WORD = 256  # bytes of a headword, its end included
_MOST_ARTICLE = 64 * 2**10  # bytes that are read of an article
_MARKUP = frozenset("ghxk")
_TEXT = frozenset("mlw") | _MARKUP


def about(ifo: Path) -> tuple[About, dict[str, str]]:
    """What the .ifo file says: of the dictionary, and all its options."""
    with ifo.open("rb") as file:
        text = file.read(64 * 2**10).decode("utf-8-sig", "replace")
    head, *rows = text.splitlines() or [""]
    if head.strip() != _MAGIC:
        raise DictionaryError(f"{ifo.name} does not begin as StarDict's .ifo files do; install its dictionary anew.")
    options = {key.strip(): value.strip() for key, _, value in (row.partition("=") for row in rows)}
    return About(line_of(options.get("bookname", ""))[:100]), options


def read(idx: Path, articles: Path, options: dict[str, str], step: Step, syn: Path | None = None) -> Iterator[Headword]:
    """Yield the words of an unpacked .idx with their articles, and those that a .syn file says to mean the same; raises
    DictionaryError where the parts do not fit.
    """
    wide = options.get("idxoffsetbits") == "64"
    size, most = idx.stat().st_size, articles.stat().st_size
    _check_size(size, options.get("idxfilesize", ""))
    types = options.get("sametypesequence", "")
    form = struct.Struct(">QI" if wide else ">II")
    rows, begun = array("Q"), 0  # where the entries stand in the .idx file, by their number, which a .syn file names
    with idx.open("rb") as index, articles.open("rb") as texts:
        for done, word, (offset, length) in _rows(index, form, ".idx"):
            if offset + length > most:
                raise DictionaryError(
                    f"The entry “{word[:40]}” lies behind the end of the .dict file: the download is incomplete."
                )
            step(done, size)
            if syn is not None:
                rows.append(begun)
                begun = done
            yield from _headwords(word, texts, offset, length, types)
        for other, number in _synonyms(syn) if syn is not None else ():
            if number >= len(rows):
                raise DictionaryError(f"“{other[:40]}” in the .syn file names an entry that is not in the .idx file.")
            index.seek(rows[number])
            head, _, rest = index.read(_MOST_WORD + form.size).partition(b"\0")
            word = line_of(head.decode("utf-8", "replace"))
            offset, length = form.unpack_from(rest)
            for found in _headwords(word, texts, offset, length, types):
                if other:
                    yield replace(found, lemma=other)


def _check_size(size: int, said: str) -> None:
    if said.isdecimal() and int(said[:19]) != size:
        raise DictionaryError(
            f"The .idx file has {size} bytes, and {said[:19]} by its .ifo file: a part is missing or of another one."
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
    """Yield of each row of a file how many bytes are read, its word, and the numbers behind it."""
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
                f"The {name} file holds a word of more than 255 bytes: it is damaged, download it again."
            )
        rest = rest[at:]
    if rest:
        raise DictionaryError(f"The {name} file ends in the middle of an entry; download the dictionary again.")


def _text(article: bytes, types: str) -> str:
    found = []
    for kind, data in _fields(article, types):
        if kind in _TEXT:
            text = data.decode("utf-8", "replace")
            found.append(prose.plain(text, xdxf=kind in "xk") if kind in _MARKUP else text)
    return "\n".join(found)


def _fields(article: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    """The parts of an article with their type letters: small ones end in a zero byte, capitals begin with a size."""
    at, left = 0, list(types)
    while at < len(article) and (left or not types):
        if types:
            kind = left.pop(0)
        else:
            kind, at = chr(article[at]), at + 1
        last = bool(types) and not left  # the last one of a fixed sequence goes to the end
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
