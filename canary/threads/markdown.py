"""EDGE: the one file that imports markdown-it-py, linkify-it-py and nh3. Renders Markdown as safe HTML."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

import nh3
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 10_000
_reader = MarkdownIt("commonmark", {"breaks": True, "linkify": True, "html": False})
_reader.enable(["strikethrough", "linkify"])
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
# What ends an address in text without spaces: the sentence goes on behind it.
_ADDRESS_END = re.compile("[\u3000-\u303f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f“”‘’…«»]")
_BESIDE_CJK = re.compile(rf"(?<={_CJK_MARK})(?=\*|~~|_)|(?<=\*|~|_)(?={_CJK_MARK})")
_NUMBERED = re.compile(r"( {0,3})(\d{1,9})([.)])(?=\s)")


def _www(finder: LinkifyIt, text: str, at: int) -> int:
    """Return how many characters after "www." belong to an address, or 0 if none does."""
    found = finder.match_at_start(f"https://www.{text[at:]}")
    return len(found.raw) - len("https://www.") if found else 0


def _with_scheme(_finder: LinkifyIt, match: Any) -> None:
    match.url = f"https://{match.url}"


def _address_finder() -> LinkifyIt:
    """Return what finds bare addresses: those that begin with http://, https://, mailto: or www.

    "hola.me" isn't an address, because people leave out the space after a full stop.
    """
    finder = LinkifyIt({}, {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    finder.add("//", None).add("ftp:", None)
    return finder.add("www.", {"validate": _www, "normalize": _with_scheme})


_reader.linkify = _address_finder()


def html(body: str, known: Callable[[str], bool] = lambda _: False) -> str:
    """Return Markdown as safe HTML: paragraphs, emphasis, lists, quotes, code and links; no images or headings.

    Bare addresses become links.

    `@name` becomes bold if `known(name)` is true, except in code.
    """
    environment: dict[str, object] = {}
    tokens = _reader.parse(_prepared(body[:LONGEST]), environment)
    for token in tokens:
        if token.type == "inline":
            children = _shortened(token.children or [])
            if "@" in token.content:
                children = [new for child in children for new in _marked(child, known)]
            token.children = children
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


def _shortened(tokens: list[Token]) -> list[Token]:
    """Return tokens in which bare addresses end before punctuation that no address has, such as `。`."""
    found = list(tokens)
    for at, token in enumerate(found):
        if token.type == "link_open" and token.markup == "linkify":
            text = found[at + 1]
            cut = _ADDRESS_END.search(text.content)
            if cut:
                rest = text.content[cut.start() :]
                text.content = text.content[: cut.start()]
                scheme = "https://" if text.content.lower().startswith("www.") else ""
                token.attrs["href"] = _reader.normalizeLink(scheme + text.content)
                found.insert(at + 3, Token("text", "", 0, content=rest))
    return found


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
