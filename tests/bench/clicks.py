"""A song that is nothing but clicks, one at the start of each word, and a server that has it."""

import io
import random
import wave
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from canary.lyrics.model import Line, Lyrics, Word
from canary.web.context import context_of
from tests.bench import scene
from tests.factories import Factory
from tests.live import Server, server

RATE = 44_100
LINES, WORDS = 10, 8
CLICK = 0.004  # seconds


def starts() -> list[int]:
    """When the words begin, in ms: 430 to 700 ms apart, so that the nearest click is the word's own."""
    chance = random.Random(5)
    found, ms = [], 1500
    for _ in range(LINES * WORDS):
        found.append(ms)
        ms += chance.randrange(430, 700)
    return found


def lyrics() -> Lyrics:
    """The words, each as long as it takes to the next."""
    times = [*starts(), starts()[-1] + 600]
    spans = list(pairwise(times))
    lines = []
    for n in range(LINES):
        rows = spans[n * WORDS : (n + 1) * WORDS]
        words = tuple(Word(f"palabra{k}", start, end) for k, (start, end) in enumerate(rows))
        lines.append(Line(" ".join(w.text for w in words), rows[0][0], rows[-1][1], words))
    return Lyrics(tuple(lines), timing="word")


def sound(*, stems: bool) -> io.BytesIO:
    """The clicks as a stereo WAV: in both channels, or as stems are, with silence where the voice would be."""
    count = RATE * (starts()[-1] + 3000) // 1000
    samples = array("h", bytes(4 * count))
    for ms in starts():
        first = round(ms * RATE / 1000)
        for i in range(round(CLICK * RATE)):
            loud = 20_000 if i // 12 % 2 == 0 else -20_000
            samples[2 * (first + i)] = loud
            samples[2 * (first + i) + 1] = 0 if stems else loud
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    out.seek(0)
    return out


@contextmanager
def served(data: Path, more: Callable[[Factory, str], object] | None = None, **environment: str) -> Iterator[Server]:
    """A server with `/songs/direct`, played by the audio element itself, and `/songs/graph`, which has stems; `more`
    may add songs and is given the key of the clicks' file.
    """
    app = scene.make(data)
    with app.app_context():
        store = context_of(app).store
        plain, stems = store.put(sound(stems=False), ".wav"), store.put(sound(stems=True), ".wav")
        for title, key in (("Direct", None), ("Graph", stems)):
            Factory(app).song(
                title, text=lyrics(), audio_key=plain, audio_mime="audio/wav", stems_key=key, audio_hash=title
            )
        if more:
            more(Factory(app), plain)
    settings = {"CANARY_BACKGROUND": "no", "CANARY_SECRET_KEY": "bench" * 10} | environment
    with server(data, **settings) as live:
        yield live
