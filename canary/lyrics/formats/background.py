"""Finds the lines that background voices accompany, and keeps each line's words in the order in which they're sung.

A background voice that is sung after its line's last word is the rest of that line. Any other one would have words that
begin before the line's, so it's a line of its own beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from canary.lyrics.model import Layer, Line


@dataclass(slots=True)
class Group:
    """A row of a file.

    Attributes:
        lines: its line, once for each time at which it's sung.
        voices: the background voices that stand after it in the file.
        beside: the background voices that are lines of their own (see `owned`).
    """

    lines: list[Line]
    voices: list[Line] = field(default_factory=list)
    beside: list[Line] = field(default_factory=list)


def owned(groups: Sequence[Group]) -> list[Group]:
    """Return the groups that have lines, with each background voice given to the one that it accompanies.

    Some programs write voices before the row that they accompany, others after it. The times say which, where they
    are unclear, the file's other rows.
    """
    found = [Group(group.lines) for group in groups]
    sung = _sung(found)
    later = _later(sung)
    heard = [
        (voice, own, after) for group, own, after in zip(groups, sung, later, strict=True) for voice in group.voices
    ]
    habit = sum(_before(*each) for each in heard) > 0
    for voice, own, after in heard:
        vote = _before(voice, own, after)
        ahead = after is not None and (not own.lines or (vote > 0 if vote else habit))
        _give(after if after is not None and ahead else own, voice)
    return [group for group in found if group.lines]


def _sung(groups: Sequence[Group]) -> list[Group]:
    """Return for each group the one that it belongs to: translations follow their row, with the same time."""
    found: list[Group] = []
    for group in groups:
        same = bool(found and found[-1].lines and group.lines) and found[-1].lines[0].start == group.lines[0].start
        found.append(found[-1] if same else group)
    return found


def _later(sung: Sequence[Group]) -> list[Group | None]:
    """Return for each group the next other one, or None."""
    found: list[Group | None] = [None] * len(sung)
    for n in range(len(sung) - 2, -1, -1):
        found[n] = sung[n + 1] if sung[n + 1] is not sung[n] else found[n + 1]
    return found


def _before(voice: Line, group: Group, after: Group | None) -> int:
    """Return 1 if a voice accompanies the row after it, -1 if the row before it, or 0 if its time doesn't say."""
    if after is None:
        return -1
    if not group.lines:
        return 1
    if voice.start is None:
        return 0
    if voice.start >= (after.lines[0].start or 0):
        return 1
    end = _end(group.lines[0])
    return -1 if end is None or voice.start < end else 0


def _end(line: Line) -> int | None:
    """Return when the words of a line end, or else the last time that's known of it; None if only its start is."""
    known = [time for word in line.words for time in (word.start, word.end) if time is not None]
    return max([*known, *([line.end] if line.end is not None else [])], default=None)


def _give(group: Group, voice: Line) -> None:
    if not group.lines:
        return
    first = group.lines[0]
    if voice.start is None or follows(first, voice):
        by = [(line.start or 0) - (first.start or 0) for line in group.lines]
        group.lines = [continued(line, moved(voice, n)) for line, n in zip(group.lines, by, strict=True)]
        return
    for line in group.lines:
        own = moved(voice, (line.start or 0) - (first.start or 0))
        group.beside.append(replace(own, end=own.end if own.end is not None else _end(own)))


def follows(line: Line, voice: Line) -> bool:
    """Return whether a voice is sung after all that is timed in a line."""
    if not line.words:
        return (voice.start or 0) >= (line.start or 0)
    return bool(voice.words) and (voice.start or 0) >= (_end(replace(line, end=None)) or 0)


def continued(line: Line, extra: Line) -> Line:
    """Return `line` with its continuation `extra` appended. If `extra` is untimed, the last word gets its text."""
    words = line.words
    if words and extra.words:
        words = (*words[:-1], replace(words[-1], glue=" "), *extra.words)
    elif words:
        words = (*words[:-1], replace(words[-1], text=f"{words[-1].text} {extra.text}"))
    ends = [time for time in (line.end, extra.end) if time is not None]
    return replace(line, text=f"{line.text} {extra.text}".strip(), words=words, end=max(ends, default=None))


def moved(line: Line, by: int) -> Line:
    """Return a line with all its times moved by some ms; none of them before 0."""
    if not by:
        return line

    def at(time: int | None) -> int | None:
        return None if time is None else max(0, time + by)

    words = tuple(replace(w, start=at(w.start), end=at(w.end)) for w in line.words)
    return replace(line, start=at(line.start), end=at(line.end), words=words)


def with_voices(
    lines: Sequence[Line], layers: Sequence[Layer], voices: Sequence[Line]
) -> tuple[tuple[Line, ...], tuple[Layer, ...]]:
    """Return lines, with background voices among them in order of their starts, and layers that leave these out."""
    if not voices:
        return tuple(lines), tuple(layers)
    places = [(line.start or 0, n, line) for n, line in enumerate(lines)]
    places += [(voice.start or 0, len(lines), voice) for voice in voices]
    places.sort(key=lambda place: place[:2])
    order = [n for _, n, _ in places]
    made = tuple(replace(x, lines=tuple(([*x.lines, ""])[n] for n in order)) for x in layers)
    return tuple(line for *_, line in places), made
