"""EDGE: the one file that imports defusedxml: XML in, bounded in depth and size, without entities."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from canary.lyrics.model import LyricsError

_MOST_ELEMENTS = 30_000
_DEEPEST = 40
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


class _Bounded(TreeBuilder):
    """Builds the tree and stops at a document that no song needs."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST:
            raise LyricsError(f"This TTML file nests its elements deeper than {_DEEPEST}, which no song needs.")
        if self._count > _MOST_ELEMENTS:
            raise LyricsError(f"This TTML file has more than {_MOST_ELEMENTS} elements, which no song needs.")
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def parsed(text: str) -> Element:
    """Return the root of an XML document; LyricsError where it is broken, declares entities or is too large."""
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        # What a declaration says about bytes is past: this is text already.
        parser.feed(_DECLARED.sub("", text).lstrip().encode())
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise LyricsError("This TTML file declares a document type or entities; lyrics need neither.") from error
    except ParseError as error:
        row, column = error.position
        raise LyricsError(f"Line {row}: this TTML file is broken XML at character {column + 1}.") from error
    return root


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes by their names without namespaces."""
    return {local(name): value for name, value in element.attrib.items()}


def every(root: Element, name: str) -> Iterator[Element]:
    """Yield an element and all below it that have a name, whatever their namespace."""
    return (x for x in root.iter() if local(x.tag) == name)
