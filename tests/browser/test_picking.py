"""Picking words in a real browser: by key, by swipe, a phrase by dragging, after a reload, without scripts."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import page_of, register, until
from tests.browser.test_pages import findings
from tests.conftest import DataOf
from tests.live import Server, server

SONG = "/songs/el-pan-de-la-abuela"
PICK = f"{SONG}/words/pick"
NUMBERS = itertools.count(1)
SWIPE = """([from, to]) => {
  const card = document.querySelector("[data-part=card]");
  const touch = (x) => new Touch({ identifier: 1, target: card, clientX: x, clientY: 300 });
  const send = (kind, x, still) => card.dispatchEvent(new TouchEvent(kind, {
    bubbles: true, cancelable: true, touches: still ? [touch(x)] : [], changedTouches: [touch(x)] }));
  send("touchstart", from, true);
  send("touchmove", to, true);
  send("touchend", to, false);
}"""


@pytest.fixture(scope="module")
def live(data_of: DataOf) -> Iterator[Server]:
    """One server for all these tests; each has a learner of its own."""
    with server(data_of("picking")) as started:
        yield started


@pytest.fixture
def errors() -> list[str]:
    """What the browser complains about."""
    return []


@pytest.fixture
def page(live: Server, browser: Browser, errors: list[str]) -> Page:
    """Somebody at the first word."""
    page = page_of(browser, errors=errors)
    page.goto(f"{live.url}/register")
    register(page, f"picker{next(NUMBERS)}")
    page.goto(live.url + PICK)
    page.locator("canary-pick[data-ready]").wait_for()
    return page


def word(page: Page) -> str:
    return page.locator(".pick-word").inner_text()


def press(page: Page, key: str) -> None:
    """Press a key that decides, and wait for the next word."""
    before = word(page)
    page.keyboard.press(key)
    expect(page.locator(".pick-word")).not_to_have_text(before)


def bar(page: Page) -> str:
    return page.locator(".picking-bar p").inner_text()


def test_by_keyboard_alone(page: Page, errors: list[str]) -> None:
    first = word(page)
    for key in ("k", "s", "n", "i", "Enter", "Space"):
        press(page, key)
    assert bar(page) == "16 to go, 2 kept"
    until(page, "!document.querySelector('audio').paused || document.querySelector('audio').currentTime > 0")
    sixth = word(page)
    page.reload()
    page.locator("canary-pick[data-ready]").wait_for()
    assert word(page) == sixth
    for _ in range(6):
        press(page, "z")
    assert (word(page), bar(page)) == (first, "22 to go, 0 kept")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert errors == []


def test_a_meaning_is_edited_and_kept(page: Page, live: Server) -> None:
    first = word(page)
    page.keyboard.press("e")
    field = page.get_by_label("Your meaning", exact=True)
    expect(field).to_be_focused()
    field.fill("to stay behind, like bread")
    page.keyboard.press("Enter")
    expect(page.locator(".pick-word")).not_to_have_text(first)
    page.goto(f"{live.url}/reviews")
    expect(page.locator("[data-part=meaning]")).to_have_text("to stay behind, like bread")


def test_the_five_of_the_week_and_the_end(page: Page) -> None:
    page.get_by_role("button", name="Keep these 5 words").click()
    expect(page.locator(".picking-bar strong")).to_have_text("5")
    expect(page.locator(".five")).to_have_count(0)
    for _ in range(17):
        before = page.locator(".picking-bar p").inner_text()
        page.keyboard.press("s")
        expect(page.locator(".picking-bar p")).not_to_have_text(before)
    expect(page.get_by_role("heading", name="You kept 5 words from this song")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="Download for Anki").click()
    assert page.locator("#song").input_value() == "el-pan-de-la-abuela"


def test_swiping(page: Page) -> None:
    first = word(page)
    page.evaluate(SWIPE, [100, 300])
    expect(page.locator(".pick-word")).not_to_have_text(first)
    assert bar(page) == "21 to go, 1 kept"
    second = word(page)
    page.evaluate(SWIPE, [300, 100])
    expect(page.locator(".pick-word")).not_to_have_text(second)
    assert bar(page) == "20 to go, 1 kept"


def test_a_phrase_by_dragging_and_by_key(page: Page, live: Server, errors: list[str]) -> None:
    here = word(page)
    words = page.locator(".pick-line [data-n]")
    first, last = words.nth(1).bounding_box(), words.nth(3).bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 3, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 8, steps=6)
    page.mouse.up()
    expect(page.locator(".pick-line [data-in]")).to_have_count(3)
    assert [page.locator(f"[data-part={x}]").input_value() for x in ("first", "last")] == ["2", "4"]
    page.mouse.move(5, 5)
    page.get_by_label("Meaning (optional)").fill("a little bit of")
    page.get_by_role("button", name="Keep phrase").click()
    expect(page.locator("#flashes")).to_contain_text("Kept “")
    assert word(page) == here, "a phrase decides nothing about its words"
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".pick-line [data-in]")).to_have_count(2)
    assert findings(page) == []
    page.goto(f"{live.url}/reviews/free")
    questions = page.evaluate("JSON.parse(document.querySelector('[data-part=questions]').textContent)")
    assert [q["meaning"] for q in questions] == ["a little bit of"]
    assert errors == []


def test_without_scripts(page: Page, live: Server, browser: Browser) -> None:
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(live.url + PICK)
    first = word(plain)
    plain.get_by_role("button", name="Keep", exact=True).click()
    assert word(plain) != first
    assert bar(plain) == "21 to go, 1 kept"
    plain.get_by_text("Keep a phrase from this line").click()
    plain.get_by_role("button", name="Keep phrase").click()
    assert "Kept “" in plain.locator("#flashes").inner_text()
    for _ in range(2):
        plain.get_by_role("button", name="Undo").click()
    assert (word(plain), bar(plain)) == (first, "22 to go, 0 kept")


def test_the_server_is_gone(page: Page) -> None:
    first = word(page)
    page.context.set_offline(True)
    page.keyboard.press("k")
    expect(page.locator("#flashes")).to_contain_text("can’t reach the server")
    page.context.set_offline(False)
    page.keyboard.press("k")
    expect(page.locator(".pick-word")).not_to_have_text(first)


def test_holding_a_word_and_dragging_is_a_phrase_and_no_swipe(page: Page, live: Server, browser: Browser) -> None:
    phone = browser.new_context(
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 800},
        storage_state=page.context.storage_state(),
    ).new_page()
    phone.goto(live.url + PICK)
    phone.locator("canary-pick[data-ready]").wait_for()
    phone.locator(".five summary").click()
    here = word(phone)
    boxes = [phone.locator(".pick-line [data-n]").nth(n).bounding_box() for n in (0, 2)]
    assert all(boxes)
    (x, y), (to, below) = [(box["x"] + 8, box["y"] + 10) for box in boxes if box]
    touch = phone.context.new_cdp_session(phone)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    phone.locator(".pick-line[data-held], [data-held]").first.wait_for()
    for part in range(1, 6):
        point = {"x": x + (to - x) * part / 5, "y": y + (below - y) * part / 5}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(phone.locator(".pick-line [data-in]")).to_have_count(3)
    assert word(phone) == here
