"""EDGE: inspects and cuts sound files with PyAV (FFmpeg's libraries), which only the files of this room import.

A file is opened as a local file, with only the demuxer that matches its first bytes. So a playlist that is disguised as
a song can't reach the network or other files.
"""

import hashlib
import io
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import av
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from canary.problems import Unusable
from canary.sentences import N_

from .sniff import announced_frames, wav_data_end
from .sniff import sniff as sniff

_DEMUXERS = {"mp3": "mp3", "mp4": "mov", "flac": "flac", "ogg": "ogg", "wav": "wav", "webm": "matroska"}
_KINDS = {
    "mp3": ("audio/mpeg", ".mp3"),
    "mp4": ("audio/mp4", ".m4a"),
    "flac": ("audio/flac", ".flac"),
    "ogg": ("audio/ogg", ".ogg"),
    "wav": ("audio/wav", ".wav"),
    "webm": ("audio/webm", ".webm"),
}
_CODECS = frozenset({"mp3", "mp3float", "aac", "flac", "opus", "vorbis"})
_CLIP_RATE = 44100
_FADE_MS = 40
_PEAK = 0.89  # the peak of a clip, -1 dB: MP3 encoding can raise peaks, so this leaves headroom
_MAX_GAIN = 8.0  # the largest factor by which a clip is amplified; more would only amplify noise

NOT_AUDIO = N_("This isn’t a sound file that we can play. Use MP3, M4A, FLAC, Ogg, Opus or WAV.")


class AudioError(Unusable):
    """The file can't be used as audio."""


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """The properties of a sound file.

    `duration_ms` is the real duration, whatever the file's header says. `mime` and `extension`, which includes the dot,
    are those with which to serve the file. `sample_rate` is in Hz.
    """

    duration_ms: int
    codec: str
    container: str
    sample_rate: int
    channels: int
    mime: str
    extension: str


def probe(path: Path, *, max_bytes: int = 200_000_000, max_ms: int = 3_600_000, deadline_s: float = 30.0) -> AudioInfo:
    """Return the properties of a sound file. Raises AudioError if browsers can't play it or a limit is exceeded.

    The limits are the file's size in bytes, the sound's duration in ms, and the time for reading it in seconds.
    """
    return inspect(path, max_bytes=max_bytes, max_ms=max_ms, deadline_s=deadline_s)[0]


def fingerprint(path: Path, *, max_bytes: int = 200_000_000, deadline_s: float = 30.0) -> str:
    """Return the SHA-256 of a file's encoded audio in hex; tags and covers don't change it. Raises AudioError."""
    return inspect(path, max_bytes=max_bytes, max_ms=None, deadline_s=deadline_s)[1]


def inspect(
    path: Path, *, max_bytes: int = 200_000_000, max_ms: int | None = 3_600_000, deadline_s: float = 30.0
) -> tuple[AudioInfo, str]:
    """Return what `probe` and `fingerprint` return, in one pass. Only the file's beginning is decoded.

    If `max_ms` is None, the duration isn't limited. Raises AudioError.
    """
    stop_at = time.monotonic() + deadline_s
    # The file is opened twice, because recordings from Firefox can't be rewound: they mark no packet as a keyframe.
    with opened(path, max_bytes, deadline_s) as (container, stream, _, _):
        _check_decodes(container, stream)
    with opened(path, max_bytes, deadline_s) as (container, stream, kind, head):
        digest, first, last, packets = hashlib.sha256(), None, 0, 0
        for packet in container.demux(stream):
            if not packet.size or packet.pts is None:
                continue
            digest.update(packet)
            first = packet.pts if first is None else min(first, packet.pts)
            last = max(last, packet.pts + _length(packet))
            packets += 1
            if packets % 512 == 0 and time.monotonic() > stop_at:
                raise AudioError(N_("Reading this file takes too long. Convert it to MP3 and try again."))
        begin = max(first or 0, stream.start_time or 0)
        duration = int((last - begin) * stream.time_base * 1000) if stream.time_base else 0
        if first is None or duration < 200:
            raise AudioError(N_("There’s no sound in this file. It may be an incomplete copy, so try another one."))
        if max_ms is not None and duration > max_ms:
            length, most = duration // 60000, max_ms // 60000
            raise AudioError(
                N_(
                    "This file is %(length)s minutes long, but it can be at most %(most)s minutes.",
                    length=length,
                    most=most,
                )
            )
        _check_whole(kind, head, container, duration, packets)
        codec = stream.codec_context.name.removesuffix("float")
        mime, extension = _KINDS[kind]
        if kind == "ogg" and codec == "opus":
            extension = ".opus"
        channels = stream.codec_context.channels
        info = AudioInfo(duration, codec, kind, stream.codec_context.sample_rate, channels, mime, extension)
        return info, digest.hexdigest()


def _length(packet: "av.Packet[AudioStream]") -> int:
    """Return a packet's duration in units of its time base; 0 if it's unknown.

    When an Ogg file ends before its last packet does, which is how libsndfile writes them, FFmpeg subtracts more than
    there is from an unsigned number, and the packet seems to be a day long.
    """
    length = packet.duration or 0
    return length if length < 2**31 else 0


@contextmanager
def opened(path: Path, max_bytes: int, deadline_s: float) -> Iterator[tuple[InputContainer, AudioStream, str, bytes]]:
    """Open the first audio stream of a local file, as (container, stream, kind, first 64 kB of the file).

    The kind is what `sniff` returns. Raises AudioError for FFmpeg's errors, including those inside the block.
    """
    size, head = _size_and_head(path, max_bytes)
    kind = sniff(head)
    if kind is None:
        raise AudioError(NOT_AUDIO)
    options = {"protocol_whitelist": "file,subfile", "probesize": "2000000", "analyzeduration": "3000000"}
    if kind == "wav" and _wav_ends_early(head, path, size):
        options["ignore_length"] = "1"
    try:
        with av.open(
            _without_tag(path, size) if kind == "mp3" else f"file:{path.resolve()}",
            format=_DEMUXERS[kind],
            container_options=options,
            metadata_errors="replace",
            timeout=(deadline_s, deadline_s),
        ) as container:
            yield container, _playable(container), kind, head
    except AudioError:
        raise
    except (av.error.FFmpegError, OSError, ValueError, MemoryError) as error:
        raise AudioError(N_("This file is damaged. Try another copy.")) from error


def _size_and_head(path: Path, max_bytes: int) -> tuple[int, bytes]:
    """Return a file's size in bytes and its first 64 kB. Raises AudioError if it's empty or too large."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(65536)
    except (OSError, ValueError) as error:
        raise AudioError(N_("We can’t read this file. Try again.")) from error
    if not size:
        raise AudioError(N_("This file is empty. It may be an incomplete copy, so try another one."))
    if size > max_bytes:
        raise AudioError(N_("This file is larger than %(most)s MB. Convert it to MP3.", most=max_bytes // 1_000_000))
    return size, head


def _without_tag(path: Path, size: int) -> str:
    """Return FFmpeg's address of an MP3 file after its ID3 tags.

    FFmpeg compares each frame of a tag with all before it: a tag of 1.9 MB with 100,000 frames takes it half a minute,
    in which it looks at no deadline. Format: https://id3.org/id3v2.4.0-structure
    """
    start = 0
    with path.open("rb") as file:
        while len(head := file.read(10)) == 10 and head.startswith(b"ID3"):
            length = sum((byte & 127) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
            start += 10 + length + (10 if head[5] & 16 else 0)
            file.seek(start)
    return f"subfile,,start,{start},end,{size},,:{path.resolve()}" if 0 < start < size else f"file:{path.resolve()}"


def _playable(container: InputContainer) -> AudioStream:
    """Return the first audio stream of a file. Raises AudioError if browsers can't play it."""
    if not container.streams.audio:
        raise AudioError(N_("There’s no sound in this file, only pictures. Choose another file."))
    stream = container.streams.audio[0]
    codec = getattr(stream.codec_context, "name", "")  # a WAV file of 0 bits has no codec
    if not codec:
        raise AudioError(N_("This file is damaged. Try another copy."))
    if codec not in _CODECS and not codec.startswith("pcm_"):
        raise AudioError(N_("Browsers can’t play this file’s sound (%(codec)s). Convert it to MP3.", codec=codec))
    return stream


def _wav_ends_early(head: bytes, path: Path, size: int) -> bool:
    """Return whether a WAV file has more audio than its header says: then no valid chunk follows the stated data."""
    end = wav_data_end(head)
    if not end or end + 8 > size:
        return False
    with path.open("rb") as file:
        file.seek(end)
        name, length = file.read(4), int.from_bytes(file.read(4), "little")
    return not (name.isascii() and name.decode("ascii").isprintable() and length <= size - end)


def _check_decodes(container: InputContainer, stream: AudioStream) -> None:
    """Raise AudioError if the first hundred packets don't contain any audio."""
    for tried, packet in enumerate(container.demux(stream)):
        try:
            if any(frame.samples for frame in packet.decode()):
                return
        except av.error.FFmpegError:
            pass
        if tried > 100:
            break
    raise AudioError(N_("This file looks like a song, but we can’t read any sound from it. Try another copy."))


def _check_whole(kind: str, head: bytes, container: InputContainer, duration: int, packets: int) -> None:
    """Raise AudioError if a file has much less audio than its header says.

    WAV and Ogg files aren't checked: WAV headers are often wrong, and Ogg headers don't state a duration.
    """
    promised = 0
    if kind == "mp3":
        promised = duration * announced_frames(head) // packets
    elif kind in {"mp4", "flac", "webm"}:
        promised = (container.duration or 0) // 1000
    if promised > duration * 1.1 + 1000:
        raise AudioError(
            N_(
                "This file ends after %(found)s of %(whole)s. Use a complete copy.",
                found=_clock(duration),
                whole=_clock(promised),
            )
        )


def _clock(ms: int) -> str:
    return f"{ms // 60000}:{ms // 1000 % 60:02d}"


def clip(
    path: Path,
    start_ms: int,
    end_ms: int,
    *,
    air_ms: int = 150,
    max_ms: int = 30_000,
    deadline_s: float = 30.0,
) -> bytes:
    """Return a section of a song as mono MP3 (64 kbit/s), with its peak at -1 dB and faded edges.

    Times are in ms from the start of the audio, and `air_ms` more are included before and after the section. Raises
    AudioError if the section is empty, outside the song or longer than `max_ms`.
    """
    if not 0 <= start_ms < end_ms or end_ms - start_ms > max_ms:
        raise AudioError(N_("A section of a song can be up to %(most)s seconds long.", most=max_ms // 1000))
    with opened(path, 2_000_000_000, deadline_s) as (container, stream, _, _):
        samples = _samples(container, stream, max(0, start_ms - air_ms), end_ms + air_ms)
    if not samples:
        raise AudioError(N_("The song ends before this section begins."))
    _shape(samples)
    return _mp3(samples)


def _samples(container: InputContainer, stream: AudioStream, start_ms: int, end_ms: int) -> "array[float]":
    """Return the samples between two times (ms), mono and at 44.1 kHz."""
    base = float(stream.time_base or 1)
    zero = (stream.start_time or 0) * base
    # An MP3 frame depends on earlier frames (the bit reservoir), so decoding starts a little before the section.
    with suppress(av.error.FFmpegError):  # a file that can't be searched is read from its beginning
        container.seek(max(0, int((start_ms / 1000 + zero - 0.4) * 1_000_000)))
    resampler = AudioResampler(format="flt", layout="mono", rate=_CLIP_RATE)
    wanted = (end_ms - start_ms) * _CLIP_RATE // 1000
    found = array("f")
    skip: int | None = None
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            continue  # the first frame after a seek may be incomplete
        for frame in frames:
            if skip is None:
                at = (frame.pts or 0) * float(frame.time_base or base) - zero
                skip = round((start_ms / 1000 - at) * _CLIP_RATE)
            for part in resampler.resample(frame):
                found.frombytes(bytes(part.planes[0])[: part.samples * 4])
        if skip is not None and len(found) >= skip + wanted:
            break
    skip = skip or 0
    return found[max(0, skip) : max(0, skip + wanted)]


def _shape(samples: "array[float]") -> None:
    """Change mono samples in place: bring their peak to -1 dB and fade both edges."""
    peak = max(max(samples), -min(samples))
    gain = min(_MAX_GAIN, _PEAK / peak) if peak > 0.001 else 1.0
    samples[:] = array("f", [x * gain for x in samples])
    length = min(_FADE_MS * _CLIP_RATE // 1000, len(samples) // 2)
    for n in range(length):
        samples[n] *= n / length
        samples[-1 - n] *= n / length


def _mp3(samples: "array[float]") -> bytes:
    file = io.BytesIO()
    # No tags and no encoder header are written, so that the same samples always give the same bytes.
    options = {"id3v2_version": "0", "write_xing": "0"}
    with av.open(file, "w", format="mp3", options=options) as out:
        stream = out.add_stream("libmp3lame", rate=_CLIP_RATE, layout="mono", format="fltp")
        stream.bit_rate = 64_000
        step = 1152
        for at in range(0, len(samples), step):
            part = samples[at : at + step]
            frame = av.AudioFrame(format="fltp", layout="mono", samples=len(part))
            frame.planes[0].update(part.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
            frame.sample_rate = _CLIP_RATE
            frame.pts = at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file.getvalue()
