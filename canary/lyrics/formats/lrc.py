"""Reads and writes LRC and enhanced LRC (with A2 word stamps).

Programs read some parts of the format differently. Here, [00:10:50] is 10.5 seconds, and a positive [offset:] moves
all times earlier. A [mm:ss] inside a line is text, unless at least half of the lines have one. Text without a stamp
belongs to the line above it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from canary.lyrics.formats.ends import closed
from canary.lyrics.formats.layers import beside, fold
from canary.lyrics.formats.stamps import POINTED, SQUARE, milliseconds, stamp
from canary.lyrics.formats.text import clean, is_label, metadata
from canary.lyrics.model import Line, Lyrics, Timing, Word

_SINGER = re.compile(r"[FMD]|v[1-9]\d{0,2}")
_VOICE = re.compile(rf"({_SINGER.pattern}): ?(?=\S)")
_BACKGROUND = re.compile(r"\[bg:(.*)\]$", re.IGNORECASE)


def is_lrc(data: str) -> bool:
    """Return whether any line of a text begins with a time stamp: its own, or that of its first word."""
    return any(SQUARE.match(row) or POINTED.match(row) for row in map(str.lstrip, data.splitlines()))


def read(data: str) -> Lyrics:
    """Parse an LRC file. Lines before the first time stamp are ignored. Raises LyricsError if the text is too long."""
    rows = clean(data).split("\n")
    meta = metadata(rows)
    shift = -int(meta["offset"]) if re.fullmatch(r"[+-]?\d{1,9}", meta.get("offset", "")) else 0
    if "offset" in meta:
        meta["offset"] = str(-shift)
    square = _square_words(rows)
    lines = sorted(_voices(_stamped(rows, square)), key=lambda x: x.start or 0)
    lines = [_moved(line, shift) for line in lines]
    sung, layers = fold(lines)
    sung = tuple(closed(sung))
    timing: Timing = "word" if any(x.words for x in sung) else "line" if sung else "none"
    return Lyrics(sung, layers, meta, timing)


def _square_words(rows: list[str]) -> bool:
    """Return whether square stamps inside lines are word times: at least half of the stamped lines must have them."""
    stamped = inner = 0
    for row in rows:
        stamps, rest = _leading(row.strip())
        if stamps and rest:
            times = [milliseconds(m) for m in SQUARE.finditer(rest)]
            stamped += 1
            inner += bool(times) and stamps[-1] < times[0] and times == sorted(times)
    return inner * 2 >= stamped > 0


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


def _stamped(rows: list[str], square: bool) -> Iterator[list[Line]]:
    """Yield the lines of each stamped row: one for each of its stamps, including the text of rows that continue it."""
    current: list[Line] = []
    for row in (x.strip() for x in rows):
        stamps, rest = _leading(row)
        if stamps:
            if current:
                yield current
            line = _line(stamps[0], rest, square)
            current = [_moved(line, t - stamps[0]) for t in stamps]
        elif current and row and (background := _BACKGROUND.match(row)):
            extra = _line(current[0].start or 0, background[1].strip(), square)
            current = [_with(line, extra) for line in current]
        elif current and row and not is_label(row) and not row.startswith("["):
            current = [_with(line, Line(row)) for line in current]
    if current:
        yield current


def _line(start: int, rest: str, square: bool) -> Line:
    """Parse the part of a row after its stamps. If its word stamps are impossible, only the line is timed."""
    marks = list((SQUARE if square and not POINTED.search(rest) else POINTED).finditer(rest))
    if not marks:
        return Line(" ".join(rest.split(" ")), start)
    parts: list[tuple[int, str]] = [(start, rest[: marks[0].start()])]
    ends = [m.start() for m in marks[1:]] + [len(rest)]
    parts += [(milliseconds(m), rest[m.end() : end]) for m, end in zip(marks, ends, strict=True)]
    plain = " ".join("".join(text if text.strip() else " " * bool(text) for _, text in parts).split())
    times = [t for t, _ in parts[1:]]
    if times[-1] < start or (times[-1] == times[0] and len(times) > 2):
        return Line(plain, start)
    words: list[Word] = []
    end = None
    reached = start
    for (time, text), following in zip(parts, [*parts[1:], None], strict=True):
        reached = max(reached, time)
        if text.strip():
            if words and text[0].isspace() and not words[-1].glue:
                words[-1] = replace(words[-1], glue=" ")
            stop = max(reached, following[0]) if following else None
            words.append(Word(" ".join(text.split()), reached, stop, " " if text[-1].isspace() else ""))
        else:
            if words and text:
                words[-1] = replace(words[-1], glue=" ")
            end = reached if words and following is None else end
    if words:
        words[-1] = replace(words[-1], glue="")
    return Line(plain, start, end, tuple(words))


def _with(line: Line, extra: Line) -> Line:
    """Return `line` with its continuation `extra` appended. If `extra` is untimed, the last word gets its text."""
    words = line.words
    if words and extra.words:
        words = (*words[:-1], replace(words[-1], glue=" "), *extra.words)
    elif words:
        words = (*words[:-1], replace(words[-1], text=f"{words[-1].text} {extra.text}"))
    return replace(line, text=f"{line.text} {extra.text}".strip(), words=words, end=extra.end or line.end)


def _voices(rows: Iterator[list[Line]]) -> Iterator[Line]:
    """Yield the lines without prefixes such as "F: ", "M: ", "D: " or "v1: ", which become the lines' `singer`.

    A prefix also holds for the lines after it, until the next prefix.
    """
    singer = ""
    for lines in rows:
        for line in lines:
            if match := _VOICE.match(line.text):
                singer, cut = match[1], match.end()
                words = line.words
                if words and words[0].text.startswith(match[1] + ":"):
                    head = words[0].text[cut:] if len(words[0].text) > cut else ""
                    words = (replace(words[0], text=head), *words[1:]) if head else words[1:]
                line = replace(line, text=line.text[cut:], words=words)
            yield replace(line, singer=singer)


def _moved(line: Line, by: int) -> Line:
    if not by:
        return line

    def at(time: int | None) -> int | None:
        return None if time is None else max(0, time + by)

    words = tuple(replace(w, start=at(w.start), end=at(w.end)) for w in line.words)
    return replace(line, start=at(line.start), end=at(line.end), words=words)


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
