"""Brings parsed lyrics into the form that songs store: only sung lines, with their words in order of time."""

from dataclasses import replace

from canary.lyrics.model import Layer, Line, Lyrics, Word, join


def sung(lyrics: Lyrics) -> Lyrics:
    """Return lyrics without empty lines. The layers lose these lines too. A timed empty line ends the line before it.

    Line breaks inside a line become spaces. Background voices that start before their line ends become separate lines.
    A line that several singers sing together becomes one line with all their names.
    """
    lyrics = _together(_apart(lyrics))
    kept: list[Line] = []
    places: list[int] = []
    for place, line in enumerate(lyrics.lines):
        if line.text.strip():
            kept.append(_in_one_row(line))
            places.append(place)
        elif kept and line.start is not None and kept[-1].end is None:
            kept[-1] = replace(kept[-1], end=line.start)
    layers = tuple(
        replace(layer, lines=tuple(layer.lines[place] if place < len(layer.lines) else "" for place in places))
        for layer in lyrics.layers
    )
    return replace(lyrics, lines=tuple(kept), layers=tuple(layer for layer in layers if any(layer.lines)))


def _in_one_row(line: Line) -> Line:
    if "\n" not in line.text:
        return line
    words = tuple(replace(word, glue=word.glue and " ") for word in line.words)
    return replace(line, text=line.text.replace("\n", " "), words=words)


def _apart(lyrics: Lyrics) -> Lyrics:
    """Return lyrics with each line split where a word starts before the previous one.

    A layer's text stays with the first part of its line.
    """
    parts = [(place, n, part) for place, line in enumerate(lyrics.lines) for n, part in enumerate(_parts(line))]
    if len(parts) == len(lyrics.lines):
        return lyrics
    parts.sort(key=lambda part: (part[2].start is None, part[2].start or 0))
    layers = tuple(
        replace(x, lines=tuple(x.lines[place] if n == 0 and place < len(x.lines) else "" for place, n, _ in parts))
        for x in lyrics.layers
    )
    return replace(lyrics, lines=tuple(part for _, _, part in parts), layers=layers)


def _together(lyrics: Lyrics) -> Lyrics:
    """Merge the lines that several singers sing together: those with the same text and start.

    UltraStar files repeat such a line for each singer of a duet.
    """
    first: dict[tuple[int, str], int] = {}
    singers: dict[int, list[str]] = {}
    for place, line in enumerate(lyrics.lines):
        at = first.setdefault((line.start, line.text), place) if line.start is not None and line.singer else place
        singers.setdefault(at, []).append(line.singer)
    if len(singers) == len(lyrics.lines):
        return lyrics
    lines = tuple(replace(lyrics.lines[n], singer=" & ".join(dict.fromkeys(x))) for n, x in singers.items())
    layers = tuple(
        replace(x, lines=tuple(x.lines[n] if n < len(x.lines) else "" for n in singers)) for x in lyrics.layers
    )
    return replace(lyrics, lines=lines, layers=layers)


def _parts(line: Line) -> list[Line]:
    starts = [word.start for word in line.words if word.start is not None]
    cuts = [n for n in range(1, len(starts)) if starts[n] < starts[n - 1]]
    if not cuts or len(starts) < len(line.words):
        return [line]
    groups = [line.words[a:b] for a, b in zip([0, *cuts], [*cuts, len(starts)], strict=True)]
    return [replace(line, text=join(x), start=x[0].start, end=x[-1].end, words=x) for x in map(_closed, groups)]


def _closed(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return (*words[:-1], replace(words[-1], glue=""))


def with_layer(lyrics: Lyrics, layer: Layer) -> Lyrics:
    """Return lyrics with `layer` added. It replaces a layer of the same kind, language and name."""
    key = (layer.kind, layer.language, layer.name)
    others = tuple(x for x in lyrics.layers if (x.kind, x.language, x.name) != key)
    return replace(lyrics, layers=(*others, layer))
