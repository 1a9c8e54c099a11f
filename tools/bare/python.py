"""Finds unmarked text in Python: the messages of errors and `flash`, and literals that look like text for people."""

import ast
import re
from collections.abc import Iterator

from tools.bare import MARKS, NO_LITERAL, has_words, is_phrase

PROBLEM = re.compile(r"^(Problem|Invalid|NotFound|NotAllowed|Conflict|LoginNeeded|[A-Z]\w*Error)$")
# Functions and classes whose text is for developers or programs, and not for people who use Canary.
SILENT = re.compile(
    r"^(ValueError|TypeError|KeyError|RuntimeError|AssertionError|OSError|LookupError|NotImplementedError|compile|warn"
    r"|debug|info|warning|error|exception|echo|text|Index|_setting)$"
)


def bare(source: str) -> Iterator[tuple[int, str]]:
    """Yield the text in a Python module that isn't marked for translation, as (line number, text)."""
    tree = ast.parse(source)
    yield from _walk(tree, shown=False)


def _walk(node: ast.AST, *, shown: bool) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call):
        yield from _call(node, shown=shown)
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        text = _text(node)
        if text and (has_words(text) if shown else is_phrase(text)):
            yield node.lineno, text
    else:
        yield from _children(node, shown=shown)


def _call(node: ast.Call, *, shown: bool) -> Iterator[tuple[int, str]]:
    name = _name(node.func)
    if name in MARKS and not (node.args and isinstance(node.args[0], ast.Constant)):
        yield node.lineno, NO_LITERAL
    if name in MARKS or SILENT.match(name):
        return
    if name == "flash":
        yield from _walk(node.args[0], shown=True)  # the second argument is a CSS class
    else:
        yield from _children(node, shown=shown or bool(PROBLEM.match(name)))


def _children(node: ast.AST, *, shown: bool) -> Iterator[tuple[int, str]]:
    for child in ast.iter_child_nodes(node):
        if not _is_docstring(child) and not (isinstance(node, ast.Dict) and child in node.keys):
            yield from _walk(child, shown=shown and not isinstance(child, ast.Call | ast.Compare | ast.Subscript))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
