"""The song page in a real browser: its windows, its memory, and what goes wrong."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.people import at_rest, calm, painted, until
from tests.browser.singing import AUDIO, duet, go, line, line_starts, place, play, visit
from tests.live import Server


def test_the_big_stage(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    small = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.t')).fontSize)")
    page.keyboard.press("f")
    until(page, "() => 'stage' in document.documentElement.dataset")
    assert page.locator(".sleeve").is_hidden()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.t')).fontSize)") > small * 1.2
    until(page, "() => document.fullscreenElement !== null")
    page.keyboard.press("f")
    until(page, "() => !('stage' in document.documentElement.dataset)")


def test_scrolling_by_hand_stops_the_following(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    play(page)
    go(page, line_starts()[1] + 50)
    back = page.get_by_role("button", name="Back to the current line")
    assert back.is_hidden()
    page.mouse.move(500, 300)
    page.mouse.wheel(0, 900)
    expect(back).to_be_visible()
    page.keyboard.press("b")
    expect(back).to_be_hidden()


def test_the_arrow_keys_scroll_by_hand_too(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    play(page)
    go(page, line_starts()[1] + 50)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Back to the current line")).to_be_visible()


def test_a_word_stays_in_sight_in_a_line_that_is_higher_than_the_window(browser: Browser, songs: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 560})
    page = visit(context, songs, "long")
    go(page, 19_000)
    play(page)
    place_of = "document.querySelector('b.on').getBoundingClientRect()"
    until(page, f"() => {place_of}.top > 0 && {place_of}.bottom < innerHeight - 140")
    context.close()


def test_the_last_line_is_repeated_though_the_sound_ends_with_it(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "long")
    page.evaluate("location.hash = '#line-2'")
    until(page, f"() => !{AUDIO}.seeking && {AUDIO}.currentTime > 24")
    page.keyboard.press("l")
    page.evaluate(f"{AUDIO}.currentTime = {AUDIO}.duration - 0.3")
    if page.evaluate(f"{AUDIO}.paused"):
        play(page)
    until(page, f"() => {AUDIO}.currentTime < 30 && !{AUDIO}.paused")
    assert line(page) == "2"


def test_quick_steps_go_as_many_lines(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    page.evaluate("localStorage.setItem('canary.player', JSON.stringify({offset: 300}))")
    page.reload()
    page.locator("canary-player[data-ready]").wait_for()
    play(page)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert abs(place(page) - line_starts()[2]) < 150


def test_what_a_key_does_is_said(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "duet")
    said = page.locator("[data-part=said]")
    for key, sentence in (
        ("-", "Word timing: 20 ms earlier"), ("+", "Word timing: no offset"), ("p", "Pauses after each line"),
        ("p", "Plays without pauses"), ("t", "Translation hidden"), ("t", "Translation shown"),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(said).to_have_text(sentence)


def test_the_focus_goes_to_the_card_and_back(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    page.locator("#line-2 .go").focus()
    page.keyboard.press("w")
    expect(page.locator("[data-part=card]")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-part=card]') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("#line-2 .go")).to_be_focused()
    page.keyboard.press("m")
    page.locator("[data-part=speed]").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".key.more")).to_be_focused()


def test_guessed_words_are_shown_softly_without_motion_too(browser: Browser, songs: Server) -> None:
    grounds = []
    for motion in ("no-preference", "reduce"):
        context = browser.new_context(reduced_motion=motion)
        page = visit(context, songs, "guessed")
        go(page, 1200)
        calm(page)
        grounds.append(page.evaluate("getComputedStyle(document.querySelector('b.on')).backgroundColor"))
        context.close()
    assert grounds[0] == grounds[1]


def test_forced_colours_leave_the_line_and_the_slider(browser: Browser, songs: Server) -> None:
    context = browser.new_context(forced_colors="active")
    page = visit(context, songs, "lines")
    go(page, 3900)
    mark = "getComputedStyle(document.querySelector('.line.now'), '::before').backgroundColor"
    other = "getComputedStyle(document.querySelector('.line:not(.now)'), '::before').backgroundColor"
    assert page.evaluate(mark) != page.evaluate(other)
    context.close()


def test_the_card_of_a_word(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "duet")
    card = page.locator("[data-part=card]")
    page.locator("#line-3 b").first.click()
    expect(card).to_be_visible()
    assert page.evaluate(f"{AUDIO}.paused")  # a word that is pressed is asked about, not sung
    expect(card.locator("[data-part=card-word]")).to_have_text("ただいま")
    expect(card.locator("[data-part=card-line]")).to_contain_text("I am home")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    go(page, 1300)
    page.keyboard.press("w")
    expect(card.locator("[data-part=card-word]")).to_have_text("夕焼け")
    assert card.locator(".light").count() == 0  # the light stays in the lyrics
    card.get_by_role("button", name="Sing from here").click()
    expect(card).to_be_hidden()
    until(page, f"() => !{AUDIO}.paused && {AUDIO}.currentTime < 2")


def test_the_card_is_beside_its_line_and_plays_it_once(browser: Browser, songs: Server) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 760})
    page = visit(context, songs, "duet")
    word = page.locator("#line-3 b").first
    word.click()
    card = at_rest(page.locator("[data-part=card]"))
    text, bar = page.locator("#line-3 .t b").first.bounding_box(), page.locator(".bar").bounding_box()
    assert text
    assert bar
    assert card["x"] + card["width"] < text["x"], "this voice stands on the right"
    assert card["y"] + card["height"] <= bar["y"]
    page.get_by_role("button", name="Hear this line").click()
    until(page, f"() => !{AUDIO}.paused")
    until(page, f"() => {AUDIO}.paused")
    expect(page.locator("[data-part=card]")).to_be_visible()
    line = duet().lines[2]
    assert line.end is not None
    assert place(page) >= line.end - 150  # browsers say the place in steps
    assert page.locator("canary-player").get_attribute("data-line") in {"3", "4"}
    context.close()


def test_a_long_press_opens_the_card_on_a_phone(browser: Browser, songs: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = visit(context, songs, "duet")
    box = page.locator("#line-2 b").first.bounding_box()
    assert box
    touch = context.new_cdp_session(page)
    points = [{"x": box["x"] + 10, "y": box["y"] + 10}]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    expect(page.locator("[data-part=card]")).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    painted(page)
    expect(page.locator("[data-part=card]")).to_be_visible()
    assert page.evaluate(f"{AUDIO}.paused")
    bar = page.locator(".bar").bounding_box()
    assert bar
    page.touchscreen.tap(330, bar["y"] - 30)  # beside the card, the browser would take the finger to mean the card
    expect(page.locator("[data-part=card]")).to_be_hidden()
    page.locator("#line-2 b").first.tap()
    until(page, f"() => !{AUDIO}.paused")
    context.close()


def tap_below(page: Page, window: Locator) -> None:
    """Tap a line of the lyrics just below a window that lies over them."""
    box = window.bounding_box()
    assert box
    point = {"x": 60, "y": box["y"] + box["height"] + 8}
    assert page.evaluate("at => !!document.elementFromPoint(at.x, at.y).closest('.lyrics .line')", point)
    page.touchscreen.tap(point["x"], point["y"])


def test_the_first_tap_outside_a_window_only_closes_it(browser: Browser, songs: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = visit(context, songs, "duet")
    panel, card = page.locator("[data-part=practise-panel]"), page.locator("[data-part=card]")
    page.get_by_role("button", name="Practise").tap()
    tap_below(page, panel)
    expect(panel).to_be_hidden()
    page.keyboard.press("w")
    expect(card).to_be_visible()
    page.locator("#line-3").scroll_into_view_if_needed()
    card.evaluate("card => { card.style.top = '80px' }")
    tap_below(page, card)
    expect(card).to_be_hidden()
    painted(page)
    assert page.evaluate(f"{AUDIO}.paused && {AUDIO}.currentTime === 0")
    page.locator("#line-2 .t").tap()
    until(page, f"() => !{AUDIO}.paused && {AUDIO}.currentTime >= 3.9")
    context.close()


def test_another_speed_shows_on_the_bar(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    normal = page.locator("[data-part=normal]")
    expect(normal).to_be_hidden()
    page.keyboard.press(",")
    expect(normal).to_have_text("0.9×")
    page.reload()
    page.locator("canary-player[data-ready]").wait_for()
    expect(normal).to_be_visible()
    assert page.evaluate(f"{AUDIO}.playbackRate") == 0.9
    page.get_by_role("button", name="back to normal speed").click()
    expect(normal).to_be_hidden()
    assert page.evaluate(f"{AUDIO}.playbackRate") == 1


def test_the_finger_that_opens_the_card_presses_nothing_in_it(browser: Browser, songs: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 420}, has_touch=True, is_mobile=True)
    page = visit(context, songs, "duet")
    word = page.locator("#line-2 b").first
    word.evaluate("word => word.scrollIntoView({block: 'center', behavior: 'instant'})")
    page.evaluate(
        "() => { globalThis.pressed = 0;"
        " document.querySelector('[data-part=card]').addEventListener('click', () => { globalThis.pressed += 1 }) }"
    )
    box = word.bounding_box()
    assert box
    point = {"x": box["x"] + 10, "y": box["y"] + 10}
    touch = context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    card = page.locator("[data-part=card]")
    expect(card).to_be_visible()
    # Whatever came into the card since, it lies under the finger now.
    card.evaluate("(card, at) => { card.style.left = '8px'; card.style.top = `${at.y - 40}px` }", point)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    painted(page)
    assert page.evaluate("globalThis.pressed") == 0
    card.locator("[data-part=card-word]").tap()
    until(page, "() => globalThis.pressed === 1")
    context.close()


def test_a_link_to_a_line_starts_there(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct#line-5")
    assert abs(place(page) - line_starts()[4]) < 2
    assert line(page) == "5"


def test_where_one_was_is_offered(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    go(page, 20_000)
    play(page)
    page.keyboard.press("Space")
    until(page, f"() => {AUDIO}.paused")
    page.reload()
    offer = page.get_by_role("button", name="Resume at 0:20")
    expect(offer).to_be_visible()
    assert place(page) == 0
    page.keyboard.press("g")
    until(page, f"() => {AUDIO}.currentTime >= 20 && !{AUDIO}.paused")
    expect(offer).to_be_hidden()


def test_media_keys_and_a_screen_that_stays_on(context: BrowserContext, songs: Server) -> None:
    context.add_init_script(
        """window.handlers = {}; const set = MediaSession.prototype.setActionHandler;
        MediaSession.prototype.setActionHandler = function (name, react) { handlers[name] = react; set.call(this, name, react); };
        window.locks = 0; WakeLock.prototype.request = async () => { locks += 1; return { released: false, release: async () => { locks -= 1; } }; };"""
    )
    page = visit(context, songs, "direct")
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Direct"
    page.evaluate("handlers.nexttrack()")
    assert line(page) == "1"
    page.evaluate("handlers.seekto({ seekTime: 12 })")
    assert abs(place(page) - 12_000) < 2
    play(page)
    until(page, "() => locks === 1 && navigator.mediaSession.playbackState === 'playing'")
    page.evaluate("handlers.pause()")
    until(page, f"() => {AUDIO}.paused && locks === 0 && navigator.mediaSession.playbackState === 'paused'")
    page.evaluate("handlers.pause()")  # headphones that are pulled out say so to a silent song
    painted(page)
    assert page.evaluate(f"{AUDIO}.paused")


@pytest.mark.parametrize(("name", "sentence"), [("missing", "missing on the server"), ("broken", "can’t play")])
def test_sound_that_does_not_come(context: BrowserContext, songs: Server, name: str, sentence: str) -> None:
    page = visit(context, songs, name)
    page.locator("[data-do=play]").click()
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert page.locator("#line-1 .t").is_visible()


def test_an_interrupted_download_goes_on_when_tried_again(context: BrowserContext, songs: Server) -> None:
    page = context.new_page()
    page.route("**/audio*", lambda route: route.abort())
    page.goto(f"{songs.url}/songs/direct")
    page.locator("canary-player[data-ready]").wait_for()
    page.locator("[data-do=play]").click()
    retry = page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    page.unroute("**/audio*")
    retry.click()
    until(page, f"() => !{AUDIO}.paused && {AUDIO}.currentTime > 0.2")
    expect(retry).to_be_hidden()


def test_stems_that_do_not_come_leave_the_plain_sound(context: BrowserContext, songs: Server) -> None:
    page = context.new_page()
    page.route("**/stems*", lambda route: route.abort())
    page.goto(f"{songs.url}/songs/graph")
    page.locator("canary-player[data-ready]").wait_for()
    page.locator("[data-do=play]").click()
    until(page, f"() => !{AUDIO}.paused && {AUDIO}.currentTime > 0.2")
    assert "/audio" in page.evaluate(f"{AUDIO}.currentSrc")
    assert page.locator("[data-part=voice-row]").is_hidden()


def test_nothing_moves_and_nothing_complains(context: BrowserContext, songs: Server) -> None:
    context.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) moved += e.value; }))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    context.add_init_script("localStorage.setItem('canary.player', JSON.stringify({layers: {es: {x: false}}}))")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{songs.url}/songs/graph")
    page.locator("canary-player[data-ready]").wait_for()
    play(page)
    until(page, f"() => {AUDIO}.currentTime > 2.5")
    assert page.evaluate("moved") == 0
    assert errors == []


def test_the_pages_scripts_and_styles_are_small(context: BrowserContext, songs: Server) -> None:
    page = context.new_page()
    sizes: dict[str, int] = {}

    def note(response: Any) -> None:
        if "/static/" in response.url and response.url.endswith((".js", ".css")):
            assert response.headers["content-encoding"] == "br", response.url
            sizes[response.url] = int(response.headers["content-length"])

    page.on("response", note)
    page.goto(f"{songs.url}/songs/graph")
    page.wait_for_load_state("networkidle")
    assert len(sizes) > 20
    assert sum(sizes.values()) < 60_000, sizes
