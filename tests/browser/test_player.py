"""The song page's player in a real browser: every control by its button and by its key."""

import json

from playwright.sync_api import Browser, BrowserContext, expect

from tests.bench.clicks import starts
from tests.browser.people import painted, until
from tests.browser.singing import AUDIO, LIT, go, line, line_starts, lit, place, play, visit
from tests.live import Server


def test_back_and_on_a_line_by_key_and_button(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    page.keyboard.press("ArrowRight")
    page.locator(".keys [data-do=forward]").click()
    assert abs(place(page) - line_starts()[1]) < 2
    assert line(page) == "2"
    page.keyboard.press("ArrowLeft")
    assert line(page) == "1"
    page.locator("#line-4 .go").click()
    until(page, f"() => !{AUDIO}.paused")
    assert line(page) == "4"
    page.evaluate("document.activeElement.blur()")  # on the arrow Space would press it again
    page.keyboard.press("Space")
    until(page, f"() => {AUDIO}.paused")


def test_a_line_is_repeated(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    go(page, line_starts()[2] + 100)
    page.keyboard.press("l")
    expect(page.locator(".keys [data-do=loop]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".line.looped")).to_have_count(1)
    go(page, line_starts()[3] - 400)
    play(page)
    until(page, f"() => {AUDIO}.currentTime * 1000 < {line_starts()[2] + 400}")
    assert place(page) >= line_starts()[2] - 250
    page.keyboard.press("l")
    expect(page.locator(".line.looped")).to_have_count(0)


def test_from_one_line_to_another(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    go(page, line_starts()[1] + 100)
    page.keyboard.press("[")
    go(page, line_starts()[3] + 100)
    page.keyboard.press("]")
    expect(page.locator(".line.looped")).to_have_count(3)
    expect(page.locator("[data-part=said]")).to_have_text("Repeating lines 2 to 4")
    go(page, line_starts()[4] - 400)
    play(page)
    until(page, f"() => {AUDIO}.currentTime * 1000 < {line_starts()[2]}")
    page.keyboard.press("0")
    expect(page.locator(".line.looped")).to_have_count(0)


def test_pause_after_each_line(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    page.keyboard.press("p")
    go(page, line_starts()[1] - 500)
    play(page)
    until(page, f"() => {AUDIO}.paused")
    assert abs(place(page) - line_starts()[1]) < 120
    play(page)  # goes on into the next line, and does not stop at once
    until(page, f"() => {AUDIO}.currentTime * 1000 > {line_starts()[1] + 400}")
    assert page.evaluate(f"!{AUDIO}.paused")


def test_speed_keeps_the_pitch_and_is_remembered(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    page.keyboard.press(",")
    assert page.evaluate(f"[{AUDIO}.playbackRate, {AUDIO}.preservesPitch]") == [0.9, True]
    page.keyboard.press("m")
    page.locator("[data-part=speed]").select_option("1.25")
    assert page.evaluate(f"{AUDIO}.playbackRate") == 1.25
    again = visit(context, songs, "duet")
    assert again.evaluate(f"{AUDIO}.playbackRate") == 1.25


def test_the_voice_has_a_slider_where_there_are_stems(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    page.keyboard.press("m")
    assert page.locator("[data-part=voice-row]").is_hidden()
    page = visit(context, songs, "graph")
    page.keyboard.press("m")
    slider = page.locator("[data-part=voice]")
    expect(slider).to_be_visible()
    go(page, 3000)
    play(page)
    assert "/stems" in page.evaluate(f"{AUDIO}.currentSrc")
    assert place(page) >= 2900
    slider.fill("40")
    page.keyboard.press("v")
    expect(page.locator("[data-part=voice-part]")).to_have_text("0%")
    page.keyboard.press("v")
    expect(page.locator("[data-part=voice-part]")).to_have_text("40%")
    assert visit(context, songs, "graph").locator("[data-part=voice]").input_value() == "40"


def test_layers_are_shown_and_hidden_and_remembered(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "duet")
    assert page.get_by_text("made by a machine").count() == 1
    go(page, 19_100)
    assert line(page) == "7"
    page.evaluate("scrollTo({top: document.querySelector('#line-7').offsetTop, behavior: 'instant'})")
    top = "Math.round(document.querySelector('#line-7').getBoundingClientRect().top)"
    before = page.evaluate(top)
    visible = "[...document.querySelectorAll('#line-7 p')].filter(p => p.checkVisibility()).map(p => p.textContent)"
    assert page.evaluate(visible) == ["ただいまと", "ただいま と", "I am home"]
    for key, shown in (
        ("r", ["ただいまと", "I am home"]),
        ("t", ["ただいまと"]),
        ("o", ["ただいまと"]),  # never nothing
        ("Shift+R", ["ただいまと", "tadaima to"]),
        ("Shift+T", ["ただいまと", "tadaima to", "me voilà"]),
        ("o", ["tadaima to", "me voilà"]),
    ):
        page.keyboard.press(key)
        assert page.evaluate(visible) == shown, key
        assert abs(page.evaluate(top) - before) <= 1, key
    again = visit(context, songs, "duet")
    assert again.evaluate(visible) == ["tadaima to", "me voilà"]
    page.keyboard.press("m")
    again.keyboard.press("m")
    again.get_by_label("Translation to show").select_option("English")
    assert again.evaluate(visible) == ["tadaima to", "I am home"]
    other = visit(context, songs, "direct")  # another language has its own choice
    assert other.locator("#line-1 .t").is_visible()


def test_two_voices_stand_on_two_sides_and_have_names(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "duet")
    assert page.locator(".who").all_text_contents() == ["Hana", "He", "Together"] * 3
    edges = page.evaluate(
        "['#line-1', '#line-2'].map(id => document.querySelector(id + ' b').getBoundingClientRect().left)"
    )
    assert edges[1] > edges[0] + 100


def test_the_light_goes_through_a_word_by_its_syllables(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "syllables")
    for ms, wanted in ((1100, 25), (2000, 50), (2900, 75)):
        go(page, ms)
        assert abs(lit(page) - wanted) <= 1, ms


def test_the_light_is_where_the_sound_is(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "torn")
    page.evaluate(f"() => {{ {AUDIO}.playbackRate = 0.75 }}")
    go(page, 900)
    play(page)
    # The browser moves it by itself: two looks tell whether it goes at the song's speed.
    for seconds in (1.5, 1.9):
        until(page, f"() => {AUDIO}.currentTime > {seconds}")
        until(page, f"() => Math.abs(({LIT})() - ({AUDIO}.currentTime - 1) * 50) <= 5", 2)
    page.keyboard.press("Space")
    until(page, f"() => {AUDIO}.paused")
    before = lit(page)
    painted(page)
    assert abs(lit(page) - before) <= 1


def test_a_word_in_two_rows_is_lit_all_the_same(browser: Browser, songs: Server) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = visit(context, songs, "torn")
    go(page, 2000)
    assert page.locator(".light").count() == 0
    filled = page.locator("b.on").evaluate("(word) => getComputedStyle(word).getPropertyValue('--fill')")
    assert abs(float(filled.rstrip("%")) - 50) <= 1
    assert page.locator("b.on").evaluate("(word) => getComputedStyle(word).backgroundImage").startswith("linear-")
    go(page, 4000)
    assert page.locator("b.wraps").count() == 0
    context.close()


def test_lines_without_words_fill_their_mark(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "lines")
    go(page, 3900)
    assert line(page) == "2"
    assert abs(lit(page) - 50) <= 1


def test_with_reduced_motion_a_word_is_lit_at_once(browser: Browser, songs: Server) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = visit(context, songs, "direct")
    go(page, starts()[3] + 100)
    assert page.locator(".lyrics b.on").count() == 1
    assert page.locator(".light").count() == 0
    context.close()


def test_words_come_later_for_a_song_and_for_a_device(context: BrowserContext, songs: Server) -> None:
    page = visit(context, songs, "direct")
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("-")
    page.keyboard.press("m")
    expect(page.locator("[data-part=offset]")).to_have_text("20 ms later")
    page.keyboard.press("m")
    page.keyboard.press("c")
    tap = page.locator("[data-part=tap]")
    expect(tap).to_be_visible()
    tap.press("Enter")
    # A machine taps 150 ms after each click that its browser plays, or as late as it is; then it tells how late it was.
    late = page.evaluate(
        """async () => {
          const button = document.querySelector("[data-part=tap]");
          const begin = performance.now();
          const late = [];
          for (let n = 1; n < 13; n += 1) {
            await new Promise((done) => setTimeout(done, begin + 600 + n * 600 + 150 - performance.now()));
            late.push(performance.now() - begin - 600 - n * 600);
            button.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
          }
          return late.sort((a, b) => a - b)[late.length >> 1];
        }"""
    )
    expect(page.locator("[data-part=tapped]")).to_contain_text("Word timing on this device:")
    stored = json.loads(page.evaluate("localStorage.getItem('canary.player')"))
    assert late - 120 <= stored["offset"] <= late + 60
    assert stored["songs"]["direct"]["offset"] == 20
