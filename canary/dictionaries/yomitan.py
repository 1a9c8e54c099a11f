"""Reads Yomitan dictionaries: a zip with index.json, term_bank_1.json and so on. Format: Yomitan's JSON schemas."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from canary.sentences import N_

from .dictd import licence_in
from .headword import About, DictionaryError, Headword, Step, line_of, pos_of, senses_of
from .unpack import Bounded, check_name, refusing

_BANK = re.compile(r"term_bank_\d{1,6}\.json")
_MOST_BANK = 32 * 2**20  # the maximum size of a term bank in bytes; it's read into memory as a whole
_MOST_DEPTH = 40
_BLOCKS = frozenset(["div", "li", "ol", "ul", "p", "br", "tr", "table", "details", "summary"])
# The parts of an entry that aren't meanings, by name.
_ASIDE = frozenset(
    ("attribution", "examples", "example", "example-sentence", "extra-info", "forms", "references", "xref", "antonym",
     "notes", "backlink", "part-of-speech-info", "misc-info", "field-info", "tags", "preamble", "grammar",
     "summary-entry")
)  # fmt: skip


def is_one(path: Path) -> bool:
    """Return whether a zip file is a Yomitan dictionary: it must contain a term bank."""
    with refusing(path.name), zipfile.ZipFile(path) as archive:
        return any(_BANK.fullmatch(name) for name in archive.namelist())


def about(path: Path) -> About:
    """Return the name, languages and licence in index.json. Raises DictionaryError if it's missing or invalid."""
    with refusing(path.name), zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "index.json" not in names:
            raise DictionaryError(
                N_(
                    "%(file)s has no index.json, so it isn’t a Yomitan dictionary. Download it again.",
                    file=path.name,
                )
            )
        index = _json(archive, archive.getinfo("index.json"), path)
    if not isinstance(index, dict):
        raise DictionaryError(
            N_("The index.json in %(file)s isn’t in Yomitan’s format. Download it again.", file=path.name)
        )
    text = {key: str(index.get(key) or "") for key in ("title", "sourceLanguage", "targetLanguage")}
    credit = f"{index.get('attribution') or ''} {index.get('description') or ''}"
    return About(line_of(text["title"])[:100], text["sourceLanguage"], text["targetLanguage"], licence_in(credit))


def read(path: Path, step: Step) -> Iterator[Headword]:
    """Yield the words of all term banks, in order. Raises DictionaryError if a bank isn't a list of valid terms."""
    with refusing(path.name), zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            check_name(member.filename, path.name)
        banks = [member for member in archive.infolist() if _BANK.fullmatch(member.filename)]
        size, done = sum(bank.file_size for bank in banks), 0
        for bank in sorted(banks, key=lambda bank: int(re.sub(r"\D", "", bank.filename))):
            rows = _json(archive, bank, path)
            if not isinstance(rows, list):
                raise DictionaryError(
                    N_(
                        "%(bank)s in %(file)s isn’t a list of terms. Download it again.",
                        bank=bank.filename,
                        file=path.name,
                    )
                )
            for row in rows:
                yield from _headword(row, bank.filename)
            done += bank.file_size
            step(done, size)


def _json(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> Any:
    if member.file_size > _MOST_BANK:
        raise DictionaryError(
            N_(
                "%(member)s in %(file)s is larger than 32 MB, so this dictionary wasn’t installed. Try another"
                " download.",
                member=member.filename,
                file=path.name,
            )
        )
    with archive.open(member) as stream:
        bounded = Bounded(stream, path.stat().st_size, path.name)
        data = b"".join(iter(lambda: bounded.read(2**20), b""))
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DictionaryError(
            N_("%(member)s in %(file)s isn’t JSON. Download it again.", member=member.filename, file=path.name)
        ) from error


def _headword(row: Any, bank: str) -> Iterator[Headword]:
    if not isinstance(row, list) or len(row) < 6 or not isinstance(row[0], str):
        raise DictionaryError(
            N_("%(bank)s has a term that isn’t in Yomitan’s format. Download the dictionary again.", bank=bank)
        )
    tags = f"{row[2] or ''} {row[3] or ''}".split()
    # In version 1 of the format, the meanings aren't a list, but the last values of the row.
    items = row[5] if isinstance(row[5], list) else [item for item in row[5:] if isinstance(item, str)]
    texts = [line for item in items for line in "".join(_walk(item, 0)).split("\n")]
    reading = line_of(row[1]) if isinstance(row[1], str) else ""
    lemma, senses = line_of(row[0]), senses_of(texts)
    if lemma and senses:
        yield Headword(lemma, next(filter(None, map(pos_of, tags)), ""), senses, reading if reading != lemma else "")


def _walk(node: Any, depth: int) -> Iterator[str]:
    """Yield the text of Yomitan's structured content, with line breaks around block elements."""
    if depth > _MOST_DEPTH:
        return
    if isinstance(node, str):
        yield node
    elif isinstance(node, list) and depth:  # at the top level a list is a deinflection rule, not a meaning
        for inner in node:
            yield from _walk(inner, depth + 1)
    elif isinstance(node, dict):
        data = node.get("data")
        if node.get("tag") in {"rt", "rp", "img"} or (isinstance(data, dict) and data.get("content") in _ASIDE):
            return
        around = "\n" if node.get("tag") in _BLOCKS else ""
        yield around
        yield from _walk(node.get("text") if node.get("type") == "text" else node.get("content"), depth + 1)
        yield around
