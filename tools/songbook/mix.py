"""Balances the two stems (accompaniment and voice), so that together at full level they have a song's loudness."""

from dataclasses import dataclass
from pathlib import Path

from tools.songbook.render import LOUDNESS, PEAK, PLAYED, Loudness, RenderError, edges, limit, measure, press

LARGEST = 1_000_000  # the most bytes of one stem
# Bit rates in kbit/s, the best one first. The voice needs less, because it has only one channel.
SONG_RATES, VOICE_RATES = (96, 80, 64), (64, 48)
ABOVE = 2.0  # how much louder the voice is than the accompaniment, in LU
UPSTAIRS = "highpass=f=90,equalizer=f=3200:t=q:w=1:g=2,treble=g=2:f=6000"  # makes words easier to understand


@dataclass
class _Stem:
    """A stem that is being mixed.

    It has the sound file to read, ffmpeg's filters for it, the MP3 to write, and the bit rates to try (kbit/s). `gain`
    (dB) and `ceiling` (dBTP) are adjusted until the loudness of the mix is right.
    """

    wave: Path
    shape: str
    target: Path
    rates: tuple[int, ...]
    gain: float
    ceiling: float = -4.5


def mix(playing: Path, singing: Path, seconds: float, folder: Path) -> Loudness:
    """Write `backing.mp3` and `voice.mp3`, both `seconds` long, and return their loudness when they're played together.

    Raises RenderError if they can't be made loud enough without clipping, or small enough.
    """
    shapes = f"{PLAYED},{edges(seconds, 1.5)}", f"aformat=channel_layouts=mono,{UPSTAIRS},{edges(seconds, 0.05)}"
    song = _Stem(playing, shapes[0], folder / "backing.mp3", SONG_RATES, 0.0)
    voice = _Stem(singing, shapes[1], folder / "voice.mp3", VOICE_RATES, 0.0)
    song.gain = LOUDNESS - 4.0 - measure([song.wave], [song.shape]).integrated
    voice.gain = LOUDNESS - 4.0 + ABOVE - measure([voice.wave], [voice.shape]).integrated
    for _ in range(8):
        for stem in (song, voice):
            _press(stem, seconds)
        found = measure([song.target, voice.target])
        if abs(found.integrated - LOUDNESS) <= 0.15 and found.peak <= PEAK - 0.1:
            return found
        for stem in (song, voice):
            stem.gain += LOUDNESS - found.integrated
            stem.ceiling -= max(0.0, found.peak - (PEAK - 0.25))
    raise RenderError(f"{folder.name} does not reach {LOUDNESS} LUFS under {PEAK} dBTP")


def _press(stem: _Stem, seconds: float) -> None:
    for rate in stem.rates:
        press(stem.wave, f"{stem.shape},{limit(stem.gain, stem.ceiling)}", seconds, rate, stem.target)
        if stem.target.stat().st_size < LARGEST - 2000:  # leaves room for the ID3 tag, which is added later
            return
    raise RenderError(f"{stem.target.name} is larger than {LARGEST} bytes even at {stem.rates[-1]} kbit/s")
