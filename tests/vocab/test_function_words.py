"""Meanings of function words: the lists are whole, forms are found, and every word of the songbook has a meaning."""

import re
import unicodedata
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from canary.imports import songbook
from canary.language_tags import base
from canary.vocab import core, function_words
from canary.vocab.analyse import tokens
from canary.vocab.languages.closed import function_forms

FOLDER = files("canary.vocab.glossary") / "function"
SONGS = Path(__file__).resolve().parents[2] / "songs"
LANGUAGES = sorted({*core.LANGUAGES, "ar"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_clean(language: str) -> None:
    text = (FOLDER / f"{language}.tsv").read_text(encoding="utf-8")
    head, *lines = text.removesuffix("\n").split("\n")
    assert head.split("\t") == ["form", *([x for x in core.LANGUAGES if x != "en"] if language == "en" else ["en"])]
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r" \t|\t |  |\r|^ | $|\u00a0|\u3000", text, re.MULTILINE)
    rows = [line.split("\t") for line in lines]
    assert len(rows) >= 200
    assert [form for form, n in Counter(row[0] for row in rows).items() if n > 1] == []
    for row in rows:
        assert len(row) == (10 if language == "en" else 2), row
        assert all(0 < len(cell) <= 60 for cell in row), row
        assert row[0] in {row[0].lower(), "I"} or row[0].startswith("I'"), row


@pytest.mark.parametrize("language", ["es", "fr", "de", "it", "pt", "en"])
def test_every_function_word_that_is_not_offered_has_a_meaning(language: str) -> None:
    into = "es" if language == "en" else "en"
    lacking = [form for form in function_forms(language) if not function_words.meaning(form, "", language, into)]
    assert lacking == []


@pytest.mark.parametrize(
    ("language", "form", "into", "meaning"),
    [
        ("es", "nadie", "en", "nobody"),
        ("es", "Por", "en-GB", "for, by, through"),
        ("pt-BR", "pra", "en", "to"),
        ("fr", "l’", "en", "the"),
        ("it", "della", "en", "of the"),
        ("de", "zum", "en", "to the"),
        ("ru", "все", "en", "everyone"),
        ("ru", "всё", "en", "everything"),
        ("ru", "ее", "en", "her"),  # её, as it is often written
        ("ja", "の", "en", "of"),
        ("ja", "我", "en", "I"),
        ("ko", "우리", "en", "we"),
        ("zh", "我", "en", "I"),
        ("zh", "們", "en", "plural"),  # traditional
        ("ar", "فِي", "en", "in"),  # with its vowels
        ("en", "the", "es", "el, la"),
        ("en", "She", "zh", "她"),
    ],
)
def test_forms(language: str, form: str, into: str, meaning: str) -> None:
    assert meaning in function_words.meaning(form, "", language, into)


def test_what_is_not_found() -> None:
    assert function_words.meaning("luna", "luna", "es", "en") == ""
    assert function_words.meaning("por", "por", "es", "ja") == ""
    assert function_words.meaning("por", "por", "../es", "en") == ""
    assert function_words.meaning("x", "por", "es", "en") == function_words.meaning("por", "", "es", "en")


@pytest.mark.parametrize("folder", songbook.folders(SONGS), ids=lambda folder: folder.name)
def test_every_word_of_the_songbook_has_a_meaning(folder: Path) -> None:
    song = songbook.read(folder)
    language = song.values["language"]
    into = "es" if base(language) == "en" else "en"
    known = {
        name.casefold() for entry in song.glossary for name in (entry.lemma, *entry.forms) if into in entry.meanings
    }
    words = [t for line in song.lyrics.lines for t in tokens(line.text, language)]
    words = [t for t in words if t.kind not in {"punct", "name", "sound"}]
    lacking = [
        t.text
        for t in words
        if not {t.text.casefold(), t.lemma.casefold(), t.written.casefold()} & known
        and not function_words.meaning(t.text, t.lemma, language, into)
        and not core.meaning(t.written or t.lemma, t.pos, language, into)
    ]
    assert len(lacking) <= len(words) // 100, lacking
