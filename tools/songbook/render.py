"""Plays MIDI files with FluidSynth, and makes MP3s of a given loudness with ffmpeg."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.songbook import espeak

SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
RATE = 44100
LOUDNESS = -16.0  # the integrated loudness of a song, in LUFS
PEAK = -1.0  # the highest true peak of a recording, in dBTP
ROOM = {"active": 1, "room-size": 0.45, "damp": 0.35, "width": 0.8, "level": 0.55}
PLAYED = "highpass=f=30,treble=g=2.5:f=5000"  # makes the dull treble of FluidR3 brighter
QUIET = ["-hide_banner", "-nostdin"]


class RenderError(RuntimeError):
    """A program failed, or a recording didn't reach the wanted loudness or size."""


@dataclass(frozen=True)
class Loudness:
    """The measured loudness of a recording: integrated loudness (LUFS) and true peak (dBTP)."""

    integrated: float
    peak: float


def missing_packages(soundfont: Path = SOUNDFONT) -> list[str]:
    """Return the Debian packages that are needed for rendering and aren't installed."""
    missing = [name for name in ("fluidsynth", "ffmpeg") if not shutil.which(name)]
    missing += [] if soundfont.exists() else ["fluid-soundfont-gm"]
    return missing if espeak.available() else [*missing, "espeak-ng"]


def play(midi: bytes, wave: Path) -> None:
    """Write the sound of a MIDI file to `wave` (WAV, stereo). Raises RenderError.

    The same MIDI file gives the same bytes, as long as the versions of the programs are the same.
    """
    score = wave.with_suffix(".mid")
    score.write_bytes(midi)
    synth = [f"synth.reverb.{name}={value}" for name, value in ROOM.items()]
    options = [part for option in [*synth, "synth.chorus.active=0"] for part in ("-o", option)]
    options += ["-g", "0.4", "-r", str(RATE), "-O", "float", "-T", "wav", "-F", str(wave)]
    _run(["fluidsynth", "-niq", *options, str(SOUNDFONT), str(score)])


def render(midi: bytes, seconds: float, target: Path, work: Path, wanted: float = LOUDNESS) -> Loudness:
    """Write the sound of a MIDI file as an MP3, exactly `seconds` long, and return its loudness after encoding.

    `work` is a folder for temporary files, and `wanted` the loudness in LUFS. Raises RenderError if it isn't reached.
    """
    wave = work / "wave.wav"
    play(midi, wave)
    shape = f"{PLAYED},{edges(seconds, 1.5)}"
    gain, ceiling = wanted - measure([wave], [shape]).integrated, -2.0
    for _ in range(6):
        press(wave, f"{shape},{limit(gain, ceiling)}", seconds, 96, target)
        found = measure([target])
        if abs(found.integrated - wanted) <= 0.15 and found.peak <= PEAK - 0.1:
            return found
        gain += wanted - found.integrated
        ceiling -= max(0.0, found.peak - (PEAK - 0.2))
    raise RenderError(f"{target.name} does not reach {wanted} LUFS under {PEAK} dBTP")


def edges(seconds: float, ending: float) -> str:
    """Return the ffmpeg filters that cut or pad a recording to `seconds`, and fade it in and out without a click.

    `ending` is the length of the fade-out in seconds.
    """
    return (
        f"aresample={RATE},apad,atrim=end_sample={round(seconds * RATE)},afade=t=in:d=0.005"
        f",afade=t=out:st={seconds - ending:.4f}:d={ending}"
    )


def limit(gain: float, ceiling: float) -> str:
    """Return the ffmpeg filters that amplify a recording by `gain` dB and keep its true peak below `ceiling` dBTP."""
    top = 10 ** (ceiling / 20)
    limiter = f"alimiter=limit={top:.4f}:attack=3:release=80:level=0:latency=1"
    return f"volume={gain:.2f}dB,aresample={RATE * 4},{limiter},aresample={RATE}"


def press(wave: Path, filters: str, seconds: float, bitrate: int, target: Path) -> None:
    """Write a recording as an MP3 with a constant bit rate (kbit/s), after applying ffmpeg filters. Raises RenderError.

    The MP3 has no ID3 tag, and begins with the usual delay of the encoder LAME.
    """
    whole = f"{filters},apad,atrim=end_sample={round(seconds * RATE)}"
    plain = ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1", "-write_id3v2", "0"]
    coder = ["-c:a", "libmp3lame", "-b:a", f"{bitrate}k", *plain]
    _run(["ffmpeg", *QUIET, "-y", "-i", str(wave), "-af", whole, *coder, str(target)])


def measure(stems: Sequence[Path], filters: Sequence[str] = ()) -> Loudness:
    """Return the loudness (EBU R128) of recordings that are played together. Raises RenderError.

    `filters` are ffmpeg filters for each of them, in the same order; empty for none.
    """
    inputs = [part for stem in stems for part in ("-i", str(stem))]
    chains = [
        f"[{place}:a]{filters[place] if filters else 'anull'},aformat=channel_layouts=stereo[s{place}]"
        for place in range(len(stems))
    ]
    together = "".join(f"[s{place}]" for place in range(len(stems))) + f"amix=inputs={len(stems)}:normalize=0"
    graph = ";".join([*chains, f"{together},loudnorm=print_format=json"])
    report = _run(["ffmpeg", *QUIET, *inputs, "-filter_complex", graph, "-f", "null", "-"])
    numbers = json.loads(report[report.rindex("{") : report.rindex("}") + 1])
    return Loudness(float(numbers["input_i"]), float(numbers["input_tp"]))


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RenderError(f"{command[0]} failed: {done.stderr.strip()[-400:]}")
    return done.stderr
