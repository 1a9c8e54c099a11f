"""Every page, as visitor and as host, on a phone and a desk, light and dark: axe finds nothing, nothing sticks out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import become_host, calm, page_of, sing, until
from tests.conftest import DataOf
from tests.live import Scheme, Server, server

AXE = (Path(__file__).resolve().parent.parent / "js" / "node_modules" / "axe-core" / "axe.min.js").read_text()
SONG = "/songs/el-pan-de-la-abuela"
VISITOR = (
    "/",
    "/songs",
    SONG,
    f"{SONG}/words",
    f"{SONG}/play",
    f"{SONG}/play?game=gaps&seed=1",
    f"{SONG}/thread",
    "/login",
    "/register",
    "/weeks/past",
    "/styleguide",
    "/nowhere",
)
HOST = (
    "/",
    SONG,
    f"{SONG}/words",
    f"{SONG}/words/pick",
    f"{SONG}/words/pick?from=end",
    "/deck",
    f"{SONG}/thread",
    f"{SONG}/record",
    "/takes/1",
    "/takes/1/again/5",
    "/unanswered",
    "/songs/import",
    "/weeks",
    "/circle",
    "/circles",
    "/circle/reports",
    "/weeks/past",
    "/weeks/proposals",
    f"{SONG}/thread?ask=1&line=3&word=2",
    f"{SONG}/thread?show=open",
    "/posts/1",
    "/posts/2",
    "/posts/1/corrections",
    "/journal",
    "/journal/new",
    "/journal/1",
    "/journal/1/corrections",
    "/news",
    "/news/settings",
    "/account",
    "/account/blocked",
    "/account/delete",
    "/reviews",
    "/reviews/free",
    "/reviews/quick",
)
LOOKS = (("light", 360), ("dark", 360), ("light", 1280), ("dark", 1280))


@pytest.fixture(scope="module")
def shared(data_of: DataOf) -> Iterator[Server]:
    """One server for all these pages."""
    with server(data_of("pages"), CANARY_DEBUG="yes") as started:
        yield started


@pytest.fixture(scope="module")
def host_state(shared: Server, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The host's cookies."""
    page = page_of(browser, errors=[])
    become_host(page, shared)
    page.goto(f"{shared.url}{SONG}/thread")
    page.get_by_label("Your post").fill("**Sobremesa**: ¿qué palabra tenéis para eso?")
    page.get_by_role("button", name="Post").click()
    page.locator(".post").first.wait_for()
    page.goto(f"{shared.url}{SONG}/thread?ask=1&line=3&word=2")
    page.get_by_role("button", name="Post").click()
    page.get_by_text("open question", exact=True).wait_for()
    page.goto(f"{shared.url}/journal/new?song={SONG.rpartition('/')[2]}")
    page.get_by_label("Your text").fill("Yo soy contento. ¿Y tú?")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Yo soy contento.").wait_for()
    page.goto(f"{shared.url}{SONG}/record?first=5&last=6")
    page.get_by_role("button", name="Record", exact=True).click()
    sing(page)
    page.get_by_role("button", name="Save this take").click()
    page.locator(".takes .take").wait_for()
    path = tmp_path_factory.mktemp("state") / "host.json"
    page.context.storage_state(path=path)
    return path


def findings(page: Page) -> list[str]:
    """What axe says is wrong, a line each."""
    page.evaluate(AXE)
    found = json.loads(
        # Preloaded style sheets are for a rule that is off, and our policy refuses those of a shadow root.
        page.evaluate(
            "axe.run(document, {resultTypes: ['violations'], preload: false}).then(r => JSON.stringify(r.violations))"
        )
    )
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]} ({len(v['nodes'])})" for v in found]


def look(page: Page, live: Server, addresses: tuple[str, ...]) -> list[str]:
    """All that is wrong with these pages."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" and "404" not in m.text else None)
    for address in addresses:
        page.goto(live.url + address)
        until(
            page, "() => !document.querySelector(':not(:defined)')"
        )  # undefined elements are pale until their script runs
        calm(page)
        wrong += [f"{address} {finding}" for finding in findings(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address} is wider than the screen")
    return wrong


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_a_visitor(shared: Server, browser: Browser, scheme: Scheme, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 780}, color_scheme=scheme)
    assert look(context.new_page(), shared, VISITOR) == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_of_the_host(shared: Server, browser: Browser, host_state: Path, scheme: Scheme, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 780}, color_scheme=scheme, storage_state=host_state
    )
    assert look(context.new_page(), shared, HOST) == []


@pytest.mark.parametrize(("width", "height"), [(360, 640), (320, 640)])
def test_a_phones_first_screen_says_what_it_is_and_offers_the_song(
    shared: Server, browser: Browser, width: int, height: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(shared.url)
    for seen in (
        page.get_by_text("learn a language with one song"),
        page.locator("#week-title"),
        page.get_by_role("link", name="Sing it"),
    ):
        box = seen.bounding_box()
        assert box
        assert box["y"] + box["height"] <= height
    page.context.close()


def test_messages_are_in_view_and_mistakes_get_the_focus(shared: Server, browser: Browser, host_state: Path) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 640}, storage_state=host_state).new_page()
    page.goto(f"{shared.url}/circle")
    page.get_by_role("button", name="private feed links").click()
    message = page.locator("#flashes").get_by_text("Here are your private feed links.")
    expect(message).to_be_in_viewport()  # the page is scrolled to the links
    assert page.evaluate("scrollY") > 300
    page.get_by_role("button", name="Dismiss this message").click()
    expect(message).to_have_count(0)
    page.goto(f"{shared.url}/account")
    page.get_by_label("Current password").fill("not this one")
    page.get_by_label("New password").fill("another short sentence")
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("#flashes").get_by_role("alert")).to_have_text("One answer needs another look.×")
    expect(page.get_by_label("Current password")).to_be_focused()
    expect(page.get_by_text("That isn’t your current password.")).to_be_in_viewport()
    assert findings(page) == []
    page.context.close()


def test_a_song_reads_without_scripts(shared: Server, browser: Browser, songbook: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(shared.url + SONG)
    assert page.locator(".lyrics li").count() == 16
    assert page.locator("audio[controls]").is_visible()


def test_the_keyboard_alone_sings(shared: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(shared.url + SONG)
    page.locator("canary-player[data-ready]").wait_for()
    page.keyboard.press("Space")
    until(page, "() => !document.querySelector('audio').paused")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("canary-player")).to_have_attribute("data-line", re.compile("^[12]$"))
    page.keyboard.press("Space")
    until(page, "() => document.querySelector('audio').paused")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_languages_are_chosen_by_any_of_their_names(
    shared: Server, browser: Browser, host_state: Path, scheme: Scheme, width: int
) -> None:
    context = browser.new_context(
        storage_state=host_state, color_scheme=scheme, viewport={"width": width, "height": 800}, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{shared.url}/account")
    learns = page.get_by_role("combobox", name="Languages I’m learning")
    form, chips = (
        page.locator("form", has=learns),
        page.locator("canary-language", has=learns).locator(".language-chips li"),
    )
    for _ in range(chips.count()):  # from an earlier test
        learns.press("Backspace")
    for n, typed in enumerate(("allemand", "Japanese", "españ")):
        learns.press_sequentially(typed)
        expect(learns).to_have_attribute("aria-expanded", "true")
        expect(page.locator(f"#{learns.get_attribute('aria-activedescendant')}")).to_be_visible()
        learns.press("Enter")
        expect(chips).to_have_count(n + 1)
    assert [chip.get_attribute("data-own") for chip in chips.all()] == ["Deutsch", "日本語", "Español"]
    learns.tap()
    page.get_by_role("option", name="Français").tap()
    expect(chips).to_have_count(4)
    learns.press("ArrowDown")
    assert findings(page) == []
    learns.press("Escape")
    expect(learns).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Remove 日本語").click()
    learns.press("Backspace")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#flashes")).to_contain_text("Saved.")
    assert [chip.get_attribute("data-own") for chip in chips.all()] == ["Deutsch", "Español"]
    context.close()


def test_a_song_list_is_filtered_by_a_name_without_scripts(shared: Server, browser: Browser) -> None:
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{shared.url}/songs")
        field = page.locator("#language")
        field.fill("немецкий")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**/songs?*")
        expect(field).to_have_value("Deutsch")
        expect(page.locator(".song-card")).not_to_have_count(0)
        assert set(page.locator(".song-card .badge:first-child").all_inner_texts()) == {"German"}
        context.close()
