"""Finds unmarked text in templates: text nodes, attributes that are read out or shown, and words in expressions."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

from tools.bare import MARKS, NO_LITERAL, has_words, is_phrase

STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "css"
READ_OUT = {"aria-label", "aria-description", "title", "placeholder", "alt", "label", "data-confirm", "content"}
CODE = {"script", "style", "code", "template"}
PATHS = {"extends", "from", "include", "import", "block"}
# Elements without an end tag.
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
CAPITALISED = re.compile(r"^\W*[A-Z][a-z]")
LEXER = Environment(autoescape=True)


def bare(source: str) -> Iterator[tuple[int, str]]:
    """Yield the text in a template that isn't marked for translation, as (line number, text)."""
    page, found = _split(source)
    reader = _Reader()
    reader.feed(page)
    reader.close()
    yield from sorted([*found, *reader.found])


def _split(source: str) -> tuple[str, list[tuple[int, str]]]:
    """Return a template's HTML without its expressions, and the unmarked text in the expressions.

    The HTML has as many lines as the template.
    """
    page: list[str] = []
    expressions = _Expressions()
    for line, kind, value in LEXER.lex(source):
        if kind == "data" and not expressions.translated:
            page.append(value)
            continue
        page.append("\n" * value.count("\n"))
        if kind == "variable_begin":
            page.append("0")  # stands for the value
        expressions.read(line, kind, value)
    return "".join(page), expressions.found


class _Expressions:
    """A reader of the tokens of expressions and blocks that collects unmarked literals in `found`.

    `translated` says whether it's inside `{% trans %}`. `_calls` has for each open bracket whether it's inside the call
    of a mark.
    """

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self.translated = False
        self._tag, self._before = "", ""
        self._calls = [False]
        self._opened = False  # whether the bracket of a mark has just been opened, so that a literal must follow

    def read(self, line: int, kind: str, value: str) -> None:
        """Read the next token."""
        if self._opened and kind not in {"whitespace", "string"}:
            self.found.append((line, NO_LITERAL))
        self._opened = self._opened and kind == "whitespace"
        match kind:
            case "variable_begin" | "block_begin":
                self._tag, self._calls = "", [False]
            case "name" if self._before == "block_begin":
                self._tag = value
                self.translated = value == "trans" or (self.translated and value != "endtrans")
            case "operator":
                self._bracket(value)
            case "string":
                self._literal(line, value[1:-1])
        if kind != "whitespace":
            self._before = value if kind not in {"variable_begin", "block_begin"} else kind

    def _bracket(self, value: str) -> None:
        if value in "([{":
            self._opened = value == "(" and self._before in MARKS
            self._calls.append(self._calls[-1] or self._opened)
        elif value in ")]}" and len(self._calls) > 1:
            self._calls.pop()

    def _literal(self, line: int, text: str) -> None:
        if not self._calls[-1] and self._tag not in PATHS and _is_text(text):
            self.found.append((line, text))


def _is_text(literal: str) -> bool:
    """Return whether a literal in an expression is for people.

    It is if it's capitalised, or if it has several words that aren't all CSS classes.
    """
    if not has_words(literal) or "/" in literal:
        return False
    return bool(CAPITALISED.match(literal)) or (" " in literal.strip() and not set(literal.split()) <= _classes())


@cache
def _classes() -> frozenset[str]:
    styles = (path.read_text(encoding="utf-8") for path in STYLES.glob("*.css"))
    return frozenset(name for style in styles for name in re.findall(r"\.([a-z][\w-]*)", style))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        silent = self._silent() or tag in CODE or values.get("translate") == "no"
        if not silent:
            for name, value in values.items():
                read_out = name in READ_OUT and not (name == "content" and values.get("name") != "description")
                if (read_out and has_words(value)) or (name.startswith("data-") and is_phrase(value)):
                    self.found.append((self.getpos()[0], f"{name}={value}"))
        if tag not in VOID:
            self._open.append((tag, silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _ in self._open}:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._silent() and has_words(data):
            blank = len(data) - len(data.lstrip())
            self.found.append((self.getpos()[0] + data[:blank].count("\n"), data.strip()))

    def _silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]
