"""Trains the models of word classes, and measures them on sentences that they haven't seen."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from canary.vocab.analyse import untagged
from canary.vocab.languages.features import features
from canary.vocab.token import Token
from tools.tagger.corpus import Sentence

SETTINGS = {"c1": 0.4, "c2": 0.1, "max_iterations": 80}
# Where other settings do better on unseen sentences.
SETTINGS_OF = {"en": {"c1": 0.5, "c2": 0.8}}
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_LINE = 7  # words in a line of lyrics, about
_STOPS = frozenset({"PUNCT", "SYM"})
Row = tuple[list[list[str]], list[str]]


def train(sentences: Sequence[Sentence], language: str, target: Path) -> None:
    """Write a model to a file. The same sentences in the same order give the same bytes.

    Each sentence is learnt twice: as it is, and like lyrics, in short lines of lower-case words without punctuation.
    """
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS | SETTINGS_OF.get(language, {}))
    for rows, classes in (row for sentence in sentences for row in _rows(sentence, language)):
        trainer.append(rows, classes)
    trainer.train(str(target))


def _rows(sentence: Sentence, language: str) -> Iterator[Row]:
    yield _row(sentence, language, lower=False)
    for line in lines(sentence):
        yield _row(line, language, lower=True)


def _row(sentence: Sentence, language: str, lower: bool) -> Row:
    found = untagged(sentence.text, language)
    return features(found, language), [_learnt(pos, lower) for pos in classes(found, sentence)]


def _learnt(pos: str, lower: bool) -> str:
    """Return the class that a model learns: contractions count as prepositions, and names without capitals as nouns."""
    return "NOUN" if lower and pos == "PROPN" else pos or "ADP"


def classes(found: Sequence[Token], sentence: Sentence) -> list[str]:
    """Return the class that a sentence has where each token begins; "X" where it has no word."""
    at = {place: pos for start, end, pos, _ in sentence.words for place in range(start, end)}
    return [at.get(token.start, "X") for token in found]


def lines(sentence: Sentence) -> list[Sentence]:
    """Return a sentence as lyrics would have it: lower-case lines of a few words, without punctuation."""
    groups: list[list[tuple[int, int, str, str]]] = [[]]
    for word in sentence.words:
        if word[2] not in _STOPS:
            groups[-1].append(word)
        if (word[2] in _STOPS and len(groups[-1]) > 2) or (word[2] in _CONTENT and len(groups[-1]) >= _LINE):
            groups.append([])
    return [_line(sentence.text, group) for group in groups if group]


def _line(text: str, words: Sequence[tuple[int, int, str, str]]) -> Sentence:
    made, placed = "", []
    before = -1
    for start, end, pos, lemma in words:
        if made and before != start:
            made += " "
        form = text[start:end].lower()
        placed.append((len(made), len(made) + len(form), pos, lemma))
        made += form
        before = end
    return Sentence(made, tuple(placed))


def right(sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]]) -> tuple[int, int, int]:
    """Return how many content words there are, and how many of them have the right class and the right lemma.

    Words that the analyser cuts otherwise aren't counted.
    """
    count = classed = known = 0
    for sentence, found in zip(sentences, tokens, strict=True):
        by_place = {(token.start, token.end): token for token in found}
        for start, end, pos, lemma in sentence.words:
            token = by_place.get((start, end))
            if pos in _CONTENT and token and token.kind != "contraction":
                count += 1
                classed += token.pos == pos
                known += token.lemma.casefold() == lemma.casefold()
    return count, classed, known


def language_of(path: Path) -> str:
    """Return the language in a file's name: "es" for es.jsonl.gz, "" if it has none."""
    match = re.fullmatch(r"([a-z]{2})\.jsonl\.gz", path.name)
    return match[1] if match else ""
