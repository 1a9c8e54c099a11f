"""The calendar and the week in a real browser: by mouse, by keyboard; a tick stays; circles are switched."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.conftest import DataOf
from tests.browser.people import become_host, page_of, painted
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


def plan(host: Page, live: Server) -> None:
    host.goto(f"{live.url}/weeks")
    host.locator("canary-calendar[data-ready]").wait_for()


def empty_week(host: Page) -> str:
    """The Monday of the first week without a song."""
    return host.locator('[data-week][data-holds=""]').first.get_attribute("data-week") or ""


def test_a_song_is_dragged_onto_a_week(host: Page, live: Server) -> None:
    plan(host, live)
    row, chip = host.locator("[data-week]").nth(1), host.locator(".chip").first
    week, title = row.get_attribute("data-week"), chip.inner_text()
    host.once("dialog", lambda dialog: dialog.accept())
    chip.hover()
    host.mouse.down()
    box = row.bounding_box()
    assert box
    host.mouse.move(box["x"] + 40, box["y"] + 10, steps=6)
    expect(row).to_have_attribute("data-over", "")
    with host.expect_navigation():
        host.mouse.up()
    expect(host.locator(f"#week-{week}")).to_contain_text(title)
    expect(host.locator("#flashes")).to_contain_text("Week scheduled.")


def test_let_go_beside_the_weeks_nothing_happens(host: Page, live: Server) -> None:
    plan(host, live)
    week = empty_week(host)
    host.locator(".chip").first.hover()
    host.mouse.down()
    host.mouse.move(5, 5, steps=4)
    host.mouse.up()
    expect(host.locator("[data-carrying]")).to_have_count(0)
    painted(host)
    assert empty_week(host) == week


def test_the_keyboard_alone_plans_a_week(host: Page, live: Server) -> None:
    plan(host, live)
    week, chip = empty_week(host), host.locator(".chip").first
    chip.focus()
    host.keyboard.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(host.locator('[data-part="status"]')).to_contain_text("picked up")
    host.keyboard.press("Escape")
    expect(chip).to_have_attribute("aria-pressed", "false")
    host.keyboard.press("Space")
    here = host.locator(f'[data-week="{week}"] [data-do="here"]')
    here.focus()
    with host.expect_navigation():
        host.keyboard.press("Enter")
    assert empty_week(host) != week


def test_a_planned_week_asks_before_it_is_replaced(host: Page, live: Server) -> None:
    plan(host, live)
    first = host.locator("[data-week]").first
    before = first.get_attribute("data-holds")
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    host.once("dialog", refuse)
    host.locator(".chip").nth(2).click()
    first.locator('[data-do="here"]').click()
    assert before
    assert before in asked[0]
    plan(host, live)
    assert host.locator("[data-week]").first.get_attribute("data-holds") == before


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


def test_a_finger_taps_a_song_and_then_its_week(live: Server, host: Page, browser: Browser) -> None:
    state = host.context.storage_state()
    phone = browser.new_context(
        viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True, storage_state=state
    )
    page = phone.new_page()
    plan(page, live)
    expect(page.get_by_text("Tap a song, then a week.")).to_be_in_viewport()
    week, chip, bar = empty_week(page), page.locator(".chip").nth(1), page.locator(".picked-up")
    title = chip.inner_text()
    expect(bar).to_be_hidden()
    chip.tap()
    expect(bar).to_contain_text(f"{title} Now choose a week.")
    row = page.locator(f'[data-week="{week}"]')
    row.scroll_into_view_if_needed()
    expect(bar).to_be_in_viewport()
    bar.get_by_role("button", name="Cancel").tap()
    expect(bar).to_be_hidden()
    chip.tap()
    with page.expect_navigation():
        row.locator(".plan-song").tap()
    expect(page.locator(f"#week-{week}")).to_contain_text(title)
    phone.close()


def test_a_double_click_sends_a_form_once(live: Server, host: Page) -> None:
    host.goto(f"{live.url}/circle")
    sent: list[str] = []
    host.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    host.get_by_role("button", name="Create private feed links").dblclick()
    host.get_by_text("Here are your private feed links.").wait_for()
    assert sent == [f"{live.url}/circle/feeds"]
