"""Every page that the browser tests open, opened again on a phone in a language that is 40 % longer."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.browser.people import until
from tests.live import Server

PHONE = {"width": 360, "height": 780}
# Buttons whose words are cut off, and anything that makes the page wider than the phone.
CUT_OFF = """() => [...document.querySelectorAll("button, .button, .badge, label, h1, h2, h3")]
    .filter((one) => one.checkVisibility() && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
        && !["auto", "scroll"].includes(getComputedStyle(one).overflowX)
        && getComputedStyle(one).textOverflow !== "ellipsis" && getComputedStyle(one).display !== "inline")
    .map((one) => one.outerHTML.slice(0, 120))"""
WIDEST = """() => [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120)).pop() ?? ''"""
Seen = tuple[str, str, bool]


class Visits:
    """The pages that contexts of a browser have opened, by server, with what logs their person in."""

    def __init__(self) -> None:
        self._open: list[tuple[BrowserContext, list[str]]] = []
        self._closed: list[tuple[StorageState, list[str]]] = []
        self._done: set[Seen] = set()

    def watch(self, browser: Browser) -> None:
        """Note what each context opens from now on."""
        new_context: Callable[..., BrowserContext] = browser.new_context

        def watched(**options: Any) -> BrowserContext:
            context, urls = new_context(**options), []
            context.on("page", lambda page: page.on("framenavigated", lambda frame: note(page, frame.url, frame)))
            close = context.close

            def note(page: Page, url: str, frame: object) -> None:
                if frame == page.main_frame:
                    urls.append(url)

            def closed(**why: Any) -> None:
                self._closed.append((context.storage_state(), urls))
                self._open.remove((context, urls))
                close(**why)

            context.close = closed  # type: ignore[method-assign]
            self._open.append((context, urls))
            return context

        browser.new_context = watched  # type: ignore[method-assign]
        self._plain = new_context

    def look(self, live: Server) -> None:
        """Open each kind of page of a server again; AssertionError with all that is wrong."""
        rows = [*self._closed, *((context.storage_state(), urls) for context, urls in self._open)]
        wrong = [one for state, urls in rows for one in self._again(live, state, urls)]
        assert not wrong, "\n".join(wrong)

    def _again(self, live: Server, state: StorageState, urls: list[str]) -> list[str]:
        known = bool(state["cookies"])
        new = {kind_of(url): url for url in urls if url.startswith(live.url + "/")}
        new = {kind: url for kind, url in new.items() if (*kind, known) not in self._done}
        self._done |= {(*kind, known) for kind in new}
        if not new:
            return []
        context = self._plain(viewport=PHONE, locale="en-001", storage_state=state)
        page = context.new_page()
        wrong = [finding for url in new.values() for finding in _wrong(page, url)]
        context.close()
        return wrong


def kind_of(url: str) -> tuple[str, str]:
    """Return what kind of page an address opens: its path without numbers and names, and the names of its query."""
    parts = urlsplit(url)
    path = re.sub(r"(?<=/songs/)[^/]+|\d+|(?<=/join/).+|(?<=/host/).+|(?<=/new/).+", "…", parts.path)
    return path, " ".join(sorted(name for name, _ in parse_qsl(parts.query)))


def _wrong(page: Page, url: str) -> list[str]:
    answer = page.goto(url)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return []
    until(page, "() => !document.querySelector(':not(:defined)')")
    found = []
    if page.evaluate("document.documentElement.lang") != "en-001":
        found.append(f"{url} is not in the language that the browser asks for")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{url} is wider than the screen: {page.evaluate(WIDEST)}")
    return found + [f"{url} cuts off {text}" for text in page.evaluate(CUT_OFF)]
