"""Plays a MIDI file into a finished MP3: FluidSynth for the sound, ffmpeg for loudness and encoding."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SOUNDFONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
RATE = 44100
LOUDNESS = -16.0  # LUFS, integrated
PEAK = -1.0  # dBTP, never above
LARGEST = 1_000_000  # bytes
BITRATES = (96, 80, 64)  # kbit/s, best first
ROOM = {"active": 1, "room-size": 0.45, "damp": 0.35, "width": 0.8, "level": 0.55}


class RenderError(RuntimeError):
    """A program failed or could not reach the loudness asked for."""


@dataclass(frozen=True)
class Loudness:
    """What was measured: integrated loudness (LUFS) and true peak (dBTP)."""

    integrated: float
    peak: float


def missing_packages(soundfont: Path = SOUNDFONT) -> list[str]:
    """Return the Debian packages that rendering needs and this machine lacks."""
    found = {"fluidsynth": shutil.which("fluidsynth"), "ffmpeg": shutil.which("ffmpeg")}
    missing = [name for name, place in found.items() if not place]
    return missing if soundfont.exists() else [*missing, "fluid-soundfont-gm"]


def render(midi: bytes, seconds: float, target: Path, work: Path, wanted: float = LOUDNESS) -> Loudness:
    """Write the MP3 of a MIDI file, exactly `seconds` long, and return its loudness after encoding.

    `work` is a folder for what lies in between. The same MIDI gives the same bytes with the same programs.
    """
    score, wave = work / "score.mid", work / "wave.wav"
    score.write_bytes(midi)
    synth = [f"synth.reverb.{name}={value}" for name, value in ROOM.items()]
    options = [part for option in [*synth, "synth.chorus.active=0"] for part in ("-o", option)]
    options += ["-g", "0.4", "-r", str(RATE), "-O", "float", "-T", "wav", "-F", str(wave)]
    _run(["fluidsynth", "-niq", *options, str(SOUNDFONT), str(score)])
    for bitrate in BITRATES:
        loudness = _encode(wave, seconds, bitrate, target, wanted)
        if target.stat().st_size < LARGEST:
            return loudness
    raise RenderError(f"{target.name} is larger than {LARGEST} bytes even at {BITRATES[-1]} kbit/s")


def measure(audio: Path, filters: str = "anull") -> Loudness:
    """Return the loudness of a file by EBU R128, after optional ffmpeg filters."""
    chain = f"{filters},loudnorm=print_format=json"
    report = _run(["ffmpeg", "-hide_banner", "-nostdin", "-i", str(audio), "-af", chain, "-f", "null", "-"])
    numbers = json.loads(report[report.rindex("{") : report.rindex("}") + 1])
    return Loudness(float(numbers["input_i"]), float(numbers["input_tp"]))


def _encode(wave: Path, seconds: float, bitrate: int, target: Path, wanted: float) -> Loudness:
    """Encode at the loudness asked for: measure what came out, correct the gain, until it fits."""
    shape = f"highpass=f=30,treble=g=2.5:f=5000,apad,atrim=end={seconds:.4f},afade=t=in:d=0.005"
    shape += f",afade=t=out:st={seconds - 1.5:.4f}:d=1.5"
    gain, ceiling = wanted - measure(wave, shape).integrated, -2.0
    for _ in range(6):
        chain = f"{shape},volume={gain:.2f}dB,aresample={RATE * 4}"
        chain += f",alimiter=limit={10 ** (ceiling / 20):.4f}:attack=3:release=80:level=0:latency=1"
        command = [
            "ffmpeg",
            "-hide_banner",
            "-nostdin",
            "-y",
            "-i",
            str(wave),
            "-af",
            f"{chain},aresample={RATE}",
        ]
        command += [
            "-c:a",
            "libmp3lame",
            "-b:a",
            f"{bitrate}k",
            "-fflags",
            "+bitexact",
            "-flags:a",
            "+bitexact",
        ]
        _run([*command, "-map_metadata", "-1", "-write_id3v2", "0", str(target)])
        found = measure(target)
        if abs(found.integrated - wanted) <= 0.15 and found.peak <= PEAK - 0.1:
            return found
        gain += wanted - found.integrated
        ceiling -= max(0.0, found.peak - (PEAK - 0.2))
    raise RenderError(f"{target.name} does not reach {wanted} LUFS under {PEAK} dBTP")


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RenderError(f"{command[0]} failed: {done.stderr.strip()[-400:]}")
    return done.stderr
