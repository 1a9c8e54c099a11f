"""What the editor gets and what it sends back: `model.to_dict`, looked through before it becomes lyrics. Plain."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeGuard

from canary.lyrics.formats import lrc
from canary.lyrics.formats.text import MOST_LINES, clean
from canary.lyrics.model import Layer, Line, Lyrics, LyricsError, Timing, Word, from_dict, join, to_dict
from canary.lyrics.readings.machine import without_machine_reading
from canary.lyrics.sung import sung

# Files end a little after their sound, and a decoder may be half a second off about its length.
AFTER_THE_END = 5_000
LONGEST = 24 * 3_600_000
MOST_LAYERS, MOST_NAME, MOST_WORDS = 12, 60, 500
KINDS = frozenset({"translation", "reading"})


def for_editor(lyrics: Lyrics | None) -> dict[str, Any]:
    """The document that the editor begins with; estimated word times are left out, since nobody has tapped them."""
    kept = lyrics or Lyrics(())
    if kept.estimated:
        kept = replace(kept, lines=tuple(replace(line, words=()) for line in kept.lines))
    return to_dict(kept)


def as_text(lyrics: Lyrics | None) -> str:
    """The lyrics for a plain text field: LRC where every line has its time, else the words alone, for LRC would lose
    the lines without one.
    """
    if lyrics is None:
        return ""
    if lyrics.timing == "none" or any(line.start is None for line in lyrics.lines):
        return "\n".join(line.text for line in lyrics.lines)
    return lrc.write(replace(lyrics, layers=()), words=lyrics.timing == "word" and not lyrics.estimated)


def beside(typed: Lyrics, before: Lyrics | None) -> Lyrics:
    """Typed lyrics with the translations and readings of the ones before, as long as these have as many lines."""
    new = sung(typed)
    if before is None or new.layers or len(new.lines) != len(before.lines):
        return new
    same = all(line.text == old.text for line, old in zip(new.lines, before.lines, strict=True))
    return replace(new, layers=(before if same else without_machine_reading(before)).layers)


def texts(sent: object) -> list[str]:
    """The lines' texts of a request for a reading, `{"lines": [...]}`; LyricsError where it is something else."""
    rows = sent.get("lines") if isinstance(sent, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_LINES:
        raise LyricsError("The server could not read which lines to read out. Load the page again.")
    return [_text(row, number) for number, row in enumerate(rows, 1)]


def from_editor(document: Mapping[str, Any], meta: Mapping[str, str], duration_ms: int) -> Lyrics:
    """The lyrics that an editor sent, with the song's own `meta`; LyricsError names the line that cannot be so.

    Times are whole ms from 0 to a little after `duration_ms` (0 means unknown), words in order within their line,
    lines of one singer in order.
    """
    try:
        sent = from_dict({**document, "timing": "none", "meta": {}})
    except RecursionError as error:  # a document nested beyond reason
        raise LyricsError("These lyrics are not in the form that Canary writes.") from error
    if len(sent.lines) > MOST_LINES:
        raise LyricsError(f"These lyrics have {len(sent.lines)} lines; {MOST_LINES} is the most that fits a song.")
    limit = duration_ms + AFTER_THE_END if duration_ms else LONGEST
    lines = tuple(_line(line, number, limit) for number, line in enumerate(sent.lines, 1))
    _in_order(lines)
    layers = tuple(_layer(layer, len(lines)) for layer in sent.layers[:MOST_LAYERS])
    timed = any(word.start is not None for line in lines for word in line.words)
    timing: Timing = "word" if timed else "line" if any(line.start is not None for line in lines) else "none"
    return Lyrics(lines, tuple(layer for layer in layers if any(layer.lines)), dict(meta), timing)


def _line(line: Line, number: int, limit: int) -> Line:
    text, singer = _text(line.text, number), _text(line.singer, number)[:MOST_NAME]
    _times(line.start, line.end, number, limit)
    if len(line.words) > MOST_WORDS:
        raise LyricsError(f"Line {number} has {len(line.words)} words; {MOST_WORDS} is the most that fits a line.")
    if all(word.start is None for word in line.words):
        return Line(text, line.start, line.end, (), singer)
    words = tuple(_word(word, number, limit) for word in line.words)
    if join(words) != text:
        raise LyricsError(f"Line {number}: its words do not make its text. Load the page again, and tell your host.")
    starts = [word.start for word in words if word.start is not None]
    if any(later < earlier for earlier, later in pairwise(starts)):
        raise LyricsError(f"Line {number}: a word begins before the one in front of it. Move it, then save again.")
    # A line whose words are timed has a time: that of its first word, where nobody gave it one.
    start = starts[0] if line.start is None else line.start
    return Line(text, start, line.end if line.end is None else max(line.end, start), words, singer)


def _word(word: Word, number: int, limit: int) -> Word:
    _times(word.start, word.end, number, limit)
    for syllable in word.syllables:
        _times(syllable.start, syllable.end, number, limit)
        whole = _whole(syllable.start) and _whole(syllable.end) and (syllable.pitch is None or _whole(syllable.pitch))
        if not whole or not isinstance(syllable.text, str) or not isinstance(syllable.kind, str):
            raise LyricsError(f"Line {number}: a syllable is not in the form that Canary writes.")
    syllables = word.syllables if "".join(s.text for s in word.syllables) == word.text else ()
    glue = word.glue if word.glue in {"", " "} else " "
    return Word(_text(word.text, number), word.start, word.end, glue, syllables)


def _times(start: object, end: object, number: int, limit: int) -> None:
    for time in (start, end):
        if time is not None and not (_whole(time) and 0 <= time <= limit):
            raise LyricsError(f"Line {number} has a time that lies outside the song. Move it, then save again.")
    if _whole(start) and _whole(end) and end < start:
        raise LyricsError(f"Line {number} has an end before its start. Move it, then save again.")


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _in_order(lines: Sequence[Line]) -> None:
    """Lines of one singer follow each other; those of two may begin in any order."""
    last: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines, 1):
        if line.start is None:
            continue
        before, start = last.get(line.singer, (0, 0))
        if line.start < start:
            raise LyricsError(f"Line {number} begins before line {before}. Move one of them, then save again.")
        last[line.singer] = number, line.start


def _layer(layer: Layer, count: int) -> Layer:
    if layer.kind not in KINDS or not isinstance(layer.language, str) or not isinstance(layer.name, str):
        raise LyricsError("A column beside the lines is neither a translation nor a reading. Load the page again.")
    if len(layer.lines) != count:
        raise LyricsError(f"The {layer.kind} has {len(layer.lines)} lines, the song {count}. Load the page again.")
    texts = tuple(_text(text, number) for number, text in enumerate(layer.lines, 1))
    return Layer(layer.kind, layer.language[:35], texts, layer.machine is True, layer.name[:MOST_NAME])


def _text(value: object, number: int) -> str:
    if not isinstance(value, str):
        raise LyricsError(f"Line {number} is not in the form that Canary writes.")
    try:
        return " ".join(clean(value).split())
    except LyricsError as error:
        raise LyricsError(f"Line {number} is too long for a line; break it in two.") from error
