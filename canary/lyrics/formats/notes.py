"""Combines the word times of an LRC file with the syllables and pitches of an UltraStar file of the same song."""

import re
from collections.abc import Sequence
from dataclasses import replace

from canary.lyrics.model import Line, Lyrics, Syllable, Word

_NEAR = 20  # the largest difference between equal times in ms: LRC rounds to hundredths, UltraStar to beats
_KANJI = re.compile("[\u3400-\u9fff々〆]+")


def with_notes(lyrics: Lyrics, notes: Lyrics) -> Lyrics:
    """Return lyrics with the syllables and pitches of `notes`, line by line. Word times don't change.

    A line whose notes don't match its words is unchanged. If the numbers of lines differ, all lines are unchanged.
    Words in kanji are split between the notes by their reading.
    """
    if len(lyrics.lines) != len(notes.lines):
        return lyrics
    return replace(lyrics, lines=tuple(map(_line, lyrics.lines, notes.lines)))


def _line(line: Line, sung: Line) -> Line:
    if [w.text for w in line.words] == [w.text for w in sung.words]:
        parts = [list(w.syllables) for w in sung.words]
    else:
        parts = _by_time(line.words, [part for w in sung.words for part in w.syllables])
    if not all(parts):
        return line
    return replace(line, words=tuple(_word(word, part) for word, part in zip(line.words, parts, strict=True)))


def _by_time(words: Sequence[Word], syllables: Sequence[Syllable]) -> list[list[Syllable]]:
    """Return the syllables that begin during each word."""
    found: list[list[Syllable]] = [[] for _ in words]
    for part in syllables:
        place = sum((word.start or 0) <= part.start + _NEAR for word in words) - 1
        found[max(0, place)].append(part)
    return found if words else [[]]


def _word(word: Word, parts: Sequence[Syllable]) -> Word:
    texts = [part.text for part in parts]
    if "".join(texts) != word.text:
        texts = letters(word.text, texts)
    made = [replace(part, text=text) for part, text in zip(parts, texts, strict=True)]
    if word.start is not None and abs(made[0].start - word.start) <= _NEAR:
        made[0] = replace(made[0], start=word.start)
    if word.end is not None and abs(made[-1].end - word.end) <= _NEAR:
        made[-1] = replace(made[-1], end=word.end)
    return replace(word, syllables=tuple(made))


def letters(text: str, read: Sequence[str]) -> list[str]:
    """Split a written word to match the parts of its reading: "夕焼け", read ゆう や け, becomes 夕 焼 け.

    If one character covers several parts of the reading, it's in the first part, and the others are "". Never raises.
    """
    kana = hiragana("".join(read))
    runs = _runs(text, kana)
    places, at = [0], 0
    for part in read[:-1]:
        at += len(part)
        places.append(max(places[-1], _place(runs, at)))
    places[1:] = [max(1, place) for place in places[1:]]
    return [text[a:b] for a, b in zip(places, [*places[1:], len(text)], strict=True)]


def _runs(text: str, kana: str) -> list[tuple[int, int, int, int]]:
    """Return runs of a word's characters with their readings, as (start, end, start in `kana`, end in `kana`).

    Adjacent kanji are one run; every other character is a run of its own.
    """
    parts = list(re.finditer("[\u3400-\u9fff々〆]+|.", text, re.DOTALL))
    pattern = "".join(
        "(.+?)" if _KANJI.match(m[0]) else f"({re.escape(hiragana(m[0]))})" + ("" if m[0].isalpha() else "?")
        for m in parts
    )
    match = re.fullmatch(pattern, kana) if len(text) < 40 else None
    if match is None:
        return [(0, len(text), 0, max(1, len(kana)))]
    spans = [match.span(n) if match[n] is not None else (-1, -1) for n in range(1, len(parts) + 1)]
    return [(m.start(), m.end(), a, b) for m, (a, b) in zip(parts, spans, strict=True) if a >= 0]


def _place(runs: Sequence[tuple[int, int, int, int]], at: int) -> int:
    """Return how many characters have been read at position `at` of the reading.

    A character that is read in part counts if at least half of its reading is before `at`. The first one always counts.
    """
    first, last, a, b = next((run for run in runs if run[2] <= at < run[3]), runs[-1])
    if at == a:
        return first
    return first + max(1, sum((a + (b - a) * (n + 0.5) / (last - first)) <= at for n in range(last - first)))


def hiragana(text: str) -> str:
    """Return text with katakana converted to hiragana."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
