"""Dictionaries as a table: a word a line, cells parted by tabs: word, part of speech if you like, meanings."""

from collections.abc import Iterator
from pathlib import Path

from .headword import DictionaryError, Headword, Step, line_of, pos_of, senses_of
from .unpack import lines, opened

_MOST_LINE = 64 * 2**10


def read(path: Path, step: Step) -> Iterator[Headword]:
    """Yield the words of a table in UTF-8; empty lines and those that begin with # are left out."""
    size, done = path.stat().st_size, 0
    with opened(path) as stream:
        for number, line in lines(stream, path.name, _MOST_LINE):
            done += len(line.encode()) + 1
            step(min(done, size), size)
            if not line.strip() or line.startswith("#"):
                continue
            word, *cells = line.split("\t")
            if not cells:
                raise DictionaryError(f"Line {number} of {path.name} has no tab: write a word, a tab and its meaning.")
            pos = pos_of(cells[0]) if len(cells) > 1 else ""
            lemma, senses = line_of(word), senses_of(cells[1:] if pos or (len(cells) > 1 and not cells[0]) else cells)
            if lemma and senses:
                yield Headword(lemma, pos, senses)
