"""A person's browser, the same for each engine: Chromium by Playwright, Firefox and WebKit by `wires`."""

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, Error, Page

from tests.browser.engines import wires
from tests.browser.engines.wires import Wire, WireError

SECONDS = 30  # nothing passes by waiting longer: a busy machine needs them
STEP = 0.05
# What a browser says of an element that isn't there yet, and of a page that is just going away.
NOT_YET = {
    "element click intercepted",
    "element not interactable",
    "javascript error",
    "no such element",
    "no such frame",
    "no such window",
    "stale element reference",
    "unknown error",
}
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Space": " "}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver's name for a reference to an element
# A bar may lie over what is only just in view, and WebKit's driver doesn't scroll far enough.
SHOW = """(element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    if (!element.contains(there)) element.scrollIntoView({ block: "center", behavior: "instant" });
}"""
CALL = """const done = arguments[arguments.length - 1];
Promise.resolve().then(() => (FUNCTION)(...Array.from(arguments).slice(0, -1)))
    .then((value) => done({ value }), (error) => done({ error: String(error) }));"""


class Driver(Protocol):
    """What an engine has to be able to do. Places are CSS selectors, or XPath where they begin with `//`."""

    def open(self, url: str) -> None:
        """Go to a page and wait until it has loaded."""

    def run(self, function: str, *values: object) -> Any:
        """Call a JavaScript function in the page, and return what it or its promise gives."""

    def click(self, place: str) -> None:
        """Click the first such element as a person does, once that's possible."""

    def type(self, place: str, text: str) -> None:
        """Type into a field, after what it holds. A field for files takes their paths, one a row."""

    def press(self, key: str) -> None:
        """Press a key: a letter, or a name of KEYS."""

    def forget(self) -> None:
        """Forget who is logged in."""

    def size(self, width: int, height: int) -> None:
        """Make the window so large, if the engine can have it so small."""

    def picture(self, path: Path) -> None:
        """Take a picture of what the window shows."""


class Played:
    """Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, url: str) -> None:
        self._page.goto(url)

    def run(self, function: str, *values: object) -> Any:
        try:
            return self._page.evaluate(f"(values) => ({function})(...values)", list(values))
        except Error as error:
            raise WireError("javascript error", error.message) from error

    def click(self, place: str) -> None:
        self._page.locator(place).first.click(timeout=SECONDS * 1000)

    def type(self, place: str, text: str) -> None:
        field = self._page.locator(place).first
        if field.get_attribute("type") == "file":
            field.set_input_files(text.split("\n"))
        else:
            field.press_sequentially(text)

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def forget(self) -> None:
        self._page.context.clear_cookies()

    def size(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def picture(self, path: Path) -> None:
        self._page.screenshot(path=path)


class Wired:
    """Firefox or WebKit."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def open(self, url: str) -> None:
        self._wire.say("open", url=url)

    def run(self, function: str, *values: object) -> Any:
        answer = self._wire.say("run", script=CALL.replace("FUNCTION", function), args=list(values))
        if "error" in answer:
            raise WireError("javascript error", answer["error"])
        return answer.get("value")

    def click(self, place: str) -> None:
        self._do("click", place)

    def type(self, place: str, text: str) -> None:
        self._do("type", place, text=text)

    def press(self, key: str) -> None:
        value = KEYS.get(key, key)
        steps = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        self._wire.say("press", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def forget(self) -> None:
        self._wire.say("forget")

    def size(self, width: int, height: int) -> None:
        self._wire.say("size", width=width, height=height)

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._wire.say("picture")))

    def _do(self, command: str, place: str, **values: str) -> None:
        """Find an element and do something with it, as soon as both are possible."""
        using = "xpath" if place.startswith("//") else "css selector"
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                found = self._wire.say("find", using=using, value=place)
                self.run(SHOW, found)
                self._wire.say(command, id=found[ELEMENT], **values)
            except WireError as error:
                if error.name not in NOT_YET or time.monotonic() > deadline:
                    raise WireError(error.name, f"{place}: {error}") from error
                time.sleep(STEP)
            else:
                return


def until(driver: Driver, condition: str, *values: object, seconds: float = SECONDS) -> Any:
    """Wait until a JavaScript function gives something true, and return that. Pages may come and go meanwhile."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = driver.run(condition, *values)
        except WireError as error:
            if error.name not in NOT_YET:
                raise
            found = None
        if found:
            return found
        assert time.monotonic() < deadline, f"not true after {seconds} s: {condition} {values or ''}"
        time.sleep(STEP)


@contextmanager
def driving(engine: str, folder: Path, chromium: Browser) -> Iterator[Driver]:
    """A browser with that engine; `folder` is for what it writes. Raises FileNotFoundError where it isn't installed.

    Chromium is the one that all browser tests share: a process can't start two of them.
    """
    if engine == "chromium":
        context = chromium.new_context(permissions=["microphone"])
        yield Played(context.new_page())
        context.close()
    else:
        with {"firefox": wires.firefox, "webkit": wires.webkit}[engine](folder) as wire:
            yield Wired(wire)
