"""Corrections of a song's words: where one begins and ends, and its dictionary form. No analyser is always right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from canary.vocab import rank
from canary.vocab.token import Token

# A word of a line as it's stored: [start, end, lemma, pos, kind].
Stored = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A word that a correction makes, from the offset `start` to `end` of the line."""

    start: int
    end: int
    lemma: str
    pos: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The words to put in the place of those that overlap `start`:`end`, in each line with this text."""

    line_text: str
    start: int
    end: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """Lines with corrections applied, the words that no line has any more, and those that are new."""

    lines: list[list[list[Any]]]
    gone: frozenset[str]
    new: Sequence[rank.Candidate]


def apply(
    texts: Sequence[str], lines: Sequence[Sequence[Stored]], corrections: Collection[Correction]
) -> list[list[list[Any]]]:
    """Return the words of each line with the corrections of its text, the later ones over the earlier ones."""
    by_text: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_text.setdefault(correction.line_text, []).append(correction)
    found = []
    for text, line in zip(texts, lines, strict=False):
        words = [list(word) for word in line]
        for one in by_text.get(text, ()):
            words = [word for word in words if word[1] <= one.start or word[0] >= one.end]
            words += [[part.start, part.end, part.lemma, part.pos, "word"] for part in one.parts]
        found.append(sorted(words, key=lambda word: (word[0], word[1])))
    return found


def corrected(
    texts: Sequence[str], lines: Sequence[Sequence[Stored]], corrections: Collection[Correction], language: str
) -> Corrected:
    """Apply corrections, and tell which words are gone and which are new and worth keeping."""
    after = apply(texts, lines, corrections)
    before_lemmas, after_lemmas = _lemmas(lines), _lemmas(after)
    made = {part.lemma for one in corrections for part in one.parts}
    found = {text: _tokens(text, line) for text, line in zip(texts, after, strict=False) if text}
    new = [word for word in rank.ranked(found, texts, language) if word.lemma in made - before_lemmas]
    return Corrected(after, frozenset(before_lemmas - after_lemmas), new)


def cut(text: str, start: int, typed: str, forms: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """Return where the words begin and end that somebody typed with | or spaces between them, with their forms.

    `text` is the line, and `start` where the typed words begin in it. Returns () if they aren't what is written there.
    A word without a form gets itself as its dictionary form.
    """
    pieces = [piece for piece in typed.replace("|", " ").split() if piece]
    found, at = [], start
    for n, piece in enumerate(pieces):
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(piece, at):
            return ()
        form = forms[n].strip() if n < len(forms) else ""
        found.append((at, at + len(piece), form or piece))
        at += len(piece)
    return tuple(found)


def _lemmas(lines: Sequence[Sequence[Stored]]) -> set[str]:
    return {word[2] for line in lines for word in line}


def _tokens(text: str, line: Sequence[Stored]) -> list[Token]:
    return [Token(text[start:end], lemma, pos, start, end, kind) for start, end, lemma, pos, kind in line]
