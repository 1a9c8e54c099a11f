"""Reads TTML as Apple Music and others write it: words in spans, agents, translations and transliterations.

Programs write times differently. Times with a unit ("2s") are relative to the start of the parent element, as the
standard says. Clock times and plain seconds are absolute, unless they're before the parent's start. If some paragraphs
are timed, those without a usable time are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from xml.etree.ElementTree import Element

from canary.lyrics.formats.ends import closed
from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.text import MAX_CHARACTERS, MAX_LINES, too_many_lines
from canary.lyrics.formats.ttml_time import Moment, Rates, moment, rates
from canary.lyrics.formats.ttml_xml import attributes, every, local, parsed
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Timing, join
from canary.sentences import N_

_MAX_LAYERS = 8
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?tt(?=[\s>/])")
_SIDE = {"x-translation": "translation", "x-roman": "reading", "x-transliteration": "reading"}
_META = {"musicname": "ti", "artists": "ar", "album": "al"}


@dataclass(frozen=True, slots=True)
class _Span:
    """An element's begin and end in ms; None if unknown."""

    begin: int | None = None
    end: int | None = None


@dataclass(slots=True)
class _Found:
    """A parsed paragraph: its line, its language, and its layers' texts by (kind, language).

    `key` identifies it in the translations and transliterations in the document's head.
    """

    line: Line
    key: str
    language: str
    beside: dict[tuple[str, str], str] = field(default_factory=dict)


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
    lines = tuple(closed(tuple(x.line for x in sung)))
    timing: Timing = (
        "word" if any(x.words for x in lines) else "line" if any(x.start is not None for x in lines) else "none"
    )
    return Lyrics(lines, tuple(_layers(root, sung, other)), _meta(root), timing)


def _paragraphs(root: Element) -> Iterator[_Found]:
    agents = {
        attributes(agent).get("id", ""): " ".join("".join(next(every(agent, "name"), agent).itertext()).split())
        for agent in every(root, "agent")
    }
    found: list[tuple[Element, _Span, dict[str, str]]] = []
    _walk(root, _Span(), {}, rates(attributes(root)), found)
    shared = len({inherited.get("agent", "") for _, _, inherited in found}) > 1
    for element, span, inherited in found:
        yield _paragraph(element, span, inherited, agents if shared else {}, rates(attributes(root)), shared)


def _walk(
    element: Element,
    span: _Span,
    inherited: dict[str, str],
    rates: Rates,
    found: list[tuple[Element, _Span, dict[str, str]]],
) -> None:
    """Add to `found` the paragraphs below an element, with their times and their inherited language, agent and key."""
    children = [child for child in element if local(child.tag) not in {"head", "metadata"}]
    for child, own in zip(children, _spans(children, span, rates), strict=True):
        known = {**inherited, **{k: v for k, v in attributes(child).items() if k in {"lang", "agent", "key"}}}
        if local(child.tag) == "p":
            found.append((child, own, known))
        else:
            # A container with a wall-clock time has no usable begin, so its parent's times are used.
            _walk(child, own if own.begin is not None else span, known, rates, found)


def _spans(children: list[Element], parent: _Span, rates: Rates) -> list[_Span]:
    """Return the children's times. Times without a unit are all relative to the parent's begin, or all absolute."""
    named = [attributes(child) for child in children]
    begins = [moment(x["begin"], rates) if "begin" in x else None for x in named]
    plain = next((m.ms for m in begins if m and not m.relative), None)
    base = parent.begin or 0
    inside = plain is not None and plain < base and (parent.end is None or base + plain < parent.end)

    def at(time: Moment | None) -> int | None:
        return None if time is None else time.ms + (base if time.relative or inside else 0)

    spans = []
    for own, begun in zip(named, begins, strict=True):
        begin = at(begun) if "begin" in own else parent.begin
        end = at(moment(own.get("end", ""), rates))
        length = moment(own.get("dur", ""), rates)
        if length is not None and begin is not None:
            end = min(end, begin + length.ms) if end is not None else begin + length.ms
        spans.append(_Span(begin, end if end is None or begin is None else max(begin, end)))
    return spans


def _paragraph(
    element: Element, span: _Span, known: dict[str, str], agents: dict[str, str], rates: Rates, shared: bool
) -> _Found:
    pieces: list[tuple[str, _Span]] = []
    beside: dict[tuple[str, str], str] = {}
    _inline(element, span, rates, pieces, beside)
    text = _tidy("".join(t for t, _ in pieces))
    if len(text) > MAX_CHARACTERS:
        raise LyricsError(
            N_(
                "A line has %(length)s characters, but a line can have at most %(most)s.",
                length=len(text),
                most=MAX_CHARACTERS,
            )
        )
    made = words(_timed(pieces, span))
    text = join(made) or text
    start, end = span.begin, span.end
    if "begin" not in element.attrib and made:
        start = min(word.start or 0 for word in made)
    if end is None and made:
        last = [own for _, own in pieces if own.begin is not None][-1]
        if last.end is None:  # the last word lasts until the next line
            made = (*made[:-1], replace(made[-1], end=None, syllables=()))
        else:
            end = max(word.end or 0 for word in made)
    agent = known.get("agent", "")
    singer = agents.get(agent, "") or (agent if shared else "")
    line = Line(text, start, end if start is not None else None, made if start is not None else (), singer)
    return _Found(line, known.get("key", ""), known.get("lang", ""), beside)


def _inline(
    element: Element, span: _Span, rates: Rates, pieces: list[tuple[str, _Span]], beside: dict[tuple[str, str], str]
) -> None:
    """Add an element's text to `pieces`, each timed by the innermost span with times, and its layers to `beside`."""
    pieces.append((_flat(element.text), _Span()))
    children = list(element)
    for child, own in zip(children, _spans(children, span, rates), strict=True):
        named = attributes(child)
        # Files have no space before background voices, but these are never part of the previous word.
        apart = " " * ("x-bg" in named.get("role", "").split())
        pieces.append((apart, _Span()))
        kind = next((_SIDE[role] for role in named.get("role", "").split() if role in _SIDE), None)
        if local(child.tag) == "br":
            pieces.append(("\n", _Span()))
        elif kind:
            beside.setdefault((kind, named.get("lang", "")), _tidy("".join(child.itertext())))
        elif "begin" in named and own.begin is not None and _is_leaf(child):
            pieces.append((_flat("".join(child.itertext())), own))
        else:
            _inline(child, own, rates, pieces, beside)
        pieces.append((apart + _flat(child.tail), _Span()))


def _is_leaf(span: Element) -> bool:
    inside = [attributes(x) for x in span.iter() if x is not span]
    return not any("begin" in x or set(x.get("role", "").split()) & _SIDE.keys() for x in inside)


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _tidy(text: str) -> str:
    return "\n".join(filter(None, (" ".join(row.split()) for row in text.split("\n"))))


def _timed(pieces: list[tuple[str, _Span]], line: _Span) -> Iterator[Piece]:
    """Yield the timed pieces of a line. Untimed text is added to the piece before it, or else to the first piece.

    A span without text prolongs the word before it.
    """
    rows: list[tuple[str, str, _Span]] = []
    lead = ""
    for text, span in pieces:
        if span.begin is not None:
            rows.append((lead + text, "", span))
            lead = ""
        elif rows:
            timed, after, before = rows[-1]
            rows[-1] = (timed, after + text, before)
        elif text.strip():
            lead += text
    begins = [span.begin for *_, span in rows]
    for (text, after, span), later in zip(rows, [*begins[1:], line.end], strict=False):
        begin = span.begin or 0
        end = span.end if span.end is not None else later
        end = max(begin, end if end is not None else begin)
        if text:
            yield Piece(text + after, begin, end)
        else:
            yield Piece("", begin, end)
            yield from [Piece(after, end, end)] if after else []


def _languages(found: list[_Found]) -> tuple[list[_Found], list[_Found]]:
    """Split the paragraphs by language, as (sung, other): those in the first language of the document are sung."""
    first = next((x.language for x in found if x.language), "")
    return (
        [x for x in found if not x.language or x.language == first],
        [x for x in found if x.language and x.language != first],
    )


def _layers(root: Element, sung: list[_Found], other: list[_Found]) -> Iterator[Layer]:
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


def _tracks(root: Element, sung: list[_Found]) -> Iterator[tuple[Layer, int, str]]:
    """Yield the texts in Apple's translations and transliterations, as (layer, index of the line, text).

    They refer to lines by their keys.
    """
    places = {x.key: n for n, x in enumerate(sung) if x.key}
    for name, kind in (("translation", "translation"), ("transliteration", "reading")):
        for track in every(root, name):
            about = attributes(track)
            machine = about.get("machine") == "true"
            layer = Layer(kind, about.get("lang", ""), (), machine, about.get("name", ""))
            for entry in every(track, "text"):
                if (place := places.get(entry.get("for", ""))) is not None:
                    yield layer, place, _tidy("".join(entry.itertext()))


def _beside(sung: list[_Found]) -> Iterator[tuple[Layer, int, str]]:
    """Yield the texts of layers inside the paragraphs, as (layer, index of the line, text)."""
    for n, x in enumerate(sung):
        for (kind, language), text in x.beside.items():
            yield Layer(kind, language, ()), n, text


def _nearest(sung: list[_Found], other: list[_Found]) -> Iterator[tuple[Layer, int, str]]:
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
