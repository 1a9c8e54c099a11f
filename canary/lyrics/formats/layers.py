"""Lines with the same time stamp: a translation or reading of the sung line, or a second voice."""

import re
from collections.abc import Sequence
from itertools import groupby

from canary.language_tags import base
from canary.lyrics.formats.notes import hiragana
from canary.lyrics.formats.scripts import guess_language, script
from canary.lyrics.model import Layer, Line, Lyrics

# Romanised Japanese and Russian contain words such as "no", "to" and "na" too: measured, a seventh of their words are
# common words of some language, but a fifth to a half of a translation's words.
_SPOKEN = 0.18
_HAN = re.compile("[\u3400-\u9fff々]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
MAX_LAYERS = 4  # more aren't useful, and it limits the work on hostile files


def fold(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Layer, ...]]:
    """Split sorted lines into sung lines and layers: the n-th lines of equal times are a layer if their script or
    language differs.
    """
    groups = [list(g) for _, g in groupby(lines, key=lambda x: x.start)]
    depth = max((len(g) for g in groups), default=0)
    kept, layers = [[0] for _ in groups], []
    alive = list(range(len(groups)))
    for rank in range(1, depth):
        alive = [n for n in alive if len(groups[n]) > rank]
        both = [n for n in alive if groups[n][0].text and groups[n][rank].text]
        kind = (
            _kind([groups[n][0].text for n in both], [groups[n][rank].text for n in both])
            if rank <= MAX_LAYERS
            else None
        )
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
    """Return the (kind, language) of the layer that the other lines are; None if they're sung as well."""
    if not first:
        return None
    a, b = script("\n".join(first)), script("\n".join(other))
    mine, theirs = guess_language(first), guess_language(other)
    if b == "Kana" and a in {"Kana", "Han"} and not _HAN.search("".join(other)) and _reads(first, other):
        return "reading", "ja-Hira"
    if a == b:
        return ("translation", theirs) if mine and theirs and mine != theirs else None
    if a != "Latin" and b == "Latin" and not guess_language(other, _SPOKEN):
        # Latin letters beside another script, in no language that we know: a romanisation such as romaji or pinyin.
        return "reading", f"{mine}-Latn" if mine else ""
    return "translation", theirs


def _reads(first: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether most of the kana lines contain, in order, all kana of the lines with Han characters."""
    pairs = [(hiragana(x), iter(hiragana(y))) for x, y in zip(first, other, strict=True) if _HAN.search(x)]
    return sum(all(c in kana for c in _HIRAGANA.findall(x)) for x, kana in pairs) * 2 > len(pairs)


def beside(lyrics: Lyrics) -> list[list[str]]:
    """Return the texts to write below each line for formats that tell layers apart only by their order.

    "" is the placeholder of a layer without text before a layer with text. Translations into the song's own language
    are left out, since a reader couldn't tell them from sung lines.
    """
    own = guess_language([line.text for line in lyrics.lines])
    layers = [x for x in lyrics.layers if not own or x.kind != "translation" or base(x.language) != own]
    found = [[x.lines[n] if n < len(x.lines) else "" for x in layers] for n in range(len(lyrics.lines))]
    for texts in found:
        while texts and not texts[-1]:
            texts.pop()
    return found
