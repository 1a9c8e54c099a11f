"""Collects all sentences that are marked for translation in canary/translations/messages.pot (`make sentences`)."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "canary" / "translations" / "messages.pot"
# The functions that mark sentences, with the positions of the message id, plural and context ("c") in their arguments.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "NN_": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NC_": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
COMMENTS = ("For translators:",)
# The files to read, as (folder, pattern, Babel's extraction method, options of the method).
SOURCES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("canary", "*.py", "python", {}),
    ("templates", "*.html", "jinja2", {"trimmed": "true", "silent": "false"}),
    ("static/js", "*.js", "javascript", {"encoding": "utf-8", "parse_template_string": "true"}),
)
HEADER = "# Every sentence of Canary that a person can see. Written by `make sentences`.\n"


def collect(root: Path = ROOT) -> Catalog:
    """Return a catalogue of all marked sentences in the files below `root` (see SOURCES)."""
    catalogue = Catalog(project="Canary", charset="utf-8", fuzzy=False)
    for path, method, options in _files(root):
        with path.open("rb") as code:
            found = extract(method, code, KEYWORDS, COMMENTS, options, strip_comment_tags=True)
            for _, text, comments, context in found:
                catalogue.add(text, None, auto_comments=comments, context=context)
    return catalogue


def template(catalogue: Catalog) -> str:
    """Return the text of the .pot file of a catalogue.

    It's sorted and has no dates or line numbers, so it changes only when a sentence changes.
    """
    out = BytesIO()
    write_po(out, catalogue, no_location=True, sort_output=True, omit_header=True, width=120)
    fields = ("Project-Id-Version: Canary", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8")
    header = "".join(f'"{field}\\n"\n' for field in (*fields, "Content-Transfer-Encoding: 8bit"))
    return f'{HEADER}msgid ""\nmsgstr ""\n{header}\n{out.getvalue().decode().strip()}\n'


def _files(root: Path) -> Iterator[tuple[Path, str, dict[str, str]]]:
    for folder, pattern, method, options in SOURCES:
        for path in sorted((root / folder).rglob(pattern)):
            yield path, method, options


if __name__ == "__main__":
    TEMPLATE.write_text(template(found := collect()), encoding="utf-8")
    print(f"{len(found)} sentences in {TEMPLATE.relative_to(ROOT)}", file=sys.stderr)
