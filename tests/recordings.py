"""Recordings of a tone as the engines' recorders write them, which differ from files that were made at leisure."""

import math
from array import array
from pathlib import Path

import av

RATE = 48_000
ENGINES = ("chromium", "firefox", "webkit")


def recording(path: Path, engine: str, seconds: float = 2) -> Path:
    """Write a recording to `path`: WebM with Opus, or from WebKit MP4 with AAC in fragments. No length is written."""
    if engine == "webkit":
        flags = {"movflags": "empty_moov+default_base_moof+frag_keyframe", "frag_duration": "1000000"}
        with av.open(str(path), "w", format="mp4", options=flags) as out:
            for packet in _packets(out.add_stream("aac", rate=RATE, layout="mono"), seconds):
                out.mux(packet)
        return path
    with av.open(str(path), "w", format="webm", options={"live": "1"}) as out:
        for packet in _packets(out.add_stream("libopus", rate=RATE, layout="mono"), seconds):
            out.mux(packet)
    if engine == "firefox":
        _unmark(path)
    return path


def _packets(stream: "av.AudioStream", seconds: float) -> "list[av.Packet[av.AudioStream]]":
    size = stream.codec_context.frame_size or 960
    packets = []
    for first in range(0, int(seconds * RATE), size):
        tone = array("f", (0.3 * math.sin(2 * math.pi * 300 * (first + n) / RATE) for n in range(size)))
        frame = av.AudioFrame(format="flt", layout="mono", samples=size)
        frame.planes[0].update(tone.tobytes())
        frame.sample_rate, frame.pts = RATE, first
        for part in av.AudioResampler(stream.codec_context.format, "mono", RATE).resample(frame):
            packets += stream.encode(part)
    return packets + stream.encode(None)


def _unmark(path: Path) -> None:
    """Take the sign of a keyframe off each block (RFC 9559, 10.2), as Firefox never sets it: nothing can then be searched."""
    data, at = bytearray(path.read_bytes()), 0
    while (at := data.find(b"\xa3", at)) >= 0:  # a SimpleBlock: its id, its size, the track, two bytes of time, flags
        length = next(n for n in range(1, 9) if data[at + 1] >> 8 - n)
        flags = at + 1 + length + 3
        size = int.from_bytes(data[at + 1 : at + 1 + length], "big") & ((1 << 7 * length) - 1)
        if data[at + 1 + length] == 0x81 and data[flags] == 0x80:
            data[flags] = 0
            at += 1 + length + size
        else:
            at += 1
    path.write_bytes(data)
