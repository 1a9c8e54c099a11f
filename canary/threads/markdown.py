"""EDGE: the one file that imports markdown-it-py and nh3. Renders Markdown as safe HTML."""

import re
from collections.abc import Callable, Collection, Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 10_000
_reader = MarkdownIt("commonmark", {"breaks": True, "linkify": False, "html": False}).enable("strikethrough")
_TAGS = {"p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
_NAMED = re.compile(r"(?<![\w@/.])@([^\W_][\w.\-]{1,31})")


def html(body: str, known: Callable[[str], bool] = lambda _: False) -> str:
    """Return Markdown as safe HTML: paragraphs, emphasis, lists, quotes, code and links; no images or headings.

    `@name` becomes bold if `known(name)` is true, except in code.
    """
    environment: dict[str, object] = {}
    tokens = _reader.parse(body[:LONGEST], environment)
    for token in tokens:
        if token.type == "inline" and "@" in token.content:
            token.children = [new for child in token.children or () for new in _marked(child, known)]
    return nh3.clean(
        _reader.renderer.render(tokens, _reader.options, environment),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )


def named(body: str) -> Collection[str]:
    """Return each name after an `@` in a text, both as written and without full stops and dashes at its end."""
    found = {match[1] for match in _NAMED.finditer(body[:LONGEST])}
    return found | {name.rstrip(".-") for name in found}


def _marked(token: Token, known: Callable[[str], bool]) -> Iterator[Token]:
    """Yield a token or, for a text token, its parts, with known names in bold."""
    if token.type != "text":
        yield token
        return
    done = 0
    for match in _NAMED.finditer(token.content):
        name = next((x for x in (match[1], match[1].rstrip(".-")) if known(x)), "")
        if name:
            end = match.start(1) + len(name)
            yield Token("text", "", 0, content=token.content[done : match.start()])
            yield Token("strong_open", "strong", 1, markup="**")
            yield Token("text", "", 0, content=token.content[match.start() : end])
            yield Token("strong_close", "strong", -1, markup="**")
            done = end
    yield Token("text", "", 0, content=token.content[done:])
