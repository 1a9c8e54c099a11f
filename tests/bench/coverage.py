"""How many of the content words that are sung the core glossary explains, language by language.

Measured on the songbook's lyrics: running words (a word that is sung twice counts twice), names, sounds and small words
left out. No word was put into the glossary because a song has it.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from canary.imports import songbook
from canary.language_tags import base
from canary.vocab import core
from canary.vocab.analyse import is_content, tokens
from tests.bench.table import Row

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
            into = "es" if language == "en" else "en"
            sung[language] += len(words)
            held[language] += sum(bool(core.meaning(t.written or t.lemma, t.pos, language, into)) for t in words)
    for language in core.LANGUAGES:
        yield Row(
            f"core glossary, {language}: content words sung in {songs[language]} song{'s'[: songs[language] != 1]}",
            f"{100 * held[language] / sung[language]:.0f} % of {sung[language]}",
        )
