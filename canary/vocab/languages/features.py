"""Describes words and their neighbours for the tagger, as short texts ("w=casa", "w<una").

Models know words by these texts only, so whoever changes one must train all models anew (`python -m tools.tagger`).
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from canary.vocab import core
from canary.vocab.frequency import RAREST, zipf
from canary.vocab.languages import lemmas
from canary.vocab.languages.closed import function_class
from canary.vocab.languages.pos import listed
from canary.vocab.languages.spoken import whole
from canary.vocab.token import Token

# Endings that are taken off a word to get its stem, and endings that are tried on the stem.
_TAKEN = {
    "es": ("os", "as", "es", "a", "e", "o"),
    "pt": ("os", "as", "es", "a", "e", "o"),
    "it": ("a", "e", "i", "o"),
    "fr": ("es", "a", "e", "o", "s"),
    "en": ("ed", "a", "e", "o", "s", "y"),
}
_TRIED = {
    "es": ("ar", "er", "ir", "o", "a", "os", "amente", "mente", "aba", "ía", "ando", "iendo", "ción", "ísimo"),
    "pt": ("ar", "er", "ir", "o", "a", "os", "amente", "mente", "ava", "ia", "ando", "endo", "ção", "íssimo"),
    "it": ("are", "ere", "ire", "o", "a", "i", "amente", "mente", "ava", "eva", "ando", "endo", "zione", "issimo"),
    "fr": ("er", "ir", "re", "e", "ment", "ement", "ait", "ant", "ation", "euse"),
    "en": ("s", "ed", "ing", "ly", "er", "est", "ness", "ful", "en", "ily", "'s", "ier", "ies", "ied"),
}
# Where the classes that dictionaries have for the words beside a word tell more than the rules' guess.
_BESIDE = frozenset({"en"})
_EDGES = ("^", "$")  # what stands before the first word, and after the last one


def features(found: Sequence[Token], language: str) -> list[list[str]]:
    """Return what is known of each token of a text: of itself, of the rules' guess, and of the words beside it.

    `language` is a two-letter code.
    """
    lows = [whole(token.text.lower(), language) for token in found]
    rules = [_EDGES[0], _EDGES[0], *(token.pos for token in found), _EDGES[1], _EDGES[1]]
    shapes = [_EDGES[0], _EDGES[0], *(_shape(token.text) for token in found), _EDGES[0], _EDGES[0]]
    known = [_EDGES[0], *_known(found, lows), _EDGES[1]] if language in _BESIDE else []
    return [
        [
            *_alone(token.text, low, token.lemma, language),
            "k=" + token.kind,
            *_guesses(*rules[n : n + 5]),
            *_words(lows, n),
            *(_beside(*known[n : n + 3]) if known else ()),
            *(_capitals(*shapes[n : n + 5]) if shapes[n + 2][0] == "A" else ()),
        ]
        for n, (token, low) in enumerate(zip(found, lows, strict=True))
    ]


def _known(found: Sequence[Token], lows: Sequence[str]) -> list[str]:
    """Return which classes closed lists, dictionaries and the glossary have for each English word, as one text."""
    return [_all_classes(low, token.lemma) for token, low in zip(found, lows, strict=True)]


@lru_cache(maxsize=20_000)
def _all_classes(low: str, lemma: str) -> str:
    if closed := function_class(low, "en"):
        return closed
    held = {*core.classes(lemma, "en"), *core.classes(low, "en")}
    return "/".join([listed(low, lemma, "en") or "-", *sorted(held)])


@lru_cache(maxsize=20_000)
def _beside(before: str, own: str, after: str) -> tuple[str, ...]:
    """Return the classes that a word and the words beside it may have."""
    return (f"C={own}", f"C<{before}", f"C>{after}", f"C~{before}|{after}", f"C<={before}|{own}", f"C=>{own}|{after}")


@lru_cache(maxsize=20_000)
def _guesses(earlier: str, before: str, own: str, after: str, later: str) -> tuple[str, ...]:
    """Return what the rules say of a word, the two before it and the two after it."""
    return (
        f"r={own}",
        f"r<{before}|{own}",
        f"r>{own}|{after}",
        f"r~{before}|{after}",
        f"r<<{earlier}|{before}",
        f"r>>{after}|{later}",
    )


def _words(lows: Sequence[str], n: int) -> Iterator[str]:
    """Yield the words beside word `n`."""
    if n:
        yield "w<" + lows[n - 1]
        yield f"v<{lows[n - 1]}|{lows[n][-2:]}"
    if n + 1 < len(lows):
        yield "w>" + lows[n + 1]
        yield "e>" + lows[n + 1][-2:]


def _capitals(earlier: str, before: str, _own: str, after: str, later: str) -> tuple[str, ...]:
    """Return which of the words beside a capitalised one have capitals too: names often stand side by side."""
    return f"c<{before}", f"c>{after}", f"c~{before}|{after}", f"c~~{earlier}|{before}|{after}|{later}"


@lru_cache(maxsize=20_000)
def _alone(text: str, low: str, lemma: str, language: str) -> tuple[str, ...]:
    """Return what is known of a word by itself: its letters, its capital, and what the dictionary has."""
    row = [f"w={low}", f"l={lemma.lower()}", f"c={_shape(text)}"]
    row += [f"s{n}={low[-n:]}" for n in (1, 2, 3, 4, 5) if len(low) > n]
    row += [f"p{n}={low[:n]}" for n in (2, 3) if len(low) > n + 1]
    if closed := function_class(low, language):
        return (*row, f"f={closed}")
    row.append(f"ls={lemma[-3:]}")
    row.append(f"d={'known' if lemmas.known(low, language) else 'name' if lemmas.known(text, language) else 'no'}")
    if pos := listed(low, lemma, language):
        row.append(f"g={pos}")
    if low != lemma:
        same = _same(low, lemma)
        row.append(f"m={low[same:]}>{lemma[same:]}")
    row += [f"G={pos}" for pos in core.classes(lemma, language)]
    row += [f"F={pos}" for pos in core.classes(low, language)]
    row += _kin(low, language)
    if language == "en" and lemma != low:
        row += [f"L{one}" for one in _kin(lemma, language)]
    return tuple(row)


def _shape(text: str) -> str:
    if not text[0].isalpha():
        return "0" if text[0].isdigit() else text[0]
    if text.isupper() and len(text) > 1:
        return "AA"
    return "Aa" if text[0].isupper() else "a"


def _same(one: str, two: str) -> int:
    """Return the number of letters with which both words begin."""
    return next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _kin(low: str, language: str) -> list[str]:
    """Return how common other words with the same stem are next to a word: "cantar" next to "canto".

    They tell what the word may be, and what it usually is.
    """
    tried = _TRIED.get(language)
    if tried is None or len(low) < 3 or not low.isalpha():
        return []
    stem = _stem(low, language)
    if language == "en":
        tried = (*tried, stem[-1] + "ed", stem[-1] + "ing", stem[-1] + "er")
    usual = zipf(low, language)
    common = ((ending, zipf(stem + ending, language)) for ending in tried)
    return [f"q={ending}{round(much - usual)}" for ending, much in common if much > RAREST]


def _stem(low: str, language: str) -> str:
    return next((low[: -len(end)] for end in _taken(language) if low.endswith(end) and len(low) > len(end) + 1), low)


@cache
def _taken(language: str) -> list[str]:
    return sorted(_TAKEN[language], key=lambda ending: -len(ending))
