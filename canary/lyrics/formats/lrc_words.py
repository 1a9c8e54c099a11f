"""Parses what follows the stamps of an LRC row: its text, its words with their times, and the line's end.

Word stamps stand in angle brackets (A2, and SPL's `<…>`) or in square ones (SPL, ESLRC). In all of them a stamp is the
end of the text before it and the start of the text after it. One that ends a row is the line's end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from canary.lyrics.formats.pieces import is_open
from canary.lyrics.formats.stamps import ANY, POINTED, SQUARE, milliseconds
from canary.lyrics.model import Line, Word, join

_WIDE = "\u3000"
_SHORT = 3  # words of a file that puts a space around each stamp are at most this long on average
_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Habits:
    """What the stamps inside a file's rows mean.

    Attributes:
        square: square stamps inside rows are word times, not text.
        worded: some row has stamps between its words, so a row with a single word may be one with word times.
    """

    square: bool
    worded: bool


def habits(rows: Sequence[tuple[int, str]]) -> Habits:
    """Return the habits of a file, from its rows as (last stamp before the text in ms, text).

    Square stamps are word times if at least half of the rows have them, in order.
    """
    inner = sum(_in_order(start, rest) for start, rest in rows)
    square = inner * 2 >= len(rows) > 0
    pattern = ANY if square else POINTED
    return Habits(square, any(_between(pattern, rest) for _, rest in rows))


def _in_order(start: int, rest: str) -> bool:
    times = [time for time, _ in _parts(list(SQUARE.finditer(rest)), start, rest)[1:]]
    return bool(times) and start < times[0] and times == sorted(times)


def _between(pattern: re.Pattern[str], rest: str) -> bool:
    return any(rest[match.end() :].strip() and not pattern.match(rest, match.end()) for match in pattern.finditer(rest))


def _parts(marks: Sequence[re.Match[str]], start: int, rest: str) -> list[tuple[int, str]]:
    """Return the pieces of a text between its stamps, as (time before the piece in ms, piece).

    Some programs write 0 as the end of a space between two words. Such a stamp has the time of the one before it.
    """
    if not marks:
        return [(start, rest)]
    found = [(start, rest[: marks[0].start()])]
    ends = [match.start() for match in marks[1:]] + [len(rest)]
    for match, end in zip(marks, ends, strict=True):
        time = milliseconds(match)
        before, text = found[-1]
        if time < before and text.isspace() and len(found) > 1:
            time = before
        found.append((time, rest[match.end() : end]))
    return found


def timed(start: int, rest: str, known: Habits) -> Line:
    """Parse the part of a row after its stamps. If its word stamps are impossible, only the line is timed."""
    rest, end = _ended(start, rest)
    marks = list((ANY if known.square else POINTED).finditer(rest))
    if not marks:
        return _whole(start, rest.strip(), end, known)
    parts = _parts(marks, start, rest)
    plain = " ".join("".join(text if text.strip() else " " * bool(text) for _, text in parts).split())
    times = [time for time, _ in parts[1:]]
    if times[-1] < start or (times[-1] == times[0] and len(times) > 2):
        return Line(plain, start, end)
    words, last = _words(parts, start)
    end = end if end is not None else last
    if words and words[-1].end is None and end is not None:
        words[-1] = replace(words[-1], end=max(end, words[-1].start or 0))
    return Line(plain, start, end, tuple(words))


def _ended(start: int, rest: str) -> tuple[str, int | None]:
    """Split the stamp that ends a row off its text; the time is None if there's none, or one that's not an end.

    Where words end with stamps in angle brackets, and the row with two of them, the first is the word's end.
    """
    last = next(iter(list(ANY.finditer(rest))[-1:]), None)
    if last is None or last.end() < len(rest.rstrip()) or not ANY.sub("", rest).strip():
        return rest, None
    square, time = rest[last.start()] == "[", milliseconds(last)
    if time < start or not (square or not ANY.search(rest[: last.start()])):
        return rest, None
    return rest[: last.start()], time


def _whole(start: int, text: str, end: int | None, known: Habits) -> Line:
    """Return a line without stamps between its words. Its only word is timed in a file with word times."""
    if end is None or not known.worded or len(text.split()) != 1:
        return Line(text, start, end)
    return Line(text, start, end, (Word(text, start, end, ""),))


def _words(parts: Sequence[tuple[int, str]], start: int) -> tuple[list[Word], int | None]:
    """Return the words of a row, and the line's end if a stamp follows the last word."""
    words: list[Word] = []
    end = None
    reached = start
    for (time, text), following in zip(parts, [*parts[1:], None], strict=True):
        reached = max(reached, time)
        if text.strip():
            if words and text[0].isspace() and not words[-1].glue:
                words[-1] = replace(words[-1], glue=_glue(text[: len(text) - len(text.lstrip())]))
            stop = max(reached, following[0]) if following else None
            glue = _glue(text[len(text.rstrip()) :])
            words.append(Word(" ".join(text.split()), reached, stop, glue))
        else:
            if words and text:
                words[-1] = replace(words[-1], glue=_glue(text))
            end = reached if words and following is None else end
    if words:
        words[-1] = replace(words[-1], glue="")
    return words, end


def _glue(spaces: str) -> str:
    return (_WIDE if _WIDE in spaces else " ") if spaces else ""


def unpadded(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the spaces between Han characters and kana that stand there for the stamps only.

    Some programs write a space around every stamp. Spaces are words' own if most stamps of the file have none beside
    them, if they're wide, or if the words between them are as long as phrases.
    """
    padded = _is_padded([word for x in lines for word in _inner(x)])
    found = []
    for x in lines:
        words = list(x.words)
        for n, word in enumerate(words[:-1]):
            drop = padded and word.glue == " " and _open(word, words[n + 1])
            words[n] = replace(word, glue="" if drop else word.glue.replace(_WIDE, " "))
        found.append(replace(x, words=tuple(words), text=join(words) if padded and words else x.text))
    return found


def _inner(x: Line) -> Iterator[Word]:
    """Yield the words before a stamp between two texts that are both written without spaces."""
    return (word for word, after in zip(x.words, x.words[1:], strict=False) if _open(word, after))


def _open(word: Word, after: Word) -> bool:
    return is_open(word.text[-1:]) and is_open(after.text[:1])


def _is_padded(words: Sequence[Word]) -> bool:
    spaced = [word for word in words if word.glue == " "]
    return len(spaced) >= _MOST * len(words) > 0 and sum(len(x.text) for x in spaced) <= _SHORT * len(spaced)
