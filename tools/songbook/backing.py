"""Makes the accompaniment of a song, as MIDI."""

from random import Random

from tools.songbook.arrange import arrange, ticks
from tools.songbook.arrangement import Arrangement
from tools.songbook.midi import write_midi
from tools.songbook.score import Score
from tools.songbook.timing import TAIL


def midi_of(score: Score, arrangement: Arrangement) -> bytes:
    """Return a score, played as its arrangement says, as a MIDI file. It lasts until the last notes have faded."""
    quarter = round(60_000_000 / (score.tempo * score.beat * 4))
    end = score.end + TAIL * score.tempo * score.beat / 60
    return write_midi(arrange(score, arrangement, Random(arrangement.seed)), quarter, ticks(end))
