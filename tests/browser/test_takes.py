"""Two people and a take: recorded, kept through a reload, shared, listened to, a line sung again, made private."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import become_host, join_link, page_of, register, until
from tests.browser.test_pages import findings
from tests.live import Server

SONG = "/songs/el-pan-de-la-abuela"


def sing(page: Page, recorder: str = "canary-recorder", seconds: float = 2.5) -> None:
    """Record for a while with the made-up microphone."""
    booth = page.locator(recorder)
    expect(booth).to_have_attribute("data-state", "recording", timeout=15_000)
    page.wait_for_timeout(int(seconds * 1000))
    booth.get_by_role("button", name="Stop").click()
    expect(booth).to_have_attribute("data-state", "taken")


def record(page: Page) -> str:
    """A take that asks for word stress; the address of its page."""
    page.get_by_role("button", name="Record", exact=True).click()
    until(page, "() => document.querySelector('#passage.led .on') !== null", 30)
    sing(page)
    page.get_by_role("button", name="Sing it again").click()
    sing(page)
    expect(page.get_by_role("radio", name=re.compile("Take 2 · 0:"))).to_be_checked()
    page.get_by_label("Word stress").check()
    page.get_by_label("A sound", exact=True).check()
    page.get_by_label("Which sound?").fill("rr")
    page.reload()  # as after a closed tab: nothing is lost
    expect(page.locator("canary-recorder")).to_have_attribute("data-state", "taken")
    expect(page.get_by_text("This take has not been sent yet")).to_be_visible()
    expect(page.get_by_label("Which sound?")).to_have_value("rr")
    page.get_by_role("button", name="Keep this take").click()
    expect(page.locator(".takes .attempt")).to_have_count(1, timeout=15_000)
    expect(page.locator(".takes .badge")).to_have_text("only me")
    page.get_by_role("link", name="Listen beside the song").click()
    return page.url


def listen(page: Page) -> None:
    """Each way to hear a take beside the original, slower."""
    state = page.locator("canary-take")
    page.locator("[name=speed]").fill("1.25")
    rates = "[...document.querySelectorAll('#take-audio, #song-audio')].map(a => [a.playbackRate, a.preservesPitch])"
    assert page.evaluate(rates) == [[1.25, True], [1.25, True]]
    page.get_by_role("button", name="The original").click()
    until(page, "() => document.querySelector('#passage .on') !== null")
    page.get_by_role("button", name="In turn").click()
    until(page, "() => !document.querySelector('#song-audio').paused")
    until(page, "() => !document.querySelector('#take-audio').paused && document.querySelector('#song-audio').paused")
    page.get_by_role("button", name="Both at once").click()
    until(page, "() => [...document.querySelectorAll('#take-audio, #song-audio')].every(a => !a.paused)")
    page.get_by_role("button", name="Both at once").click()
    expect(state).to_have_attribute("data-state", "idle")
    assert page.evaluate("[...document.querySelectorAll('#take-audio, #song-audio')].every(a => a.paused)")
    until(page, "() => document.querySelector('[data-part=wave]').shadowRoot || document.querySelector('.wave > div')")


def find_in_the_queue(page: Page, live: Server) -> None:
    """Say what one speaks, and open what waits for somebody who does."""
    page.goto(f"{live.url}/answer")
    expect(page.get_by_text("Which languages do you speak?")).to_be_visible()
    page.goto(f"{live.url}/account")
    page.get_by_label("Languages that I speak").fill("es")
    page.get_by_role("button", name="Save").first.click()
    page.goto(f"{live.url}/answer")
    offered = page.get_by_role("region", name="For you")
    expect(offered.get_by_text("word stress")).to_be_visible()
    offered.get_by_role("link", name="ana sang El pan de la abuela").click()


def help_with(page: Page) -> None:
    """Mark the stress of a word with a model, after a reload; praise comes before a note."""
    page.get_by_label("And a note").fill("The r is nearly there.")
    page.get_by_role("button", name="Send it to").click(force=True)
    expect(page.get_by_text("Begin with one thing that went well")).to_be_visible()
    page.locator("#passage button[data-word]").nth(1).click()
    page.get_by_role("button", name="Keep this mark").click()
    expect(page.get_by_text("Choose what it is about.")).to_be_visible()
    page.get_by_role("button", name="Stress", exact=True).click()
    page.locator("[data-syllable]").first.click()
    assert findings(page) == []
    page.get_by_label("A few words").fill("Lean on the first part.")
    page.get_by_role("button", name="Say it yourself").click()
    sing(page, "canary-marking canary-recorder", 1)
    page.get_by_role("button", name="Keep this mark").click()
    expect(page.locator(".drafted li")).to_contain_text("un: the stress is on un · with your voice")
    page.get_by_label("One thing that went well").fill("You sound glad.")
    page.wait_for_timeout(300)
    page.reload()
    expect(page.locator(".drafted li")).to_contain_text("with your voice")
    expect(page.get_by_label("One thing that went well")).to_have_value("You sound glad.")
    page.get_by_role("button", name="Send it to").click()
    expect(page.locator(".given")).to_have_count(1, timeout=15_000)
    expect(page.locator(".given .stressed")).to_be_visible()


def test_a_take_and_what_becomes_of_it(live: Server, browser: Browser) -> None:
    errors: list[str] = []
    ana = page_of(browser, errors=errors)
    become_host(ana, live, "ana")
    ana.goto(f"{live.url}{SONG}/record")
    address = record(ana)
    expect(ana.locator(".asked")).to_contain_text("You ask about word stress and a sound (rr)")
    listen(ana)
    audio = ana.locator("#take-audio").get_attribute("src")
    invitation = join_link(ana, live)

    beto = page_of(browser, errors=errors)
    beto.goto(invitation)
    beto.get_by_role("link", name="Make an account").click()
    register(beto, "beto")
    beto.get_by_role("button", name="Join the circle").click()
    assert beto.request.get(address).status == 404

    ana.goto(address)
    ana.get_by_role("button", name="Share with the circle").click()
    expect(ana.get_by_role("link", name="others wait for an answer too")).to_be_visible()
    find_in_the_queue(beto, live)
    assert beto.url == address
    help_with(beto)
    beto.goto(f"{live.url}/answer")
    expect(beto.get_by_text("Nothing waits")).to_be_visible()

    ana.goto(address)
    expect(ana.get_by_text("You sound glad.")).to_be_visible()
    model = ana.locator("audio.model").get_attribute("src")
    assert ana.request.get(live.url + str(model)).status == 200
    ana.get_by_role("button", name="Thanks").click()
    expect(ana.get_by_role("button", name="Thanks")).to_have_attribute("aria-pressed", "true")
    ana.get_by_role("link", name="Sing this line again").click()
    ana.get_by_role("button", name="Record", exact=True).click()
    sing(ana)
    ana.get_by_label("Those who hear the first take").check()
    ana.get_by_role("button", name="Keep this take").click()
    expect(ana.locator(".before-after audio")).to_have_count(2, timeout=15_000)
    ana.get_by_role("button", name="Before, then after").click()
    until(ana, "() => document.querySelector('[data-part=before]').currentTime > 0.1")
    until(ana, "() => !document.querySelector('[data-part=after]').paused")

    # Behind the songs of a first start, a take waits for its turn.
    for _ in range(240):
        if ana.request.get(live.url + str(audio)).headers["content-type"] == "audio/mp4":
            break
        ana.wait_for_timeout(250)
    assert ana.request.get(live.url + str(audio)).headers["content-type"] == "audio/mp4"

    beto.goto(address)
    expect(beto.locator(".before-after audio")).to_have_count(2)
    expect(beto.get_by_text("ana says: Thanks!")).to_be_visible()
    old = [address, *(live.url + str(path) for path in (audio, model))]
    assert [beto.request.get(url).status for url in old] == [200, 200, 200]
    ana.get_by_role("button", name="Only me").click()
    expect(ana.locator(".take-head .badge")).to_have_text("only me")
    for url in old:
        assert beto.request.get(url).status == 404
        assert beto.request.get(url, headers={"Range": "bytes=0-10"}).status == 404
    assert [error for error in errors if "404" not in error] == []


def test_a_recording_that_never_ended_is_offered_again(live: Server, browser: Browser) -> None:
    """The battery is empty in the middle of a take: what was sung until then is in the browser, and can be sent."""
    page = page_of(browser, errors=[])
    become_host(page, live, "ana")
    page.goto(f"{live.url}{SONG}/record")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("canary-recorder")).to_have_attribute("data-state", "recording", timeout=15_000)
    page.wait_for_timeout(3500)
    later = page.context.new_page()
    page.close(run_before_unload=False)
    later.goto(f"{live.url}{SONG}/record")
    expect(later.locator("canary-recorder")).to_have_attribute("data-state", "taken")
    expect(later.get_by_text("This take has not been sent yet")).to_be_visible()
    later.get_by_role("button", name="Keep this take").click()
    expect(later.locator(".takes .attempt")).to_have_count(1, timeout=15_000)
    later.reload()
    expect(later.locator("canary-recorder")).to_have_attribute("data-state", "idle")
