"""Practice in a real browser: by key, by swipe, offline, twice, undone, logged out."""

import itertools
import re
from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import calm, page_of, painted, register, until
from tests.browser.test_pages import findings
from tests.conftest import DataOf
from tests.live import Server, server

SONG = "/songs/el-pan-de-la-abuela"
WORDS = 6
NUMBERS = itertools.count(1)
KEPT = "() => document.querySelector('canary-review')?.dataset.kept === ''"
ENTRIES = """() => new Promise((done) => {
  const request = indexedDB.open("canary-practice");
  request.onsuccess = () => {
    const base = request.result;
    if (!base.objectStoreNames.contains("answers")) { base.close(); return done([]); }
    const all = base.transaction("answers").objectStore("answers").getAll();
    all.onsuccess = () => { base.close(); done(all.result); };
  };
})"""

ALL_SENT = f"() => ({ENTRIES})().then((all) => all.every((one) => one.sent))"


@pytest.fixture(scope="module")
def live(data_of: DataOf) -> Iterator[Server]:
    """One server for all these tests; each has a learner of its own."""
    with server(data_of("practice")) as started:
        yield started


@pytest.fixture
def errors() -> list[str]:
    """What the browser complains about."""
    return []


@pytest.fixture
def page(live: Server, browser: Browser, errors: list[str]) -> Page:
    """Somebody who keeps six words."""
    page = page_of(browser, errors=errors)
    page.goto(f"{live.url}/register")
    register(page, f"learner{next(NUMBERS)}")
    page.goto(f"{live.url}{SONG}/words")
    for n in range(WORDS):
        page.locator(".word .keep").nth(n).click()
        expect(page.locator(".word.kept")).to_have_count(n + 1)
    return page


def practise(page: Page, live: Server) -> None:
    page.goto(f"{live.url}/reviews")
    page.locator("canary-review[data-ready]").wait_for()


def lemma(page: Page) -> str:
    return page.locator("[data-part=lemma]").text_content() or ""


def left(page: Page) -> str:
    return page.locator("[data-part=left]").inner_text()


def test_a_sitting_by_keyboard(page: Page, live: Server, errors: list[str]) -> None:
    practise(page, live)
    first = lemma(page)
    assert not page.locator("[data-part=meaning]").is_visible()
    page.keyboard.press("Space")
    expect(page.locator("[data-part=meaning]")).to_be_visible()
    expect(page.locator(".rate-3")).to_be_focused()
    expect(page.locator("[data-part=wait-4]")).to_have_text("8 d")
    page.keyboard.press("4")
    assert left(page) == "5 to go"
    second = lemma(page)
    assert second != first
    page.keyboard.press("u")
    assert (lemma(page), left(page)) == (first, "6 to go")
    page.keyboard.press("Enter")
    page.keyboard.press("1")  # it comes again, after a few others
    assert left(page) == "6 to go"
    assert lemma(page) == second
    for _ in range(4):
        page.keyboard.press("Space")
        page.keyboard.press("4")
    assert lemma(page) == first
    page.keyboard.press("Space")
    expect(page.locator("[data-part=wait-3]")).to_have_text("10 min")
    page.keyboard.press("Enter")  # on the button that has the focus: good
    for _ in range(2):
        page.keyboard.press("Space")
        page.keyboard.press("4")
    expect(page.locator("[data-part=end]")).to_be_visible()
    expect(page.locator("[data-part=end-words]")).to_contain_text(
        "You reviewed 6 words. You gave 8 answers. 6 words were new."
    )
    calm(page)  # halfway colours are neither
    assert findings(page) == []
    until(page, ALL_SENT)
    page.goto(live.url)
    expect(page.locator(".waiting", has_text="for you")).to_have_count(0)
    assert errors == []


def test_a_session_ends_when_its_buttons_say_so(page: Page, live: Server, errors: list[str]) -> None:
    practise(page, live)
    remaining, answers = WORDS, 0
    for rating in itertools.chain("331133212", itertools.repeat("3")):
        page.keyboard.press("Space")
        wait = page.locator(f"[data-part=wait-{rating}]").inner_text()
        page.keyboard.press(rating)
        answers += 1
        remaining -= wait.endswith(" d")
        if remaining == 0:
            break
        assert left(page) == f"{remaining} to go", wait
        assert answers < 40
    expect(page.locator("[data-part=end]")).to_be_visible()
    until(page, ALL_SENT)
    page.goto(f"{live.url}/reviews")
    expect(page.locator("canary-review")).to_have_count(0)  # the server agrees that nothing is left
    expect(page.locator("main")).to_contain_text(f"You answered {answers} questions today.")
    assert errors == []


def test_offline(page: Page, live: Server, errors: list[str]) -> None:
    practise(page, live)
    until(page, KEPT, 60)
    page.keyboard.press("Space")
    page.keyboard.press("4")
    until(page, ALL_SENT)

    page.context.set_offline(True)
    words = [lemma(page)]
    page.keyboard.press("Space")
    until(page, "() => true")
    page.keyboard.press("3")
    page.keyboard.press("Space")
    page.keyboard.press("4")
    expect(page.locator("[data-part=state]")).to_contain_text("2 answers are saved on this device")
    assert left(page) == "4 to go"
    current = lemma(page)
    page.reload()
    page.locator("canary-review[data-ready]").wait_for()
    assert (lemma(page), left(page)) == (current, "4 to go"), "the page without a network knows what was answered"
    heard = page.evaluate(
        "() => caches.open('canary-review-sounds').then((c) => c.keys()).then((k) => k.map((r) => r.url))"
    )
    assert heard
    assert all("/sound?text=" in url for url in heard)
    page.keyboard.press("Space")
    until(page, "() => document.querySelector('[data-part=back]').open")
    page.keyboard.press("2")
    page.keyboard.press("z")
    assert lemma(page) == current
    until(page, f"() => ({ENTRIES})().then((all) => !all.some((one) => one.rating === 2))")

    page.context.set_offline(False)
    until(page, ALL_SENT)
    expect(page.locator("[data-part=state]")).to_be_hidden()
    practise(page, live)
    assert left(page) == "3 to go"
    assert f'"lemma": "{words[0]}"' not in (page.locator("[data-part=questions]").text_content() or "")
    assert [error for error in errors if "ERR_INTERNET_DISCONNECTED" not in error] == []


def test_sent_twice_and_undone_after_it_was_sent(page: Page, live: Server) -> None:
    practise(page, live)
    page.keyboard.press("Space")
    with page.expect_request("**/reviews/answers?*") as sent:
        page.keyboard.press("4")
    until(page, ALL_SENT)
    again = page.evaluate(
        """(body) => fetch("/reviews/answers", { method: "POST", body, headers: { "Content-Type": "application/json",
          "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content } }).then((answer) => answer.json())""",
        sent.value.post_data,
    )
    assert again == {"taken": 0}
    page.keyboard.press("u")
    until(page, f"() => ({ENTRIES})().then((all) => all.length === 0)")
    practise(page, live)
    assert left(page) == "6 to go"


def test_logging_out_leaves_nothing_behind(page: Page, live: Server) -> None:
    practise(page, live)
    until(page, KEPT, 60)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('cut off')); }")
    page.keyboard.press("Space")
    page.keyboard.press("4")
    until(page, f"() => ({ENTRIES})().then((all) => all.length === 1)")
    page.goto(f"{live.url}/account")
    with page.expect_request("**/reviews/answers?*"):
        page.get_by_role("button", name="Log out", exact=True).click()
    page.wait_for_url(f"{live.url}/")
    assert page.evaluate(ENTRIES) == []
    assert page.evaluate("() => caches.keys()") == []
    assert page.evaluate("() => navigator.serviceWorker.getRegistration('/reviews').then((found) => !found)")


@pytest.mark.parametrize(("by", "answer"), [(-160, "again"), (160, "good"), (30, "")])
def test_swipes(live: Server, page: Page, browser: Browser, by: int, answer: str) -> None:
    context = browser.new_context(
        storage_state=page.context.storage_state(), viewport={"width": 360, "height": 740}, has_touch=True
    )
    phone = context.new_page()
    practise(phone, live)
    phone.locator("[data-part=show]").tap()
    touch = context.new_cdp_session(phone)

    def finger(kind: str, x: int | None = None) -> None:
        points = [] if x is None else [{"x": x, "y": 300}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = lemma(phone)
    finger("touchStart", 180)
    for step in (4, 2, 1):
        finger("touchMove", 180 + by // step)
    painted(phone)  # moves are told once a frame
    shown = phone.locator("[data-part=card]").get_attribute("data-swipe") or ""
    assert shown == answer
    finger("touchEnd")
    rated = {"again": [1], "good": [3], "": []}[answer]
    painted(phone)
    until(phone, f"() => ({ENTRIES})().then((all) => JSON.stringify(all.map((one) => one.rating)) === '{rated}')")
    assert (lemma(phone) == before) == (answer == "")


def test_typing_listening_and_settings(page: Page, live: Server, errors: list[str]) -> None:
    practise(page, live)
    page.locator("summary", has_text="Review settings").click()
    for name in ("See the line, recall the meaning", "See the meaning, recall the word"):
        page.get_by_label(name).uncheck()
    page.get_by_label("See the meaning, type the word").check()
    page.get_by_role("button", name="Save").click()
    page.locator("canary-review[data-ready]").wait_for()
    expect(page.locator("#typed")).to_be_focused()
    word = lemma(page)
    page.keyboard.type(f"{word.upper()} ")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=verdict]")).to_have_text("Correct!")
    page.keyboard.press("3")
    page.keyboard.type("qwerty 1")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=verdict]")).to_contain_text("Not quite")
    expect(page.locator(".rate-1")).to_be_focused()
    assert findings(page) == []
    assert left(page) == "6 to go"  # good brings a new word back in this sitting

    page.locator("summary", has_text="Review settings").click()
    page.get_by_label("See the meaning, type the word").uncheck()
    page.get_by_label("Hear the line, recall the meaning").check()
    page.add_init_script("HTMLMediaElement.prototype.play = async function () { window.heard = this.src; };")
    page.get_by_role("button", name="Save").click()
    until(page, "() => window.heard?.startsWith('blob:')")
    expect(page.locator("[data-part=listen]")).to_be_visible()
    expect(page.locator("[data-part=rows] p")).to_have_count(0)
    assert errors == []


def test_free_practice_tells_nobody(page: Page, live: Server, errors: list[str]) -> None:
    page.goto(f"{live.url}{SONG}/words")
    page.get_by_role("link", name="Practise these words").click()
    page.locator("canary-review[data-ready]").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    for n in range(WORDS):
        assert left(page) == f"{WORDS - n} to go"
        page.keyboard.press("Space")
        page.keyboard.press("3")
    expect(page.locator("[data-part=end]")).to_be_visible()
    calm(page)  # halfway colours are neither
    assert findings(page) == []
    assert asked == []
    assert errors == []


def test_without_scripts(page: Page, live: Server, browser: Browser) -> None:
    plain = browser.new_context(storage_state=page.context.storage_state(), java_script_enabled=False).new_page()
    plain.goto(f"{live.url}/reviews")
    assert not plain.locator("[data-part=meaning]").is_visible()
    plain.get_by_text("Show answer", exact=True).click()
    assert plain.locator("[data-part=meaning]").is_visible()
    first = lemma(plain)
    plain.get_by_role("button", name=re.compile("Easy")).click()
    assert lemma(plain) != first
    plain.get_by_role("button", name="Undo the last answer").click()
    assert lemma(plain) == first


def test_a_quick_round(page: Page, live: Server, errors: list[str]) -> None:
    page.goto(f"{live.url}/reviews/quick")
    page.locator("canary-quick[data-alive]").wait_for()
    page.get_by_role("button", name="Start").click()
    words = page.evaluate("() => JSON.parse(document.querySelector('[data-part=words]').textContent)")
    assert len(words) == WORDS
    longest = 0.0
    for n, word in enumerate(words):
        asked = monotonic()
        expect(page.locator("canary-quick[data-state=asking] [data-part=word]")).to_have_text(word["lemma"])
        painted(page, 10)  # nobody is faster than that
        wanted = word["right"] if n else (word["right"] + 1) % 4
        if n % 2:
            page.keyboard.press(str(wanted + 1))
        else:
            page.locator(".answer").nth(wanted).click()
        longest = max(longest, 1000 * (monotonic() - asked))
        if n == 0:
            expect(page.locator("[data-part=status]")).to_contain_text("Correct answer:")
            assert findings(page) == []
    expect(page.locator("[data-part=end-words]")).to_contain_text(f"{WORDS - 1} of {WORDS} correct, median")
    page.locator("canary-quick[data-kept]").wait_for()
    page.get_by_role("link", name="Play again and see your trend").click()
    expect(page.locator(".plot .point")).to_have_count(1)
    page.get_by_text("Results", exact=True).click()
    said = page.locator(".numbers tbody tr").inner_text()
    assert f"{WORDS - 1} of {WORDS}" in said
    ms = float(said.split("\t")[1].removesuffix(" s")) * 1000
    assert 60 <= ms <= longest
    assert findings(page) == []

    page.goto(f"{live.url}/reviews/quick?way=recall")
    page.locator("canary-quick[data-alive]").wait_for()
    page.get_by_role("button", name="Start").click()
    for _ in range(WORDS):
        page.locator("canary-quick[data-state=asking] .answer").wait_for()
        painted(page, 10)
        page.keyboard.press("Space")
        page.locator("canary-quick[data-state=judging]").wait_for()
        page.keyboard.press("1")
    expect(page.locator("[data-part=end-words]")).to_contain_text(f"All {WORDS} correct")
    assert errors == []
