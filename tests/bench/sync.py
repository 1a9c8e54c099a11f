"""How far the light is from the sound, on a real song page in a real Chromium, beside a plain `timeupdate` highlighter.

Painted: the Element Timing `renderTime` of a node that is put into the page in the same frame as the highlight.
Heard, through the graph (the songs with stems): a click at the start of each word; an AudioWorklet in the same graph
tells in which sample it begins, and `getOutputTimestamp()` at what time that sample leaves the machine.
Heard, on a direct `<audio>`: no worklet can see it without becoming part of what it measures (`captureStream()` adds a
buffer of unknown length), so the truth is the element's own clock, read every 7 ms outside of frames and smoothed over
a second around; browsers say that it is what is heard, the device's delay taken off.

At other speeds than 1 the browser fits pieces of the sound together to keep its pitch, and puts a click up to 10 ms
before or after its place: no clock can know that. The row of the same name shows the spread of that alone.
The pages are played one after another: on a machine that is busy otherwise the numbers are worse.
"""

import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.clicks import served, starts
from tests.bench.table import Row
from tests.bench.timing import percentile
from tests.live import chromium

SCRIPT = (Path(__file__).parent / "sync.js").read_text()
RATES = (1.0, 0.75, 1.25)
SECONDS, AFTER_SEEK, SEEKS = 30, 2.2, 10  # some fifty words: the 95th of a hundred is then more than one of them
NEAR = 160  # ms: farther than this from a click, a highlight belongs to none
SLOWER = 6
SET_SPEED = """(rate) => {
  const choice = document.querySelector("[data-part=speed]");
  choice.value = String(rate);
  choice.dispatchEvent(new Event("input", { bubbles: true }));
}"""


@dataclass(frozen=True, slots=True)
class Errors:
    """Painted minus heard in ms of real time: ours, the plain highlighter's; and of the sound alone."""

    ours: Sequence[float]
    plain: Sequence[float]
    sound: Sequence[float]


def rows() -> Iterator[Row]:
    """A row for each way to play and each speed, one after ten seeks, one with a slow processor."""
    with tempfile.TemporaryDirectory() as name, served(Path(name) / "data") as live, chromium() as browser:
        for song in ("graph", "direct"):
            for rate in RATES:
                found = measure(browser, f"{live.url}/songs/{song}", rate)
                yield _row(f"{song}, {rate:g} x", found, 4, 12)
                if found.sound and rate != 1:
                    yield Row(f"  of this, the sound's own ({song}, {rate:g} x)", _text(found.sound))
            seeks = measure(browser, f"{live.url}/songs/{song}", 1, seeks=SEEKS)
            yield _row(f"{song}, after ten seeks", seeks, 4, 12)
            slow = measure(browser, f"{live.url}/songs/{song}", 1, slower=SLOWER)
            yield _row(f"{song}, processor six times slower", slow, 25, 25)


def measure(browser: Browser, url: str, rate: float, *, seeks: int = 0, slower: int = 1) -> Errors:
    """Play a page for a while, or seek in it, and see how far its light was from its sound."""
    context = browser.new_context(viewport={"width": 900, "height": 700}, bypass_csp=True)
    try:
        page = context.new_page()
        page.add_init_script(SCRIPT)
        page.goto(url)
        page.locator("canary-player[data-ready]").wait_for()
        page.evaluate(SET_SPEED, rate)
        if slower > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.locator("[data-do=play]").click()
        _sing(page, seeks)
        return _errors(json.loads(page.evaluate("JSON.stringify(window.seen)")), rate)
    finally:
        context.close()


def _sing(page: Page, seeks: int) -> None:
    if not seeks:
        page.wait_for_timeout(SECONDS * 1000)
    chance = random.Random(11)
    for _ in range(seeks):
        page.evaluate(
            "s => { document.querySelector('audio').currentTime = s }", chance.uniform(1, starts()[-20] / 1000)
        )
        page.wait_for_timeout(AFTER_SEEK * 1000)


def _errors(seen: dict[str, Any], rate: float) -> Errors:
    clock: list[tuple[float, float]] = seen["clock"]
    clicks: list[float] = seen["clicks"]

    def said(wall: float, start: float) -> float | None:
        """When the element's clock, smoothed, comes by a word; None where it has just begun or been moved."""
        around = sorted(media - rate * at for at, media in clock if abs(at - wall) < 500)
        if len(around) < 40 or around[-1] - around[0] > 100:
            return None
        return (start - around[len(around) // 2]) / rate

    found: dict[str, list[float]] = {"lit": [], "plain": [], "sound": []}
    for which in ("lit", "plain"):
        for name, start, wall, still in seen[which]:
            painted, moment = seen["painted"].get(name), said(wall, start)
            if painted is None or still or moment is None:
                continue
            heard = moment + min((click - moment for click in clicks), key=abs, default=0.0)
            if abs(heard - moment) > NEAR:
                continue
            found[which].append(painted - heard)
            if clicks and which == "lit":
                found["sound"].append(heard - moment)
    return Errors(found["lit"], found["plain"], found["sound"])


def _row(what: str, found: Errors, middle: float, most: float) -> Row:
    ours = list(map(abs, found.ours))
    met = abs(percentile(found.ours, 0.5)) <= middle and percentile(ours, 0.95) <= most
    return Row(
        f"light and sound: {what} ({len(ours)} words)",
        _text(found.ours),
        f"{_text(found.plain)} by timeupdate",
        goal=f"median {middle:g}, 95 of 100 in {most:g}",
        met=met,
    )


def _text(errors: Sequence[float]) -> str:
    within = percentile(list(map(abs, errors)), 0.95)
    return f"{percentile(errors, 0.5):+.1f} ms, {percentile(errors, 0.05):+.0f} to {percentile(errors, 0.95):+.0f}, 95 of 100 in {within:.0f}"
