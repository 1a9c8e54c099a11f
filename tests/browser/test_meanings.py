"""Choosing and writing what a word means, on the Words page and on the word card; axe looks with all of it open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import become_host, page_of
from tests.browser.test_pages import findings
from tests.conftest import DataOf
from tests.live import Server, server

SONG = "/songs/el-pan-de-la-abuela"


@pytest.fixture(scope="module")
def shared(data_of: DataOf) -> Iterator[Server]:
    """One server for these pages."""
    with server(data_of("meanings")) as started:
        yield started


@pytest.fixture(scope="module")
def state(shared: Server, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The host's cookies."""
    page = page_of(browser, errors=[])
    become_host(page, shared)
    path = tmp_path_factory.mktemp("state") / "host.json"
    page.context.storage_state(path=path)
    return path


@pytest.fixture(params=[("light", 360), ("dark", 1280)], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser, state: Path) -> Iterator[Page]:
    """The host's page on a phone in the light and on a desk in the dark."""
    scheme, width = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, storage_state=state)
    yield context.new_page()
    context.close()


def test_on_the_words_page(shared: Server, page: Page) -> None:
    page.goto(f"{shared.url}{SONG}/words")
    row = page.locator(".word", has_text="quedar")
    row.locator("summary").click()
    assert findings(page) == []
    other = row.locator("button.other").first
    chosen = other.locator("span").first.inner_text()
    other.click()
    expect(row.locator(".meaning .meant-by")).to_have_text("yours")
    expect(row.locator(".meaning > span")).to_have_text(chosen)
    row.locator("summary").click()
    row.get_by_label("In your own words").fill("it <b>remains</b>")
    row.get_by_role("button", name="Save the meaning").click()
    expect(row.locator(".meaning > span")).to_have_text("it <b>remains</b>")
    page.reload()
    expect(row.locator(".meaning > span")).to_have_text("it <b>remains</b>")
    row.locator("summary").click()
    row.get_by_role("button", name="Delete my meaning").click()
    expect(row.locator(".meaning .meant-by")).to_have_text("from the song")


def test_what_is_typed_survives_a_refusal(shared: Server, page: Page) -> None:
    page.goto(f"{shared.url}{SONG}/words")
    row = page.locator(".word", has_text="quedar")
    row.locator("summary").click()
    field = row.get_by_label("In your own words")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("una luna " * 60)
    row.get_by_role("button", name="Save the meaning").click()
    expect(page.locator("#flashes .flash.bad")).to_contain_text("longer than 500 characters")
    assert field.input_value().startswith("una luna una")


def test_on_the_word_card(shared: Server, page: Page) -> None:
    page.goto(shared.url + SONG)
    page.locator("canary-player[data-ready]").wait_for()
    page.locator(".lyrics li b", has_text="casa").first.click()
    card = page.locator(".word-card")
    card.locator(".meanings summary").click()
    assert findings(page) == []
    field = card.get_by_label("In your own words")
    field.evaluate("field => field.removeAttribute('maxlength')")
    field.fill("una luna " * 60)
    field.press("Enter")
    expect(card.locator(".wrong")).to_contain_text("longer than 500 characters")
    assert field.input_value().startswith("una luna una")
    field.fill("")
    field.press_sequentially("my plot of land")  # letters that are keys of the player elsewhere
    assert field.input_value() == "my plot of land"
    field.press("Enter")
    expect(card.locator(".sung-meaning > span")).to_have_text("my plot of land")
    card.locator(".meanings summary").click()
    card.get_by_role("button", name="Delete my meaning").click()
    expect(card.locator(".sung-meaning .meant-by")).to_have_text("from the song")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_one_form_apart_and_keys(shared: Server, page: Page) -> None:
    page.goto(shared.url + SONG)
    page.locator("canary-player[data-ready]").wait_for()
    page.locator(".lyrics li b", has_text="Queda").first.click()
    card = page.locator(".word-card")
    apart = card.locator(".sung-apart")
    expect(apart).to_be_visible()
    page.keyboard.press("1")
    expect(card.locator(".sung-does [aria-pressed=true]")).to_have_text("I know it")
    page.keyboard.press("2")  # the card has the focus again after it was filled anew
    expect(card.locator(".sung-does [aria-pressed=true]")).to_have_text("Learning")
    apart.locator("summary").focus()
    page.keyboard.press("Enter")
    apart.get_by_role("button", name="New to me").click()
    expect(card.locator(".sung-apart [aria-pressed=true]")).to_have_text("New to me")
    assert findings(page) == []
    page.goto(f"{shared.url}/words?language=es")
    expect(page.locator(".apart")).to_contain_text("different for “queda”: new")
    assert findings(page) == []
    page.locator(".apart button").click()
    expect(page.locator(".apart")).to_have_count(0)
    page.get_by_label("Remove: quedar").click()
