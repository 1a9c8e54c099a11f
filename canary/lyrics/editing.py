"""The documents that the lyrics editor sends and receives (see `model.to_dict`), and their validation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeGuard

from canary.lyrics.formats import lrc
from canary.lyrics.formats.text import MAX_LINES, clean, is_label, scrub, too_many_lines
from canary.lyrics.model import NOT_OURS, Layer, Line, Lyrics, LyricsError, Timing, Word, from_dict, join, to_dict
from canary.lyrics.readings.machine import without_machine_reading
from canary.lyrics.sung import sung
from canary.sentences import N_

# Times may be up to this many ms after the song's end, because decoders' durations can be off by half a second.
TOLERANCE = 5_000
MAX_TIME = 24 * 3_600_000
MAX_LAYERS, MAX_NAME, MAX_WORDS = 12, 60, 500
KINDS = frozenset({"translation", "reading"})


def for_editor(lyrics: Lyrics | None) -> dict[str, Any]:
    """Return the document that the editor starts with, without estimated word times."""
    kept = lyrics or Lyrics(())
    if kept.estimated:
        kept = replace(kept, lines=tuple(replace(line, words=()) for line in kept.lines))
    return to_dict(kept)


def as_text(lyrics: Lyrics | None) -> str:
    """Return the lyrics for a text field: as LRC if every line is timed, otherwise as plain text.

    LRC would lose the untimed lines.
    """
    if lyrics is None:
        return ""
    if lyrics.timing == "none" or any(line.start is None for line in lyrics.lines):
        return "\n".join(line.text for line in lyrics.lines)
    return lrc.write(replace(lyrics, layers=()), words=lyrics.timing == "word" and not lyrics.estimated)


def beside(typed: Lyrics, before: Lyrics | None) -> Lyrics:
    """Return typed lyrics with the layers of the lyrics `before`, if both have the same number of lines.

    Machine readings are left out if any line has changed. Layers that were typed are kept as they are.
    """
    new = sung(typed)
    if before is None or new.layers or len(new.lines) != len(before.lines):
        return new
    same = all(line.text == old.text for line, old in zip(new.lines, before.lines, strict=True))
    return replace(new, layers=(before if same else without_machine_reading(before)).layers)


def texts(sent: object) -> list[str]:
    """Return the lines of a request for a reading, `{"lines": [...]}`. Raises LyricsError if it has another form."""
    rows = sent.get("lines") if isinstance(sent, dict) else None
    if not isinstance(rows, list) or len(rows) > MAX_LINES:
        raise LyricsError(N_("We couldn’t read what the editor sent. Reload the page, then try again."))
    return [_text(row, number) for number, row in enumerate(rows, 1)]


def from_editor(document: Mapping[str, Any], meta: Mapping[str, str], duration_ms: int) -> Lyrics:
    """Return the lyrics in a document from the editor, with the song's `meta`.

    Times must be whole ms, from 0 to TOLERANCE after the song's end (`duration_ms`, 0 if unknown). The words of a line
    and the lines of each singer must be in order. Raises LyricsError, which names the wrong line.
    """
    try:
        sent = from_dict({**document, "timing": "none", "meta": {}})
    except RecursionError as error:  # the document is nested too deeply
        raise LyricsError(NOT_OURS) from error
    if len(sent.lines) > MAX_LINES:
        raise too_many_lines(len(sent.lines))
    limit = duration_ms + TOLERANCE if duration_ms else MAX_TIME
    lines = tuple(_line(line, number, limit) for number, line in enumerate(sent.lines, 1))
    _in_order(lines)
    layers = tuple(_layer(layer, len(lines)) for layer in sent.layers[:MAX_LAYERS])
    timed = any(word.start is not None for line in lines for word in line.words)
    timing: Timing = "word" if timed else "line" if any(line.start is not None for line in lines) else "none"
    return Lyrics(lines, tuple(layer for layer in layers if any(layer.lines)), dict(meta), timing)


def _line(line: Line, number: int, limit: int) -> Line:
    text, singer = _text(line.text, number), _text(line.singer, number)[:MAX_NAME]
    _times(line.start, line.end, number, limit)
    if len(line.words) > MAX_WORDS:
        raise LyricsError(
            N_("Line %(number)s has more than %(most)s words. Split it in two.", number=number, most=MAX_WORDS)
        )
    if all(word.start is None for word in line.words):
        return Line(text, line.start, line.end, (), singer)
    words = tuple(_word(word, number, limit) for word in line.words)
    if join(words) != text:
        raise LyricsError(N_("Line %(number)s: the words don’t match the text. Reload the page.", number=number))
    starts = [word.start for word in words if word.start is not None]
    if any(later < earlier for earlier, later in pairwise(starts)):
        raise LyricsError(
            N_("Line %(number)s: a word begins before the previous one. Move the word, then save again.", number=number)
        )
    # A line with timed words needs a start. If it has none, it starts with its first timed word.
    start = starts[0] if line.start is None else line.start
    return Line(text, start, line.end if line.end is None else max(line.end, start), words, singer)


def _word(word: Word, number: int, limit: int) -> Word:
    _times(word.start, word.end, number, limit)
    for syllable in word.syllables:
        _times(syllable.start, syllable.end, number, limit)
        whole = _whole(syllable.start) and _whole(syllable.end) and (syllable.pitch is None or _whole(syllable.pitch))
        if not whole or not isinstance(syllable.text, str) or not isinstance(syllable.kind, str):
            raise LyricsError(
                N_("Line %(number)s: a syllable isn’t in Canary’s format. Reload the page.", number=number)
            )
    syllables = word.syllables if "".join(s.text for s in word.syllables) == word.text else ()
    glue = word.glue if word.glue in {"", " "} else " "
    return Word(_text(word.text, number), word.start, word.end, glue, syllables)


def _times(start: object, end: object, number: int, limit: int) -> None:
    for time in (start, end):
        if time is not None and not (_whole(time) and 0 <= time <= limit):
            raise LyricsError(
                N_("Line %(number)s has a time outside the song. Correct the time, then save again.", number=number)
            )
    if _whole(start) and _whole(end) and end < start:
        raise LyricsError(
            N_("Line %(number)s ends before it begins. Correct its times, then save again.", number=number)
        )


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _in_order(lines: Sequence[Line]) -> None:
    """Check that each singer's lines are in order; lines of different singers may begin in any order."""
    last: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines, 1):
        if line.start is None:
            continue
        before, start = last.get(line.singer, (0, 0))
        if line.start < start:
            raise LyricsError(
                N_(
                    "Line %(number)s begins before line %(before)s. Move one of them, then save again.",
                    number=number,
                    before=before,
                )
            )
        last[line.singer] = number, line.start


def _layer(layer: Layer, count: int) -> Layer:
    if layer.kind not in KINDS or not isinstance(layer.language, str) or not isinstance(layer.name, str):
        raise LyricsError(N_("A column is neither a translation nor a reading. Reload the page."))
    if len(layer.lines) != count:
        raise LyricsError(
            N_(
                "A translation or reading has %(found)s lines, but the song has %(count)s. Reload the page.",
                found=len(layer.lines),
                count=count,
            )
        )
    texts = tuple(_text(text, number) for number, text in enumerate(_spread(layer.lines), 1))
    return Layer(layer.kind, layer.language[:35], texts, layer.machine is True, layer.name[:MAX_NAME])


def _spread(lines: Sequence[object]) -> Sequence[object]:
    """Return a layer's lines; a whole text that stands in the first line alone is spread over all of them.

    Empty rows and labels such as [Chorus] are left out, unless there are just as many rows as lines. Rows that are too
    many stay in the last line.
    """
    first = lines[0] if lines else None
    if not isinstance(first, str) or any(lines[1:]):
        return lines
    given = scrub(first).strip().split("\n")
    rows = given if len(given) == len(lines) else [row for row in given if row.strip() and not is_label(row.strip())]
    if len(rows) < 2:
        return lines
    last = len(lines) - 1
    fitting = [*rows[:last], " ".join(rows[last:])] if len(rows) > len(lines) else rows
    return [*fitting, *([""] * (len(lines) - len(fitting)))]


def _text(value: object, number: int) -> str:
    if not isinstance(value, str):
        raise LyricsError(N_("Line %(number)s isn’t in Canary’s format. Reload the page.", number=number))
    try:
        return " ".join(clean(value).split())
    except LyricsError as error:
        raise LyricsError(N_("Line %(number)s is too long. Split it in two.", number=number)) from error
