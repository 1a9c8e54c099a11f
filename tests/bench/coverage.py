"""How many of the content words that are sung the core glossary explains, language by language.

Measured on the songbook's lyrics: running words (a word that is sung twice counts twice), names, sounds and small words
left out. Then on the commonest lemmas of each language, which wordfreq's lists of words from news, books and films give;
names, foreign words and function words are left out as far as the analysers tell.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from canary.imports import songbook
from canary.language_tags import base
from canary.vocab import core, function_words
from canary.vocab.analyse import is_content, tokens
from canary.vocab.frequency import common
from canary.vocab.languages import lemmas
from canary.vocab.token import Token
from tests.bench.table import Row

UNSPACED = frozenset({"ja", "ko", "zh"})
# What a word stands after in a line, so that a capital at its beginning means a name.
BEFORE = {"en": "we see", "es": "veo", "fr": "je vois", "it": "vedo", "pt": "vejo", "ru": "мой"}
SONGBOOK = Path(__file__).resolve().parents[2] / "songs"


def rows() -> Iterator[Row]:
    """One row a language that the glossary holds."""
    songs: Counter[str] = Counter()
    sung: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for folder in songbook.folders(SONGBOOK):
        song = songbook.read(folder)
        language = base(song.values["language"])
        if language in core.LANGUAGES:
            songs[language] += 1
            words = [t for line in song.lyrics.lines for t in tokens(line.text, language) if is_content(t, language)]
            sung[language] += len(words)
            held[language] += sum(explained(t, language) for t in words)
    for language in core.LANGUAGES:
        yield Row(
            f"core glossary, {language}: content words sung in {songs[language]} song{'s'[: songs[language] != 1]}",
            f"{100 * held[language] / sung[language]:.0f} % of {sung[language]}",
        )
    for language in core.LANGUAGES:
        found = [explained(token, language) for token in islice(lemmas_of(language), 3000)]
        yield Row(
            f"core glossary, {language}: the 1,500 and the {len(found):,} commonest content lemmas",
            f"{100 * sum(found[:1500]) / len(found[:1500]):.0f} %, {100 * sum(found) / len(found):.0f} %",
        )


def explained(token: Token, language: str) -> bool:
    """Return whether the core glossary has a token's lemma."""
    return bool(core.meaning(token.written or token.lemma, token.pos, language, into(language)))


def into(language: str) -> str:
    """Return the language that meanings are looked up in."""
    return "es" if language == "en" else "en"


def lemmas_of(language: str) -> Iterator[Token]:
    """Yield a token for each content lemma of a language, the commonest first."""
    seen = set()
    for form in common(language, 30_000):
        found = tokens(form, language)
        lemma = found[0].written or found[0].lemma
        if len(found) == 1 and lemma not in seen and counts(found[0], lemma, language):
            seen.add(lemma)
            yield found[0]


def counts(token: Token, lemma: str, language: str) -> bool:
    """Return whether a word of the list is a content word of its language, and no name."""
    form = token.text
    if not is_content(token, language) or function_words.meaning(form, lemma, language, into(language)):
        return False
    if language in UNSPACED:
        return not form.isascii()
    if len(form) < 3:
        return False
    if language == "ru":
        return not is_name(form, language)
    known = lemmas.known(form, language) or (language == "de" and lemmas.known(form.title(), language))
    return known and not is_name(form, language)


def is_name(form: str, language: str) -> bool:
    """Return whether the analyser takes a word for a name if it has a capital in a line."""
    return language in BEFORE and tokens(f"{BEFORE[language]} {form.title()}", language)[-1].kind != "word"
