"""Bare text in templates: text nodes, attributes that are read out or shown, and words in expressions."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

from tools.bare import MARKS, has_words, is_phrase

STYLES = Path(__file__).resolve().parent.parent.parent / "static" / "css"
READ_OUT = {"aria-label", "aria-description", "title", "placeholder", "alt", "label", "data-confirm", "content"}
CODE = {"script", "style", "code", "template"}
PATHS = {"extends", "from", "include", "import", "block"}
# Elements without an end tag.
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
CAPITALISED = re.compile(r"^\W*[A-Z][a-z]")
LEXER = Environment(autoescape=True)


def bare(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of what is not marked in a template."""
    page, found = _split(source)
    reader = _Reader()
    reader.feed(page)
    reader.close()
    yield from sorted([*found, *reader.found])


def _split(source: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the HTML with as many lines as the source and without expressions, and bare text of the expressions."""
    page: list[str] = []
    found: list[tuple[int, str]] = []
    tag, calls, before, translated = "", [False], "", False
    for line, kind, value in LEXER.lex(source):
        if kind == "data" and not translated:
            page.append(value)
            continue
        page.append("\n" * value.count("\n"))
        if kind in {"variable_begin", "block_begin"}:
            tag, calls, before = "", [False], kind
            if kind == "variable_begin":
                page.append("0")  # stands for the value
            continue
        if kind == "name" and before == "block_begin":
            tag = value
            translated = value == "trans" or (translated and value != "endtrans")
        elif kind == "operator" and value in "([{":
            calls.append(calls[-1] or (value == "(" and before in MARKS))
        elif kind == "operator" and value in ")]}" and len(calls) > 1:
            calls.pop()
        elif kind == "string" and not calls[-1] and tag not in PATHS and _is_text(value[1:-1]):
            found.append((line, value[1:-1]))
        if kind != "whitespace":
            before = value
    return "".join(page), found


def _is_text(literal: str) -> bool:
    """Return whether a literal in an expression is for people: capitalised, or several words that are no classes."""
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
