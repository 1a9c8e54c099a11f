"""A recording in the one form that every browser plays and seeks in: AAC in an M4A, one channel."""

from array import array
from collections.abc import Callable
from pathlib import Path

import av

from .media import opened
from .mono import mono

RATE = 44100
BIT_RATE = 96_000
EXTENSION, MIME = ".m4a", "audio/mp4"
_FRAME = 1024  # samples of an AAC frame


def write(path: Path, out: Path, done: Callable[[int], None] = lambda _: None, *, max_bytes: int = 200_000_000) -> int:
    """Write the sound of `path` to `out`, as loud as it is; return its length in ms.

    `done` is told after each second of sound how many ms are written. Raises AudioError for a file that cannot be read.
    """
    waiting, written, told = array("f"), 0, 0
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
            if written - told >= RATE:
                told = written
                done(written * 1000 // RATE)
        if waiting:
            encode(waiting)
            written += len(waiting)
        target.mux(to.encode(None))
    return written * 1000 // RATE
