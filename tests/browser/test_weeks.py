"""The week in a real browser: a tick stays; circles are switched; a double click sends a form once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import become_host, page_of
from tests.conftest import DataOf
from tests.live import Server, server


@pytest.fixture(scope="module")
def live(data_of: DataOf) -> Iterator[Server]:
    """One server for all these tests."""
    with server(data_of("weeks")) as started:
        yield started


@pytest.fixture(scope="module")
def host(live: Server, browser: Browser) -> Iterator[Page]:
    """The host, at their desk."""
    errors: list[str] = []
    page = page_of(browser, errors=errors)
    become_host(page, live)
    yield page
    assert errors == []


def test_a_tick_stays_without_a_new_page(host: Page, live: Server) -> None:
    host.goto(live.url)
    tick = host.locator("#tick-listen")
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    assert host.url.rstrip("/") == live.url
    host.reload()
    expect(host.locator("#tick-listen")).to_have_attribute("aria-pressed", "true")
    host.locator("#tick-listen").click()
    expect(host.locator("#tick-listen")).to_have_attribute("aria-pressed", "false")


def test_a_second_circle_and_back(host: Page, live: Server) -> None:
    host.goto(f"{live.url}/circles")
    host.get_by_label("Name of the circle").fill("Tuesday choir")
    host.get_by_label("Time zone").fill("Asia/Tokyo")
    host.get_by_role("button", name="Create", exact=True).click()
    expect(host.locator("h1")).to_have_text("Tuesday choir")
    host.locator(".circles-button").click()
    menu = host.locator("#circles-menu")
    expect(menu).to_be_visible()
    host.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    host.locator(".circles-button").click()
    menu.get_by_role("button").first.click()
    host.goto(f"{live.url}/circle")
    expect(host.locator("h1")).not_to_have_text("Tuesday choir")


def test_a_double_click_sends_a_form_once(live: Server, host: Page) -> None:
    host.goto(f"{live.url}/circle")
    sent: list[str] = []
    host.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    host.get_by_role("button", name="Create private feed links").dblclick()
    host.get_by_text("Here are your private feed links.").wait_for()
    assert sent == [f"{live.url}/circle/feeds"]
