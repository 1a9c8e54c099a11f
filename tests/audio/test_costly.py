"""Small files that would take minutes: their tags are kept away from libraries that read them in quadratic time."""

import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from canary.audio import media
from canary.songs import tags

DAMAGED = "This file is damaged. Try another copy."


@pytest.fixture
def song(sound: Callable[[str], Path], tmp_path: Path) -> Path:
    """An MP3 file that a test may change."""
    return Path(shutil.copyfile(sound("mp3"), tmp_path / "song.mp3"))


def tagged(sound: Path, frames: bytes, footer: bool = False) -> Path:
    """The sound with an ID3 tag of these frames before it."""
    size = bytes((len(frames) >> shift) & 127 for shift in (21, 14, 7, 0))
    head = b"ID3\x04\x00" + (b"\x10" if footer else b"\x00") + size
    sound.write_bytes(head + frames + (b"3DI" + head[3:] if footer else b"") + sound.read_bytes())
    return sound


def frame(name: bytes, body: bytes) -> bytes:
    return name + struct.pack(">I", len(body)) + b"\0\0" + body


@pytest.mark.parametrize("footer", [False, True])
def test_ffmpeg_sees_no_tag(song: Path, footer: bool) -> None:
    path = song
    known, _ = media.inspect(path)
    many = b"".join(frame(b"TXXX", b"\0key%05d\0value" % n) for n in range(20_000))
    for _ in range(2):  # a program that doesn't know the first tag writes a second one before it
        tagged(path, many, footer)
    with media.opened(path, 10_000_000, 30) as (container, *_rest):
        assert not [key for key in container.metadata if key.startswith("key")]
    again, _ = media.inspect(path)
    assert again == known


def test_a_tag_that_is_longer_than_its_file(song: Path) -> None:
    path = song
    path.write_bytes(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + path.read_bytes())
    with pytest.raises(media.AudioError):
        media.probe(path)


def test_endless_times_in_a_tag(song: Path) -> None:
    bare = song.read_bytes()
    for count in (2_000, 200_000):
        song.write_bytes(bare)
        times = b"".join(b"la\0" + struct.pack(">I", n) for n in range(count))
        tagged(song, frame(b"SYLT", b"\0eng\2\1\0" + times))
        if count == 2_000:
            assert len(tags.read(song).synced) == count
        else:
            with pytest.raises(tags.TagsUnreadable):
                tags.read(song)


def test_a_wav_of_no_bits(tmp_path: Path) -> None:
    data = bytes(44_100)
    head = struct.pack("<IHHIIHH", 16, 1, 1, 44_100, 0, 0, 0)
    path = tmp_path / "none.wav"
    path.write_bytes(
        b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + head + b"data" + struct.pack("<I", len(data)) + data
    )
    for use in (media.probe, lambda path: media.clip(path, 0, 100)):
        with pytest.raises(media.AudioError, match=DAMAGED):
            use(path)
