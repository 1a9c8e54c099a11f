"""Every page in a language that is 40 % longer, on a phone: nothing sticks out, and marked pages have no English left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.people import become_host, page_of
from tests.browser.test_pages import HOST, VISITOR
from tests.live import Server, server
from tools import pseudo

# Pages of rooms that are marked from end to end.
MARKED_FOR_VISITORS = ("/nowhere",)
MARKED_FOR_HOSTS = ("/news", "/news/settings")
# What people wrote, names, dates and code are in no language of ours.
BARE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const place = walker.currentNode.parentElement;
    if (!/[A-Za-z]{3,}/.test(text.replace("Canary", "")) || place.closest("bdi, time, code, script, style, textarea, [lang]:not(html)")) continue;
    if (!/[\\u00c0-\\u017f]/.test(text)) found.push(text);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"])
    for (const place of document.body.querySelectorAll(`[${name}]`))
      if (/[A-Za-z]{3,}/.test(place.getAttribute(name)) && !place.getAttribute(name).includes("[")) found.push(`${name}=${place.getAttribute(name)}`);
  return found;
}"""


@pytest.fixture(scope="module")
def pseudo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that also speaks the pseudo-language."""
    folder = tmp_path_factory.mktemp("languages")
    pseudo.write(folder)
    data = tmp_path_factory.mktemp("pseudo") / "data"
    with server(data, CANARY_DEBUG="yes", CANARY_TRANSLATIONS=str(folder)) as started:
        yield started


@pytest.fixture(scope="module")
def host_state(pseudo_server: Server, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The host's cookies."""
    page = page_of(browser, errors=[])
    become_host(page, pseudo_server)
    path = tmp_path_factory.mktemp("state") / "host.json"
    page.context.storage_state(path=path)
    return path


def look(page: Page, live: Server, addresses: tuple[str, ...], marked: tuple[str, ...]) -> list[str]:
    """All that is wrong with these pages."""
    wrong: list[str] = []
    for address in addresses:
        answer = page.goto(live.url + address)
        assert answer is not None
        if page.evaluate("document.documentElement.lang") != "en-001":
            wrong.append(f"{address} is not in the language that the browser asks for")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address} is wider than the screen")
        if address in marked:
            wrong += [f"{address} has English left: {text}" for text in page.evaluate(BARE)]
    return wrong


def test_pages_of_a_visitor(pseudo_server: Server, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="en-001")
    assert look(context.new_page(), pseudo_server, VISITOR, MARKED_FOR_VISITORS) == []


def test_pages_of_the_host(pseudo_server: Server, browser: Browser, host_state: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="en-001", storage_state=host_state)
    addresses = tuple(address for address in HOST if not address.startswith(("/takes/", "/posts/", "/journal/1")))
    assert look(context.new_page(), pseudo_server, addresses, MARKED_FOR_HOSTS) == []


def test_scripts_speak_the_readers_language(pseudo_server: Server, browser: Browser, host_state: Path) -> None:
    context = browser.new_context(locale="en-001", storage_state=host_state)
    page = context.new_page()
    page.route("**/news/unread", lambda route: route.fulfill(json={"unread": 3}))
    page.goto(pseudo_server.url)
    page.locator("#bell .bell-count:not([hidden])").wait_for()
    said = page.locator("#bell").get_attribute("aria-label") or ""
    assert said.startswith("[Ñéŵš, 3 ûñréàđ".replace("ŵ", "w").replace("đ", "d"))
