"""Reads dictionaries that are tables.

Each line has a word, its part of speech (optional) and its meanings, separated by tabs.
"""

from collections.abc import Iterator
from pathlib import Path

from canary.sentences import N_

from .headword import DictionaryError, Headword, Step, line_of, pos_of, senses_of
from .unpack import lines, opened

_MOST_LINE = 64 * 2**10


def read(path: Path, step: Step) -> Iterator[Headword]:
    """Yield the words of a UTF-8 table. Empty lines and lines that begin with # are ignored.

    Raises DictionaryError if a line has no tab or is too long.
    """
    size, done = path.stat().st_size, 0
    with opened(path) as stream:
        for number, line in lines(stream, path.name, _MOST_LINE):
            done += len(line.encode()) + 1
            step(min(done, size), size)
            if not line.strip() or line.startswith("#"):
                continue
            word, *cells = line.split("\t")
            if not cells:
                raise DictionaryError(
                    N_(
                        "Line %(line)s of %(file)s has no tab. Write a word, a tab and its meaning.",
                        line=number,
                        file=path.name,
                    )
                )
            pos = pos_of(cells[0]) if len(cells) > 1 else ""
            lemma, senses = line_of(word), senses_of(cells[1:] if pos or (len(cells) > 1 and not cells[0]) else cells)
            if lemma and senses:
                yield Headword(lemma, pos, senses)
