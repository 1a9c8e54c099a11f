"""Makes everything that can be made from a song's text: lyrics files, accompaniment, cover."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tools.songbook.arrange import arrange, ticks
from tools.songbook.arrangement import read_arrangement
from tools.songbook.cover import draw_cover
from tools.songbook.lrc import write_lrc
from tools.songbook.midi import write_midi
from tools.songbook.render import Loudness, render
from tools.songbook.score import Score
from tools.songbook.song import read_song
from tools.songbook.tags import write_tags
from tools.songbook.timing import TAIL, duration
from tools.songbook.ultrastar import write_ultrastar


def midi_of(score: Score, arrangement: str) -> bytes:
    """Return the MIDI of a score played as its `arrangement.toml` says."""
    plan = read_arrangement(arrangement)
    quarter = round(60_000_000 / (score.tempo * score.beat * 4))
    end = score.end + TAIL * score.tempo * score.beat / 60
    return write_midi(arrange(score, plan, Random(plan.seed)), quarter, ticks(end))


def build(folder: Path) -> Loudness:
    """Write a song's lyrics, accompaniment and cover into its folder; return how loud it became."""
    song = read_song(folder)
    plan = (folder / "arrangement.toml").read_text(encoding="utf-8")
    lyrics = (song.score, song.artist, song.language)
    (folder / "lyrics.lrc").write_text(write_lrc(*lyrics), encoding="utf-8")
    (folder / "lyrics.txt").write_text(write_ultrastar(*lyrics), encoding="utf-8")
    draw_cover(song.score, read_arrangement(plan).cover, folder / "cover.jpg")
    audio = folder / "backing.mp3"
    with TemporaryDirectory() as work:
        loudness = render(midi_of(song.score, plan), float(duration(song.score)), audio, Path(work))
    write_tags(audio, song.settings)
    return loudness
