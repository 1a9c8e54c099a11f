"""Looks up the meanings of function words, such as "por" and "nadie", in `canary/vocab/glossary/function`.

Each language has a tab-separated file. Its rows are forms as lyrics have them, in lower case, since a function word's
forms often differ in meaning. `en.tsv` has a column for each other language; the other files have English meanings.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from canary.language_tags import base
from canary.vocab.kin import simplified

_FOLDER = files("canary.vocab.glossary") / "function"
_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")


def meaning(form: str, lemma: str, language: str, into: str) -> str:
    """Return what a function word means in the language `into`, or "" if it isn't in our list.

    `form` is the word as the lyrics have it; its dictionary form `lemma` is looked up if the form isn't found.
    `language` and `into` are language tags.
    """
    code, other = base(language), base(into)
    rows = _rows(code)
    for text in (form, lemma):
        key = _key(text, code)
        # A Russian text without ё has two forms for one spelling; the form that is really written so comes first.
        found = rows.get(key) or rows.get(_without_yo(key), {})
        if other in found:
            return found[other]
    return ""


def forms(language: str) -> frozenset[str]:
    """Return the forms that a language's file has, folded for look-up; none for a language without a file."""
    return frozenset(_rows(base(language)))


@cache
def _rows(code: str) -> Mapping[str, Mapping[str, str]]:
    file = _FOLDER / f"{code}.tsv"
    if not re.fullmatch("[a-z]{2}", code) or not file.is_file():
        return {}
    head, *lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    exact = {_key(form, code): dict(zip(head[1:], meanings, strict=True)) for form, *meanings in lines}
    return {_without_yo(key): row for key, row in exact.items()} | exact if code == "ru" else exact


def _key(form: str, code: str) -> str:
    folded = unicodedata.normalize("NFC", form).casefold().replace("’", "'")
    if code == "ar":
        return _ARABIC_MARKS.sub("", folded)
    return simplified(folded) if code == "zh" else folded


def _without_yo(key: str) -> str:
    return key.replace("ё", "е")
