"""How far the lit word is from the sound, in a real Chromium, beside a highlighter that waits for `timeupdate`."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.table import Row
from tests.bench.timing import percentile
from tests.live import chromium, server

RATES = (1.0, 0.75)
CHANGES = 105
LONGEST = 110  # seconds
SONG = "el-pan-de-la-abuela"
# Notes when a word is lit, when a plain highlighter would have lit it, and once a frame what the audio's clock says.
WATCH = """(rate) => {
  const audio = document.querySelector("audio");
  const words = JSON.parse(document.querySelector("#timeline").textContent).lines.flatMap((line) => line[2]);
  const shown = [...document.querySelectorAll(".lyrics .line b")];
  const seen = (window.seen = { clock: [], ours: [], plain: [] });
  new MutationObserver((changes) => {
    const now = performance.now();
    for (const { target } of changes) {
      if (target.classList.contains("on")) seen.ours.push([now, words[shown.indexOf(target)][0]]);
    }
  }).observe(document.querySelector(".lyrics"), { subtree: true, attributeFilter: ["class"] });
  let lit = -1;
  audio.addEventListener("timeupdate", () => {
    const ms = audio.currentTime * 1000;
    const word = words.findLastIndex((span) => span && span[0] <= ms);
    for (let n = lit + 1; n <= word; n += 1) seen.plain.push([performance.now(), words[n][0]]);
    lit = Math.max(lit, word);
  });
  const frame = () => {
    if (!audio.paused) seen.clock.push([performance.now(), audio.currentTime * 1000]);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  audio.playbackRate = rate;
  return audio.play();
}"""


def rows() -> Iterator[Row]:
    """A row for each rate, both played at the same time in windows of their own."""
    with tempfile.TemporaryDirectory() as name, server(Path(name) / "data") as live, chromium() as browser:
        pages = [(rate, _open(browser, live.url)) for rate in RATES]
        for rate, page in pages:
            page.evaluate(WATCH, rate)
        for rate, page in pages:
            page.wait_for_function(f"window.seen.ours.length >= {CHANGES}", timeout=LONGEST * 1000 / rate, polling=500)
            yield _row(rate, json.loads(page.evaluate("JSON.stringify(window.seen)")))


def _open(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 900, "height": 700}, bypass_csp=True)
    page.goto(f"{url}/songs/{SONG}")
    page.wait_for_selector("canary-player[data-ready]")
    page.wait_for_function("document.querySelector('audio').readyState >= 3")
    return page


def _row(rate: float, seen: dict[str, Any]) -> Row:
    clock = seen["clock"][10:]  # the first frames are those in which the sound device starts

    def error(moment: float, start: float) -> float:
        """How many ms of real time the change is from the sound: the audio's clock, smoothed over a second around."""
        near = sorted(media - rate * wall for wall, media in clock if abs(wall - moment) < 500)
        return moment - (start - near[len(near) // 2]) / rate

    began = clock[0][1] if clock else 0
    ours = [error(*change) for change in seen["ours"] if change[1] > began + 500]
    plain = [error(*change) for change in seen["plain"] if change[1] > began + 500]
    us, them = sorted(map(abs, ours)), sorted(map(abs, plain))
    middle, theirs = percentile(us, 0.5), percentile(them, 0.5)
    return Row(
        f"lit word, {len(ours)} changes at {rate:g} x speed: distance from the sound",
        f"{middle:.0f} ms, 95 of 100 within {percentile(us, 0.95):.0f}",
        f"{theirs:.0f} ms, {percentile(them, 0.95):.0f} by timeupdate",
        f"{middle / theirs:.2f} x",
    )
