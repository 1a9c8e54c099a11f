"""Wrong answers for games: other words of the song, offered beside the right one or put in its place."""

import random
from collections.abc import Mapping, Sequence

from canary.games.material import Line, Word, bare, begins, fold


def others(
    answer: Word, line: Line, lines: Sequence[Line], meanings: Mapping[str, str], rng: random.Random, count: int = 3
) -> list[str]:
    """Return `count` wrong words to offer instead of `answer`, similar ones first; [] if the song has too few.

    None of them could be right. These are left out: forms of the same word, words with the same meaning (`meanings` by
    lemma), words of the same line, words that stand between the same neighbours elsewhere in the song, and words that
    are too similar.
    """
    taken = {bare(w.text) for w in line.words}
    lemmas = {w.lemma for w in line.words}
    here = around(line, answer)
    fitting = {bare(w.text) for x in lines for w in x.words if around(x, w) == here}
    found: dict[str, tuple[tuple[bool, int, float], str]] = {}
    for there, other in ((x, w) for x in lines for w in x.words if w.rank is not None):
        key, text = bare(other.text), _spelt(there, other, line, answer)
        if not key or not text or key in found or key in taken or key in fitting or other.lemma in lemmas:
            continue
        if _alike(key, bare(answer.text)) or _same(meanings, other.lemma, answer.lemma):
            continue
        apart = abs(len(other.text) - len(answer.text))
        if apart <= most_apart(answer.text):
            found[key] = ((other.pos != answer.pos, apart // 2, rng.random()), text)
    chosen = [text for _, text in sorted(found.values())][:count]
    return chosen if len(chosen) == count else []


def most_apart(answer: str) -> int:
    """Return by how many letters a wrong word may be longer or shorter than the answer."""
    return max(3, len(answer) // 2)


def around(line: Line, word: Word) -> tuple[str, str]:
    """Return the words before and after a word in its line, folded; "" at the line's ends."""
    at = line.words.index(word)
    before = fold(line.words[at - 1].text) if at else ""
    after = fold(line.words[at + 1].text) if at + 1 < len(line.words) else ""
    return before, after


def _alike(one: str, two: str) -> bool:
    """Return whether two words sound alike or may be unrecognised forms of one word, such as joue and jouer."""
    short, long = sorted((one, two), key=len)
    shared = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short == long or shared >= max(2, (2 * len(short) + 2) // 3)


def _same(meanings: Mapping[str, str], one: str, two: str) -> bool:
    return bool(meanings.get(one)) and fold(meanings[one]) == fold(meanings.get(two, ""))


def _spelt(there: Line, other: Word, here: Line, answer: Word) -> str:
    """Return the other word as it would be written in the answer's place.

    Return "" if its capital letter would give it away, as with a German noun among verbs.
    """
    text, capital = other.text, answer.text[:1].isupper()
    if text[:1].isupper() == capital:
        return text
    if capital:
        return text[:1].upper() + text[1:] if begins(here.text, here.words, answer) else ""
    return _small(other) if begins(there.text, there.words, other) else ""


def _small(word: Word) -> str:
    """Return a word without its capital. The Turkish I and İ become what the dictionary form begins with."""
    first = word.lemma[:1] if word.text[:1] in {"I", "İ"} and word.lemma[:1] in {"ı", "i"} else word.text[:1].lower()
    return first + word.text[1:]
