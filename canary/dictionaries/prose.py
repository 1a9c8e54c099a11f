"""Turns dictionary articles that were written for people into plain text, and splits the text into meanings."""

import html
import re
from collections.abc import Iterator

from .headword import Headword, line_of, pos_of, senses_of

_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ol", "ul", "dl", "dt", "dd", "tr", "table", "blockquote", "hr", "h1", "h2", "h3", "h4",
     "h5", "h6", "def", "section")
)  # fmt: skip
_UNSEEN = frozenset(["script", "style", "head", "title", "rt", "rp"])
_EMPHASIS = frozenset(["i", "b", "em", "small", "abbr", "abr", "font", "span", "gr", "c"])
# In XDXF, <k> repeats the headword, <tr> is the pronunciation, <ex> an example.
_UNSEEN_IN_XDXF = frozenset(["k", "tr", "ex", "rref"])
_MARK = re.compile(r"<(?:(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*|[!?/][^<>]*)>")
_SOUND = re.compile(r"/[^/\n]{1,60}/|\[[^\]\n]{1,60}\]")
_TAGS = re.compile(r"<([^<>\n]{1,60})>")
_NUMBER = re.compile(r"(?:^|(?<=[\s;.]))(?:\(?\d{1,2}[.)]|[①-⑳•])\s*")
_LABEL = re.compile(r"^[(<]?([^\W\d_]{1,12})(?:\.|[)>:]|\.[)>:]?)\s*")
_MEANINGS = frozenset(["name", "number", "article", "particle"])  # labels that may also be the meaning of a word
_ASIDE = re.compile(r"^(?:(?:synonyms?|antonyms?|see|cf|note|usage|example)\s*[:.]\s*\S|see also\b|→)", re.IGNORECASE)


def plain(markup: str, xdxf: bool = False) -> str:
    """Return the text of HTML, Pango or XDXF markup; each block element becomes a line.

    It runs in linear time. The standard library's parser isn't used, because it needs half a minute for 64 KB of
    unclosed tags.
    """
    unseen = _UNSEEN | _UNSEEN_IN_XDXF if xdxf else _UNSEEN
    found: list[str] = []
    at, hidden, opened = 0, "", ""
    for match in _MARK.finditer(markup):
        if not hidden:
            found.append(_shown(markup[at : match.start()], opened))
        at, ends, tag = match.end(), match[1] == "/", (match[2] or "").lower()
        if hidden:
            hidden = "" if ends and tag == hidden else hidden
        elif tag in unseen and not ends:
            hidden = tag
        elif tag in _BLOCKS:
            found.append("\n")
        opened = "" if ends else tag
    return "".join(found) + ("" if hidden else _shown(markup[at:], opened))


def _shown(text: str, tag: str) -> str:
    """Return the text inside a tag. If it's only a label for a part of speech ("<i>n</i> house"), it becomes a line."""
    text = html.unescape(text)
    return f"\n{text}\n" if tag in _EMPHASIS and pos_of(text) else text


def headwords(lemma: str, definition: str) -> Iterator[Headword]:
    """Yield the meanings of a word in a plain-text definition, grouped by part of speech.

    Meanings are separated by line breaks and numbers. If the first line begins by repeating the word, the word itself
    isn't a meaning, but its part of speech may follow it.
    """
    pos, groups = "", dict[str, list[str]]()
    lines = [line for line in map(line_of, definition.split("\n")) if line]
    for number, line in enumerate(lines, 1):
        rest = line
        if number == 1 and line.casefold().startswith(lemma.casefold()):
            rest, pos = _first_line(line, lemma, alone=len(lines) == 1)
        elif number < len(lines) and pos_of(line) and line.casefold() not in _MEANINGS:
            pos = pos_of(line)
            continue
        for part in _NUMBER.split(rest):
            pos, part = _without_label(part, pos)
            if part.strip() and not _ASIDE.match(part):
                groups.setdefault(pos, []).append(part.replace("{", "").replace("}", ""))
    for found, texts in groups.items():
        if senses := senses_of(texts):
            yield Headword(lemma, found, senses)


def _first_line(line: str, lemma: str, *, alone: bool) -> tuple[str, str]:
    """Return the meaning ("" if there's none) and the part of speech in a first line that begins with the word."""
    head = line[len(lemma) :]
    bare = _TAGS.sub("", _SOUND.sub("", head))
    if bare == head and (bare or alone):
        return line, ""  # the word may be its own meaning: "hotel" in French and English
    return bare.strip(" ,;:"), _class_in(head)


def _without_label(part: str, pos: str) -> tuple[str, str]:
    """Return the part of speech and the meaning in a text that may begin with a label.

    Without a label, the part of speech is `pos`, that of the previous meaning.
    """
    label = _LABEL.match(part)
    if label and (found := pos_of(label[1])):
        return found, part[label.end() :]
    return pos, part


def _class_in(head: str) -> str:
    words = re.split(r"[\s,;]+", " ".join(_TAGS.findall(head)))
    return next(filter(None, map(pos_of, words)), "")
