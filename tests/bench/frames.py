"""What a frame costs: the main thread's work while a song of sixty lines plays, ours beside two others.

The work is the sum of all tasks of the page's main thread in Chromium's own trace, for each 60th of a second; whether
the page is then asked for a frame or not, for ours rests between two words while the browser moves the light. How many
frames were drawn says the trace too: a highlighter that changes nothing in a frame draws none. Beside ours: the same page
with a plain class on the current word, set in each frame; and `@applemusic-like-lyrics/core` with the same lines, from
npm into a temporary folder. Times are the thread's own (processor time), since a machine that is busy with other things
would count as work.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page

from canary.lyrics.model import Line, Lyrics, Word
from tests.bench.clicks import served
from tests.bench.table import Row
from tests.factories import Factory
from tests.live import chromium
from tools.npm import npm

LINES, WORDS, SECONDS = 60, 7, 8
GOAL, LONG = 1.5, 50
PACKAGES = ("@applemusic-like-lyrics/core@0.5.2", "esbuild@0.25.5")
CATEGORIES = (
    "toplevel",
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
)
FRAME = 1000 / 60
# The plainest highlighter there is, in place of our player: all words looked at in each frame, one class.
TOGGLE = """() => {
  const spans = JSON.parse(document.querySelector("#timeline").textContent).lines.flatMap((line) => line[2]);
  const shown = [...document.querySelectorAll(".lyrics b")];
  const audio = document.querySelector("audio");
  let lit = null;
  const tick = () => {
    const ms = audio.currentTime * 1000;
    const word = shown[spans.findLastIndex((span) => span[0] <= ms)];
    if (word !== lit) { lit?.classList.remove("lit"); word?.classList.add("lit"); lit = word; }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".lit { color: red }");
  document.adoptedStyleSheets = [sheet];
  return audio.play();
}"""
AMLL = """
import { LyricPlayer } from "@applemusic-like-lyrics/core";
const lines = JSON.parse(document.querySelector("#lines").textContent);
const player = new LyricPlayer();
document.body.append(player.getElement());
player.setLyricLines(lines);
player.setCurrentTime(0);
const begun = performance.now();
let last = begun;
const tick = (now) => {
  player.setCurrentTime(Math.max(0, Math.round((now - begun) * window.speed)));
  player.update(now - last);
  last = now;
  requestAnimationFrame(tick);
};
window.start = () => requestAnimationFrame(tick);
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Main thread ms for each 60th of a second, frames drawn and dropped a second, the longest task in ms."""

    frame: float
    drawn: float
    dropped: float
    longest: float

    @property
    def met(self) -> bool:
        """Whether it is as cheap and as smooth as we want it."""
        return self.frame <= GOAL and self.smooth

    @property
    def smooth(self) -> bool:
        """Whether 58 of 60 wanted frames were drawn, and nothing took long."""
        return (self.drawn >= 58 or self.dropped <= self.drawn / 29) and self.longest <= LONG


def rows() -> Iterator[Row]:
    """Our page at full and a quarter of the speed, and the others at full speed."""

    def more(make: Factory, key: str) -> None:
        make.song("Sixty", text=lyrics(), audio_key=key, audio_mime="audio/wav", audio_hash="sixty")

    with tempfile.TemporaryDirectory() as name, served(Path(name) / "data", more) as live, chromium() as browser:
        url = f"{live.url}/songs/sixty"
        ours = _ours(browser, url, 1)
        slow = _ours(browser, url, 0.25)
        throttled = _ours(browser, url, 1, processor=4)
        toggle = _toggle(browser, url)
        amll = _amll(browser, Path(name) / "amll")
    smooth = f"58 of 60 frames drawn, no task > {LONG} ms"
    for what, cost, goal, met in (
        ("60 lines, filled by word", ours, f"<= {GOAL} ms, {smooth}", ours.met),
        ("the song at a quarter of its speed", slow, f"<= {GOAL} ms, {smooth}", slow.met),
        ("the processor at a quarter of its speed", throttled, smooth, throttled.smooth),
    ):
        yield Row(
            f"frame of the song page: {what}", _text(cost), f"{_text(toggle)} a plain class toggle",
            f"{cost.frame / toggle.frame:.2f} x", goal, met,
        )  # fmt: skip
    if amll:
        yield Row(
            "  the same lines in @applemusic-like-lyrics/core",
            _text(ours),
            _text(amll),
            f"{ours.frame / amll.frame:.2f} x",
        )


def lyrics() -> Lyrics:
    """Sixty lines of seven words, each as long as it takes to the next."""
    lines = []
    for n in range(LINES):
        start = 500 + 1400 * n
        words = tuple(Word(f"palabra{k}", start + 200 * k, start + 200 * (k + 1)) for k in range(WORDS))
        lines.append(Line(" ".join(w.text for w in words), start, start + 200 * WORDS, words))
    return Lyrics(tuple(lines), timing="word")


def _ours(browser: Browser, url: str, rate: float, processor: int = 1) -> Cost:
    with _page(browser) as page:
        page.goto(url)
        page.locator("canary-player[data-ready]").wait_for()
        page.locator("[data-do=play]").click()
        page.evaluate("rate => { document.querySelector('audio').playbackRate = rate }", rate)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": processor})
        return _trace(page)


def _toggle(browser: Browser, url: str) -> Cost:
    with _page(browser) as page:
        page.route("**/js/player/define.js", lambda route: route.abort())
        page.goto(url)
        page.evaluate(TOGGLE)
        return _trace(page)


def _amll(browser: Browser, folder: Path) -> Cost | None:
    """The other player; None where npm has no network."""
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    if npm(["install", "--prefix", str(folder), "--no-audit", "--no-fund", "--loglevel=error", *PACKAGES]):
        return None
    (folder / "main.js").write_text(AMLL)
    bundle = ["exec", "--prefix", str(folder), "--", "esbuild", str(folder / "main.js"), "--bundle", "--format=esm"]
    if npm([*bundle, f"--outfile={folder / 'out.js'}", "--loader:.svg=text"], cwd=folder):
        return None
    css = '<link rel="stylesheet" href="out.css">' if (folder / "out.css").is_file() else ""
    lines = [
        {
            "words": [{"startTime": w.start, "endTime": w.end, "word": f"{w.text} "} for w in line.words],
            "translatedLyric": "", "romanLyric": "", "startTime": line.start, "endTime": line.end,
            "isBG": False, "isDuet": False,
        }
        for line in lyrics().lines
    ]  # fmt: skip
    (folder / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8>{css}<style>body {{ margin: 0; height: 100vh; background: #234 }}"
        "body > div { width: 100vw; height: 100vh; color: white }</style>"
        f'<script type="application/json" id="lines">{json.dumps(lines)}</script>'
        '<script>window.speed = 1</script><script type="module" src="out.js"></script>'
    )
    with _folder(folder) as url, _page(browser) as page:
        page.goto(f"{url}/index.html")
        page.wait_for_function("window.start !== undefined")
        page.evaluate("window.start()")
        return _trace(page)


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 700}, bypass_csp=True)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def _folder(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as httpd:
        Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


def _trace(page: Page) -> Cost:
    """Trace the page for a while, once it has played for a second."""
    page.wait_for_timeout(1000)
    cdp = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    cdp.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    done: list[bool] = []
    cdp.on("Tracing.tracingComplete", lambda _: done.append(True))
    config = {"includedCategories": list(CATEGORIES)}
    cdp.send("Tracing.start", {"traceConfig": config, "transferMode": "ReportEvents"})
    page.wait_for_timeout(SECONDS * 1000)
    cdp.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
    # The page's own main thread is the one that runs its animation frames.
    threads = Counter((event["pid"], event["tid"]) for event in events if event["name"] == "FireAnimationFrame")
    main = threads.most_common(1)[0][0]
    tasks = [
        event
        for event in events
        if (event["pid"], event["tid"]) == main and event["ph"] == "X" and event["name"] == "RunTask"
    ]
    length = (max(e["ts"] + e["dur"] for e in tasks) - min(e["ts"] for e in tasks)) / 1000
    drawn, dropped = (sum(e["name"] == name for e in events) * 1000 / length for name in ("DrawFrame", "DroppedFrame"))
    work = sum(event["tdur"] for event in tasks) / 1000
    return Cost(work * FRAME / length, drawn, dropped, max(event["dur"] for event in tasks) / 1000)


def _text(cost: Cost) -> str:
    return (
        f"{cost.frame:.2f} ms, {cost.drawn:.0f} drawn {cost.dropped:.0f} dropped /s, longest task {cost.longest:.0f} ms"
    )
