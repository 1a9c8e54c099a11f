"""Separates lines with the same time stamp: they're translations or readings of a sung line, or sung by a second voice.

`beside` does the reverse for formats in which a layer is written as further lines.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from canary.language_tags import base
from canary.lyrics.formats.notes import hiragana
from canary.lyrics.formats.scripts import guess_language, script
from canary.lyrics.model import Layer, Line, Lyrics

# A text counts as a translation if at least this share of its words are common words of one language. Measured: a
# seventh in romanised Japanese and Russian (with words such as "no", "to" and "na"), a fifth to a half in translations.
_SPOKEN = 0.18
_HAN = re.compile("[\u3400-\u9fff々]")
_HIRAGANA = re.compile("[ぁ-ゖ]")
MAX_LAYERS = 4  # more aren't useful, and a limit keeps hostile files from taking long


def fold(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Layer, ...]]:
    """Split sorted lines into sung lines and layers.

    In each group of lines with the same time, the first line is sung, unless it's a romanisation of the next one. The
    second lines of all groups together are a layer if their script or language differs from that of the first lines,
    and so on for third lines.
    """
    groups = _sung_first([list(g) for _, g in groupby(lines, key=lambda x: x.start)])
    depth = max((len(g) for g in groups), default=0)
    kept, layers = [[0] for _ in groups], []
    alive = list(range(len(groups)))
    for rank in range(1, depth):
        alive = [n for n in alive if len(groups[n]) > rank]
        both = [n for n in alive if groups[n][0].text and groups[n][rank].text]
        kind = (
            kind_of([groups[n][0].text for n in both], [groups[n][rank].text for n in both])
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


def _sung_first(groups: list[list[Line]]) -> list[list[Line]]:
    """Return the groups with their first two lines exchanged if the first ones are romanisations of the second ones."""
    both = [group for group in groups if len(group) > 1 and group[0].text and group[1].text]
    first, second = [group[0].text for group in both], [group[1].text for group in both]
    if (
        not both
        or len(both) * 2 < len(groups)
        or not is_romanised(first)
        or script("\n".join(second)) in {"Latin", "Other", ""}
    ):
        return groups
    return [[group[1], group[0], *group[2:]] if len(group) > 1 else group for group in groups]


def is_romanised(texts: Sequence[str]) -> bool:
    """Return whether texts are in Latin letters but in no language that we know, such as romaji or pinyin."""
    return script("\n".join(texts)) == "Latin" and not guess_language(texts, _SPOKEN)


def kind_of(first: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """Return the (kind, language) of the layer that the lines `other` form; None if they're sung, like `first`."""
    if not first:
        return None
    a, b = script("\n".join(first)), script("\n".join(other))
    if not b:  # numbers or signs only
        return None
    mine, theirs = guess_language(first), guess_language(other)
    if b == "Kana" and a in {"Kana", "Han"} and not _HAN.search("".join(other)) and _reads(first, other):
        return "reading", "ja-Hira"
    if a == b:
        return ("translation", theirs) if mine and theirs and mine != theirs else None
    if a != "Latin" and b == "Latin" and not guess_language(other, _SPOKEN):
        # Latin letters in no known language, next to another script: a romanisation such as romaji or pinyin.
        return "reading", f"{mine}-Latn" if mine else ""
    return "translation", theirs


def _reads(first: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether the lines `other` are readings of the lines `first` in kana.

    In most lines with Han characters, the reading has to contain all of the line's hiragana, in order.
    """
    pairs = [(hiragana(x), iter(hiragana(y))) for x, y in zip(first, other, strict=True) if _HAN.search(x)]
    return sum(all(c in kana for c in _HIRAGANA.findall(x)) for x, kana in pairs) * 2 > len(pairs)


def beside(lyrics: Lyrics) -> list[list[str]]:
    """Return the layers' texts for each line, for formats that identify layers only by their order below the line.

    "" stands for a layer without text, if a layer with text follows. Translations into the song's own language are left
    out, because whoever reads the file couldn't distinguish them from sung lines.
    """
    own = guess_language([line.text for line in lyrics.lines])
    layers = [x for x in lyrics.layers if not own or x.kind != "translation" or base(x.language) != own]
    found = [[x.lines[n] if n < len(x.lines) else "" for x in layers] for n in range(len(lyrics.lines))]
    for texts in found:
        while texts and not texts[-1]:
            texts.pop()
    return found
