"""Reads sentences whose words have their classes, and writes them as texts, as a lyric would have them.

A file is JSON lines, gzipped and named after its language (es.jsonl.gz): {"from": "the set's name", "tokens":
[["form", "lemma", "class"], …]}, with the classes of Universal Dependencies (https://universaldependencies.org/u/pos).
There, contractions are taken apart ("de" "el"), and so are attached pronouns ("dar" "me"); they are joined here.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_JOINED = {
    "es": {"de el": "del", "a el": "al"},
    "fr": {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"},
    "it": {},
    "pt": {"por o": "pelo", "por a": "pela", "por os": "pelos", "por as": "pelas", "a o": "ao", "a a": "à",
           "a os": "aos", "a as": "às"},
}  # fmt: skip
_STEMS = {
    "it": {"di": "de", "a": "a", "da": "da", "in": "ne", "su": "su"},
    "pt": {"de": "d", "em": "n"},
}
_ITALIAN = {"il": "l", "lo": "llo", "la": "lla", "i": "i", "gli": "gli", "le": "lle", "l'": "ll'"}
_PORTUGUESE = re.compile(r"[oa]s?|ess[ea]s?|est[ea]s?|aquel[ea]s?|ist?so|isto|aquilo|el[ea]s?|uma?s?")
_ATTACHED = {
    "es": re.compile(r"me|te|se|nos|os|l[oae]s?"),
    "it": re.compile(r"mi|ti|si|ci|vi|ne|l[oaie]|gli"),
    "pt": re.compile(r"me|te|se|lhes?|l[oa]s?|n[oa]s|[oa]s?"),
}
_HOST = {"es": re.compile(r".+(?:[aei]r|[ae]ndo)"), "it": re.compile(r".+(?:[aei]re?|[ae]ndo)"), "pt": re.compile(".+")}
_GERUNDS = {"ando": "ándo", "endo": "éndo"}
_CLOSING, _OPENING = frozenset(".,;:!?)]»”…%"), frozenset("([«“¿¡#@")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text, and its words as (start, end, class, lemma); contractions have the class "" since they have two."""

    text: str
    words: tuple[tuple[int, int, str, str], ...]


def read(path: Path, language: str) -> list[Sentence]:
    """Return the sentences of a file. Raises ValueError with the line's number if a line isn't of that form."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                rows = [(str(form), str(lemma), str(pos)) for form, lemma, pos in json.loads(line)["tokens"]]
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(
                    f'{path}, line {number}: needs {{"tokens": [["form", "lemma", "class"], …]}}.'
                ) from error
            found.append(written(rows, language))
    return found


def written(rows: list[tuple[str, str, str]], language: str) -> Sentence:
    """Return the text of a sentence's rows (form, lemma, class)."""
    text, words = "", []
    before = ""
    for form, lemma, pos in _joined(rows, language):
        if text and not _tight(before, form, language):
            text += " "
        words.append((len(text), len(text) + len(form), pos, lemma))
        text += form
        before = form
    return Sentence(text, tuple(words))


def _tight(before: str, form: str, language: str) -> bool:
    """Whether no space stands between two forms."""
    if form[0] in _CLOSING or before[-1] in _OPENING:
        return True
    if language == "en":
        return form.lower() == "n't" or (form[0] in "'’" and len(form) > 1)
    return (before[-1] in "'’" and len(before) > 1) or (language == "fr" and form[0] == "-" and len(form) > 1)


def _joined(rows: list[tuple[str, str, str]], language: str) -> Iterator[tuple[str, str, str]]:
    at = 0
    while at < len(rows):
        form, lemma, pos = rows[at]
        if at + 1 < len(rows) and (whole := _contracted(rows[at], rows[at + 1], language)):
            yield whole, lemma, ""
            at += 2
        elif at + 1 < len(rows) and (whole := _with_pronoun(rows[at], rows[at + 1], language)):
            yield whole, lemma, pos
            at += 2
        else:
            yield form, lemma, pos
            at += 1


def _contracted(one: tuple[str, str, str], two: tuple[str, str, str], language: str) -> str:
    """Return a preposition with its article, or "" if these two aren't contracted."""
    if one[2] != "ADP" or two[2] not in {"DET", "PRON"}:
        return ""
    first, second = one[0].lower(), two[0].lower().replace("’", "'")
    made = _JOINED.get(language, {}).get(f"{first} {second}", "") if two[2] == "DET" else ""
    stem = _STEMS.get(language, {}).get(first)
    if stem and language == "it" and two[2] == "DET" and second in _ITALIAN:
        made = stem + _ITALIAN[second]
    if stem and language == "pt" and _PORTUGUESE.fullmatch(second):
        made = stem + second
    return made.capitalize() if one[0][0].isupper() else made


def _with_pronoun(one: tuple[str, str, str], two: tuple[str, str, str], language: str) -> str:
    """Return a verb with the pronoun after it, or "" if the pronoun isn't attached to it."""
    attached = _ATTACHED.get(language)
    if attached is None or one[2] not in {"VERB", "AUX"} or two[2] != "PRON":
        return ""
    verb, pronoun = one[0], two[0].lower()
    if not attached.fullmatch(pronoun) or not _HOST[language].fullmatch(verb):
        return ""
    if language == "pt":
        return f"{verb}-{pronoun}" if pronoun in {"me", "te", "se", "lhe", "lhes", "lo", "la", "los", "las"} else ""
    if language == "it":
        return verb.removesuffix("e") + pronoun
    return verb[:-4] + _GERUNDS[verb[-4:]] + pronoun if verb[-4:] in _GERUNDS else verb + pronoun
