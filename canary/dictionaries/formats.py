"""Recognises the format of a dictionary file, and chooses the reader for it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from canary.language_tags import base
from canary.sentences import N_
from canary.songs import languages

from . import dictd, stardict, tables, unpack, wiktextract, yomitan
from .headword import About, DictionaryError, Headword, Step

_PARTS = (".ifo", ".idx", ".idx.gz", ".syn", ".syn.gz", ".index", ".dict.dz", ".dict")
_PAIR = re.compile(r"(?<![a-z])([a-z]{2,3})-(?=([a-z]{2,3})(?![a-z]))")
_NAMES = re.compile(r"([A-Za-z]{4,})\s*(?:-|–|to|→|/)\s*([A-Za-z]{4,})")


@dataclass(frozen=True, slots=True)
class Source:
    """A recognised dictionary file: its name, languages and licence, and the function that reads its words."""

    about: About
    words: Callable[[Step], Iterator[Headword]]


def look(path: Path, folder: Path, language: str = "", into: str = "") -> Source:
    """Recognise a file's format, and unpack it into `folder` if necessary.

    `language` and `into` override the languages that the file states. Raises DictionaryError if the format isn't
    supported, a part of the dictionary is missing, or a language is unknown.
    """
    name = path.name.lower()
    if name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")):
        code, other = _languages(path, About(language=language, into=into))
        return Source(
            replace(wiktextract.about(code, other), language=code, into=other),
            lambda step: wiktextract.read(path, code, other, step),
        )
    if name.endswith((".tsv", ".tsv.gz", ".txt", ".txt.gz", ".tab")):
        found = Source(About(path.name.split(".")[0]), lambda step: tables.read(path, step))
    elif name.endswith(".zip") and yomitan.is_one(path):
        found = Source(yomitan.about(path), lambda step: yomitan.read(path, step))
    elif unpack.is_archive(path):
        found = _of_parts(path, unpack.extracted(path, folder, _PARTS), folder)
    elif name.endswith((".ifo", ".index")):
        stem = path.name[: -len(path.suffix)]
        beside = {ending: path.with_name(stem + ending) for ending in _PARTS}
        found = _of_parts(path, {ending: part for ending, part in beside.items() if part.is_file()}, folder)
    else:
        raise DictionaryError(
            N_(
                "%(file)s isn’t in a supported format. Use StarDict (.ifo), dictd (.index), a Yomitan zip, Wiktextract"
                " (.jsonl), a table (.tsv), or an archive of one of these.",
                file=path.name,
            )
        )
    code, other = _languages(path, replace(found.about, **_given(language, into)))
    named = found.about.name or path.name.split(".")[0]
    return Source(replace(found.about, name=named, language=code, into=other), found.words)


def _of_parts(path: Path, parts: dict[str, Path], folder: Path) -> Source:
    articles = parts.get(".dict.dz") or parts.get(".dict")
    index = parts.get(".idx.gz") or parts.get(".idx")
    if articles is None or not (".index" in parts or (".ifo" in parts and index)):
        wanted = ".index, .dict" if ".index" in parts else ".ifo, .idx, .dict"
        raise DictionaryError(
            N_(
                "%(file)s is only a part of a dictionary. Put its %(parts)s files into the same folder.",
                file=path.name,
                parts=wanted,
            )
        )
    texts = unpack.unpacked(articles, folder)
    if ".ifo" in parts and index:
        words = unpack.unpacked(index, folder)
        about, options = stardict.about(parts[".ifo"])
        others = parts.get(".syn.gz") or parts.get(".syn")
        synonyms = unpack.unpacked(others, folder) if others else None
        return Source(about, lambda step: stardict.read(words, texts, options, step, synonyms))
    return Source(dictd.about(parts[".index"], texts), lambda step: dictd.read(parts[".index"], texts, step))


def _given(language: str, into: str) -> dict[str, str]:
    return {key: value for key, value in (("language", language), ("into", into)) if value}


def _languages(path: Path, about: About) -> tuple[str, str]:
    """Return the codes of a dictionary's two languages: those in `about`, or else those in a name such as "spa-eng".

    The name of the file is tried first, then the name of the dictionary. Raises DictionaryError if one is unknown.
    """
    guess = ("", "")
    for pattern, text in ((_PAIR, path.name.lower()), (_PAIR, about.name.lower()), (_NAMES, about.name)):
        for match in pattern.finditer(text):
            pair = languages.code(match[1]), languages.code(match[2])
            guess = guess if all(guess) else pair
    found = [_code(about.language or guess[0]), _code(about.into or guess[1])]
    if not all(found):
        raise DictionaryError(
            N_(
                "%(file)s doesn’t state its languages. Add the language of its words and the language of its meanings,"
                " for example --language es --to en.",
                file=path.name,
            )
        )
    return found[0], found[1]


def _code(text: str) -> str:
    plain = base(text.strip())
    return languages.code(text) or (plain if re.fullmatch("[a-z]{2,3}", plain) else "")
