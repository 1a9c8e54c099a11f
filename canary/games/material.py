"""The material of games: a song's lines and their words, and which words a game may ask for."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from canary.games.foreign import SongLanguage
from canary.language_tags import base
from canary.vocab.analyse import CONTENT

LONGEST = 15_000  # the length in ms of a last line without a known end
# Languages without spaces between words.
UNSPACED = frozenset({"ja", "zh", "th", "km", "lo", "my"})
_TAILS = frozenset({"て", "で", "ちゃ", "じゃ", "ば", "たら", "だら"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `start`:`end` of its line's text.

    `rank` is its place among the song's useful words, 0 the most useful; None for words that are never asked for:
    function words, names, sounds, words of other languages, parts of words.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    kind: str
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sung line. `n` counts from 0; `start` and `end` are in ms or None; `foreign`: it's in another language."""

    n: int
    text: str
    start: int | None
    end: int | None
    words: tuple[Word, ...]
    foreign: bool = False

    @property
    def sung(self) -> tuple[Word, ...]:
        """The words except meaningless sounds (la la)."""
        return tuple(w for w in self.words if w.kind != "sound")


@lru_cache(8192)
def fold(text: str) -> str:
    """Return the form in which texts are compared: letters and digits in lower case with single spaces.

    The Turkish ı counts as i, since I may be the capital of either.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i").replace("ı", "i")
    return " ".join("".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split())


@lru_cache(8192)
def bare(text: str) -> str:
    """Return a folded text without accents, vowel signs and spaces, so that "se" and "sé" are equal."""
    apart = unicodedata.normalize("NFD", fold(text))
    return "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Zs"})


def begins(text: str, words: Sequence[Word], word: Word) -> bool:
    """Return whether a word begins a sentence, so that its capital letter says nothing about it."""
    before = [w.end for w in words if w.end <= word.start]
    return not before or any(not c.isalnum() and c not in " ,;'’-" for c in text[before[-1] : word.start])


def lines_of(
    texts: Sequence[str],
    times: Sequence[tuple[int | None, int | None]],
    tokens: Sequence[Sequence[Sequence[Any]]],
    useful: Sequence[str],
    language: str,
    sure: Collection[str] = (),
) -> list[Line]:
    """Return the lines with their words. `tokens` are from `vocab.tokens_of`; `useful` are lemmas, most useful first.

    Lines without words (pauses) are left out. Without `useful` lemmas, the part of speech decides which words are asked
    for. `sure` lemmas are never treated as foreign, because they have a meaning in the song's language.
    """
    ranks = {lemma: rank for rank, lemma in reversed(list(enumerate(useful)))}
    code, song_language, ends = base(language), SongLanguage(language), _ends(times)
    rows = []
    for n, (text, row) in enumerate(zip(texts, tokens, strict=False)):
        words = [Word(s, e, text[s:e], lemma, pos, kind) for s, e, lemma, pos, kind in row if 0 <= s < e <= len(text)]
        rows.append((n, text, _whole(words) if code == "ja" else words))
    names = set() if code == "de" else _names(rows)
    found = []
    for n, text, words in rows:
        foreign_words = [w.lemma not in sure and song_language.is_foreign(w.text) for w in words]
        foreign = 2 * sum(foreign_words) > len(words)
        asked = []
        for word, odd in zip(words, foreign_words, strict=True):
            whole = code in UNSPACED or _alone(text, word)
            useful_as = None if foreign or odd or not whole or fold(word.text) in names else _rank(word, ranks)
            asked.append(replace(word, rank=useful_as))
        if asked:
            found.append(Line(n, text, times[n][0], ends[n], tuple(asked), foreign))
    return found


def _rank(word: Word, ranks: Mapping[str, int]) -> int | None:
    if word.kind != "word":
        return None
    return ranks.get(word.lemma) if ranks else 0 if word.pos in CONTENT else None


def _names(rows: Sequence[tuple[int, str, Sequence[Word]]]) -> set[str]:
    """Return the words that have a capital inside a sentence and are never in lower case: names the analyser missed."""
    small = {fold(w.text) for _, _, words in rows for w in words if not w.text[0].isupper()}
    inside = {
        fold(w.text) for _, text, words in rows for w in words if w.text[0].isupper() and not begins(text, words, w)
    }
    return inside - small


def _alone(text: str, word: Word) -> bool:
    """Return whether no letter is adjacent to the word, so that it isn't part of a longer one."""
    around = text[max(0, word.start - 1) : word.start] + text[word.end : word.end + 1]
    return not any(unicodedata.category(c)[0] in "LMN" for c in around)


def _whole(words: Sequence[Word]) -> list[Word]:
    """Join Japanese verbs with their endings: ask for 待っていた, not for 待っ."""
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else None
        joins = word.pos == "AUX" or word.text in _TAILS or (word.lemma == "いる" and last and last.text[-1] in "てで")
        if last and last.pos in {"VERB", "ADJ"} and last.kind == "word" and last.end == word.start and joins:
            found[-1] = Word(last.start, word.end, last.text + word.text, last.lemma, last.pos, last.kind)
        else:
            found.append(word)
    return found


def _ends(times: Sequence[tuple[int | None, int | None]]) -> list[int | None]:
    """Return the lines' ends in ms. A line without an end lasts until the next line starts."""
    found = []
    for (start, end), (following, _) in pairwise([*times, (None, None)]):
        later = following if following is not None and start is not None and following > start else None
        found.append(end if end is not None or start is None else later or start + LONGEST)
    return found
