"""Two people talk: a question from the word's card, an answer by voice, a sign, a correction, the bell."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import become_host, join_link, page_of, register, until
from tests.live import Server

SONG = "/songs/el-pan-de-la-abuela"


def two(live: Server, browser: Browser, errors: list[str]) -> tuple[Page, Page]:
    """Ana, who hosts, and Beto, whom she invited and who speaks Spanish."""
    ana, beto = page_of(browser, errors=errors), page_of(browser, errors=errors)
    become_host(ana, live, "ana")
    link = join_link(ana, live)
    beto.goto(f"{live.url}/register")
    register(beto, "beto")
    beto.goto(link)
    beto.get_by_role("button", name=re.compile("Join")).click()
    beto.goto(f"{live.url}/account")
    beto.get_by_label("Languages that I speak").fill("es")
    beto.get_by_role("button", name="Save").first.click()
    return ana, beto


def test_a_question_finds_its_answer(live: Server, browser: Browser) -> None:
    errors: list[str] = []
    ana, beto = two(live, browser, errors)

    ana.goto(live.url + SONG)
    ana.locator("canary-player[data-ready]").wait_for()
    ana.locator("#line-3 b").nth(1).dblclick()
    ana.locator("[data-part=more] form").first.wait_for(state="attached")  # until then the card grows
    ana.get_by_role("link", name="I don’t understand this").click()
    expect(ana.locator("[name=kind][value=question]")).to_be_checked()
    expect(ana.locator("[name=word][value='2']")).to_be_checked()
    ana.locator("select[name=line]").select_option("4")
    ana.locator(".word").nth(2).click()
    ana.get_by_role("button", name="Post", exact=True).click()
    ana.get_by_text("open question", exact=True).wait_for()
    ana.get_by_text("others wait for an answer").wait_for()

    beto.goto(f"{live.url}{SONG}/thread")
    beto.get_by_role("link", name="Answer ana").click()
    expect(beto.get_by_text("Replying to ana")).to_be_visible()
    beto.get_by_role("button", name="Say it instead").click()
    beto.get_by_role("button", name=re.compile("Stop")).wait_for()
    beto.wait_for_timeout(1500)
    beto.get_by_role("button", name=re.compile("Stop")).click()
    beto.get_by_role("button", name="Take it out").wait_for()
    beto.get_by_role("button", name="Post", exact=True).click()
    beto.locator(".replies audio").wait_for()
    beto.locator(".more-signs summary").first.click()
    beto.locator(".more-signs[open] button[value=same]").click()
    expect(beto.locator("button[value='-same']")).to_have_attribute("aria-pressed", "true")

    ana.goto(f"{live.url}{SONG}/thread")
    until(ana, "document.querySelector('.bell-count').textContent === '1'")
    ana.get_by_role("link", name="News, 1 unread").click()
    ana.get_by_text("beto answered your question").click()
    ana.get_by_role("button", name="This answered it").click()
    ana.get_by_text("Good that it is clear now").wait_for()
    ana.goto(f"{live.url}{SONG}/thread")
    ana.get_by_text("What others asked (1)").click()
    until(ana, "document.querySelector('.bell-count').hidden")
    expect(ana.locator("button.sign[value=same] .many")).to_have_text("1")
    assert errors == []


def test_a_text_is_corrected_and_its_draft_survives(live: Server, browser: Browser) -> None:
    errors: list[str] = []
    ana, beto = two(live, browser, errors)

    ana.goto(f"{live.url}/journal/new?song=el-pan-de-la-abuela")
    ana.get_by_label("Your text").fill("Yo soy contento. Me gusta el pan.")
    ana.get_by_label("My circle").check()
    ana.reload()
    expect(ana.get_by_label("Your text")).to_have_value("Yo soy contento. Me gusta el pan.")
    expect(ana.get_by_label("My circle")).to_be_checked()
    ana.get_by_role("button", name="Keep it").click()
    ana.locator("[data-client]").wait_for()
    ana.goto(f"{live.url}/journal/new?song=el-pan-de-la-abuela")
    expect(ana.get_by_label("Your text")).to_have_value("")

    beto.goto(f"{live.url}/journal?show=others")
    beto.get_by_role("link", name=re.compile("Yo soy contento")).click()
    beto.get_by_role("link", name="Correct it sentence by sentence").click()
    beto.get_by_role("button", name="Perfect").nth(1).click()
    beto.get_by_text("Say it like this").first.click()
    beto.get_by_label("How you would say it").first.fill("Estoy contento.")
    beto.get_by_label("Grammar").first.check()
    beto.get_by_role("button", name="Send the correction").first.click()
    beto.get_by_text("1 perfect, 1 changed.").wait_for()

    ana.goto(f"{live.url}/news")
    ana.get_by_text("beto corrected a sentence of yours.").click()
    ana.get_by_role("button", name="I take it").click()
    ana.get_by_role("button", name="Make it a card").click()
    ana.get_by_text("It is a card now").wait_for()
    assert errors == []
