"""Reads the part of ABC notation (standard 2.1) that the songbook uses.

A music line with the `w:` line below it is one line of lyrics; a music line without `w:` is instrumental. We add two
kinds of comments, which other ABC programs ignore: `%canary:section NAME` before each part of the song, and
`%canary:words A B C` below a `w:` line whose words are written differently from how they're sung.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from tools.songbook.pitch import LETTERS, chord_classes, key_signature
from tools.songbook.score import LyricLine, Note, Score, Syllable
from tools.songbook.syllables import Sung, read_syllables, words_of

TOKEN = re.compile(
    r"""(?P<space>\s+|\)|\((?!\d))|"(?P<chord>[^"]*)"|(?P<triplet>\(3)|(?P<bar>\|\]|\|\||\|)
    |(?P<rest>z)(?P<rest_length>\d*/*\d*)
    |(?P<bend>\^|_|=)?(?P<letter>[A-Ga-g])(?P<octave>[,']*)(?P<length>\d*/*\d*)(?P<tie>-?)""",
    re.VERBOSE,
)
BENDS = {"^": 1, "_": -1, "=": 0}


class ScoreError(ValueError):
    """The score can't be read; the message names the wrong row."""


@dataclass
class _Reading:
    """The parser's state: everything that has been read so far. Positions are in whole notes."""

    headers: dict[str, str] = field(default_factory=dict)
    unit: Fraction = Fraction(1, 8)
    metre: Fraction = Fraction(1)
    signature: dict[str, int] = field(default_factory=dict)
    bends: dict[tuple[str, str], int] = field(default_factory=dict)
    now: Fraction = Fraction(0)
    bar_start: Fraction = Fraction(0)
    tied: bool = False
    triplet: int = 0
    row_notes: list[tuple[Note, bool]] = field(default_factory=list)
    melody: list[Note] = field(default_factory=list)
    chords: list[tuple[Fraction, str]] = field(default_factory=list)
    sections: list[tuple[Fraction, str]] = field(default_factory=list)
    lines: list[LyricLine] = field(default_factory=list)


def read_score(text: str) -> Score:
    """Parse a score in ABC notation. Raises ScoreError, which names the first wrong row."""
    state = _Reading()
    for row, line in enumerate(text.splitlines(), 1):
        try:
            _read_row(state, line, row)
        except ValueError as error:
            raise ScoreError(f"row {row}: {error}") from error
    if state.now != state.bar_start:
        raise ScoreError(f"row {row}: the last bar has no bar line after it")
    beat, tempo = _tempo(state.headers.get("Q", ""))
    return Score(
        title=state.headers.get("T", ""),
        metre=state.metre,
        beat=beat,
        tempo=tempo,
        key=state.headers.get("K", ""),
        melody=tuple(state.melody),
        chords=tuple(state.chords),
        sections=tuple(state.sections),
        lines=tuple(state.lines),
        end=state.now,
    )


def _read_row(state: _Reading, line: str, row: int) -> None:
    if line.startswith("%canary:section "):
        state.sections.append((state.now, line.partition(" ")[2].strip()))
    elif line.startswith("%canary:words "):
        _write_words(state, [word for word in line.partition(" ")[2].split(" ") if word])
    elif line.startswith("w:"):
        _sing(state, read_syllables(line[2:].strip(" ")), row)
    elif re.match(r"[A-Za-z]:", line):
        _header(state, line[0], line[2:].partition("%")[0].strip())
    elif line.partition("%")[0].strip():
        state.row_notes = []
        _play(state, line.partition("%")[0])


def _header(state: _Reading, name: str, value: str) -> None:
    state.headers.setdefault(name, value)  # a later K: changes the notes after it, but not the song's key
    if name == "K":
        state.signature = key_signature(value)
    elif name == "M":
        state.metre = Fraction({"C": "4/4", "C|": "2/2"}.get(value, value))
    elif name == "L":
        state.unit = Fraction(value)


def _tempo(value: str) -> tuple[Fraction, int]:
    match = re.fullmatch(r"(\d+/\d+)=(\d+)", value)
    if not match:
        raise ScoreError("the header needs a tempo such as Q:1/4=120")
    return Fraction(match[1]), int(match[2])


def _length(text: str) -> Fraction:
    match = re.fullmatch(r"(\d*)(/*)(\d*)", text)
    assert match is not None
    below = int(match[3]) if match[3] else 2 ** len(match[2])
    return Fraction(int(match[1] or 1), below)


def _play(state: _Reading, music: str) -> None:
    place = 0
    while place < len(music):
        token = TOKEN.match(music, place)
        if token is None:
            raise ValueError(f"“{music[place : place + 8]}” is not ABC that the songbook reads")
        place = token.end()
        if token["chord"] is not None:
            chord_classes(token["chord"])
            state.chords.append((state.now, token["chord"]))
        elif token["triplet"]:
            state.triplet = 3
        elif token["bar"]:
            _close_bar(state)
        elif token["rest"]:
            state.now += _stretch(state, token["rest_length"])
        elif token["letter"]:
            _note(state, token)


def _close_bar(state: _Reading) -> None:
    if state.now - state.bar_start != state.metre:
        raise ValueError(f"this bar is {state.now - state.bar_start} long, the metre says {state.metre}")
    state.bar_start = state.now
    state.bends = {}


def _stretch(state: _Reading, text: str) -> Fraction:
    length = _length(text) * state.unit
    if state.triplet:
        state.triplet -= 1
        length = length * 2 / 3
    return length


def _note(state: _Reading, token: re.Match[str]) -> None:
    letter, octave = token["letter"], token["octave"]
    name = (letter, octave)
    if token["bend"]:
        state.bends[name] = BENDS[token["bend"]]
    bend = state.bends.get(name, state.signature.get(letter.upper(), 0))
    pitch = 60 + LETTERS[letter.upper()] + bend + 12 * (letter.islower() + octave.count("'") - octave.count(","))
    note = Note(state.now, _stretch(state, token["length"]), pitch)
    if state.tied and state.melody[-1].pitch == pitch:
        state.melody[-1] = Note(state.melody[-1].start, state.melody[-1].length + note.length, pitch)
        state.row_notes.append((note, True))
    elif state.tied:
        raise ValueError("a tie joins two notes of different pitch")
    else:
        state.melody.append(note)
        state.row_notes.append((note, False))
    state.tied = bool(token["tie"])
    state.now = note.end


def _sing(state: _Reading, sung: list[Sung], row: int) -> None:
    notes = list(state.row_notes)
    needed = sum(1 + syllable.holds for syllable in sung)
    if needed != len(notes):
        raise ValueError(f"{len(notes)} notes but {needed} syllables and holds")
    syllables = []
    for syllable in sung:
        own: list[Note] = []
        for note, continues in [notes.pop(0) for _ in range(1 + syllable.holds)]:
            if continues and own:
                own[-1] = Note(own[-1].start, own[-1].length + note.length, note.pitch)
            elif continues:
                raise ValueError(f"“{''.join(syllable.pieces)}” begins on a tied note; hold it with _ instead")
            else:
                own.append(note)
        syllables.append(Syllable(syllable.pieces, tuple(own), syllable.opens_word))
    state.lines.append(LyricLine(tuple(words_of(sung)), tuple(syllables), row))
    state.row_notes = []


def _write_words(state: _Reading, written: list[str]) -> None:
    if not state.lines or len(state.lines[-1].words) != len(written):
        raise ValueError(f"{len(written)} written words do not match the words of the w: line above")
    last = state.lines[-1]
    state.lines[-1] = LyricLine(tuple(written), last.syllables, last.row)
