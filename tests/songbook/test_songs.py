"""The songs that ship: sound, and the same moments in MIDI, LRC and UltraStar."""

import re
from pathlib import Path

import pytest

from tools.songbook.arrangement import read_arrangement
from tools.songbook.backing import midi_of
from tools.songbook.check import problems
from tools.songbook.midi import TICKS, read_onsets
from tools.songbook.song import read_song

SONGS = sorted(folder for folder in (Path(__file__).parents[2] / "songs").iterdir() if folder.is_dir())
WORD = re.compile(r"<(\d\d):(\d\d\.\d\d)>[^<\n]+")
LEVELS = {"A1": 2, "A2": 1}


def melody_seconds(folder: Path) -> list[float]:
    """When the MIDI that is rendered strikes each melody note."""
    score = read_song(folder).score
    midi = midi_of(score, read_arrangement((folder / "arrangement.toml").read_text(encoding="utf-8")))
    quarter = float(60 / (score.tempo * score.beat * 4))
    return [tick / TICKS * quarter for tick, _, _ in read_onsets(midi, 0)]


@pytest.mark.parametrize("folder", SONGS, ids=lambda folder: folder.name)
def test_songs_are_sound(folder: Path) -> None:
    assert problems(folder) == []


@pytest.mark.parametrize("folder", SONGS, ids=lambda folder: folder.name)
def test_every_word_begins_with_its_note(folder: Path) -> None:
    onsets = melody_seconds(folder)
    shared = 0
    for minutes, seconds in WORD.findall((folder / "lyrics.lrc").read_text(encoding="utf-8")):
        moment = int(minutes) * 60 + float(seconds)
        if min(abs(moment - onset) for onset in onsets) > 0.006:
            shared += 1  # the second of two words on one note
    pieces = [len(one.pieces) for line in read_song(folder).score.lines for one in line.syllables]
    assert shared == sum(pieces) - len(pieces)


@pytest.mark.parametrize("folder", SONGS, ids=lambda folder: folder.name)
def test_ultrastar_notes_begin_with_the_midi(folder: Path) -> None:
    text = (folder / "lyrics.txt").read_text(encoding="utf-8")
    bpm, gap = (float(re.findall(rf"#{name}:(.+)", text)[0]) for name in ("BPM", "GAP"))
    starts = [gap / 1000 + int(start) * 15 / bpm for start in re.findall(r"^: (\d+)", text, re.MULTILINE)]
    onsets = melody_seconds(folder)
    assert all(min(abs(start - onset) for onset in onsets) < 0.002 for start in starts)


@pytest.mark.parametrize("folder", SONGS, ids=lambda folder: folder.name)
def test_songs_can_be_sung(folder: Path) -> None:
    score = read_song(folder).score
    pitches = [note.pitch for line in score.lines for one in line.syllables for note in one.notes]
    first, last = score.lines[0].syllables[0].start, score.lines[-1].syllables[-1].end
    assert max(pitches) - min(pitches) <= 16, "more than a tenth"
    assert 2 <= score.seconds(first) <= 5
    assert 45 <= score.seconds(last) <= 90


def test_songs_differ() -> None:
    scores = [read_song(folder).score for folder in SONGS]
    assert len({(score.metre, score.key, score.tempo) for score in scores}) == len(SONGS)
    levels = [read_song(folder).settings["level"] for folder in SONGS]
    assert all(levels.count(level) >= count for level, count in LEVELS.items())
