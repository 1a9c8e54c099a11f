"""Finds unmarked text in JavaScript: text that's put on the page, and literals that look like text for people."""

import re
from collections.abc import Iterator

from tools.bare import MARKS, NO_LITERAL, has_words, is_phrase

PUT = {"textContent", "innerText", "ariaLabel", "ariaDescription", "title", "placeholder", "alt"}
READ_OUT = {"aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"}
# The operators that may stand before a literal that is assigned.
ASSIGNED = {"=", "?", ":", "|"}
SILENT = {"Error", "TypeError", "RangeError", "log", "warn", "error"}
# A literal of a regular expression follows an operator. A template literal may contain values with further templates.
TOKEN = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`)
  | (?P<regexp>(?<=[=(,:!&|?;\[])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/)
  | (?P<name>[\w$#]+)
  | (?P<operator>[^\s\w])
    """,
    re.VERBOSE | re.DOTALL,
)
VALUE = re.compile(r"\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}")


def bare(source: str) -> Iterator[tuple[int, str]]:
    """Yield the text in a JavaScript module that isn't marked for translation, as (line number, text)."""
    tokens = [match for match in TOKEN.finditer(source) if match.lastgroup != "comment"]
    values = [match.group() for match in tokens]
    # `calls`: for each open bracket, whether it's inside the call of a mark or of a silent function. `shown`: whether a
    # property that people see is being assigned.
    calls, shown = [False], False
    for at, token in enumerate(tokens):
        value, before = values[at], ["", "", "", "", *values[:at]][-4:]
        shown = (shown and value != ";") or (value == "=" and before[-1] in PUT)
        if value == "(":
            calls.append(calls[-1] or before[-1] in MARKS | SILENT)
        elif value == ")" and len(calls) > 1:
            calls.pop()
        text = VALUE.sub("0", value[1:-1]) if token.lastgroup == "text" and not calls[-1] else ""
        put = (shown and before[-1] in ASSIGNED) or _is_read_out(before)
        if before[-1] == "(" and _is_mark(before) and value[0] not in "\"'":
            text = NO_LITERAL
        if text == NO_LITERAL or is_phrase(text) or (put and has_words(text)):
            yield source.count("\n", 0, token.start()) + 1, text


def _is_mark(before: list[str]) -> bool:
    """Return whether the tokens before an argument call a mark, rather than define the function."""
    return before[-2] in MARKS and before[-3] != "function"


def _is_read_out(before: list[str]) -> bool:
    """Return whether the tokens before a literal set an attribute that screen readers read out or browsers show."""
    return before[:2] == ["setAttribute", "("] and before[2][1:-1] in READ_OUT
