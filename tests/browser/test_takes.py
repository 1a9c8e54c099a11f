"""A take in all its parts: recorded and kept through a reload, heard beside the song, marked, a line sung again."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import DRAFTS, log_in, page_of, recorded, sing, until
from tests.browser.test_pages import findings
from tests.live import Server

SONG = "/songs/el-pan"


def record(page: Page) -> str:
    """A take that asks for word stress; the address of its page."""
    page.get_by_role("button", name="Record", exact=True).click()
    until(page, "() => document.querySelector('#passage.led .on') !== null", 30)
    sing(page)
    page.get_by_role("button", name="Sing it again").click()
    sing(page)
    expect(page.get_by_role("radio", name=re.compile("Take 2 · 0:"))).to_be_checked()
    expect(page.locator("canary-clip:has([data-part=take]) output")).to_have_text(re.compile(r"0:0\d / 0:0[2-9]"))
    page.get_by_label("Word stress").check()
    page.get_by_label("A sound", exact=True).check()
    page.get_by_label("Which sound?").fill("rr")
    page.reload()  # as after a closed tab: nothing is lost
    expect(page.locator("canary-recorder")).to_have_attribute("data-state", "taken")
    expect(page.get_by_text("This take hasn’t been sent yet")).to_be_visible()
    expect(page.get_by_label("Which sound?")).to_have_value("rr")
    page.get_by_role("button", name="Save this take").click()
    expect(page.locator(".takes .take")).to_have_count(1)
    expect(page.locator(".takes .take-by .badge")).to_have_text("only me")
    page.get_by_role("link", name="Compare with the song").click()
    return page.url


def listen(page: Page) -> None:
    """Each way to hear a take beside the original, slower."""
    until(page, "() => customElements.get('canary-take') !== undefined")
    state = page.locator("canary-take")
    page.locator("[name=speed]").fill("1.25")
    page.get_by_role("button", name="Play: Your take").click()
    expect(page.get_by_role("slider", name="Position: Your take")).to_be_enabled()
    page.get_by_role("button", name="Pause: Your take").click()
    expect(page.locator("canary-clip").first).not_to_have_attribute("data-playing", "")
    rates = "[...document.querySelectorAll('#take-audio, #song-audio')].map(a => [a.playbackRate, a.preservesPitch])"
    assert page.evaluate(rates) == [[1.25, True], [1.25, True]]
    page.get_by_role("button", name="The original").click()
    until(page, "() => document.querySelector('#passage .on') !== null")
    page.get_by_role("button", name="Line by line").click()
    until(page, "() => !document.querySelector('#song-audio').paused")
    until(page, "() => !document.querySelector('#take-audio').paused && document.querySelector('#song-audio').paused")
    page.get_by_role("button", name="Both at once").click()
    until(page, "() => [...document.querySelectorAll('#take-audio, #song-audio')].every(a => !a.paused)")
    page.get_by_role("button", name="Both at once").click()
    expect(state).to_have_attribute("data-state", "idle")
    assert page.evaluate("[...document.querySelectorAll('#take-audio, #song-audio')].every(a => a.paused)")
    until(page, "() => document.querySelector('[data-part=wave]').shadowRoot || document.querySelector('.wave > div')")


def help_with(page: Page) -> None:
    """Mark the stress of a word with a model, after a reload; praise comes before a note."""
    until(page, "() => !document.querySelector(':not(:defined)')")  # before that, the browser sends the form itself
    page.get_by_label("Note").fill("The r is nearly there.")
    page.get_by_role("button", name="Send to").click(force=True)
    expect(page.get_by_text("Start with one thing that went well")).to_be_visible()
    page.locator("#passage button[data-word]").nth(1).click()
    page.get_by_role("button", name="Add this mark").click()
    expect(page.get_by_text("Choose what the mark is about.")).to_be_visible()
    page.get_by_role("button", name="Stress", exact=True).click()
    page.locator("[data-syllable]").first.click()
    assert findings(page) == []
    page.get_by_label("Comment").fill("Lean on the first part.")
    page.get_by_role("button", name="Record how you say it").click()
    sing(page, "canary-marking canary-recorder", 1)
    page.get_by_role("button", name="Add this mark").click()
    expect(page.locator(".drafted li")).to_contain_text("día: the stress is on dí (with your recording)")
    page.get_by_label("One thing that went well").fill("You sound glad.")
    until(page, f"() => ({DRAFTS})().then((kept) => kept.includes('You sound glad.'))")
    page.reload()
    expect(page.locator(".drafted li")).to_contain_text("with your recording")
    expect(page.get_by_label("One thing that went well")).to_have_value("You sound glad.")
    page.get_by_role("button", name="Send to").click()
    expect(page.locator(".given")).to_have_count(1)
    expect(page.locator(".given .stressed")).to_be_visible()


def test_a_take_and_what_becomes_of_it(weekly: Server, browser: Browser) -> None:
    errors: list[str] = []
    ana, bruno = page_of(browser, errors=errors), page_of(browser, errors=errors)
    log_in(ana, weekly, "ana")
    ana.goto(f"{weekly.url}{SONG}/record")
    address = record(ana)
    expect(ana.locator(".asks-for .badge")).to_have_text(["Word stress", "A sound: rr"])
    listen(ana)

    log_in(bruno, weekly, "bruno")
    assert bruno.request.get(address).status == 404
    ana.get_by_role("button", name="Share with the circle").click()
    expect(ana.locator("#flashes").get_by_role("link", name="others need feedback too")).to_be_visible()
    bruno.goto(f"{weekly.url}/answer")
    expect(bruno.get_by_text("Which languages do you speak?")).to_be_visible()
    bruno.goto(f"{weekly.url}/account")
    bruno.get_by_label("Languages I speak").fill("es")
    bruno.get_by_role("button", name="Save").first.click()
    expect(bruno.locator("#flashes")).to_contain_text("Saved")
    bruno.goto(f"{weekly.url}/answer")
    bruno.get_by_role("region", name="For you").get_by_role("link", name=re.compile("ana.? sang .?El pan")).click()
    help_with(bruno)
    bruno.goto(f"{weekly.url}/answer")
    expect(bruno.get_by_text("Nothing to answer")).to_be_visible()

    ana.goto(address)
    ana.get_by_role("link", name="Sing this line again").click()
    ana.get_by_role("button", name="Record", exact=True).click()
    sing(ana)
    ana.get_by_role("button", name="Save this take").click()
    expect(ana.get_by_role("link", name="Only you can hear the new take")).to_be_visible(timeout=15_000)
    ana.get_by_role("button", name="Play the earlier take, then the later one").click()
    until(ana, "() => document.querySelector('[data-part=before]').currentTime > 0.1")
    until(ana, "() => !document.querySelector('[data-part=after]').paused")
    bruno.goto(address)
    expect(bruno.locator(".given")).to_have_count(1)
    expect(bruno.locator(".before-after")).to_have_count(0)
    assert [error for error in errors if "404" not in error] == []
    for page in (ana, bruno):
        page.context.close()


def test_the_keyboard_alone_records_a_take(weekly: Server, browser: Browser) -> None:
    page = page_of(browser, errors=[])
    log_in(page, weekly, "felipe")
    page.goto(f"{weekly.url}/songs/el-sol/record")
    page.get_by_role("button", name="Record", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_focused(timeout=15_000)
    recorded(page, seconds=1)
    page.keyboard.press("Enter")
    expect(page.locator("canary-recorder")).to_have_attribute("data-state", "taken")
    expect(page.get_by_role("button", name="Play: Your take")).to_be_focused()
    page.context.close()


def test_a_recording_that_never_ended_is_offered_again(weekly: Server, browser: Browser) -> None:
    """The battery is empty in the middle of a take: what was sung until then is in the browser, and can be sent."""
    page = page_of(browser, errors=[])
    log_in(page, weekly, "eva")
    page.goto(f"{weekly.url}/songs/el-sol/record")
    page.get_by_role("button", name="Record", exact=True).click()
    recorded(page, seconds=4)
    later = page.context.new_page()
    page.close(run_before_unload=False)
    later.goto(f"{weekly.url}/songs/el-sol/record")
    expect(later.locator("canary-recorder")).to_have_attribute("data-state", "taken")
    expect(later.get_by_text("This take hasn’t been sent yet")).to_be_visible()
    later.get_by_role("button", name="Save this take").click()
    expect(later.locator(".takes .take")).to_have_count(1)
    later.reload()
    expect(later.locator("canary-recorder")).to_have_attribute("data-state", "idle")
    later.context.close()
