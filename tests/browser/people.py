"""What people do in their browsers, step by step."""

import re
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.live import PASSWORD, Server

STAMP = re.compile(r"[<\[](\d+):(\d+(?:\.\d+)?)[>\]]([^<\[]*)")

DRAFTS = """() => new Promise((done) => {
    const request = indexedDB.open("canary");
    request.onsuccess = () => {
        const base = request.result;
        const found = {};
        base.transaction("drafts").objectStore("drafts").openCursor().onsuccess = ({ target }) => {
            const row = target.result;
            if (row) { found[row.key] = row.value; row.continue(); }
            else { base.close(); done(JSON.stringify(found)); }
        };
    };
})"""

LIT = """() => new Promise((done) => requestAnimationFrame(() => {
    const word = document.querySelector(".lyrics b.on");
    const line = word?.closest("li")?.id.replace("line-", "") ?? "0";
    const now = document.querySelector("audio").currentTime * 1000;
    done([now, Number(line), word?.textContent.trim() ?? ""]);
}))"""


def page_of(browser: Browser, *, errors: list[str]) -> Page:
    """A new person's page; what the browser complains about is collected in `errors`."""
    context = browser.new_context(permissions=["microphone"], viewport={"width": 1100, "height": 800})
    page = context.new_page()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def register(page: Page, name: str) -> None:
    """Fill in the form for an account that the page shows."""
    page.get_by_label("Username", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/register" not in url and "/host/" not in url)


def log_in(page: Page, live: Server, name: str) -> None:
    """Log in with the password of all tests."""
    page.goto(f"{live.url}/login")
    page.get_by_label("Username", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)


def person(browser: Browser, live: Server, name: str, errors: list[str]) -> Iterator[Page]:
    """Somebody's page, for a fixture: logged in, closed at the end."""
    page = page_of(browser, errors=errors)
    log_in(page, live, name)
    yield page
    page.context.close()


def sing(page: Page, recorder: str = "canary-recorder", seconds: float = 2.5) -> None:
    """Record for a while with the made-up microphone."""
    booth = page.locator(recorder)
    recorded(page, recorder, seconds)
    booth.get_by_role("button", name="Stop").click()
    expect(booth).to_have_attribute("data-state", "taken")


def recorded(page: Page, recorder: str = "canary-recorder", seconds: float = 2) -> None:
    """Wait until a recorder says that it has recorded so long; it counts whole seconds."""
    expect(page.locator(recorder)).to_have_attribute("data-state", "recording")
    until(page, f"() => document.querySelector('{recorder} [data-part=time]').textContent >= '0:{ceil(seconds):02}'")


def become_host(page: Page, live: Server, name: str = "hanna") -> None:
    """Open the one-use link and make the host's account."""
    page.goto(live.host_link)
    register(page, name)


def join_link(page: Page, live: Server) -> str:
    """The circle's link, as its host sees it."""
    page.goto(f"{live.url}/circle")
    return page.locator("#join-url").input_value()


def words_of(lrc: Path) -> list[tuple[int, int, int, str]]:
    """(line from 1, start ms, end ms, text) of each word of an enhanced LRC file, read here and by nobody else."""
    found = []
    number = 0
    for row in lrc.read_text(encoding="utf-8").splitlines():
        stamps = [(round((int(m) * 60 + float(s)) * 1000), text.strip()) for m, s, text in STAMP.findall(row)]
        if len(stamps) < 2:
            continue
        number += 1
        words = stamps[1:] if not stamps[0][1] else stamps
        for (start, text), (end, _) in pairwise(words):
            if text:
                found.append((number, start, end, text))
    return found


def lit(page: Page) -> tuple[float, int, str]:
    """The audio's own time in ms, and the lit line's number and word, all read in one frame."""
    at, line, word = page.evaluate(LIT)
    return at, line, word


def until(page: Page, condition: str, seconds: float = 60) -> None:
    """Wait for a condition in the page (its own waiting needs eval, which our policy refuses)."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true after {seconds} s: {condition}")


def painted(page: Page, frames: int = 20) -> None:
    """Wait until the page has been painted so often: for what must not happen, and would by then."""
    page.evaluate(
        """(frames) => new Promise((done) => {
            const next = (left) => left ? requestAnimationFrame(() => next(left - 1)) : done();
            next(frames);
        })""",
        frames,
    )


def calm(page: Page) -> None:
    """Wait until no colour and no place changes any more."""
    until(page, "() => document.getAnimations().every((one) => one.playState !== 'running')")


def at_rest(place: Locator) -> FloatRect:
    """Where something is once it has stayed there for ten frames."""
    place.evaluate(
        """(element) => new Promise((done) => {
            const look = (before, same) => {
                const { x, y, width, height } = element.getBoundingClientRect();
                const now = [x, y, width, height].join();
                if (same === 10) done();
                else requestAnimationFrame(() => look(now, now === before ? same + 1 : 0));
            };
            look("", 0);
        })"""
    )
    found = place.bounding_box()
    assert found
    return found


def drafts(page: Page) -> str:
    """What the browser keeps of texts, marks and voices that were not sent: names and values as JSON."""
    return str(page.evaluate(DRAFTS))
