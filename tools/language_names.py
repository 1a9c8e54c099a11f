"""Writes `canary/songs/language_names.tsv` (`python -m tools.language_names`): our languages' names in each other.

The names are from Unicode's CLDR by way of Babel. Reading them from Babel at run time would take 34 MB.
"""

from pathlib import Path

from babel import Locale

from canary.songs.languages import LANGUAGES

PLACE = Path(__file__).resolve().parent.parent / "canary" / "songs" / "language_names.tsv"


def table() -> str:
    """Return the rows "code, name, name, …", each language's own name first, then its names in the other languages."""
    names = {code: Locale.parse(code).languages for code in sorted(LANGUAGES)}
    rows = []
    for code, own in names.items():
        found = [own.get(code, code), *(listed.get(code, code) for listed in names.values())]
        rows.append("\t".join([code, *dict.fromkeys(found)]))
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    PLACE.write_text(table(), encoding="utf-8")
