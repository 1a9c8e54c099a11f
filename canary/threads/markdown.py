"""EDGE: the one file that imports markdown-it-py and nh3: what people write becomes safe HTML."""

import nh3
from markdown_it import MarkdownIt

LONGEST = 10_000
_reader = MarkdownIt("commonmark", {"breaks": True, "linkify": False, "html": False}).enable("strikethrough")
_TAGS = {"p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}


def html(body: str) -> str:
    """Markdown rendered and cleaned: paragraphs, emphasis, lists, quotes, code and links; no pictures, no headings."""
    return nh3.clean(
        _reader.render(body[:LONGEST]),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer ugc",
    )
