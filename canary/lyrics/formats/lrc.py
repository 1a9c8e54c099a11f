"""Reads and writes LRC and enhanced LRC: with A2 word stamps, and reads what SPL and ESLRC add.

A stamp at the end of a line is its end, and rows `[bg:…]` are background voices (see `background`).

Programs read some parts of the format differently. Here, [00:10:50] is 10.5 seconds, and a positive [offset:] moves
all times earlier. A [mm:ss] inside a line is text, unless at least half of the lines have one. Text without a stamp
belongs to the line above it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from canary.lyrics.formats.background import Group, continued, moved, owned, with_voices
from canary.lyrics.formats.credits import without_credits
from canary.lyrics.formats.ends import closed
from canary.lyrics.formats.layers import beside, fold
from canary.lyrics.formats.lrc_words import habits, timed, unpadded
from canary.lyrics.formats.stamps import ANY, POINTED, SQUARE, milliseconds, stamp
from canary.lyrics.formats.text import clean, is_label, metadata, scrub, unmarked
from canary.lyrics.model import Line, Lyrics, Timing

_SINGER = re.compile(r"[FMD]|v[1-9]\d{0,2}")
_VOICE = re.compile(rf"({_SINGER.pattern}): ?(?=\S)")
_BACKGROUND = re.compile(r"\[bg:(.*)\]$", re.IGNORECASE)


def is_lrc(data: str) -> bool:
    """Return whether any line of a text begins with a time stamp: its own, or that of its first word."""
    return any(SQUARE.match(row) or POINTED.match(row) for row in map(str.lstrip, data.splitlines()))


def read(data: str) -> Lyrics:
    """Parse an LRC file. Lines before the first time stamp are ignored. Raises LyricsError if the text is too long."""
    rows = clean(unmarked(scrub(data))).split("\n")
    meta = metadata(rows)
    shift = -int(meta["offset"]) if re.fullmatch(r"[+-]?\d{1,9}", meta.get("offset", "")) else 0
    if "offset" in meta:
        meta["offset"] = str(-shift)
    groups = _voices(owned(_grouped(rows)))
    lines = _shifted((x for group in groups for x in group.lines), shift)
    voices = _shifted((x for group in groups for x in group.beside), shift)
    sung, layers = fold(unpadded(without_credits(lines, meta)))
    sung, layers = with_voices(tuple(closed(sung)), layers, unpadded(voices))
    timing: Timing = "word" if any(x.words for x in sung) else "line" if sung else "none"
    return Lyrics(sung, layers, meta, timing)


def _shifted(lines: Iterable[Line], by: int) -> list[Line]:
    return [moved(line, by) for line in sorted(lines, key=lambda x: x.start or 0)]


def _leading(row: str) -> tuple[list[int], str]:
    stamps, at = [], 0
    while match := SQUARE.match(row, at):
        stamps.append(milliseconds(match))
        at = match.end()
        while at < len(row) and row[at] == " " and SQUARE.match(row, at + 1):
            at += 1
        spaces = len(row) - at - len(row[at:].lstrip())
        if SQUARE.match(row, at + spaces):
            at += spaces
    if not stamps and (first := POINTED.match(row)):
        return [milliseconds(first)], row  # some writers omit the line's own stamp
    return stamps, row[at:].strip()


def _grouped(rows: Sequence[str]) -> list[Group]:
    """Return the stamped rows, each with a line for each of its stamps, and the rows that continue or accompany it."""
    read = [(row.strip(), *_leading(row.strip())) for row in rows]
    known = habits([(stamps[-1], rest) for _, stamps, rest in read if stamps and rest])
    groups = [Group([])]
    for row, stamps, rest in read:
        group = groups[-1]
        if stamps:
            first = timed(stamps[0], rest, known)
            groups.append(Group([moved(first, time - stamps[0]) for time in stamps]))
        elif found := _BACKGROUND.match(row):
            times, words = _leading(found[1].strip())
            voice = timed(times[0], words, known) if times else Line(_bare(words))
            group.voices += [voice] if voice.text else []
        elif group.lines and row and not is_label(row) and not row.startswith("["):
            group.lines = [continued(x, Line(row)) for x in group.lines]
    return groups


def _bare(text: str) -> str:
    return " ".join(ANY.sub(" ", text).split())


def _voices(groups: Sequence[Group]) -> list[Group]:
    """Return the rows without prefixes such as "F: ", "M: ", "D: " or "v1: ", which become the lines' `singer`.

    A prefix also holds for the lines after it, until the next prefix.
    """
    singer = ""
    found = []
    for group in groups:
        lines = []
        for line in group.lines:
            if match := _VOICE.match(line.text):
                singer = match[1]
                line = _unnamed(line, match.end())
            lines.append(replace(line, singer=singer))
        found.append(replace(group, lines=lines, beside=[replace(x, singer=singer) for x in group.beside]))
    return found


def _unnamed(line: Line, cut: int) -> Line:
    """Return a line without the first `cut` characters, which name its singer."""
    words, left = list(line.words), cut
    while words and left > 0:
        whole = words[0].text + words[0].glue
        if len(whole) > left:
            words[0] = replace(words[0], text=words[0].text[left:].lstrip())
            break
        left -= len(words.pop(0).text + " " * bool(whole.endswith(" ")))
    return replace(line, text=line.text[cut:], words=tuple(words))


def write(lyrics: Lyrics, *, words: bool) -> str:
    """Return lyrics as the text of an LRC file, with word stamps if `words` is true. Untimed lines are left out."""
    tags = ((k, v) for k, v in lyrics.meta.items() if k not in {"offset", "bpm", "gap"} and k.isalnum())
    rows = [f"[{key}:{_safe_tag(value)}]" for key, value in tags]
    starts = [x.start for x in lyrics.lines]
    for n, (line, texts) in enumerate(zip(lyrics.lines, beside(lyrics), strict=True)):
        if line.start is None:
            continue
        at = f"[{stamp(line.start)}]"
        voice = f"{line.singer}: " if _SINGER.fullmatch(line.singer) else ""
        rows.append(at + voice + (_worded(line, starts[n + 1 :]) if words and line.words else _safe(line.text)))
        rows += [at + _safe(text) for text in texts]
    return "".join(f"{row}\n" for row in rows)


def _worded(line: Line, later: list[int | None]) -> str:
    out: list[str] = []
    for word, following in zip(line.words, [*line.words[1:], None], strict=True):
        out.append((f"<{stamp(word.start)}>" if word.start is not None else "") + _safe(word.text))
        if following:
            if word.end is not None and word.end < (following.start or 0):
                out.append(f"<{stamp(word.end)}>")
            out.append(word.glue)
        else:
            next_line = next((t for t in later if t is not None and t != line.start), None)
            held = word.end is None or line.end is None or word.end >= line.end
            # If the line ends later than its last word, two stamps follow the word: the word's end and the line's end.
            out += [f"<{stamp(word.end)}>"] if word.end is not None and not held else []
            out += [f"<{stamp(line.end)}>"] if line.end is not None and not (held and line.end == next_line) else []
    return "".join(out)


def _safe(text: str) -> str:
    """Return text on one line, with the brackets of anything that looks like a stamp replaced by other characters."""
    text = " ".join(text.split())
    text = POINTED.sub(lambda m: m[0].replace("<", "‹").replace(">", "›"), text)
    return SQUARE.sub(lambda m: m[0].replace("[", "⁅").replace("]", "⁆"), text)


def _safe_tag(value: str) -> str:
    return " ".join(value.replace("[", "(").replace("]", ")").split())
