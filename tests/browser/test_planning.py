"""A host plans in a real browser: six weeks in less than a minute, without a reload, and no row moves."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import become_host, page_of
from tests.browser.test_pages import findings
from tests.conftest import DataOf
from tests.live import Scheme, Server, server

EMPTY = '[data-week][data-holds=""]'
MINUTE = 60


@pytest.fixture(scope="module")
def live(data_of: DataOf) -> Iterator[Server]:
    """One server for all these tests, whose circle sings in Spanish and Japanese."""
    data = data_of("planning")
    with closing(sqlite3.connect(data / "canary.db")) as rows:
        rows.execute('UPDATE circles SET languages = \'["es", "ja"]\'')
        rows.commit()
    with server(data) as started:
        yield started


@pytest.fixture(scope="module")
def host(live: Server, browser: Browser) -> Iterator[Page]:
    errors: list[str] = []
    page = page_of(browser, errors=errors)
    become_host(page, live)
    yield page
    assert [error for error in errors if "409" not in error] == []


@pytest.fixture(autouse=True)
def _nothing_planned(live: Server) -> None:
    with closing(sqlite3.connect(live.data / "canary.db", timeout=30)) as rows:
        rows.execute("DELETE FROM weeks")
        rows.execute("DELETE FROM plan_changes")
        rows.commit()


def plan(page: Page, live: Server, query: str = "") -> None:
    page.goto(f"{live.url}/weeks{query}")
    page.locator("canary-plan[data-ready]").wait_for()
    page.evaluate("() => { window.here = true; }")


def titles(page: Page, count: int = 8) -> list[str]:
    rows = page.locator("[data-week]")
    return [rows.nth(n).get_attribute("data-holds") or "" for n in range(count)]


def places(page: Page) -> list[tuple[float, float]]:
    """Where each week stands and how high it is."""
    found: list[list[float]] = page.evaluate(
        "() => [...document.querySelectorAll('[data-week]')].map((row) => {"
        " const { y, height } = row.getBoundingClientRect(); return [y + scrollY, height]; })"
    )
    return [(y, height) for y, height in found]


@pytest.mark.parametrize("width", [360, 1280])
def test_six_weeks_take_six_clicks_and_less_than_a_minute(host: Page, live: Server, width: int) -> None:
    host.set_viewport_size({"width": width, "height": 800})
    plan(host, live)
    before, began = places(host), time.monotonic()
    host.get_by_label("Level", exact=True).first.select_option("A1")
    expect(host.locator(".pick")).not_to_have_count(0)
    songs = host.locator(".pick")
    for n in range(6):
        songs.nth(n % songs.count()).click()
        expect(host.locator(f"{EMPTY}")).to_have_count(len(before) - 1 - n)
    took = time.monotonic() - began
    print(f"six weeks at {width} px: 6 clicks and 1 filter, {took:.1f} s")
    assert took < MINUTE
    assert places(host)[: len(before)] == before, "no row moved"
    assert "" not in titles(host, 6)
    assert host.evaluate("() => window.here"), "the page wasn't loaded again"
    undo = host.get_by_role("button", name="Undo")
    for n in range(6):
        undo.click()
        expect(host.locator(f"{EMPTY}")).to_have_count(len(before) - 5 + n)
    assert titles(host, 6) == [""] * 6
    expect(undo).to_be_disabled()
    assert places(host)[: len(before)] == before


def test_eight_weeks_are_filled_by_one_button_and_undone(host: Page, live: Server) -> None:
    plan(host, live)
    empty = host.locator(EMPTY).count()
    host.get_by_label("Level").last.select_option("A1")
    host.get_by_role("button", name="Fill the next 8 empty weeks").click()
    expect(host.locator("#flashes")).to_contain_text("planned.")
    filled = empty - host.locator(EMPTY).count()
    assert 1 <= filled <= 8
    about = host.locator("[data-week]:not([data-holds='']) .plan-about").all_inner_texts()
    assert all("A1" in text and ("Spanish" in text or "Japanese" in text) for text in about)
    host.get_by_role("button", name="Undo").click()
    expect(host.locator(EMPTY)).to_have_count(empty)
    assert host.evaluate("() => window.here")


def test_two_weeks_swap_and_a_week_is_chosen_by_keyboard(host: Page, live: Server) -> None:
    plan(host, live)
    third = host.locator("[data-week]").nth(2)
    third.get_by_role("link", name="Choose a song").focus()
    host.keyboard.press("Enter")
    expect(host.locator("#plan-target")).to_be_focused()
    expect(host.locator("#plan-target")).to_contain_text("For the week of")
    host.locator(".pick").first.focus()
    host.keyboard.press("Enter")
    expect(third).not_to_have_attribute("data-holds", "")
    expect(host.locator(".pick").first).to_be_focused()
    title = titles(host)[2]
    swap = third.get_by_role("link", name="with another")
    swap.focus()
    host.keyboard.press("Enter")
    expect(third.get_by_role("link", name="Cancel")).to_be_focused()
    host.keyboard.press("Escape")
    expect(swap).to_be_focused()
    host.keyboard.press("Enter")
    host.locator("[data-week]").first.get_by_role("button", name="Swap here").press("Enter")
    expect(host.locator("[data-week]").first).to_have_attribute("data-holds", title)
    expect(third).to_have_attribute("data-holds", "")


def test_a_search_finds_songs_without_a_reload(host: Page, live: Server) -> None:
    plan(host, live)
    every = host.locator(".pick").count()
    languages = host.locator(".pick-about").all_inner_texts()
    assert all(text.startswith(("Spanish", "Japanese")) for text in languages)
    host.get_by_role("combobox", name="Language").press_sequentially("japonais")
    host.keyboard.press("Enter")
    expect(host.locator(".pick-about", has_text="Spanish")).to_have_count(0)
    assert all(text.startswith("Japanese") for text in host.locator(".pick-about").all_inner_texts())
    host.get_by_role("combobox", name="Language").fill("")
    host.keyboard.press("Tab")
    expect(host.locator(".pick")).to_have_count(every)
    host.get_by_label("All languages").check()
    expect(host.locator(".pick")).not_to_have_count(every)
    word = host.locator(".pick-title").last.inner_text()[:5]
    host.get_by_label("Title or artist").press_sequentially(word)
    expect(host.locator(".pick")).to_have_count(1)
    assert "language=all" in host.url
    assert host.evaluate("() => window.here")


def test_a_song_is_dragged_onto_a_week(host: Page, live: Server) -> None:
    host.set_viewport_size({"width": 1280, "height": 800})
    plan(host, live)
    row, song = host.locator("[data-week]").nth(1), host.locator(".pick").first
    title = song.locator(".pick-title").inner_text()
    song.hover()
    host.mouse.down()
    box = row.bounding_box()
    assert box
    host.mouse.move(box["x"] + 40, box["y"] + 10, steps=6)
    expect(row).to_have_attribute("data-over", "")
    host.mouse.up()
    expect(row).to_have_attribute("data-holds", title)
    assert titles(host, 3) == ["", title, ""], "the click that ends a drag plans nothing"
    song.hover()
    host.mouse.down()
    host.mouse.move(5, 5, steps=4)
    host.mouse.up()
    expect(host.locator("[data-carrying]")).to_have_count(0)
    assert titles(host, 3) == ["", title, ""]


def test_a_double_click_plans_one_week_and_six_quick_clicks_plan_six(host: Page, live: Server) -> None:
    plan(host, live)
    host.locator(".pick").first.dblclick()
    expect(host.locator("[data-week]").first).not_to_have_attribute("data-holds", "")
    host.locator("canary-plan:not([aria-busy])").wait_for()
    assert titles(host, 2)[1] == ""
    plan(host, live, "?language=all")
    names = [host.locator(".pick-title").nth(n).inner_text() for n in range(6)]
    host.evaluate("() => [...document.querySelectorAll('.pick')].slice(0, 6).forEach((pick) => pick.click())")
    expect(host.locator("[data-week]").nth(6)).to_have_attribute("data-holds", names[5])
    assert titles(host, 7)[1:] == names


def test_two_hosts_plan_the_same_week(host: Page, live: Server) -> None:
    plan(host, live)
    other = host.context.new_page()
    plan(other, live)
    for page in (host, other):
        page.locator("[data-week]").nth(1).get_by_role("link", name="Choose a song").click()
        expect(page.locator("#plan-target")).to_contain_text("For the week of")
    first, second = (host.locator(".pick-title").nth(n).inner_text() for n in range(2))
    host.locator(".pick").nth(0).click()
    expect(host.locator("[data-week]").nth(1)).to_have_attribute("data-holds", first)
    other.locator(".pick").nth(1).click()
    expect(other.locator("#flashes")).to_contain_text(f"Somebody else has planned “{first}”")
    expect(other.locator("[data-week]").nth(1)).to_have_attribute("data-holds", first)
    other.close()
    assert second != first


def test_without_scripts_all_of_it_works(host: Page, live: Server, browser: Browser) -> None:
    bare = browser.new_context(java_script_enabled=False, storage_state=host.context.storage_state())
    page = bare.new_page()
    page.goto(f"{live.url}/weeks")
    title = page.locator(".pick-title").first.inner_text()
    page.locator(".pick").first.click()
    first, second = (page.locator("[data-week]").nth(n) for n in range(2))
    expect(first).to_have_attribute("data-holds", title)
    first.get_by_role("link", name="with another").click()
    second.get_by_role("button", name="Swap here").click()
    expect(second).to_have_attribute("data-holds", title)
    page.get_by_role("button", name="Undo").click()
    expect(first).to_have_attribute("data-holds", title)
    first.get_by_role("button", name="Remove").click()
    expect(first).to_have_attribute("data-holds", "")
    page.get_by_label("Language", exact=True).fill("allemand")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Language", exact=True)).to_have_value("Deutsch")
    assert all("German" in text for text in page.locator(".pick-about").all_inner_texts())
    page.get_by_label("Language", exact=True).fill("")
    page.get_by_label("All languages").check()
    page.get_by_role("button", name="Show").click()
    assert "language=all" in page.url
    page.get_by_role("button", name="Fill the next").click()
    expect(page.locator("#flashes")).to_contain_text("planned.")
    bare.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing(host: Page, live: Server, browser: Browser, scheme: Scheme, width: int) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, storage_state=host.context.storage_state()
    )
    page = context.new_page()
    plan(page, live)
    page.locator(".pick").first.click()
    page.locator("[data-week]").first.get_by_role("link", name="Change the song").click()
    expect(page.locator("#plan-details")).to_have_attribute("open", "")
    assert findings(page) == []
    page.locator("[data-week]").first.get_by_role("link", name="with another").click()
    page.locator(".plan-do .wide").first.wait_for()
    assert findings(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_rows_are_in_order(host: Page, live: Server) -> None:
    plan(host, live)
    mondays = [row.get_attribute("data-week") or "" for row in host.locator("[data-week]").all()]
    assert all(one < two for one, two in pairwise(mondays))
