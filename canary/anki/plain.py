"""Write notes as a table for Anki and spreadsheets (CSV or TSV)."""

import csv
import io
from collections.abc import Iterable

from .deck import MODEL, guid_of
from .note import ASKS, FIELDS, Note, fields, tag

_SIGNS = frozenset("=+-@")


def table(decks: Iterable[tuple[str, Iterable[Note]]], delimiter: str, asks: tuple[str, ...] = ASKS[:1]) -> str:
    """Return notes as rows of guid, deck, tags and fields, below header lines with the settings for Anki's import.

    Tables can't hold sounds. Format: Anki manual, "Importing text files".
    """
    out = io.StringIO()
    names = ["GUID", "Deck", "Tags", *FIELDS]
    for key, value in (
        ("separator", "tab" if delimiter == "\t" else "comma"),
        ("html", "true"),
        ("notetype", MODEL),
        ("columns", delimiter.join(names)),
        ("guid column", "1"),
        ("deck column", "2"),
        ("tags column", "3"),
    ):
        out.write(f"#{key}:{value}\n")
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for name, notes in decks:
        for note in notes:
            tags = " ".join(t for t in map(tag, note.tags) if t)
            rows.writerow([guid_of(note), name, tags, *map(_no_formula, fields(note, asks, ""))])
    return out.getvalue()


def _no_formula(value: str) -> str:
    """Escape the first character of a field that a spreadsheet would run as a formula. Anki shows it unchanged."""
    return f"&#{ord(value[0])};{value[1:]}" if value[:1] in _SIGNS else value
