"""Finds out which styles of an ASS file are sung, and which are a reading or a translation of them.

Karaoke of a song in another script often has three styles with the same times: in romaji, in its own script, and
translated. Their rows may stand in any order and begin a little apart.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from canary.lyrics.formats.background import with_voices
from canary.lyrics.formats.layers import is_romanised, kind_of
from canary.lyrics.formats.scripts import guess_language, script
from canary.lyrics.model import Layer, Line

_MAX_STYLES = 20  # more of them are signs and effects, and would take long
_NEAR = 800  # lines that belong together begin at most this many ms apart
_MOST = 0.5  # the share of a style's lines that must have a sung line, for it to be a layer


def parted(styles: Mapping[str, Sequence[Line]]) -> tuple[tuple[Line, ...], tuple[Layer, ...]] | None:
    """Return the sung lines and the layers of a file, from its lines by style; None if the styles don't tell.

    All styles in the sung style's script are sung, such as those of two singers, and lines beside no sung line.
    """
    if len(styles) > _MAX_STYLES:
        return None
    scripts = {style: script("\n".join(line.text for line in lines)) for style, lines in styles.items()}
    main = _main(styles, scripts)
    if not main:
        return None
    # Styles that are like the main one are sung too, unless they say the same thing at the same time.
    same = [style for style in styles if scripts[style] == scripts[main] and _alike(styles[style], styles[main])]
    sung = sorted((line for style in same for line in styles[style]), key=_start)
    layers: list[Layer] = []
    others: list[Line] = []
    for style, lines in styles.items():
        if style in same:
            continue
        texts = _beside(sung, lines)
        both = [(line.text, text) for line, text in zip(sung, texts, strict=True) if text]
        kind = kind_of([a for a, _ in both], [b for _, b in both]) if both else None
        if kind is None or len(both) < max(_MOST * min(len(sung), len(lines)), len(sung) / 4):
            others += lines
        else:
            layers.append(Layer(*kind, tuple(texts)))
    return with_voices(sung, layers, others)


def _main(styles: Mapping[str, Sequence[Line]], scripts: Mapping[str, str]) -> str:
    """Return the style that's sung; "" if there's only one script, or if nothing tells."""
    written = {style: name for style, name in scripts.items() if name}
    if len(written) < 2:
        return ""
    spoken = [x for x in written if not is_romanised([line.text for line in styles[x]])]
    kana = [x for x in spoken if written[x] == "Kana"]
    timed = [x for x in spoken if any(line.words for line in styles[x])]
    if kana and (not timed or set(kana) & set(timed) or len(spoken) < len(written)):
        return next((x for x in kana if x in timed), kana[0])
    if len(timed) == 1:
        return timed[0]
    foreign = [x for x in spoken if written[x] != "Latin"]
    return foreign[0] if len(spoken) < len(written) and foreign else ""


def _alike(lines: Sequence[Line], main: Sequence[Line]) -> bool:
    """Return whether lines in the same script are sung like `main`, and aren't a translation of it."""
    mine, theirs = guess_language(x.text for x in main), guess_language(x.text for x in lines)
    return not mine or not theirs or mine == theirs


def _beside(sung: Sequence[Line], lines: Sequence[Line]) -> list[str]:
    """Return the text for each sung line of the lines that begin near it, or during it."""
    texts = [""] * len(sung)
    starts = [_start(line) for line in sung]
    for line in lines:
        at = bisect_left(starts, _start(line))
        near = [n for n in (at - 1, at) if 0 <= n < len(sung)]
        place = min(near, key=lambda n: abs(starts[n] - _start(line)), default=-1)
        during = [n for n in near if n < at and _start(line) < (sung[n].end or 0)]
        if place >= 0 and abs(starts[place] - _start(line)) > _NEAR:
            place = during[0] if during else -1
        if place >= 0:
            texts[place] = f"{texts[place]} {' '.join(line.text.split())}".strip()
    return texts


def _start(line: Line) -> int:
    return line.start or 0
