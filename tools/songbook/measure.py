"""Compares each song's recordings with its score (`python -m tools.songbook.measure`), and prints two tables.

The first table is about the accompaniment. The melody is played as clicks, because the attack of an instrument such as
a flute has no exact moment. The clicks pass through the same programs as the music (MIDI, FluidSynth, loudness, MP3,
decoder), so their delays are those of every instrument. Its columns:

- the number of notes
- the delay of the clicks in ms: median, smallest and largest
- the number of notes that abc2midi reads differently from the same score
- the size of the file in bytes

The second table is about the voice, as Praat measures it (see `hearing.py`). Its columns:

- the share of voiced frames that are at most 50 cents off the score, and the share of frames in notes that are voiced
- the number of vowels whose onset could be measured, out of all syllables
- the median of the onsets' delays, and of the delays' absolute values, in ms
- the share of onsets that are at most 40 ms off
- the integrated loudness (LUFS) and true peak (dBTP) of both stems, played together at full level
- the size of the file in bytes
"""

import shutil
import statistics
import subprocess
import sys
from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from tqdm import tqdm

from tools.songbook.__main__ import SONGS, song_folders
from tools.songbook.arrange import ticks
from tools.songbook.arrangement import read_arrangement
from tools.songbook.hearing import onset_errors, pitch_share
from tools.songbook.midi import Strike, Track, read_onsets, write_midi
from tools.songbook.render import RATE, measure, missing_packages, render
from tools.songbook.score import Score
from tools.songbook.song import read_song
from tools.songbook.timing import TAIL, duration
from tools.songbook.voice import singer_of

CLAVES, DRUMS = 75, 9
HEAD = f"{'backing':24} notes median    min    max  abc2midi    bytes"
ROW = "{:24} {:5} {:6.1f} {:6.1f} {:6.1f} {:9} {:8}"
VOICE_HEAD = f"{'voice':24} pitch voiced  onsets median  |median| 40 ms   LUFS   dBTP    bytes"
VOICE_ROW = "{:24} {:5.3f}  {:5.3f} {:3}/{:3} {:6.1f}    {:6.1f} {:5.2f} {:6.1f} {:6.1f} {:8}"
WINDOW = 0.06  # seconds before and after a note's start in which its click is searched for


def decode(audio: Path) -> "array[float]":
    """Return the samples of a recording, in mono, without the delay that the encoder adds."""
    command = ["ffmpeg", "-v", "error", "-i", str(audio), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return array("f", subprocess.run(command, capture_output=True, check=True).stdout)


def click_errors(score: Score, work: Path) -> list[float]:
    """Return by how many ms each note of the melody, played as a click, sounds later than in the score."""
    starts = [note.start for note in score.melody]
    strikes = [Strike(ticks(start), ticks(start) + 60, CLAVES, 110) for start in starts]
    quarter = round(60_000_000 / (score.tempo * score.beat * 4))
    end = ticks(score.end + TAIL * score.tempo * score.beat / 60)
    audio = work / "clicks.mp3"
    midi = write_midi([Track("clicks", DRUMS, 0, reverb=0, strikes=strikes)], quarter, end)
    render(midi, float(duration(score)), audio, work, wanted=-34.0)  # short clicks cannot be as loud as music
    samples = decode(audio)
    return [_lateness(samples, float(score.seconds(start))) for start in starts]


def _lateness(samples: "array[float]", moment: float) -> float:
    first = max(round((moment - WINDOW) * RATE), 0)
    heard = [abs(value) for value in samples[first : round((moment + WINDOW) * RATE)]]
    loudest = max(heard)
    onset = next(place for place, value in enumerate(heard) if value > loudest / 4)
    return ((first + onset) / RATE - moment) * 1000


def strangers(score: Score, abc: Path, work: Path) -> int:
    """Return how many notes of the melody have another time or pitch when abc2midi reads the same score."""
    target = work / "abc2midi.mid"
    subprocess.run(["abc2midi", str(abc), "-NGUI", "-silent", "-o", str(target)], capture_output=True, check=False)
    theirs = read_onsets(target.read_bytes(), 0)
    ours = [(note.start * 4, note.pitch) for note in score.melody]
    off = abs(len(theirs) - len(ours))
    for (tick, pitch, quarter), (start, own) in zip(theirs, ours, strict=False):
        off += pitch != own or abs(tick - start * quarter) > 2  # abc2midi begins one tick late
    return off


def main(names: list[str]) -> int:
    """Print both tables for the named songs, or for all songs, and return the exit code."""
    missing = [*missing_packages(), *([] if shutil.which("abc2midi") else ["abcmidi"])]
    if missing:
        print(f"Measuring needs these Debian packages: apt install {' '.join(missing)}", file=sys.stderr)
        return 1
    backings, voices = [], []
    for folder in tqdm(song_folders(SONGS, names), unit="song"):
        with TemporaryDirectory() as work:
            backings.append(_backing(folder, Path(work)))
        voices.append(_voice(folder))
    print("\n".join([HEAD, *backings, "", VOICE_HEAD, *voices]))
    return 0


def _backing(folder: Path, work: Path) -> str:
    score = read_song(folder).score
    errors = click_errors(score, work)
    times = statistics.median(errors), min(errors), max(errors)
    differing = strangers(score, folder / "score.abc", work)
    return ROW.format(folder.name, len(errors), *times, differing, (folder / "backing.mp3").stat().st_size)


def _voice(folder: Path) -> str:
    song = read_song(folder)
    plan = read_arrangement((folder / "arrangement.toml").read_text(encoding="utf-8"))
    singer = singer_of(song.score, song.language, plan.voice)
    stem = folder / "voice.mp3"
    samples = np.array(decode(stem), dtype=np.float64)
    pitch = pitch_share(samples, RATE, song.score, singer.transpose)
    errors, syllables = onset_errors(samples, RATE, song.score)
    sizes = [abs(error) for error in errors]
    close = sum(size <= 40 for size in sizes) / len(sizes)
    onsets = len(errors), syllables, statistics.median(errors), statistics.median(sizes), close
    heard = measure([folder / "backing.mp3", stem])
    return VOICE_ROW.format(folder.name, *pitch, *onsets, heard.integrated, heard.peak, stem.stat().st_size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
