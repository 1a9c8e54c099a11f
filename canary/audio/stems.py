"""Writes a song's stems (accompaniment and voice) as the two channels of one file.

As channels of one file they always stay together, at any playback speed.
"""

from array import array
from pathlib import Path

import av

from .media import opened
from .mono import mono

RATE = 44100
BIT_RATE = 160_000
_FRAME = 1024  # the number of samples in an AAC frame


def pair(backing: Path, voice: Path, out: Path) -> None:
    """Write an M4A file (AAC) to `out`, with the accompaniment in the left channel and the voice in the right one.

    Both are converted to mono and start at 0, and the shorter one is padded with silence. The format isn't MP3, because
    the sample table of MP4 lets every browser seek exactly. Raises AudioError.
    """
    left, right = _mono(backing), _mono(voice)
    length = max(len(left), len(right))
    for samples in (left, right):
        samples.frombytes(bytes(4 * (length - len(samples))))
    with av.open(str(out), "w", format="mp4", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo", options={"aac_coder": "fast"})
        stream.bit_rate = BIT_RATE
        for at in range(0, length, _FRAME):
            count = min(_FRAME, length - at)
            frame = av.AudioFrame(format="fltp", layout="stereo", samples=count)
            for plane, samples in zip(frame.planes, (left, right), strict=True):
                plane.update(samples[at : at + count].tobytes().ljust(plane.buffer_size, b"\0"))
            frame.sample_rate, frame.pts = RATE, at
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _mono(path: Path) -> "array[float]":
    """Return all samples of a sound file as one channel, at RATE."""
    found = array("f")
    with opened(path, 200_000_000, 30.0) as (container, stream, _, _):
        for piece in mono(container, stream, RATE):
            found += piece
    return found
