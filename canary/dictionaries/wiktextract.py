"""Reads files that Wiktextract made from Wiktionary: one JSON object per line. Format: Wiktextract's documentation."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from canary.sentences import N_
from canary.songs import languages

from .headword import About, DictionaryError, Headword, Step, line_of, pos_of, senses_of
from .unpack import lines, opened

_MOST_LINE = 16 * 2**20  # the longest entries have hundreds of translations


def about(language: str, into: str) -> About:
    """Return the name of a Wiktionary dictionary with these languages (two-letter codes), and Wiktionary's licence."""
    return About(f"Wiktionary {language}-{into}", licence="CC BY-SA 4.0")  # untranslated: the name of a licence


def read(path: Path, language: str, into: str, step: Step) -> Iterator[Headword]:
    """Yield the words of one language with their meanings in another (both two-letter codes).

    The meanings are an entry's translations or, if it has none, its glosses, provided that these are in `into`. An
    edition of Wiktionary that gives the names of languages in English has English glosses; the glosses of any other
    edition are assumed to be in `into`. Raises DictionaryError if a line isn't a JSON object.
    """
    size, done = path.stat().st_size, 0
    with opened(path) as stream:
        for number, line in lines(stream, path.name, _MOST_LINE):
            done += len(line)
            if number % 500 == 0:
                step(min(done, size) if path.suffix != ".gz" else done, size if path.suffix != ".gz" else 0)
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DictionaryError(
                    N_("Line %(line)s of %(file)s isn’t JSON. Download the file again.", line=number, file=path.name)
                ) from error
            if not isinstance(row, dict):
                raise DictionaryError(
                    N_(
                        "Line %(line)s of %(file)s isn’t a Wiktextract entry. Download the file again.",
                        line=number,
                        file=path.name,
                    )
                )
            found = _headword(row, language, into)
            if found is not None:
                yield found


def _headword(row: dict[str, Any], language: str, into: str) -> Headword | None:
    word = row.get("word")
    if row.get("lang_code") != language or not isinstance(word, str):
        return None
    texts = _translations(row, into)
    in_english = row.get("lang") == languages.name(language)
    if not texts and in_english == (into == "en"):
        texts = _glosses(row)
    lemma, senses = line_of(word), senses_of(texts)
    return Headword(lemma, pos_of(str(row.get("pos") or "")), senses) if lemma and senses else None


def _translations(row: dict[str, Any], into: str) -> list[str]:
    senses = [sense for sense in _objects(row.get("senses")) if sense.get("translations")]
    every = [*_objects(row.get("translations")), *(x for sense in senses for x in _objects(sense["translations"]))]
    by_sense: dict[str, list[str]] = {}
    for one in every:
        if (one.get("code") or one.get("lang_code")) == into and isinstance(one.get("word"), str):
            by_sense.setdefault(str(one.get("sense") or ""), []).append(one["word"])
    return [", ".join(dict.fromkeys(words)) for words in by_sense.values()]


def _glosses(row: dict[str, Any]) -> list[str]:
    """Return the last gloss of each sense, which is the most specific one.

    Senses that only refer to another form of the word are left out.
    """
    found = []
    for sense in _objects(row.get("senses")):
        glosses = sense.get("glosses")
        if isinstance(glosses, list) and glosses and not sense.get("form_of"):
            found.append(str(glosses[-1]))
    return found


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
