"""Writes TTML as Apple Music reads it: spans with times, agents, translations and transliterations."""

import re
from xml.sax.saxutils import escape, quoteattr

from canary.lyrics.formats.pieces import spelt
from canary.lyrics.model import Layer, Line, Lyrics, Word

_HEAD = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" '
    'xmlns:itunes="http://music.apple.com/lyric-ttml-internal" xmlns:amll="http://www.example.com/ns/amll" '
)
_KINDS = {"translation": ("translations", "translation"), "reading": ("transliterations", "transliteration")}


def write(lyrics: Lyrics) -> str:
    """Return lyrics as a TTML document. Words are spans, syllables are adjacent spans, and line breaks are <br/>."""
    singers = list(dict.fromkeys(line.singer for line in lyrics.lines if line.singer))
    agents = {singer: singer if re.fullmatch(r"v\d{1,4}", singer) else "" for singer in singers}
    free = (f"v{n}" for n in range(1, 100_000) if f"v{n}" not in agents)
    agents = {singer: id or next(free) for singer, id in agents.items()}
    timing = {"word": "Word", "line": "Line"}.get(lyrics.timing, "None")
    language = f" xml:lang={_quoted(lyrics.meta['la'])}" if lyrics.meta.get("la") else ""
    rows = [f'{_HEAD}itunes:timing="{timing}"{language}>', "<head><metadata>", *_meta(lyrics)]
    for singer, id in agents.items():
        name = f"<ttm:name>{_text(singer)}</ttm:name>" if singer != id else ""
        rows.append(f'<ttm:agent type="person" xml:id="{id}">{name}</ttm:agent>')
    rows += [*_tracks(lyrics), "</metadata></head>", "<body><div>"]
    rows += [_paragraph(line, n, agents) for n, line in enumerate(lyrics.lines, 1) if line.text]
    return "\n".join([*rows, "</div></body>", "</tt>"]) + "\n"


def _meta(lyrics: Lyrics) -> list[str]:
    named = [("artists", lyrics.meta.get("ar", "")), ("album", lyrics.meta.get("al", ""))]
    title = lyrics.meta.get("ti", "")
    return [
        *([f"<ttm:title>{_text(title)}</ttm:title>"] if title else []),
        *(f'<amll:meta key="{key}" value={_quoted(value)}/>' for key, value in named if value),
    ]


def _tracks(lyrics: Lyrics) -> list[str]:
    writers = lyrics.meta.get("au", "")
    rows = [f"<songwriters><songwriter>{_text(writers)}</songwriter></songwriters>"] if writers else []
    for kind, (many, one) in _KINDS.items():
        tracks = [_track(layer, one) for layer in lyrics.layers if layer.kind == kind]
        rows += [f"<{many}>", *tracks, f"</{many}>"] if tracks else []
    inside = "\n".join(rows)
    return (
        [f'<iTunesMetadata xmlns="http://music.apple.com/lyric-ttml-internal">\n{inside}\n</iTunesMetadata>']
        if rows
        else []
    )


def _track(layer: Layer, name: str) -> str:
    texts = "".join(f'<text for="L{n}">{_text(text)}</text>' for n, text in enumerate(layer.lines, 1) if text)
    about = f" name={_quoted(layer.name)}" if layer.name else ""
    about += ' machine="true"' if layer.machine else ""
    return f"<{name} xml:lang={_quoted(layer.language)}{about}>{texts}</{name}>"


def _paragraph(line: Line, number: int, agents: dict[str, str]) -> str:
    agent = f' ttm:agent="{agents[line.singer]}"' if line.singer else ""
    inside = "".join(map(_word, line.words)) if line.words else _text(line.text)
    return f'<p{_times(line.start, line.end)} itunes:key="L{number}"{agent}>{inside}</p>'


def _word(word: Word) -> str:
    if word.syllables:
        both = zip(word.syllables, spelt(word), strict=True)
        spans = "".join(f"<span{_times(part.start, part.end)}>{_text(text)}</span>" for part, text in both)
    else:
        spans = f"<span{_times(word.start, word.end)}>{_text(word.text)}</span>"
    return spans + _text(word.glue)


def _times(start: int | None, end: int | None) -> str:
    begin = f' begin="{_clock(start)}"' if start is not None else ""
    return begin + (f' end="{_clock(end)}"' if end is not None and start is not None else "")


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _quoted(text: str) -> str:
    return quoteattr(" ".join(text.split()))
