"""Ranks the words of a song that are worth keeping by how useful they are."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from canary.language_tags import base
from canary.letter_case import folded
from canary.vocab.analyse import is_content, tokens
from canary.vocab.frequency import zipf
from canary.vocab.levels import level
from canary.vocab.token import Token

_BEST_ZIPF = 5.0  # the Zipf value of the most useful words: commoner words mean little, or everybody knows them
_MOST_COUNTED = 8
_BY_CLASS = {"VERB": 0.2, "NOUN": 0.2, "ADJ": 0.1, "ADV": -0.3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word worth keeping, with the line that suits a card best, counted from 0.

    `surface` is the word as it's written in the line, from the offset `start` to `end`. `count` is how often the song
    has it, `zipf` its frequency, `level` an estimate such as "A2", and `score` its usefulness (higher is better).
    `reading` is the kana of a Japanese dictionary form.
    """

    lemma: str
    pos: str
    surface: str
    line: int
    count: int
    zipf: float
    level: str
    score: float
    start: int
    end: int
    reading: str = ""


def rank(
    lines: Sequence[str], language: str, *, forms: Mapping[str, tuple[str, str]] | None = None, most: int = 500
) -> list[Candidate]:
    """Return the content words of lines, the most useful first: common but not trivial, repeated, or in the refrain.

    `forms` maps case-folded forms to their (lemma, pos) in the song's glossary. It corrects the analyser, which may
    take "queda", a form of the verb "quedar", for a noun.
    """
    return ranked(analysed(lines, language, forms), lines, language, most)


def analysed(
    lines: Sequence[str], language: str, forms: Mapping[str, tuple[str, str]] | None = None
) -> dict[str, list[Token]]:
    """Return the tokens of each line by the line's text, with lemmas corrected by `forms` (see `rank`)."""
    return {text: _corrected(tokens(text, language), forms or {}, language) for text in set(lines) if text}


def ranked(analysed: dict[str, list[Token]], lines: Sequence[str], language: str, most: int = 500) -> list[Candidate]:
    """Return what `rank` returns, for lines that are already analysed by `analysed`."""
    code = base(language)
    sung = Counter(folded(text, language) for text in lines if text)
    places: dict[str, list[tuple[int, Token]]] = defaultdict(list)
    for number, text in enumerate(lines):
        for token in analysed.get(text, ()):
            if is_content(token, code) and len(token.text) < 80:
                # A German verb with a separated prefix is another word: "kommt ... an" isn't a form of "kommen". In
                # Japanese, two spellings such as おかえり and 御帰り are the same word.
                places[token.written if code == "de" and token.written else token.lemma].append((number, token))
    found = [_candidate(lemma, spots, lines, analysed, sung, code) for lemma, spots in places.items()]
    found.sort(key=lambda c: (-c.score, c.line, c.start))
    return found[:most]


def _corrected(found: list[Token], forms: Mapping[str, tuple[str, str]], language: str) -> list[Token]:
    corrected = []
    for token in found:
        known = forms.get(folded(token.text, language))
        corrected.append(replace(token, lemma=known[0], pos=known[1], written="") if known else token)
    return corrected


def _candidate(
    lemma: str,
    spots: list[tuple[int, Token]],
    lines: Sequence[str],
    analysed: dict[str, list[Token]],
    sung: Counter[str],
    language: str,
) -> Candidate:
    # A word is shown as songs write it (おかえり), and not as a scholarly dictionary does (御帰り).
    shown = Counter(token.written or lemma for _, token in spots).most_common(1)[0][0]
    pos = Counter(token.pos for _, token in spots).most_common(1)[0][0]
    common = max(zipf(form, language) for form in {lemma, shown, *(token.text for _, token in spots)})
    line, token = max(spots, key=lambda s: (_clear(lines[s[0]], analysed, sung, language), -s[0]))
    refrain = max(sung[folded(lines[number], language)] for number, _ in spots)
    score = (
        (common if common <= _BEST_ZIPF else _BEST_ZIPF - 1.5 * (common - _BEST_ZIPF))
        + 0.6 * math.log2(min(len(spots), _MOST_COUNTED))
        + (0.4 if refrain > 1 else 0.0)
        + _BY_CLASS.get(pos, 0.0)
    )
    return Candidate(
        lemma=shown,
        pos=pos,
        surface=token.text,
        line=line,
        count=len(spots),
        zipf=common,
        level=level(common, language),
        score=round(score, 3),
        start=token.start,
        end=token.end,
        reading=token.lemma_reading,
    )


def _clear(text: str, analysed: dict[str, list[Token]], sung: Counter[str], language: str) -> float:
    """Return how well a line suits a card (higher is better): repeated lines of about six words are best."""
    words = sum(t.kind in {"word", "name"} for t in analysed[text])
    return (1.0 if sung[folded(text, language)] > 1 else 0.0) - abs(words - 6) / 4
