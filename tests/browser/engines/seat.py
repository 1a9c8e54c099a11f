"""Where people sit: a browser and the site, in the words of the ways."""

import contextlib
from typing import Any

from tests.browser.engines.drivers import Driver, until
from tests.live import PASSWORD

SELECT = """(name, value) => {
    const field = document.querySelector(`[name=${name}]`);
    field.value = value;
    for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
}"""
TRIES = 5
SHOWN = "(place) => document.querySelector(place)?.checkVisibility()"
PAINTED = """(frames) => new Promise((done) => {
    const next = (left) => left ? requestAnimationFrame(() => next(left - 1)) : done(true);
    next(frames);
})"""


class Seat:
    """One browser. What it does waits until it can be done."""

    def __init__(self, driver: Driver, url: str, engine: str) -> None:
        self.driver, self.url, self.engine = driver, url, engine
        self._who = ""

    def sit(self, name: str) -> None:
        """Let somebody of this engine's circle sit down, logged in.

        The service worker may still be loading pages for whoever sat here before. Each starts a session when there is
        no cookie, and the form's token is then of a session that the browser has just replaced: so try again.
        """
        if self._who == name:
            return
        for _ in range(TRIES):
            self.go("/healthz")  # what the page before still asks for would bring its cookie back
            self.driver.forget()
            self.go("/login")
            self.run("() => { window.before = true; }")
            self.type("[name=username]", f"{name}.{self.engine}")
            self.type("[name=password]", PASSWORD)
            self.click("main form button[type=submit]")
            self.until("() => !window.before && document.readyState === 'complete'")
            if self.run("() => document.querySelector('.me') !== null"):
                break
        else:
            raise AssertionError(f"{name} isn't logged in: {self.text('main')}")
        self._who = name

    def go(self, path: str) -> None:
        """Open a page."""
        self.driver.open(self.url + path)

    def click(self, place: str) -> None:
        self.driver.click(place)

    def button(self, name: str) -> None:
        """Click the button that's called so."""
        self.driver.click(f"//button[normalize-space()='{name}']")

    def type(self, place: str, text: str) -> None:
        self.driver.type(place, text)

    def select(self, name: str, value: str) -> None:
        """Choose from a list (engines differ in how its window can be reached)."""
        self.driver.run(SELECT, name, value)

    def press(self, key: str) -> None:
        self.driver.press(key)

    def run(self, function: str, *values: object) -> Any:
        return self.driver.run(function, *values)

    def until(self, condition: str, *values: object) -> Any:
        return until(self.driver, condition, *values)

    def start(self, button: str, condition: str) -> None:
        """Press a button that starts and stops a sound, and wait until it sounds.

        WebKitGTK's player sometimes stands still where it should start, until it's stopped and started again. (It has
        not been seen to do so twice; Safari has another player.)
        """
        if self.engine == "webkit":
            for _ in range(2):
                self.click(button)
                with contextlib.suppress(AssertionError):
                    until(self.driver, condition, seconds=8)
                    return
                self.click(button)
        self.click(button)
        self.until(condition)

    def shown(self, place: str) -> None:
        """Wait until something is shown."""
        self.until(SHOWN, place)

    def text(self, place: str) -> str:
        """What the first such element says."""
        return str(self.until("(place) => document.querySelector(place)?.textContent.trim()", place))

    def painted(self, frames: int = 20) -> None:
        """Wait until the page has been painted so often: for what must not happen, and would by then."""
        self.driver.run(PAINTED, frames)
