"""Looks up common words in our core glossary (`canary/vocab/glossary`)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from canary.language_tags import base
from canary.vocab.frequency import zipf
from canary.vocab.kin import kin, simplified

LANGUAGES = ("en", "es", "fr", "de", "it", "pt", "ru", "ja", "ko", "zh")
GENDERS = ("m pl", "f pl", "mf", "pl", "m", "f", "n")
_GENDER = re.compile(f" (?:{'|'.join(GENDERS)})$")
_READING = re.compile(r"(.+)\[(.+)\]")
# Reflexive verbs are also found by their plain form, since analysers return "enamorar" for "me enamoré".
_REFLEXIVE = {
    "de": (re.compile("^sich "), ""),
    "es": (re.compile("(?<=[aeií]r)se$"), ""),
    "fr": (re.compile("^(?:se |s')"), ""),
    "it": (re.compile("rsi$"), "re"),
    "ja": (re.compile("(?<=.)する$"), ""),
    "pt": (re.compile("-se$"), ""),
}


@dataclass(frozen=True, slots=True)
class Sense:
    """A meaning of a word, from the core glossary.

    `text` is the glossary's cell, with gender or reading ("luna f", "月[つき]", "child / kid"). `hint` distinguishes
    the senses of the concept's name, in English ("occasion" for "time (occasion)"); "" if there's nothing in brackets.
    """

    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A line of the glossary: its name, its part of speech, and its cells in the order of LANGUAGES."""

    name: str
    pos: str
    cells: tuple[str, ...]

    @property
    def hint(self) -> str:
        """The text in brackets after the name, or "": "occasion" for "time (occasion)"."""
        return self.name.partition(" (")[2].rstrip(")")


def meaning(lemma: str, pos: str, language: str, into: str) -> list[Sense]:
    """Return the meanings of a dictionary form, the likeliest first; an empty list for unknown words and languages.

    `pos` is the part of speech that the analyser found. If the glossary has the word as this part of speech, meanings
    as other parts of speech are left out. `language` and `into` are language tags; "pt-BR" counts as "pt".
    """
    code, other = base(language), base(into)
    if code not in LANGUAGES or other not in LANGUAGES or code == other:
        return []
    found = _found(lemma, code)
    same = _of_class(found, pos) or _of_class(_aliased(lemma, code), pos)
    at = LANGUAGES.index(other)
    senses: dict[str, Sense] = {}
    for concept in same or found:  # concepts with the same word in the other language are one sense
        senses.setdefault(concept.cells[at], Sense(concept.cells[at], concept.hint))
    return list(senses.values())


def classes(word: str, code: str) -> tuple[str, ...]:
    """Return the parts of speech that the glossary has a dictionary form as, in the order of the alphabet.

    `code` is one of LANGUAGES; other languages have none.
    """
    return _classes(code).get(word, ())


@cache
def _classes(code: str) -> dict[str, tuple[str, ...]]:
    if code not in LANGUAGES:
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for concept in concepts():
        for form in forms(concept.cells[LANGUAGES.index(code)]):
            found[form].add(concept.pos)
    return {word: tuple(sorted(parts)) for word, parts in found.items()}


def gender(word: str, code: str) -> str:
    """Return the gender of a noun in the glossary (one of GENDERS), or "" if it has none there.

    `code` is one of LANGUAGES; other languages have none.
    """
    return _genders(code).get(word.casefold(), "")


@cache
def _genders(code: str) -> dict[str, str]:
    if code not in LANGUAGES:
        return {}
    found: dict[str, str] = {}
    for concept in concepts():
        for part in concept.cells[LANGUAGES.index(code)].split(" / ") if concept.pos == "NOUN" else ():
            if match := _GENDER.search(part):
                found.setdefault(part[: match.start()].casefold(), match[0].strip())
    return found


@cache
def concepts() -> tuple[Concept, ...]:
    """Return all lines of the glossary; `aliases.tsv` isn't part of it."""
    rows = []
    for name in sorted(p.name for p in files("canary.vocab.glossary").iterdir() if p.name.endswith(".tsv")):
        if name != "aliases.tsv":
            rows += [Concept(row[0], row[1], tuple(row[2:])) for row in _table(name)]
    return tuple(rows)


def forms(cell: str) -> Iterator[str]:
    """Yield the dictionary forms in a cell of the glossary, without gender and reading."""
    for part in cell.split(" / "):
        yield _READING.sub(r"\1", _GENDER.sub("", part))


def _of_class(found: list[Concept], pos: str) -> list[Concept]:
    return [concept for concept in found if concept.pos == pos.upper()]


def _aliased(lemma: str, language: str) -> list[Concept]:
    """Return the concepts of a reading or an alias: "espera" is a noun, and analysers also return it for "esperar"."""
    held = concepts()
    return [held[n] for n in _index(language)[1].get(_key(lemma, language), ())]


def _found(lemma: str, language: str) -> list[Concept]:
    exact, loose = _index(language)
    key = _key(lemma, language)
    held = concepts()
    near = ((exact.get(other) or loose.get(other)) for other in kin(key, language))
    places = exact.get(key) or loose.get(key) or next(filter(None, near), [])
    return [held[n] for n in places]


@cache
def _index(language: str) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return the indexes of a language's concepts by dictionary form, as (exact, loose).

    `exact` has the glossary's forms, those of reflexive verbs with and without their pronoun; `loose` has kana readings
    and aliases.
    """
    first: defaultdict[str, list[int]] = defaultdict(list)
    second: defaultdict[str, list[int]] = defaultdict(list)
    loose: defaultdict[str, list[int]] = defaultdict(list)
    at = LANGUAGES.index(language)
    pattern, plain = _REFLEXIVE.get(language, (re.compile("$^"), ""))
    held = concepts()
    # The sense with the commoner English word is likelier: "temps" is "time" rather than "weather".
    likely = sorted(range(len(held)), key=lambda n: (-zipf(next(forms(held[n].cells[0])), "en"), bool(held[n].hint)))
    for n in likely:
        concept = held[n]
        for place, form in enumerate(forms(concept.cells[at])):
            (second if place else first)[_key(form, language)].append(n)
            if concept.pos == "VERB" and pattern.search(form):
                second[_key(pattern.sub(plain, form), language)].append(n)
        for part in concept.cells[at].split(" / ") if language == "ja" else ():
            if match := _READING.fullmatch(part):
                loose[match[2]].append(n)
    exact = {key: list(dict.fromkeys(first[key] + second[key])) for key in {*first, *second}}
    for code, form, lemma in _table("aliases.tsv"):
        if code == language:
            loose[_key(form, code)] += exact[_key(lemma, code)]
    return exact, dict(loose)


def _key(form: str, language: str) -> str:
    folded = form.casefold().replace("’", "'")
    if language == "zh":
        return simplified(folded)
    return folded.replace("ё", "е") if language == "ru" else folded


def _table(name: str) -> list[list[str]]:
    text = (files("canary.vocab.glossary") / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
