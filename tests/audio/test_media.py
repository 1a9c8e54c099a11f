"""Real files in every format, broken ones in every way, and pieces cut where they should be."""

import io
import shutil
import struct
import time
from array import array
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import av
import pytest
from mutagen.apev2 import APEv2
from mutagen.flac import FLAC
from mutagen.id3 import APIC, ID3, TIT2
from mutagen.mp4 import MP4

from canary.audio import media, playable
from canary.audio.media import AudioError
from tests.recordings import ENGINES, recording

Sound = Callable[[str], Path]


@pytest.mark.parametrize(
    ("kind", "codec", "container", "mime", "extension"),
    [
        ("mp3", "mp3", "mp3", "audio/mpeg", ".mp3"),
        ("m4a", "aac", "mp4", "audio/mp4", ".m4a"),
        ("flac", "flac", "flac", "audio/flac", ".flac"),
        ("ogg", "vorbis", "ogg", "audio/ogg", ".ogg"),
        ("opus", "opus", "ogg", "audio/ogg", ".opus"),
        ("wav", "pcm_s16le", "wav", "audio/wav", ".wav"),
    ],
)
def test_probe(sound: Sound, kind: str, codec: str, container: str, mime: str, extension: str) -> None:
    info = media.probe(sound(kind))
    assert (info.codec, info.container, info.mime, info.extension) == (codec, container, mime, extension)
    assert info.channels == (2 if kind == "ogg" else 1)
    assert abs(info.duration_ms - 10_000) < 80


@pytest.mark.parametrize("engine", ENGINES)
def test_what_a_recorder_wrote_is_read_cut_and_made_playable(tmp_path: Path, engine: str) -> None:
    path = recording(tmp_path / "take", engine)
    assert abs(media.probe(path).duration_ms - 2000) < 100
    assert abs(playable.write(path, tmp_path / "take.m4a") - 2000) < 100
    pitch, seconds, _ = _pitch(media.clip(path, 500, 1500))
    assert abs(pitch - 300) < 2
    assert abs(seconds - 1.3) < 0.1


def test_what_firefox_records_cant_be_searched(tmp_path: Path) -> None:
    """Otherwise the test above shows nothing."""
    with av.open(str(recording(tmp_path / "take", "firefox")), format="matroska") as container:
        next(container.demux(container.streams.audio[0]))
        with pytest.raises(av.error.FFmpegError):
            container.seek(0)


def _pitch(data: bytes) -> tuple[float, float, float]:
    """Return (pitch in the middle in Hz, seconds, peak) of an encoded sound."""
    samples = array("f")
    with av.open(io.BytesIO(data), "r") as container:
        assert container.format.name == "mp3"
        assert container.streams.audio[0].codec_context.channels == 1
        for frame in container.decode(audio=0):
            samples.frombytes(bytes(frame.planes[0])[: frame.samples * 4])
    middle = samples[len(samples) // 2 - 22050 : len(samples) // 2 + 22050]
    rises = sum(a < 0 <= b for a, b in pairwise(middle))
    return rises / (len(middle) / 44100), len(samples) / 44100, max(samples)


@pytest.mark.parametrize("kind", ["mp3", "m4a", "flac", "ogg", "opus", "wav"])
@pytest.mark.parametrize("start", [0, 3000, 6500])
def test_clip_is_cut_where_it_should_be(sound: Sound, kind: str, start: int) -> None:
    data = media.clip(sound(kind), start, start + 2000)
    pitch, seconds, peak = _pitch(data)
    middle = start / 1000 + 1 + (0.075 if start == 0 else 0)  # there is no air before the song
    assert abs(pitch - (200 + 10 * middle)) <= 1.3  # one hertz is a tenth of a second, and pitches are counted whole
    assert abs(seconds - 2.3) < 0.2
    assert 0.75 < peak < 1.0
    assert 14_000 < len(data) < 22_000


def test_clip_fades_and_repeats_exactly(sound: Sound) -> None:
    first, second = (media.clip(sound("wav"), 2000, 4000) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("start", "end"), [(0, 0), (-5, 1000), (2000, 1000), (0, 90_000), (60_000, 61_000)])
def test_clip_outside_is_refused(sound: Sound, start: int, end: int) -> None:
    with pytest.raises(AudioError):
        media.clip(sound("mp3"), start, end)


def test_sixty_clips_are_quick(sound: Sound) -> None:
    begun = time.process_time()
    for n in range(10):
        media.clip(sound("mp3"), n * 700, n * 700 + 2500)
    assert time.process_time() - begun < 5


def test_tags_do_not_change_the_fingerprint(sound: Sound, tmp_path: Path) -> None:
    for kind in ("mp3", "flac", "m4a"):
        path = shutil.copyfile(sound(kind), tmp_path / f"tagged.{kind}")
        before = media.fingerprint(path)
        if kind == "mp3":
            tags = ID3()
            tags.add(TIT2(encoding=3, text="Otra canción"))
            tags.add(APIC(encoding=3, mime="image/jpeg", type=3, data=b"\xff\xd8" + bytes(90_000)))
            tags.save(path, v1=2)
            ape = APEv2()
            ape["Title"] = "Otra"
            ape.save(path)
        elif kind == "flac":
            flac = FLAC(path)
            flac["title"] = "Otra canción"
            flac.save()
        else:
            mp4 = MP4(path)
            mp4["\xa9nam"] = "Otra canción"
            mp4.save()
        assert media.fingerprint(path) == before, kind
        assert abs(media.probe(path).duration_ms - 10_000) < 80
    assert len({media.fingerprint(sound(kind)) for kind in ("mp3", "flac", "m4a")}) == 3


def _no_sound(path: Path) -> bytes:
    with av.open(str(path), "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for n in range(5):
            frame = av.VideoFrame(64, 64, "yuv420p")
            frame.pts = n
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path.read_bytes()


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.mp3", b""),
        ("one.mp3", b"I"),
        ("text.mp3", b"Just some words about a song.\n" * 100),
        ("zero.mp3", bytes(10_000)),
        ("playlist.mp3", PLAYLIST),
        ("concat.mp3", b"ffconcat version 1.0\nfile /etc/hosts\n"),
        ("page.flac", b"<!doctype html><title>404</title>"),
        ("tag-only.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(500)),
        ("tag-too-long.mp3", b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f" + bytes(500)),
        ("sync-only.mp3", b"\xff\xfb\x90\x00" * 5000),
        ("head.flac", b"fLaC" + bytes(4000)),
        ("head.ogg", b"OggS" + bytes(4000)),
        ("head.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40)),
        ("head.m4a", b"\x00\x00\x00\x18ftypM4A " + bytes(4000)),
        ("head.webm", b"\x1aE\xdf\xa3" + bytes(4000)),
        ("picture.mp3", b"\x89PNG\r\n\x1a\n" + bytes(4000)),
        ("program.mp3", b"\x7fELF" + bytes(4000)),
        ("zip.mp3", b"PK\x03\x04" + bytes(4000)),
    ],
)
def test_broken_files_give_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(AudioError) as caught:
        media.probe(path)
    message = str(caught.value)
    assert message.endswith(".")
    assert message.count("\n") == 0
    assert str(tmp_path) not in message


@pytest.mark.parametrize("kind", ["mp3", "m4a", "flac"])
def test_a_file_cut_in_half_says_so(sound: Sound, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"half.{kind}"
    data = sound(kind).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(AudioError):
        media.probe(path)


@pytest.mark.parametrize("claimed", [0, 1, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_wav_that_lies_has_its_true_length(sound: Sound, tmp_path: Path, claimed: int) -> None:
    data = bytearray(sound("wav").read_bytes())
    at = data.index(b"data")
    data[at + 4 : at + 8] = struct.pack("<I", claimed)
    data[4:8] = struct.pack("<I", claimed)
    path = tmp_path / "liar.wav"
    path.write_bytes(data)
    assert abs(media.probe(path).duration_ms - 10_000) < 80


def test_pictures_without_sound(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    _no_sound(path)
    with pytest.raises(AudioError, match="no sound"):
        media.probe(path)


@pytest.mark.parametrize(
    "name", ["http:song.mp3", "concat:a|b.mp3", "ñandú 夜 🎵.mp3", "a" * 240 + ".mp3", "-i.mp3", "%s.mp3"]
)
def test_odd_names_are_only_names(sound: Sound, tmp_path: Path, name: str) -> None:
    path = shutil.copyfile(sound("mp3"), tmp_path / name)
    assert media.probe(path).codec == "mp3"


def test_bounds_are_arguments(sound: Sound) -> None:
    with pytest.raises(AudioError, match="larger"):
        media.probe(sound("wav"), max_bytes=100_000)
    with pytest.raises(AudioError, match="minutes"):
        media.probe(sound("wav"), max_ms=5_000)


@pytest.mark.parametrize("path", ["nowhere.mp3", "."])
def test_no_file(tmp_path: Path, path: str) -> None:
    with pytest.raises(AudioError):
        media.probe(tmp_path / path)


def test_noise_anywhere_is_an_answer_not_a_crash(sound: Sound, tmp_path: Path) -> None:
    for kind in ("mp3", "m4a", "flac", "ogg", "opus", "wav"):
        data = bytearray(sound(kind).read_bytes())
        for n in range(0, len(data), 997):
            data[n] ^= 0x55
        path = tmp_path / f"noise.{kind}"
        path.write_bytes(data)
        with suppress(AudioError):
            media.probe(path)
            media.clip(path, 1000, 3000)


def _ogg_crc(page: bytes) -> int:
    """The checksum of an Ogg page whose own checksum is zero (RFC 3533)."""
    found = 0
    for byte in page:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1 ^ (0x04C11DB7 if found & 0x80000000 else 0)) & 0xFFFFFFFF
    return found


@pytest.mark.parametrize("early", [500, 3000, 20_000])
def test_an_ogg_file_that_ends_within_its_packets(sound: Callable[[str], Path], tmp_path: Path, early: int) -> None:
    """libsndfile's last page says that the sound ends some samples earlier than the packets do."""
    data = sound("ogg").read_bytes()
    at = data.rindex(b"OggS")
    page = bytearray(data[at:])
    page[6:14] = (int.from_bytes(page[6:14], "little") - early).to_bytes(8, "little")
    page[22:26] = bytes(4)
    page[22:26] = _ogg_crc(bytes(page)).to_bytes(4, "little")
    path = tmp_path / "early.ogg"
    path.write_bytes(data[:at] + page)
    assert abs(media.probe(path).duration_ms - 10_000) < 600


def test_a_recording_whose_end_is_damaged_plays_until_there(tmp_path: Path) -> None:
    path = recording(tmp_path / "take", "webkit", 3)
    data = bytearray(path.read_bytes())
    last = data.rindex(b"mdat") + 4
    data[last:-200] = bytes(len(data[last:-200]))
    path.write_bytes(data)
    length = playable.write(path, tmp_path / "take.m4a")
    assert 1500 < length < 3100
    assert abs(media.probe(tmp_path / "take.m4a").duration_ms - length) < 100
