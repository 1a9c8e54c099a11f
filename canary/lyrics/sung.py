"""Lyrics as a song keeps them: only lines that are sung, each with an end where it is known. Plain."""

from dataclasses import replace

from .model import Layer, Line, Lyrics


def sung(lyrics: Lyrics) -> Lyrics:
    """The lyrics without empty lines; a timed empty line ends the line before it. Layers keep in step."""
    kept: list[Line] = []
    places: list[int] = []
    for place, line in enumerate(lyrics.lines):
        if line.text.strip():
            kept.append(line)
            places.append(place)
        elif kept and line.start is not None and kept[-1].end is None:
            kept[-1] = replace(kept[-1], end=line.start)
    layers = tuple(
        replace(layer, lines=tuple(layer.lines[place] if place < len(layer.lines) else "" for place in places))
        for layer in lyrics.layers
    )
    return replace(lyrics, lines=tuple(kept), layers=tuple(layer for layer in layers if any(layer.lines)))


def with_layer(lyrics: Lyrics, layer: Layer) -> Lyrics:
    """The lyrics with the layer in place of one of the same kind, language and name."""
    key = (layer.kind, layer.language, layer.name)
    others = tuple(x for x in lyrics.layers if (x.kind, x.language, x.name) != key)
    return replace(lyrics, layers=(*others, layer))
