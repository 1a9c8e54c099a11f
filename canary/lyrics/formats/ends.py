"""Sets the ends of lines that have only a start."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from canary.lyrics.model import Line


def closed(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; a line or last word without an end gets one: the start of the next line that begins later."""
    following: list[int | None] = [None] * len(lines)
    for n in range(len(lines) - 2, -1, -1):
        following[n] = lines[n + 1].start if lines[n + 1].start != lines[n].start else following[n + 1]
    for line, later in zip(lines, following, strict=True):
        end = line.end if line.end is not None else later
        words = line.words
        if words and words[-1].end is None and end is not None:
            words = (*words[:-1], replace(words[-1], end=max(end, words[-1].start or 0)))
        yield replace(line, end=end, words=words)
