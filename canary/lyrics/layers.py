"""Lines that share a time stamp: a translation or a reading beside the sung line, or simply two voices."""

from collections.abc import Sequence
from itertools import groupby

from .model import Layer, Line
from .scripts import guess_language, script

MOST = 4  # layers; nobody reads more, and it bounds the work on hostile files


def fold(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Layer, ...]]:
    """Split sorted lines into sung lines and layers: the n-th line of equal times is a layer when script or
    language differs.
    """
    groups = [list(g) for _, g in groupby(lines, key=lambda x: x.start)]
    depth = max((len(g) for g in groups), default=0)
    kept, layers = [[0] for _ in groups], []
    alive = list(range(len(groups)))
    for rank in range(1, depth):
        alive = [n for n in alive if len(groups[n]) > rank]
        both = [n for n in alive if groups[n][0].text and groups[n][rank].text]
        kind = _kind([groups[n][0].text for n in both], [groups[n][rank].text for n in both]) if rank <= MOST else None
        if kind is None:
            for n in alive:
                kept[n].append(rank)
            continue
        texts = [g[rank].text if len(g) > rank else "" for g in groups]
        layers.append((kind, texts))
    sung = tuple(groups[n][rank] for n, ranks in enumerate(kept) for rank in ranks)
    made = tuple(
        Layer(
            kind,
            language,
            tuple(texts[n] if rank == 0 else "" for n, ranks in enumerate(kept) for rank in ranks),
        )
        for (kind, language), texts in layers
    )
    return sung, made


def _kind(first: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """Return (kind, language) of the layer that the other lines are, or None when they are sung as well."""
    if not first:
        return None
    a, b = script("\n".join(first)), script("\n".join(other))
    mine, theirs = guess_language(first), guess_language(other)
    if a == b:
        return ("translation", theirs) if mine and theirs and mine != theirs else None
    if a != "Latin" and b == "Latin" and not theirs:
        # Latin letters beside another script that are no language we know: romaji, pinyin and their like.
        return "reading", f"{mine}-Latn" if mine else ""
    if {a, b} == {"Kana", "Han"} and mine == "ja" and not any("\u4e00" <= c <= "\u9fff" for c in "".join(other)):
        return "reading", "ja-Hira"
    return "translation", theirs
