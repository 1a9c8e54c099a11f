"""EDGE: the one file that imports markdown-it-py and nh3. Renders Markdown as safe HTML."""

import re
from collections.abc import Callable, Collection, Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 10_000
_reader = MarkdownIt("commonmark", {"breaks": True, "linkify": False, "html": False}).enable("strikethrough")
_TAGS = {"p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
# A name follows an @ that isn't part of an address. In scripts without spaces, a word may stand before the @.
_VOWEL_SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0e4e\u3099\u309a"
_NAMED = re.compile(rf"(?<![A-Za-z0-9_@/.\-])@([^\W_][\w.\-{_VOWEL_SIGNS}]{{1,31}})")
# Scripts without spaces, where a name is followed by the rest of the sentence.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff66-\uff9f]")
# CommonMark doesn't let ** end after a bracket that is followed by a letter, since spaces separate words where it was
# made. A character of no class between them makes it work; it's taken out of the result.
_NO_CLASS = "\ue000"
_CJK_MARK = "[\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65·“”‘’…]"
_BESIDE_CJK = re.compile(rf"(?<={_CJK_MARK})(?=\*|~~|_)|(?<=\*|~|_)(?={_CJK_MARK})")
_NUMBERED = re.compile(r"( {0,3})(\d{1,9})([.)])(?=\s)")


def html(body: str, known: Callable[[str], bool] = lambda _: False) -> str:
    """Return Markdown as safe HTML: paragraphs, emphasis, lists, quotes, code and links; no images or headings.

    `@name` becomes bold if `known(name)` is true, except in code.
    """
    environment: dict[str, object] = {}
    tokens = _reader.parse(_prepared(body[:LONGEST]), environment)
    for token in tokens:
        if token.type == "inline" and "@" in token.content:
            token.children = [new for child in token.children or () for new in _marked(child, known)]
    return nh3.clean(
        _reader.renderer.render(tokens, _reader.options, environment).replace(_NO_CLASS, ""),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )


def named(body: str) -> Collection[str]:
    """Return each name that may follow an `@` in a text: see `_candidates`."""
    return {name for match in _NAMED.finditer(body[:LONGEST]) for name in _candidates(match[1])}


def _candidates(text: str) -> list[str]:
    """Return the names that a text after an `@` may begin with, the longest first.

    Full stops and dashes at its end may not belong to it. In scripts without spaces, the sentence may go on.
    """
    ends = [n for n in range(len(text) - 1, 1, -1) if _UNSPACED.match(text[n - 1]) or _UNSPACED.match(text[n])]
    return list(dict.fromkeys([text, text.rstrip(".-"), *(text[:n] for n in ends)]))


def _prepared(body: str) -> str:
    """Return a text in which only 0 or 1 begins a numbered list, and emphasis works beside CJK punctuation."""
    rows, in_list, in_code = [], False, False
    for row in body.replace(_NO_CLASS, "").split("\n"):
        in_code ^= row.lstrip(" >").startswith(("```", "~~~"))
        number = None if in_code else _NUMBERED.match(row)
        if number and not in_list and int(number[2]) > 1:
            row = f"{number[1]}{number[2]}\\{row[number.end(2) :]}"
            number = None
        in_list = bool(number) or (in_list and row[:1] in {" ", "\t", ""})
        rows.append(row if in_code else _BESIDE_CJK.sub(_NO_CLASS, row))
    return "\n".join(rows)


def _marked(token: Token, known: Callable[[str], bool]) -> Iterator[Token]:
    """Yield a token or, for a text token, its parts, with known names in bold."""
    if token.type != "text":
        yield token
        return
    done = 0
    for match in _NAMED.finditer(token.content):
        name = next(filter(known, _candidates(match[1])), "")
        if name:
            end = match.start(1) + len(name)
            yield Token("text", "", 0, content=token.content[done : match.start()])
            yield Token("strong_open", "strong", 1, markup="**")
            yield Token("text", "", 0, content=token.content[match.start() : end])
            yield Token("strong_close", "strong", -1, markup="**")
            done = end
    yield Token("text", "", 0, content=token.content[done:])
