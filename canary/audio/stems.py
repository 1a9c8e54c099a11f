"""Accompaniment and voice in one file: two channels of one sound cannot drift apart, at any speed."""

import contextlib
from array import array
from pathlib import Path

import av
from av.filter import Graph

from .media import opened

RATE = 44100
BIT_RATE = 160_000
_FRAME = 1024  # samples of an AAC frame


def pair(backing: Path, voice: Path, out: Path) -> None:
    """Write an M4A (AAC) to `out` with the backing, made mono, in its left channel and the voice in its right.

    Times stay as they are in the two files; the shorter one ends in silence. AAC in MP4 and not MP3, because its table
    of samples lets every browser seek to the very sample. Raises AudioError for a file that cannot be read.
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
    """All samples of a sound file, as one channel: the mean of its first two."""
    found = array("f")
    with opened(path, 200_000_000, 30.0) as (container, stream, _, _):
        graph = Graph()
        # Not the resampler's own way to mono: that keeps the power of unlike channels, so alike ones grow by 3 dB.
        mean = "mono|c0=0.5*c0+0.5*c1" if stream.codec_context.channels > 1 else "mono|c0=c0"
        steps = [
            graph.add_abuffer(template=stream),
            graph.add("pan", mean),
            graph.add("aformat", f"sample_fmts=flt:sample_rates={RATE}"),
            graph.add("abuffersink"),
        ]
        graph.link_nodes(*steps).configure()
        for frame in container.decode(stream):
            graph.push(frame)
            _pull(graph, found)
        graph.push(None)
        _pull(graph, found)
    return found


def _pull(graph: Graph, found: "array[float]") -> None:
    with contextlib.suppress(av.error.BlockingIOError, av.error.EOFError):
        while True:
            part = graph.pull()
            assert isinstance(part, av.AudioFrame)
            found.frombytes(bytes(part.planes[0])[: part.samples * 4])
