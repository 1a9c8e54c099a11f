"""EDGE: the only file that imports defusedxml. It parses XML safely: with limited depth and size, without entities."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from canary.lyrics.model import LyricsError
from canary.sentences import N_

_MAX_ELEMENTS = 30_000
_MAX_DEPTH = 40
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


class _Bounded(TreeBuilder):
    """A tree builder that raises LyricsError if a document is nested too deeply or has too many elements."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH:
            raise LyricsError(N_("This TTML file has more than %(most)s levels of elements.", most=_MAX_DEPTH))
        if self._count > _MAX_ELEMENTS:
            raise LyricsError(N_("This TTML file has more than %(most)s elements.", most=_MAX_ELEMENTS))
        return super().start(tag, attrs)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)


def parsed(text: str) -> Element:
    """Parse XML and return its root element. Raises LyricsError if it's broken, declares entities, or is too large."""
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        # The text is already decoded, so the XML declaration, which may name another encoding, is removed.
        parser.feed(_DECLARED.sub("", text).lstrip().encode())
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise LyricsError(N_("This TTML file declares a document type or entities, which we don’t accept.")) from error
    except ParseError as error:
        row, column = error.position
        raise LyricsError(
            N_(
                "Line %(number)s: the XML of this TTML file is broken at character %(position)s.",
                number=row,
                position=column + 1,
            )
        ) from error
    return root


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes by name, without namespaces."""
    return {local(name): value for name, value in element.attrib.items()}


def every(root: Element, name: str) -> Iterator[Element]:
    """Return an iterator over all elements with a local name, in any namespace, including `root` itself."""
    return (x for x in root.iter() if local(x.tag) == name)
