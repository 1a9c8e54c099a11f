"""Bare text in JavaScript: what is put on the page, and literals that look like something a person reads."""

import re
from collections.abc import Iterator

from tools.bare import MARKS, has_words, is_phrase

PUT = {"textContent", "innerText", "ariaLabel", "ariaDescription", "title", "placeholder", "alt"}
READ_OUT = {"aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"}
SILENT = {"Error", "TypeError", "RangeError", "log", "warn", "error"}
# A regular expression literal follows an operator; a template literal may hold values with templates inside.
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
    """Yield line and text of what is not marked in a module."""
    tokens = [match for match in TOKEN.finditer(source) if match.lastgroup != "comment"]
    values = [match.group() for match in tokens]
    calls = [False]
    for at, token in enumerate(tokens):
        if values[at] == "(":
            calls.append(calls[-1] or (at > 0 and values[at - 1] in MARKS | SILENT))
        elif values[at] == ")" and len(calls) > 1:
            calls.pop()
        elif token.lastgroup == "text" and not calls[-1]:
            text = VALUE.sub("0", values[at][1:-1])
            if is_phrase(text) or (_is_put(values[:at]) and has_words(text)):
                yield source.count("\n", 0, token.start()) + 1, text


def _is_put(before: list[str]) -> bool:
    """Return whether a literal is assigned to what people see, or is the value of an attribute that is read out."""
    if before[-1:] == ["="] and before[-2:-1] and before[-2] in PUT:
        return True
    return before[-4:-2] == ["setAttribute", "("] and before[-2][1:-1] in READ_OUT
