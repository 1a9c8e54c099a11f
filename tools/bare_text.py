"""Finds text for people that isn't marked for translation (`python -m tools.bare_text`, part of `make check`).

Rooms that are listed in `tools/bare_text.txt` may have unmarked text. A listed room without any is an error too, so
that the list can only get shorter. Text that needs no translation is marked with `translate="no"` on its HTML element,
or with the comment `untranslated: REASON` on its line.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.bare import javascript, python, templates

ROOT = Path(__file__).resolve().parent.parent
UNMARKED = Path(__file__).with_suffix(".txt")
# These files may have unmarked text: the command line, settings and migrations are in English only, and the style guide
# is for developers.
EXEMPT = ("canary/cli/", "canary/config.py", "canary/migrate.py", "templates/web/styleguide.html")
READERS = ((templates, "templates", "*.html"), (python, "canary", "*.py"), (javascript, "static/js", "*.js"))


@dataclass(frozen=True, slots=True)
class Finding:
    """A text without a mark for translation: its file (relative to the root), its line number and its words."""

    path: Path
    line: int
    text: str

    @property
    def room(self) -> str:
        """The room of the file: the name of the folder (or file) in `canary/`, `templates/` or `static/js/`."""
        parts = self.path.relative_to("static").parts if self.path.parts[0] == "static" else self.path.parts
        return parts[1].partition(".")[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {' '.join(self.text.split())[:100]}"


def findings(root: Path = ROOT) -> Iterator[Finding]:
    """Yield all text below `root` that isn't marked for translation."""
    for reader, folder, pattern in READERS:
        for path in sorted((root / folder).rglob(pattern)):
            name = path.relative_to(root)
            if not name.as_posix().startswith(EXEMPT):
                source = path.read_text(encoding="utf-8")
                rows = source.splitlines()
                for line, text in reader.bare(source):
                    if "untranslated" not in rows[line - 1]:
                        yield Finding(name, line, text)


def problems(found: list[Finding], unmarked: set[str]) -> list[str]:
    """Return the problems: unmarked text in rooms that aren't listed, and listed rooms without unmarked text.

    `unmarked` are the rooms listed in `tools/bare_text.txt`.
    """
    rooms = {finding.room for finding in found}
    wrong = [str(finding) for finding in found if finding.room not in unmarked]
    return wrong + [f"{room} is marked: take it off {UNMARKED.name}" for room in sorted(unmarked - rooms)]


def main() -> int:
    """Print all problems, and return the exit code: 1 if there are any, otherwise 0."""
    unmarked = set(UNMARKED.read_text(encoding="utf-8").split())
    wrong = problems(list(findings()), unmarked)
    for problem in wrong:
        print(problem)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
