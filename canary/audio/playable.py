"""Converts recordings to mono AAC in M4A, a format in which every browser can play and seek."""

from array import array
from collections.abc import Callable
from pathlib import Path

import av

from .media import opened
from .mono import mono

RATE = 44100
BIT_RATE = 96_000
EXTENSION, MIME = ".m4a", "audio/mp4"
_FRAME = 1024  # the number of samples in an AAC frame


def write(path: Path, out: Path, done: Callable[[int], None] = lambda _: None, *, max_bytes: int = 200_000_000) -> int:
    """Convert the sound file `path`, write it to `out`, and return its duration in ms. The volume doesn't change.

    `done` is called about once per second of audio with the number of ms that have been written. Raises AudioError.
    """
    waiting, written, reported = array("f"), 0, 0
    with (
        opened(path, max_bytes, 60.0) as (container, stream, _, _),
        av.open(str(out), "w", format="mp4", options={"movflags": "faststart"}) as target,
    ):
        to = target.add_stream("aac", rate=RATE, layout="mono", options={"aac_coder": "fast"})
        to.bit_rate = BIT_RATE

        def encode(samples: "array[float]") -> None:
            frame = av.AudioFrame(format="fltp", layout="mono", samples=len(samples))
            frame.planes[0].update(samples.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
            frame.sample_rate, frame.pts = RATE, written
            target.mux(to.encode(frame))

        for piece in mono(container, stream, RATE):
            waiting += piece
            whole = len(waiting) // _FRAME * _FRAME
            for at in range(0, whole, _FRAME):
                encode(waiting[at : at + _FRAME])
                written += _FRAME
            del waiting[:whole]
            if written - reported >= RATE:
                reported = written
                done(written * 1000 // RATE)
        if waiting:
            encode(waiting)
            written += len(waiting)
        target.mux(to.encode(None))
    return written * 1000 // RATE
