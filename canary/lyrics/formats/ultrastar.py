"""UltraStar text in: notes on beats, with duets. Format: usdx.eu/format, versions 1 and 2, and what came before.

A time is GAP + beat * 60000 / (BPM * 4) ms; "B beat bpm" rows change the pace; in RELATIVE files every line counts from
where the one before it said. A "~" goes on with the syllable before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from canary.lyrics.formats.pieces import Piece, words
from canary.lyrics.formats.text import MOST_CHARACTERS, MOST_LINES
from canary.lyrics.formats.ultrastar_head import HEADER, header_number, header_of, meta, named, singers
from canary.lyrics.model import Line, Lyrics, LyricsError, join

MOST_NOTES = 20_000
_MOST_MS = 24 * 3_600_000
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
    """The lines of one singer while they are read; ``base`` is where a relative line counts from."""

    number: int
    lines: list[list[_Note]] = field(default_factory=lambda: [[]])
    base: int = 0

    def next_line(self, beats: int) -> None:
        self.lines.append([])
        self.base += beats


def is_ultrastar(text: str) -> bool:
    """Return whether a text is UltraStar: its first row is a #HEADER:, a note, or a voice followed by a note."""
    rows = [row for row in text.lstrip("\n ").split("\n", 60)[:60] if row.strip()]
    if not rows:
        return False
    if _NOTE.fullmatch(rows[0]) or (_VOICE.fullmatch(rows[0]) and len(rows) > 1 and _NOTE.fullmatch(rows[1])):
        return True
    names = {m[1].strip().upper() for m in map(HEADER.fullmatch, rows) if m}
    return bool(rows[0].startswith("#") and ("BPM" in names or len(names & {"TITLE", "ARTIST", "VERSION", "MP3"}) > 1))


def read(text: str) -> Lyrics:
    """Return the lyrics of an UltraStar file with syllables and pitches; LyricsError names the row that is wrong."""
    header, body = header_of(text.split("\n"))
    pace = header_number(header, "BPM")
    if pace is None:
        raise LyricsError("This UltraStar file has no #BPM, so nothing tells when its notes sound.")
    gap = header_number(header, "GAP") or 0.0
    voices, changes = _voices(body, header.get("RELATIVE", (0, ""))[1].strip().lower() == "yes")
    clock = _Clock(pace, gap, changes)
    if not any(line for voice in voices for line in voice.lines):
        raise LyricsError("This UltraStar file has headers but no notes, so there is nothing to sing in it.")
    if (count := sum(bool(line) for voice in voices for line in voice.lines)) > MOST_LINES:
        raise LyricsError(f"These lyrics have {count} lines; {MOST_LINES} is the most that fits a song.")
    names = singers(header, [voice.number for voice in voices])
    lines = [
        _line(notes, clock, names[voice.number] if len(voices) > 1 or voice.number in named(header) else "")
        for voice in voices
        for notes in voice.lines
        if notes
    ]
    return Lyrics(tuple(sorted(lines, key=lambda line: line.start or 0)), (), meta(header), "word")


def _voices(body: list[tuple[int, str]], relative: bool) -> tuple[list[_Voice], list[tuple[int, float]]]:
    """Return the voices in the order of their numbers with their notes on absolute beats, and the pace changes."""
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
                f"Line {number}: “{row[:40]}” is neither a note, nor the end of a line, nor a voice P1 to P9."
            )
        if count > MOST_NOTES:
            raise LyricsError(f"Line {number}: these are more than {MOST_NOTES} notes, which no song needs.")
    sung = [v for _, v in sorted(voices.items()) if any(v.lines)]
    return sung, sorted(changes)


def _rows(body: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the rows in front of the end mark, each with its number and without the spaces before it."""
    for number, row in body:
        if len(row) > MOST_CHARACTERS:
            raise LyricsError(
                f"Line {number} is {len(row)} characters long; {MOST_CHARACTERS} is the most that fits a line."
            )
        bare = row.lstrip(" ")
        if bare.rstrip() == "E":
            return
        yield number, bare


def _note(number: int, match: re.Match[str], base: int) -> _Note:
    if int(match[3]) < 0:
        raise LyricsError(f"Line {number}: a note cannot last {match[3]} beats.")
    return _Note(number, match[1], int(match[2]) + base, int(match[3]), int(match[4]), match[5] or "")


class _Clock:
    """Beats to ms, at one pace or several."""

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
        """Return a beat's time, never below 0; LyricsError beyond a day."""
        found = self._at(beat)
        if found > _MOST_MS:
            raise LyricsError(f"Line {row}: this note would sound more than a day into the song.")
        return max(0.0, found)


def _line(notes: list[_Note], clock: _Clock, singer: str) -> Line:
    pieces = list(_pieces(notes, clock))
    if sum(len(piece.text) for piece in pieces) > MOST_CHARACTERS:
        raise LyricsError(f"Line {notes[0].row}: the line that begins here has more than {MOST_CHARACTERS} letters.")
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
    """Return a note's text without the "~" of a melisma; a line cannot go on with a syllable that it does not have."""
    bare = text.strip()
    if not bare:
        return "~" if first else ""
    if not bare.startswith("~") or first:
        return text
    rest = bare.lstrip("~")
    return rest + " " * text.endswith(" ")
