"""Makes all files that are generated from an author's text files: lyrics, cover, accompaniment and voice."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tools.songbook.arrangement import read_arrangement
from tools.songbook.backing import midi_of
from tools.songbook.cover import draw_cover
from tools.songbook.lrc import write_lrc
from tools.songbook.mix import mix
from tools.songbook.render import Loudness, play
from tools.songbook.singer import write_voice
from tools.songbook.song import read_song
from tools.songbook.tags import write_tags
from tools.songbook.timing import duration
from tools.songbook.ultrastar import write_ultrastar


def build(folder: Path) -> Loudness:
    """Write a song's lyrics, cover, accompaniment and voice into its folder, and return the loudness of the mix.

    Raises SongError if a text file is wrong, and RenderError if a program fails.
    """
    song = read_song(folder)
    plan = read_arrangement((folder / "arrangement.toml").read_text(encoding="utf-8"))
    lyrics = (song.score, song.artist, song.language)
    (folder / "lyrics.lrc").write_text(write_lrc(*lyrics), encoding="utf-8")
    (folder / "lyrics.txt").write_text(write_ultrastar(*lyrics), encoding="utf-8")
    draw_cover(song.score, plan.cover, folder / "cover.jpg")
    with TemporaryDirectory() as work:
        playing, singing = Path(work) / "backing.wav", Path(work) / "voice.wav"
        play(midi_of(song.score, plan), playing)
        write_voice(song, plan, singing)
        loudness = mix(playing, singing, float(duration(song.score)), folder)
    for stem in ("backing.mp3", "voice.mp3"):
        write_tags(folder / stem, song.settings)
    return loudness
