"""Reads TTML as Apple Music and others write it: words in spans, agents, translations and transliterations.

Programs write times differently. Times with a unit ("2s") are relative to the start of the parent element, as the
standard says. Clock times and plain seconds are absolute, unless they're before the parent's start. If some paragraphs
are timed, those without a usable time are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from xml.etree.ElementTree import Element

from canary.lyrics.formats.ends import closed
from canary.lyrics.formats.text import MAX_LINES, too_many_lines
from canary.lyrics.formats.ttml_line import Found, Span, paragraph, spans, tidy
from canary.lyrics.formats.ttml_time import Rates, rates
from canary.lyrics.formats.ttml_xml import attributes, every, local, parsed
from canary.lyrics.model import Layer, Line, Lyrics, Timing

_MAX_LAYERS = 8
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?tt(?=[\s>/])")
_META = {"musicname": "ti", "artists": "ar", "album": "al"}


def is_ttml(text: str) -> bool:
    """Return whether a text is TTML: XML with a <tt> element near its beginning."""
    head = text[:20_000].lstrip()
    return head.startswith("<") and _ROOT.search(head) is not None


def read(text: str) -> Lyrics:
    """Parse a TTML document. Raises LyricsError if its XML is broken, declares entities, or is too large."""
    root = parsed(text)
    found = list(_paragraphs(root))
    if any(x.line.start is not None for x in found):
        found = sorted((x for x in found if x.line.start is not None), key=lambda x: x.line.start or 0)
    if len(found) > MAX_LINES:
        raise too_many_lines(len(found))
    sung, other = _languages(found)
    lines = tuple(_closed(sung))
    timing: Timing = (
        "word" if any(x.words for x in lines) else "line" if any(x.start is not None for x in lines) else "none"
    )
    return Lyrics(lines, tuple(_layers(root, sung, other)), _meta(root), timing)


def _closed(found: list[Found]) -> Iterator[Line]:
    """Yield the lines with their ends (see `closed`). A background voice doesn't end the line that it accompanies."""
    whole = closed([x.line for x in found if not x.voice])
    return (x.line if x.voice else next(whole) for x in found)


def _paragraphs(root: Element) -> Iterator[Found]:
    agents = {
        attributes(agent).get("id", ""): " ".join("".join(next(every(agent, "name"), agent).itertext()).split())
        for agent in every(root, "agent")
    }
    found: list[tuple[Element, Span, dict[str, str]]] = []
    _walk(root, Span(), {}, rates(attributes(root)), found)
    shared = len({inherited.get("agent", "") for _, _, inherited in found}) > 1
    for element, span, inherited in found:
        agent = inherited.get("agent", "")
        singer = (agents.get(agent, "") or agent) if shared else ""
        for line in paragraph(element, span, rates(attributes(root)), inherited.get("lang", "")):
            key, language = inherited.get("key", ""), inherited.get("lang", "")
            yield replace(line, line=replace(line.line, singer=singer), key=key, language=language)


def _walk(
    element: Element,
    span: Span,
    inherited: dict[str, str],
    rates: Rates,
    found: list[tuple[Element, Span, dict[str, str]]],
) -> None:
    """Add to `found` the paragraphs below an element, with their times and their inherited language, agent and key."""
    children = [child for child in element if local(child.tag) not in {"head", "metadata"}]
    for child, own in zip(children, spans(children, span, rates), strict=True):
        known = {**inherited, **{k: v for k, v in attributes(child).items() if k in {"lang", "agent", "key"}}}
        if local(child.tag) == "p":
            found.append((child, own, known))
        else:
            # A container with a wall-clock time has no usable begin, so its parent's times are used.
            _walk(child, own if own.begin is not None else span, known, rates, found)


def _languages(found: list[Found]) -> tuple[list[Found], list[Found]]:
    """Split the paragraphs by language, as (sung, other): those in the first language of the document are sung."""
    first = next((x.language for x in found if x.language), "")
    return (
        [x for x in found if not x.language or x.language == first],
        [x for x in found if x.language and x.language != first],
    )


def _layers(root: Element, sung: list[Found], other: list[Found]) -> Iterator[Layer]:
    texts: dict[Layer, list[str]] = {}

    def put(layer: Layer, place: int, text: str) -> None:
        if len(texts) == _MAX_LAYERS and layer not in texts:
            return
        row = texts.setdefault(layer, [""] * len(sung))
        row[place] = f"{row[place]} {text}".strip()

    for layer, place, text in chain(_tracks(root, sung), _beside(sung), _nearest(sung, other)):
        put(layer, place, text)
    for layer, rows in texts.items():
        if any(rows):
            yield replace(layer, lines=tuple(rows))


def _tracks(root: Element, sung: list[Found]) -> Iterator[tuple[Layer, int, str]]:
    """Yield the texts in Apple's translations and transliterations, as (layer, index of the line, text).

    They refer to lines by their keys.
    """
    places: dict[str, list[int]] = {}
    for n, x in enumerate(sung):
        if x.key:
            places.setdefault(x.key, []).insert(len(sung) if x.voice else 0, n)
    for name, kind in (("translation", "translation"), ("transliteration", "reading")):
        for track in every(root, name):
            about = attributes(track)
            machine = about.get("machine") == "true"
            layer = Layer(kind, about.get("lang", ""), (), machine, about.get("name", ""))
            for entry in every(track, "text"):
                key = entry.get("for", "")
                yield from ((layer, place, text) for place, text in _shares(entry, places.get(key, [])))


def _shares(entry: Element, places: list[int]) -> list[tuple[int, str]]:
    """Return the text of an entry for its line, and for each background voice that's a line of its own."""
    if len(places) < 2:
        return [(place, tidy("".join(entry.itertext()))) for place in places]
    voices = [child for child in entry if "x-bg" in attributes(child).get("role", "").split()]
    own = [entry.text or ""]
    for child in entry:
        own += [*([] if child in voices else child.itertext()), child.tail or ""]
    texts = [tidy("".join(own)), *(tidy("".join(voice.itertext())) for voice in voices)]
    return list(zip(places, texts, strict=False))


def _beside(sung: list[Found]) -> Iterator[tuple[Layer, int, str]]:
    """Yield the texts of layers inside the paragraphs, as (layer, index of the line, text)."""
    for n, x in enumerate(sung):
        for (kind, language), text in x.beside.items():
            yield Layer(kind, language, ()), n, text


def _nearest(sung: list[Found], other: list[Found]) -> Iterator[tuple[Layer, int, str]]:
    """Yield the paragraphs in other languages, as (layer, index of the sung line with the nearest start, text)."""
    starts = [x.line.start or 0 for x in sung]
    for x in other:
        at = x.line.start or 0
        near = bisect_left(starts, at)
        near -= near == len(starts) or (near > 0 and at - starts[near - 1] < starts[near] - at)
        yield Layer("translation", x.language, ()), near, x.line.text


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter():
        named, name = attributes(element), local(element.tag)
        if name == "meta" and (key := _META.get(named.get("key", "").lower())) and named.get("value"):
            found.setdefault(key, named["value"])
        elif name == "title" and (title := " ".join("".join(element.itertext()).split())):
            found.setdefault("ti", title)
        elif name in {"tt", "body", "div"} and named.get("lang"):
            found.setdefault("la", named["lang"])
    writers = [" ".join("".join(x.itertext()).split()) for x in every(root, "songwriter")]
    return {**found, **({"au": ", ".join(filter(None, writers))} if any(writers) else {})}
