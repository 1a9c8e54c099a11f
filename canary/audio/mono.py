"""Converts audio to one channel of floating-point samples."""

import contextlib
from array import array
from collections.abc import Iterator

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph


def mono(container: InputContainer, stream: AudioStream, rate: int) -> Iterator["array[float]"]:
    """Yield the samples of a stream in blocks, resampled to `rate` (Hz). They're the mean of its first two channels.

    Packets that can't be decoded are left out, as browsers do: some recorders damage the last one of a recording.
    """
    graph = Graph()
    # FFmpeg's own downmix isn't used: it keeps the power of unrelated channels, so equal channels get 3 dB louder.
    mean = "mono|c0=0.5*c0+0.5*c1" if stream.codec_context.channels > 1 else "mono|c0=c0"
    steps = [
        graph.add_abuffer(template=stream),
        graph.add("pan", mean),
        graph.add("aformat", f"sample_fmts=flt:sample_rates={rate}"),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(*steps).configure()
    for packet in container.demux(stream):
        with contextlib.suppress(av.error.InvalidDataError):
            for frame in packet.decode():
                graph.push(frame)
                yield from _pull(graph)
    graph.push(None)
    yield from _pull(graph)


def _pull(graph: Graph) -> Iterator["array[float]"]:
    with contextlib.suppress(av.error.BlockingIOError, av.error.EOFError):
        while True:
            part = graph.pull()
            assert isinstance(part, av.AudioFrame)
            found = array("f")
            found.frombytes(bytes(part.planes[0])[: part.samples * 4])
            yield found
