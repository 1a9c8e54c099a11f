"""Sixty lines cut from a four-minute MP3, beside what decoding that file once costs PyAV alone."""

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from statistics import median

import av

from canary.audio import media
from tests.bench.table import Row
from tests.bench.timing import percentile, seconds

LINES = 60
SONG_MS = 240_000
LINE_MS = 3000
WANTED = 40_000  # bytes


def rows() -> Iterator[Row]:
    """How long all clips take, each from a file that is opened anew, and how large they are."""
    with tempfile.TemporaryDirectory() as name:
        path = _song(Path(name) / "song.mp3")
        media.clip(path, 0, LINE_MS)
        starts = [SONG_MS * n // LINES for n in range(LINES)]
        made: list[bytes] = []
        ours = seconds(lambda: made.extend(media.clip(path, start, start + LINE_MS) for start in starts))
        bare = median(seconds(lambda: _decode(path)) for _ in range(3))
        sizes = [len(clip) for clip in made]
        yield Row(
            f"{LINES} clips of {LINE_MS // 1000} s from a {SONG_MS // 60_000}-minute MP3",
            f"{ours:.2f} s, {ours / LINES * 1000:.0f} ms each",
            f"{bare:.2f} s decoding it once",
            f"{ours / bare:.2f} x",
        )
        largest = max(sizes)
        what = f"bytes a clip, {median(sizes) / 1000:.0f} kB in the middle"
        yield Row(what, f"95 of 100 in {percentile(sizes, 0.95) / 1000:.0f} kB", goal="< 40 kB", met=largest < WANTED)


def _song(path: Path) -> Path:
    """Four minutes of music: a song of the songbook, over and over."""
    source = min(Path("songs").glob("*/backing.mp3"))
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libmp3lame", rate=44_100, layout="stereo")
        stream.bit_rate = 192_000
        resampler = av.AudioResampler(stream.codec_context.format, "stereo", 44_100, frame_size=1152)
        done = 0
        while done < SONG_MS * 44.1:
            with av.open(str(source)) as container:
                for frame in container.decode(audio=0):
                    frame.pts, frame.time_base = done, Fraction(1, 44_100)
                    done += frame.samples
                    out.mux([packet for part in resampler.resample(frame) for packet in stream.encode(part)])
        out.mux(stream.encode(None))
    return path


def _decode(path: Path) -> None:
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            frame.to_ndarray()
