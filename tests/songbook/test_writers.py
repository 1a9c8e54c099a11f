"""LRC, UltraStar and MIDI as they leave the tool."""

import pytest

from tools.songbook.abc import read_score
from tools.songbook.lrc import stamp, write_lrc
from tools.songbook.midi import Strike, Track, read_onsets, write_midi
from tools.songbook.ultrastar import write_ultrastar

HEAD = "X:1\nT:Prueba\nM:3/4\nL:1/8\nQ:1/4=120\nK:C\n"
SPANISH = HEAD + "z6 |\nC2 D2 E2- | E4 z2 |\nw: la ca-sa~a_\nF6 |\nw: sí"


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, "00:00.00"), (4.5, "00:04.50"), (59.996, "01:00.00"), (83.333, "01:23.33")]
)
def test_stamp(seconds: float, expected: str) -> None:
    assert stamp(seconds) == expected


def test_lrc_shares_a_syllable_between_two_words() -> None:
    rows = write_lrc(read_score(SPANISH), "Nadie", "es").splitlines()
    assert rows[:4] == ["[ti:Prueba]", "[ar:Nadie]", "[la:es]", "[length:00:08.00]"]
    assert rows[4] == "[00:01.50]<00:01.50>la <00:02.00>casa <00:03.25>a <00:04.00>"
    assert rows[5] == "[00:04.50]<00:04.50>sí <00:06.00>"


def test_lrc_without_spaces_in_japanese() -> None:
    score = read_score(HEAD + "C2 D2 E2 |\nw: あ-さ の\n%canary:words 朝 の")
    assert write_lrc(score, "", "ja").splitlines()[-1] == "[00:00.00]<00:00.00>朝<00:01.00>の<00:01.50>"


def test_ultrastar_counts_in_whole_units() -> None:
    rows = write_ultrastar(read_score(SPANISH), "Nadie", "es").splitlines()
    assert "#BPM:30" in rows
    assert "#GAP:1500" in rows
    assert rows[-6:] == [": 0 1 0 la", ": 1 1 2  ca", ": 2 3 4 sa a", "- 5", ": 6 3 5 sí", "E"]


def test_ultrastar_holds_a_syllable_over_two_notes() -> None:
    rows = write_ultrastar(read_score(HEAD + "C2 D4 |\nw: sí_"), "", "es").splitlines()
    assert rows[-3:-1] == [": 0 1 0 sí", ": 1 2 2 ~"]


def test_midi_reads_back() -> None:
    track = Track("flute", 3, 73, strikes=[Strike(0, 300, 60, 90), Strike(100_000, 100_480, 62, 90)])
    data = write_midi([track], 500_000, 101_000)
    assert read_onsets(data, 3) == [(0, 60, 480), (100_000, 62, 480)]
    assert read_onsets(data, 0) == []
