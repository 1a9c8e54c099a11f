"""Two people talk: a question from the word's card, an answer by voice, a sign, the bell; drafts that survive."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import DRAFTS, log_in, page_of, painted, until
from tests.live import Server

SONG = "/songs/el-mar"
NO_VOICE = f"() => ({DRAFTS})().then((kept) => !kept.includes('voice/'))"


def two(live: Server, browser: Browser, errors: list[str]) -> tuple[Page, Page]:
    """Carla and Dario."""
    pages = page_of(browser, errors=errors), page_of(browser, errors=errors)
    for page, name in zip(pages, ("carla", "dario"), strict=True):
        log_in(page, live, name)
    return pages


def speak(page: Page) -> None:
    """A spoken message of two seconds, not stopped yet."""
    page.get_by_role("button", name="Record it instead").click()
    page.get_by_role("button", name=re.compile("Stop")).wait_for()
    most = page.locator("canary-voice").get_attribute("data-seconds")
    until(
        page,
        f"() => parseInt(/\\d+/.exec(document.querySelector('canary-voice [data-part=label]').textContent)) <= {most} - 2",
    )


def test_a_question_finds_its_answer(weekly: Server, browser: Browser) -> None:
    errors: list[str] = []
    carla, dario = two(weekly, browser, errors)

    carla.goto(weekly.url + SONG)
    carla.locator("canary-player[data-ready]").wait_for()
    carla.locator("#line-3 b").nth(1).click()
    carla.locator("[data-part=more] form").first.wait_for(state="attached")  # until then the card grows
    carla.get_by_role("link", name="I don’t understand this").click()
    expect(carla.locator("[name=kind][value=question]")).to_be_checked()
    expect(carla.locator("[name=word][value='2']")).to_be_checked()
    carla.locator("select[name=line]").select_option("1")
    carla.locator(".word").nth(2).click()
    carla.get_by_role("button", name="Post", exact=True).click()
    carla.get_by_text("open question", exact=True).wait_for()
    carla.get_by_text("help somebody else").wait_for()

    dario.goto(f"{weekly.url}{SONG}/thread")
    dario.get_by_role("link", name="Answer carla").click()
    expect(dario.get_by_text("Replying to carla")).to_be_visible()
    expect(dario.locator("select[name=line]")).to_be_hidden()
    speak(dario)
    dario.get_by_role("button", name=re.compile("Stop")).click()
    dario.get_by_role("button", name="Remove recording").wait_for()
    dario.get_by_role("button", name="Post", exact=True).click()
    dario.locator(".replies canary-clip button").wait_for()
    dario.locator(".more-signs summary").first.click()
    dario.locator(".more-signs[open] button[value=same]").click()
    mine = dario.locator("button[value='-same']")
    expect(mine).to_have_attribute("aria-pressed", "true")
    expect(mine.locator(".who")).to_have_text("dario")
    expect(mine.locator(".who")).to_be_visible()  # it has kept the focus

    carla.goto(f"{weekly.url}{SONG}/thread")
    until(carla, "document.querySelector('.bell-count').textContent === '1'")
    sign = carla.locator("button.sign[value=same]:has(.many)")
    expect(sign.locator(".who")).to_be_hidden()
    sign.hover()
    expect(sign.locator(".who")).to_be_visible()
    expect(sign.locator(".who")).to_contain_text("dario")
    carla.get_by_role("link", name="News, 1 unread").click()
    carla.get_by_text("dario answered your question").click()
    carla.get_by_role("button", name="It’s clear now").click()
    carla.get_by_text("Glad it’s clear now").wait_for()
    carla.goto(f"{weekly.url}{SONG}/thread")
    carla.get_by_text("What others asked (1)").click()
    until(carla, "document.querySelector('.bell-count').hidden")
    assert errors == []
    for page in (carla, dario):
        page.context.close()


def test_a_spoken_message_outlives_a_form_that_was_refused(weekly: Server, browser: Browser) -> None:
    errors: list[str] = []
    carla, dario = two(weekly, browser, errors)
    carla.goto(f"{weekly.url}{SONG}/thread")
    speak(carla)
    carla.get_by_label("Timestamp").fill("9:99")
    carla.get_by_role("button", name="Post", exact=True).click()  # while she still speaks
    expect(carla.get_by_role("alert").filter(has_text="Write a time within the song")).to_be_visible()
    expect(carla.get_by_role("button", name="Remove recording")).to_be_visible()
    carla.goto(f"{weekly.url}{SONG}/thread")  # and the tab was closed
    expect(carla.get_by_role("button", name="Remove recording")).to_be_visible()
    until(carla, "() => document.querySelector('canary-voice audio').duration > 1")
    voices = carla.locator("#post audio, .posts > .post > .stack > canary-clip audio")
    before = voices.count()
    carla.get_by_label("Timestamp").fill("")
    carla.get_by_role("button", name="Post", exact=True).click()
    expect(voices).to_have_count(before + 1)
    carla.reload()
    until(carla, NO_VOICE)
    painted(carla)
    expect(carla.get_by_role("button", name="Remove recording")).to_be_hidden()
    expect(voices).to_have_count(before + 1)
    speak(carla)
    carla.get_by_role("button", name=re.compile("Stop")).click()
    carla.get_by_role("button", name="Remove recording").click()
    until(carla, NO_VOICE)
    carla.reload()
    painted(carla)
    expect(carla.get_by_role("button", name="Remove recording")).to_be_hidden()
    assert [error for error in errors if "422" not in error] == []
    for page in (carla, dario):
        page.context.close()


def test_a_text_is_corrected_and_its_draft_survives(weekly: Server, browser: Browser) -> None:
    errors: list[str] = []
    carla, dario = two(weekly, browser, errors)

    carla.goto(f"{weekly.url}/journal/new?song=el-mar")
    carla.get_by_label("Your text").fill("Yo soy contento. Me gusta el pan.")
    carla.get_by_label("My circle").check()
    carla.reload()
    expect(carla.get_by_label("Your text")).to_have_value("Yo soy contento. Me gusta el pan.")
    expect(carla.get_by_label("My circle")).to_be_checked()
    carla.get_by_role("button", name="Save").click()
    carla.locator("[data-client]").wait_for()
    carla.goto(f"{weekly.url}/journal/new?song=el-mar")
    expect(carla.get_by_label("Your text")).to_have_value("")

    dario.goto(f"{weekly.url}/journal?show=others")
    dario.get_by_role("link", name=re.compile("Yo soy contento")).click()
    dario.get_by_role("link", name="Correct it sentence by sentence").click()
    dario.get_by_role("button", name="Perfect").nth(1).click()
    dario.get_by_text("Suggest a correction", exact=True).first.click()
    dario.get_by_label("How you’d say it").first.fill("Estoy contento.")
    dario.get_by_label("Grammar").first.check()
    dario.get_by_role("button", name="Send correction").first.click()
    dario.get_by_text("1 perfect, 1 corrected.").wait_for()

    carla.goto(f"{weekly.url}/news")
    carla.get_by_text("dario corrected one of your sentences.").click()
    carla.get_by_role("button", name="Accept").click()
    carla.get_by_role("button", name="Save as a card").click()
    carla.get_by_text("Saved as a card.").wait_for()
    assert errors == []
    for page in (carla, dario):
        page.context.close()
