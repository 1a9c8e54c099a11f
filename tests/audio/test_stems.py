"""Backing and voice in one file: each in its channel, at its time."""

import math
from array import array
from pathlib import Path

import av
import pytest

from canary.audio import media, stems
from tests.audio.conftest import RATE, write


def tone(hertz: float, seconds: float, starts: float = 0.0) -> "array[float]":
    """A tone that begins after some silence."""
    count = int(seconds * RATE)
    return array(
        "f",
        (0.4 * math.sin(2 * math.pi * hertz * n / RATE) if n >= starts * RATE else 0.0 for n in range(count)),
    )


def channels(path: Path) -> tuple["array[float]", "array[float]"]:
    """Left and right of a stereo file."""
    left, right = array("f"), array("f")
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            for found, plane in zip((left, right), frame.planes, strict=True):
                found.frombytes(bytes(plane)[: frame.samples * 4])
    return left, right


def power(samples: "array[float]", hertz: float) -> float:
    """The amplitude of one tone in the samples."""
    real = sum(x * math.cos(2 * math.pi * hertz * n / RATE) for n, x in enumerate(samples))
    imaginary = sum(x * math.sin(2 * math.pi * hertz * n / RATE) for n, x in enumerate(samples))
    return 2 * math.hypot(real, imaginary) / len(samples)


def onset(samples: "array[float]") -> float:
    """When it begins to sound, in ms."""
    return next(n for n, x in enumerate(samples) if abs(x) > 0.1) * 1000 / RATE


@pytest.fixture(scope="module")
def paired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stems")
    backing = write(folder / "backing.mp3", tone(440, 3, starts=0.5))
    voice = write(folder / "voice.mp3", tone(880, 2, starts=1.0))
    stems.pair(backing, voice, folder / "stems.m4a")
    return folder / "stems.m4a"


def test_each_has_its_channel(paired: Path) -> None:
    left, right = channels(paired)
    middle = slice(int(1.2 * RATE), int(1.7 * RATE))
    assert power(left[middle], 440) == pytest.approx(0.4, abs=0.03)
    assert power(right[middle], 880) == pytest.approx(0.4, abs=0.03)
    assert power(left[middle], 880) < 0.005
    assert power(right[middle], 440) < 0.005


def test_times_stay_and_the_shorter_one_ends_in_silence(paired: Path) -> None:
    left, right = channels(paired)
    assert onset(left) == pytest.approx(500, abs=5)
    assert onset(right) == pytest.approx(1000, abs=5)
    assert media.probe(paired).duration_ms == pytest.approx(3000, abs=60)
    assert max(right[int(2.2 * RATE) :]) < 0.01


def test_stereo_becomes_its_mean(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    with av.open(str(path), "w", format="wav") as out:
        stream = out.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        frame = av.AudioFrame(format="s16", layout="stereo", samples=RATE)
        pairs = array(
            "h", (v for n in range(RATE) for v in (int(9830 * math.sin(n / 16)), int(3277 * math.sin(n / 16))))
        )
        frame.planes[0].update(pairs.tobytes())
        frame.sample_rate = RATE
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    stems.pair(path, path, tmp_path / "out.m4a")
    left, _ = channels(tmp_path / "out.m4a")
    assert power(left[2000:40000], RATE / 16 / 2 / math.pi) == pytest.approx(0.2, abs=0.01)


def test_a_broken_stem_has_a_sentence(tmp_path: Path, paired: Path) -> None:
    (tmp_path / "voice.mp3").write_bytes(b"not a sound")
    with pytest.raises(media.AudioError):
        stems.pair(paired, tmp_path / "voice.mp3", tmp_path / "out.m4a")
