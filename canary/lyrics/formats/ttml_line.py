"""Reads a paragraph of TTML: its words, its background voices, its ruby, and the layers that stand inside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from canary.language_tags import base as base_of
from canary.lyrics.formats.notes import letters
from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.scripts import script
from canary.lyrics.formats.text import MAX_CHARACTERS
from canary.lyrics.formats.ttml_time import Moment, Rates, moment
from canary.lyrics.formats.ttml_xml import attributes, local
from canary.lyrics.model import Line, LyricsError, Word, join
from canary.sentences import N_

_MAX_VOICES = 20  # background voices of a paragraph; further ones are a part of its line
_SIDE = {"x-translation": "translation", "x-roman": "reading", "x-transliteration": "reading"}


@dataclass(frozen=True, slots=True)
class Span:
    """An element's begin and end in ms; None if unknown."""

    begin: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A parsed line, its language, and its layers' texts by (kind, language).

    `key` identifies it in the translations and transliterations in the document's head. A `voice` is a background voice
    that is sung beside the line of the same paragraph.
    """

    line: Line
    key: str = ""
    language: str = ""
    beside: dict[tuple[str, str], str] = field(default_factory=dict)
    voice: bool = False


@dataclass(frozen=True, slots=True)
class _Bit:
    """A text inside a paragraph with its time.

    Attributes:
        voice: 0 for the line's own text, n for its n-th background voice.
        read: the text as its ruby says that it's read; the same as `text` without ruby.
    """

    text: str
    span: Span
    voice: int
    read: str


@dataclass(slots=True)
class _Inside:
    """What has been read of a paragraph: its texts in order, and the layers' texts of each of its voices.

    `voice` is the one that is being read, and `around` the time of the innermost timed span inside the paragraph.
    """

    rates: Rates
    bits: list[_Bit] = field(default_factory=list)
    beside: list[dict[tuple[str, str], str]] = field(default_factory=lambda: [{}])
    voice: int = 0
    around: Span = Span()

    def add(self, text: str, span: Span | None = None, read: str | None = None) -> None:
        self.bits.append(_Bit(text, span or Span(), self.voice, text if read is None else read))


def spans(children: list[Element], parent: Span, rates: Rates) -> list[Span]:
    """Return the children's times. Times without a unit are all relative to the parent's begin, or all absolute."""
    named = [attributes(child) for child in children]
    begins = [moment(x["begin"], rates) if "begin" in x else None for x in named]
    plain = next((m.ms for m in begins if m and not m.relative), None)
    base = parent.begin or 0
    inside = plain is not None and plain < base and (parent.end is None or base + plain < parent.end)

    def at(time: Moment | None) -> int | None:
        return None if time is None else time.ms + (base if time.relative or inside else 0)

    found = []
    for own, begun in zip(named, begins, strict=True):
        begin = at(begun) if "begin" in own else parent.begin
        end = at(moment(own.get("end", ""), rates))
        length = moment(own.get("dur", ""), rates)
        if length is not None and begin is not None:
            end = min(end, begin + length.ms) if end is not None else begin + length.ms
        found.append(Span(begin, end if end is None or begin is None else max(begin, end)))
    return found


def paragraph(element: Element, span: Span, rates: Rates, language: str) -> list[Found]:
    """Return the line of a paragraph, and the background voices that aren't sung after its words as further lines.

    `language` is the paragraph's. Raises LyricsError if the line is too long.
    """
    inside = _Inside(rates)
    _inline(element, span, inside)
    if (length := len(tidy("".join(bit.text for bit in inside.bits)))) > MAX_CHARACTERS:
        raise LyricsError(
            N_(
                "A line has %(length)s characters, but a line can have at most %(most)s.",
                length=length,
                most=MAX_CHARACTERS,
            )
        )
    apart = _apart(inside)
    own = [bit for bit in inside.bits if bit.voice not in apart]
    main = _found(own, inside.beside[0], span, language, "begin" in element.attrib)
    if main.line.start is None or not apart:
        return [_found(inside.bits, inside.beside[0], span, language, "begin" in element.attrib) if apart else main]
    voices = [
        _found([bit for bit in inside.bits if bit.voice == n], inside.beside[n], Span(), language, False) for n in apart
    ]
    voices = [replace(voice, voice=True) for voice in voices if voice.line.text]
    return [replace(main, line=_without(main.line, voices)), *voices] if main.line.text else voices


def _without(line: Line, voices: Sequence[Found]) -> Line:
    """Return a line with its own times, where those of its paragraph are the times of a background voice."""
    if not line.words:
        return line
    first, last = line.words[0].start or 0, line.words[-1].end or 0
    early = any((voice.line.start or 0) < first for voice in voices)
    late = any((voice.line.end or 0) > last for voice in voices)
    return replace(line, start=first if early else line.start, end=last if late else line.end)


def _apart(inside: _Inside) -> list[int]:
    """Return the background voices that can't be a part of their line: words would run backwards or at the same time.

    Voices with a translation or a reading of their own are apart too.
    """
    together, apart = {0}, []
    for n in range(1, len(inside.beside)):
        timed = [bit for bit in inside.bits if bit.voice in together | {n} and bit.span.begin is not None]
        if any(bit.voice == n for bit in timed) and (inside.beside[n] or _overlap(timed)):
            apart.append(n)
        else:
            together.add(n)
            inside.beside[0].update(
                {key: text for key, text in inside.beside[n].items() if key not in inside.beside[0]}
            )
    return apart


def _overlap(bits: Sequence[_Bit]) -> bool:
    reached, voice = 0, -1
    for bit in bits:
        begin = bit.span.begin or 0
        if voice not in {-1, bit.voice} and begin < reached:
            return True
        reached = max(reached, begin, bit.span.end or 0)
        voice = bit.voice
    return False


def _found(bits: Sequence[_Bit], beside: dict[tuple[str, str], str], span: Span, language: str, timed: bool) -> Found:
    """Return the line that some texts make up; `span` is the paragraph's, which has a begin of its own if `timed`."""
    made = words(_timed(bits, span))
    text = join(made) or tidy("".join(bit.text for bit in bits))
    start, end = span.begin, span.end
    if not timed and made:
        start = min(word.start or 0 for word in made)
    if end is None and made:
        made, end = _ended(made, [bit.span for bit in bits if bit.span.begin is not None][-1])
    line = Line(text, start, end if start is not None else None, made if start is not None else ())
    return Found(line, beside={**_reading(bits, language), **beside})


def _ended(made: tuple[Word, ...], last: Span) -> tuple[tuple[Word, ...], int | None]:
    """Return a line's words and its end. Without an end, the last word lasts until the next line."""
    if last.end is None:
        return (*made[:-1], replace(made[-1], end=None, syllables=())), None
    return made, max(word.end or 0 for word in made)


def _reading(bits: Sequence[_Bit], language: str) -> dict[tuple[str, str], str]:
    """Return the reading that a line's ruby gives, by its kind and language; nothing for a line without ruby."""
    if all(bit.read == bit.text for bit in bits):
        return {}
    written = script("".join(bit.read for bit in bits if bit.read != bit.text))
    known = base_of(language) if language else "ja" if written == "Kana" else ""
    tag = {"Kana": f"{known}-Hira", "Latin": f"{known}-Latn"}.get(written, known) if known else ""
    return {("reading", tag): tidy("".join(bit.read for bit in bits))}


def _inline(element: Element, span: Span, inside: _Inside) -> None:
    """Add an element's text to what's inside a paragraph, each timed by the innermost span with times."""
    inside.add(_flat(element.text))
    children = list(element)
    for child, own in zip(children, spans(children, span, inside.rates), strict=True):
        roles = attributes(child).get("role", "").split()
        # Files have no space before background voices, but these are never part of the previous word.
        apart = " " * ("x-bg" in roles)
        inside.add(apart)
        outer = inside.voice
        if apart and not outer and len(inside.beside) <= _MAX_VOICES:
            inside.beside.append({})
            inside.voice = len(inside.beside) - 1
        _child(child, own, roles, inside)
        inside.voice = outer
        inside.add(apart + _flat(child.tail))


def _child(child: Element, own: Span, roles: Sequence[str], inside: _Inside) -> None:
    named = attributes(child)
    kind = next((_SIDE[role] for role in roles if role in _SIDE), None)
    if local(child.tag) == "br":
        inside.add("\n")
    elif kind:
        inside.beside[inside.voice].setdefault((kind, named.get("lang", "")), tidy("".join(child.itertext())))
    elif named.get("ruby") == "container":
        _ruby(child, own if "begin" in named else inside.around, inside)
    elif "begin" in named and own.begin is not None and _is_leaf(child):
        inside.add(_flat("".join(child.itertext())), own)
    else:
        outer = inside.around
        inside.around = own if "begin" in named else outer
        _inline(child, own, inside)
        inside.around = outer


def _is_leaf(span: Element) -> bool:
    inside = [attributes(x) for x in span.iter() if x is not span]
    return not any("begin" in x or "ruby" in x or set(x.get("role", "").split()) & _SIDE.keys() for x in inside)


def _ruby(container: Element, own: Span, inside: _Inside) -> None:
    """Add the base of a ruby (TTML2, 10.2.35). Where its texts have times, its syllables have them."""
    parts: list[tuple[str, str, Span]] = []
    _annotated(container, own, inside.rates, parts)
    base = "".join(text for kind, text, _ in parts if kind == "base").strip()
    texts = [(text.strip(), span) for kind, text, span in parts if kind == "text" and text.strip()]
    read = "".join(text for text, _ in texts) or base
    timed = [(text, span) for text, span in texts if span.begin is not None]
    if not timed or len(timed) < len(texts):
        begun = next((span for kind, _, span in parts if kind == "base" and span.begin is not None), own)
        inside.add(base, begun, read)
        return
    for (text, span), share in zip(timed, letters(base, [x for x, _ in timed]), strict=True):
        inside.add(share, span, text)


def _annotated(element: Element, span: Span, rates: Rates, parts: list[tuple[str, str, Span]]) -> None:
    """Add the bases and texts below a ruby's container as (kind, text, times)."""
    children = list(element)
    for child, own in zip(children, spans(children, span, rates), strict=True):
        named = attributes(child)
        known = own if "begin" in named else Span()
        if named.get("ruby") in {"base", "text"}:
            parts.append((named["ruby"], _flat("".join(child.itertext())), _timed_inside(child, known, rates)))
        elif named.get("ruby") != "delimiter":
            _annotated(child, own, rates, parts)


def _timed_inside(element: Element, own: Span, rates: Rates) -> Span:
    """Return an element's times, or else those of the spans inside it."""
    if own.begin is not None or not len(element):
        return own
    inner = [span for span in spans(list(element), Span(), rates) if span.begin is not None]
    return Span(inner[0].begin, inner[-1].end) if inner else own


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def tidy(text: str) -> str:
    """Return text without empty rows and with single spaces."""
    return "\n".join(filter(None, (" ".join(row.split()) for row in text.split("\n"))))


def _timed(pieces: Sequence[_Bit], line: Span) -> Iterator[Piece]:
    """Yield the timed pieces of a line. Untimed text is added to the piece before it, or else to the first piece.

    A span without text prolongs the word before it.
    """
    rows: list[tuple[str, str, Span]] = []
    lead = ""
    for bit in pieces:
        text, span = bit.text, bit.span
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
