"""Sounds made on the spot: a tone that rises ten hertz a second, so that its pitch tells the time."""

import math
from array import array
from collections.abc import Callable
from pathlib import Path

import av
import pytest

RATE = 44100
CODECS = {
    "mp3": "libmp3lame",
    "m4a": "aac",
    "flac": "flac",
    "ogg": "vorbis",
    "opus": "libopus",
    "wav": "pcm_s16le",
}
FORMATS = {"m4a": "mp4", "opus": "ogg"}


def rising(seconds: float) -> "array[float]":
    """Mono samples of a tone at 200 Hz + 10 Hz a second, half loud."""
    return array(
        "f",
        (0.4 * math.sin(2 * math.pi * (200 + 5 * n / RATE) * n / RATE) for n in range(int(seconds * RATE))),
    )


def write(path: Path, samples: "array[float]") -> Path:
    """Encode mono samples in the format of the path's extension."""
    kind = path.suffix[1:]
    codec = CODECS[kind]
    with av.open(str(path), "w", format=FORMATS.get(kind, kind)) as out:
        rate = 48000 if kind == "opus" else RATE
        # FFmpeg's own Vorbis encoder, the only one in the wheel, is "experimental" and always stereo.
        layout = "stereo" if kind == "ogg" else "mono"
        stream = out.add_stream(codec, rate=rate, layout=layout, options={"strict": "-2"})
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame(format="flt", layout="mono", samples=len(samples))
        frame.planes[0].update(samples.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate = RATE
        frame.pts = 0
        resampler = av.AudioResampler(
            format=stream.codec_context.format,
            layout=layout,
            rate=rate,
            frame_size=stream.codec_context.frame_size or 1024,
        )
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    return path


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a ten-second rising tone in any of our formats."""
    folder = tmp_path_factory.mktemp("sounds")
    samples = rising(10)

    def get(kind: str) -> Path:
        path = folder / f"tone.{kind}"
        return path if path.exists() else write(path, samples)

    return get
