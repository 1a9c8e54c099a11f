"""Is the right word lit? 500 random instants on three songs, half of them while they play, against the files' own times.

While a song plays the light is set for the moment in which it will be seen, a frame or two after the audio's clock is
read; in the pauses there is nothing to be ahead of.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from canary.lyrics import timing
from canary.lyrics.model import Line, Lyrics, Word
from tests.bench.clicks import served
from tests.bench.table import Row
from tests.browser.people import words_of
from tests.factories import Factory
from tests.live import chromium

SONGBOOK = Path(__file__).resolve().parents[2] / "songs"
SUNG = "el-pan-de-la-abuela"
ASKED = {SUNG: 170, "long": 170, "lines": 160}
SECONDS = 40
STILL, PLAYING = 5, 60  # ms around an instant

Golden = Sequence[tuple[int, int, int, str]]
LOOK = """(at) => new Promise((done) => {
  const audio = document.querySelector("audio");
  audio.currentTime = at / 1000;
  audio.addEventListener("seeked", () => setTimeout(() => requestAnimationFrame(() => {
    const word = document.querySelector(".lyrics b.on");
    done([audio.currentTime * 1000, Number(word?.closest("li").id.slice(5) ?? 0), word?.textContent.trim() ?? ""]);
  }), 90), { once: true });
})"""


def rows() -> Iterator[Row]:
    """One row over the three songs."""
    long, lines = _long(), timing.estimate(_lines(), "es", SECONDS * 1000)

    def more(make: Factory, key: str) -> None:
        values: dict[str, Any] = {"audio_key": key, "audio_mime": "audio/wav"}
        make.song("Long", text=long, audio_hash="long", **values)
        make.song("Lines", text=lines, audio_hash="lines", **values)

    golden = {SUNG: words_of(SONGBOOK / SUNG / "lyrics.lrc"), "long": _golden(long), "lines": _golden(lines)}
    right = asked = 0
    with tempfile.TemporaryDirectory() as name, served(Path(name) / "data", more) as live, chromium() as browser:
        for slug, count in ASKED.items():
            right += _right(browser, f"{live.url}/songs/{slug}", golden[slug], count)
            asked += count
    yield Row(
        f"right word at {asked} random instants of three songs",
        f"{100 * right / asked:.1f} %",
        goal=">= 99 %",
        met=right >= 0.99 * asked,
    )


def _right(browser: Browser, url: str, golden: Golden, count: int) -> int:
    page: Page = browser.new_page(viewport={"width": 900, "height": 700})
    page.goto(url)
    page.locator("canary-player[data-ready]").wait_for()
    page.locator("[data-do=play]").click()
    chance = random.Random(count)
    end = min(golden[-1][2], SECONDS * 1000)
    found = 0
    for n in range(count):
        if n == count // 2:
            page.locator("[data-do=play]").click()
        at, line, word = page.evaluate(LOOK, chance.uniform(golden[0][1] - 500, end))
        found += _fits(golden, at, line, word, PLAYING if n < count // 2 else STILL)
    page.close()
    return found


def _fits(golden: Golden, at: float, line: int, word: str, off: int) -> bool:
    """Whether that may be lit at that time: what is sung then or a moment before or after, or nothing in a rest."""
    allowed = {(n, text) for n, start, end, text in golden if start - off <= at <= end + off}
    rest = not any(start + off < at < end - off for _, start, end, _ in golden)
    # A short breath between two words leaves the first one lit.
    begun = [entry for entry in golden if entry[1] <= at]
    breath = begun and at - begun[-1][2] < 250 and (line, word) == (begun[-1][0], begun[-1][3])
    return (line, word) in allowed or bool(breath) or (rest and not word)


def _golden(lyrics: Lyrics) -> Golden:
    return [
        (n + 1, w.start, w.end if w.end is not None else w.start, w.text)
        for n, line in enumerate(lyrics.lines)
        for w in line.words
        if w.start is not None
    ]


def _long() -> Lyrics:
    """400 words, ten a second."""
    lines = []
    for n in range(40):
        words = tuple(Word(f"w{n}x{k}", 800 + 1000 * n + 100 * k, 800 + 1000 * n + 100 * k + 90) for k in range(10))
        lines.append(Line(" ".join(w.text for w in words), words[0].start, words[-1].end, words))
    return Lyrics(tuple(lines), timing="word")


def _lines() -> Lyrics:
    """Twelve lines of which only their own times are known."""
    texts = ("la luna sube despacio", "y la ciudad se duerme", "nadie cierra la ventana", "alguien canta todavía")
    return Lyrics(tuple(Line(texts[n % 4], 1000 + 3000 * n, 3600 + 3000 * n) for n in range(12)), timing="line")
