"""Reads UltraStar files: notes on beats, for one or more singers.

Format: usdx.eu/format, versions 1 and 2, and older files.

A time is GAP + beat * 60000 / (BPM * 4) ms, and rows "B beat bpm" change the tempo. In RELATIVE files, a line's beats
count from an offset in the line break before it. A "~" continues the previous syllable.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.text import MAX_CHARACTERS, MAX_LINES, too_long_line, too_many_lines
from canary.lyrics.formats.ultrastar_head import HEADER, header_number, header_of, meta, named, singers
from canary.lyrics.model import Line, Lyrics, LyricsError, join
from canary.sentences import N_

MAX_NOTES = 20_000
_MAX_MS = 24 * 3_600_000
_NOTE = re.compile(r"([:*FRG])\s*(-?\d{1,15})\s+(-?\d{1,15})\s+(-?\d{1,6})(?:[ \t](.*))?")
_BREAK = re.compile(r"-\s*(?:(-?\d{1,15})(?:\s+(-?\d{1,15}))?\s*)?")
_PACE = re.compile(r"B\s*(-?\d{1,15})\s+(\S+)\s*")
_VOICE = re.compile(r"P\s?([1-9])\s*")
_KINDS = {":": "", "*": "golden", "R": "rap", "G": "rap golden", "F": "freestyle"}


@dataclass(slots=True)
class _Note:
    row: int
    kind: str
    beat: int
    length: int
    pitch: int
    text: str


@dataclass(slots=True)
class _Voice:
    """The lines of one singer during parsing. In RELATIVE files, beats are counted from the beat `base`."""

    number: int
    lines: list[list[_Note]] = field(default_factory=lambda: [[]])
    base: int = 0

    def next_line(self, beats: int) -> None:
        self.lines.append([])
        self.base += beats


def is_ultrastar(text: str) -> bool:
    """Return whether a text is UltraStar: it must begin with headers, a note, or a voice followed by a note."""
    rows = [row for row in text.lstrip("\n ").split("\n", 60)[:60] if row.strip()]
    if not rows:
        return False
    if _NOTE.fullmatch(rows[0]) or (_VOICE.fullmatch(rows[0]) and len(rows) > 1 and _NOTE.fullmatch(rows[1])):
        return True
    names = {m[1].strip().upper() for m in map(HEADER.fullmatch, rows) if m}
    return bool(rows[0].startswith("#") and ("BPM" in names or len(names & {"TITLE", "ARTIST", "VERSION", "MP3"}) > 1))


def read(text: str) -> Lyrics:
    """Parse an UltraStar file, with syllables and pitches. Raises LyricsError, which names the wrong row."""
    header, body = header_of(text.split("\n"))
    pace = header_number(header, "BPM")
    if pace is None:
        raise LyricsError(N_("This UltraStar file has no #BPM, so its notes have no times."))
    gap = header_number(header, "GAP") or 0.0
    voices, changes = _voices(body, header.get("RELATIVE", (0, ""))[1].strip().lower() == "yes")
    clock = _Clock(pace, gap, changes)
    if not any(line for voice in voices for line in voice.lines):
        raise LyricsError(N_("This UltraStar file has headers but no notes."))
    if (count := sum(bool(line) for voice in voices for line in voice.lines)) > MAX_LINES:
        raise too_many_lines(count)
    names = singers(header, [voice.number for voice in voices])
    lines = [
        _line(notes, clock, names[voice.number] if len(voices) > 1 or voice.number in named(header) else "")
        for voice in voices
        for notes in voice.lines
        if notes
    ]
    return Lyrics(tuple(sorted(lines, key=lambda line: line.start or 0)), (), meta(header), "word")


def _voices(body: list[tuple[int, str]], relative: bool) -> tuple[list[_Voice], list[tuple[int, float]]]:
    """Return the voices in order of their numbers, with absolute beats, and the tempo changes as (beat, BPM)."""
    voices = {1: _Voice(1)}
    voice, count = voices[1], 0
    changes: list[tuple[int, float]] = []
    for number, row in _rows(body):
        if match := _NOTE.fullmatch(row):
            count += 1
            voice.lines[-1].append(_note(number, match, voice.base))
        elif match := _BREAK.fullmatch(row):
            voice.next_line(int(match[2] or match[1] or 0) * relative)
        elif match := _VOICE.fullmatch(row):
            voice = voices.setdefault(int(match[1]), _Voice(int(match[1])))
        elif match := _PACE.fullmatch(row):
            changes.append((max(0, int(match[1]) + voice.base), header_number({"BPM": (number, match[2])}, "BPM") or 0))
        elif row.strip() and not row.startswith("#"):
            raise LyricsError(
                N_(
                    "Line %(number)s: “%(row)s” isn’t a note, the end of a line, or a voice (P1 to P9).",
                    number=number,
                    row=row[:40],
                )
            )
        if count > MAX_NOTES:
            raise LyricsError(N_("Line %(number)s: there are more than %(most)s notes.", number=number, most=MAX_NOTES))
    sung = [v for _, v in sorted(voices.items()) if any(v.lines)]
    return sung, sorted(changes)


def _rows(body: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the rows before the end mark "E" as (number, row without leading spaces)."""
    for number, row in body:
        if len(row) > MAX_CHARACTERS:
            raise too_long_line(number, len(row))
        bare = row.lstrip(" ")
        if bare.rstrip() == "E":
            return
        yield number, bare


def _note(number: int, match: re.Match[str], base: int) -> _Note:
    if int(match[3]) < 0:
        raise LyricsError(N_("Line %(number)s: a note can’t last %(beats)s beats.", number=number, beats=match[3]))
    return _Note(number, match[1], int(match[2]) + base, int(match[3]), int(match[4]), match[5] or "")


class _Clock:
    """A converter from beats to ms that takes tempo changes into account."""

    def __init__(self, pace: float, gap: float, changes: list[tuple[int, float]]) -> None:
        self._since, self._steps = [0], [(gap, pace)]
        for beat, later in changes:
            self._steps.append((self._at(beat), later))
            self._since.append(beat)

    def _at(self, beat: int) -> float:
        n = max(0, bisect_right(self._since, beat) - 1)
        ms, pace = self._steps[n]
        return ms + (beat - self._since[n]) * 60_000 / (pace * 4)

    def ms(self, beat: int, row: int) -> float:
        """Return a beat's time in ms; negative times count as 0. Raises LyricsError if it's more than a day."""
        found = self._at(beat)
        if found > _MAX_MS:
            raise LyricsError(N_("Line %(number)s: this note is more than a day into the song.", number=row))
        return max(0.0, found)


def _line(notes: list[_Note], clock: _Clock, singer: str) -> Line:
    pieces = list(_pieces(notes, clock))
    if sum(len(piece.text) for piece in pieces) > MAX_CHARACTERS:
        raise LyricsError(
            N_(
                "Line %(number)s: the line that begins here has more than %(most)s characters.",
                number=notes[0].row,
                most=MAX_CHARACTERS,
            )
        )
    made = words(pieces, apart=True)
    return Line(join(made), made[0].start, round(max(piece.end for piece in pieces)), made, singer)


def _pieces(notes: list[_Note], clock: _Clock) -> Iterator[Piece]:
    reached = 0.0
    for place, note in enumerate(notes):
        start = max(reached, clock.ms(note.beat, note.row))
        end = max(start, clock.ms(note.beat + note.length, note.row))
        yield Piece(_sung(note.text, place == 0), start, end, note.pitch, _KINDS[note.kind])
        reached = start


def _sung(text: str, first: bool) -> str:
    """Return a note's text without the "~" that marks a melisma.

    At the start of a line the "~" stays, because there's no syllable that it could continue.
    """
    bare = text.strip()
    if not bare:
        return "~" if first else ""
    if not bare.startswith("~") or first:
        return text
    rest = bare.lstrip("~")
    return rest + " " * text.endswith(" ")
