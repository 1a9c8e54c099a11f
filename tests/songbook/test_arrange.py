"""The players: exact melody, human company, nothing left to chance."""

from random import Random

from tools.songbook.abc import read_score
from tools.songbook.arrange import arrange
from tools.songbook.arrangement import read_arrangement
from tools.songbook.midi import Track

SCORE = """X:1
T:Test
M:3/4
L:1/8
Q:1/4=120
K:C
%canary:section intro
"C"z6 |
%canary:section verse
"C"E6 | "G7"D6 | "C"C6 |
%canary:section verse 2
"F"A6 | "G"B6 | "C"c6 |
"""
PLAN = """
seed = 1
lead = { name = "flute", program = 73, volume = 110, velocity = 90 }
second = { name = "viola", program = 41, volume = 80, sections = ["verse 2"] }
cover = { motif = "bread", colours = [] }
[[part]]
name = "guitar"
program = 24
volume = 90
low = 48
steps = { verse = "r - - | x . . | a . 1", "verse 2" = "" }
[[drum]]
name = "drums"
note = 54
volume = 90
steps = { verse = ". 4 4" }
"""


def played(seed: int) -> dict[str, Track]:
    return {track.name: track for track in arrange(read_score(SCORE), read_arrangement(PLAN), Random(seed))}


def test_the_melody_is_exact() -> None:
    assert [strike.start for strike in played(1)["flute"].strikes] == [1440 * bar for bar in range(1, 7)]


def test_parts_follow_chords_and_sections() -> None:
    tracks = played(1)
    assert [strike.pitch for strike in tracks["guitar"].strikes][:5] == [36, 50, 53, 55, 59]
    assert [strike.pitch for strike in tracks["guitar"].strikes][5] == 40  # E leads to the F that follows
    assert all(abs(strike.start - 1440) <= 7 for strike in tracks["guitar"].strikes[:1])
    assert [strike.pitch for strike in tracks["viola"].strikes] == [65, 67, 67]
    assert len(tracks["drums"].strikes) == 2 * 6


def test_the_same_seed_plays_the_same() -> None:
    assert played(1) == played(1)
    assert played(1) != played(2)
