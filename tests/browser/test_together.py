"""Two people and a week: Alice learns Spanish, Beto speaks it. From the week's page to the thanks, and behind it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import person, sing
from tests.live import Server

SONG = "/songs/la-luna"


@pytest.fixture
def errors() -> list[str]:
    """What the browsers complain about."""
    return []


@pytest.fixture
def alice(weekly: Server, browser: Browser, errors: list[str]) -> Iterator[Page]:
    """Alice's page."""
    yield from person(browser, weekly, "alice", errors)


@pytest.fixture
def beto(weekly: Server, browser: Browser, errors: list[str]) -> Iterator[Page]:
    """Beto's page."""
    yield from person(browser, weekly, "beto", errors)


def open_news(page: Page, weekly: Server, sentence: str) -> None:
    """Follow a piece of news to what it is about."""
    page.goto(f"{weekly.url}/news")
    page.get_by_role("link", name=re.compile(sentence)).first.click()


def record_for_the_circle(alice: Page, weekly: Server) -> str:
    """From the week's page to a take that asks for word stress; the address of its page."""
    alice.goto(weekly.url)
    steps = alice.locator("#steps")
    expect(steps.get_by_role("link", name="Help others three times")).to_be_visible()
    steps.get_by_role("link", name="Record").click()
    alice.get_by_role("button", name="Record", exact=True).click()
    sing(alice)
    alice.get_by_label("Word stress").check()
    alice.get_by_label("My circle, The circle of alice").check()
    alice.get_by_role("button", name="Save this take").click()
    expect(alice.locator("#flashes").get_by_role("link", name="others need feedback too")).to_be_visible(timeout=15_000)
    alice.get_by_role("link", name="Compare with the song").click()
    expect(alice.locator(".take-head .take-by .badge")).to_have_text("my circle")
    return alice.url


def help_with_the_stress(beto: Page, weekly: Server, take: str) -> None:
    """From the week's page to what waits, to the word, to a model of it."""
    beto.goto(weekly.url)
    beto.locator("#steps").get_by_role("link", name="Help others three times").click()
    offered = beto.get_by_role("region", name="For you")
    expect(offered.get_by_text("Word stress")).to_be_visible()
    offered.get_by_role("link", name=re.compile("alice.? sang .?La luna")).click()
    assert beto.url == take
    beto.locator("#passage button[data-word]").nth(1).click()
    beto.get_by_role("button", name="Stress", exact=True).click()
    beto.locator("[data-syllable]").first.click()
    beto.get_by_role("button", name="Record how you say it").click()
    sing(beto, "canary-marking canary-recorder", 1)
    beto.get_by_role("button", name="Add this mark").click()
    beto.get_by_label("One thing that went well").fill("You sound glad.")
    beto.get_by_role("button", name="Send to alice").click()
    expect(beto.locator(".given .stressed")).to_be_visible(timeout=15_000)


def take_the_line_again(alice: Page, weekly: Server) -> None:
    """Alice hears of it, says thanks, and sings the line once more."""
    open_news(alice, weekly, "beto gave feedback on your take of La luna")
    expect(alice.get_by_text("You sound glad.")).to_be_visible()
    alice.get_by_role("button", name="Thanks").click()
    expect(alice.get_by_role("button", name="Thanks")).to_have_attribute("aria-pressed", "true")
    alice.get_by_role("link", name="Sing this line again").click()
    alice.get_by_role("button", name="Record", exact=True).click()
    sing(alice, seconds=1.5)
    alice.get_by_label("The same people as the first take").check()
    alice.get_by_role("button", name="Save this take").click()
    expect(alice.locator(".before-after audio")).to_have_count(2)


def clear_something_up(alice: Page, beto: Page, weekly: Server) -> None:
    """A word that Alice does not understand, until she says that she does."""
    alice.goto(f"{weekly.url}{SONG}/thread?ask=1&line=2&word=3")
    alice.get_by_role("button", name="Post", exact=True).click()
    expect(alice.get_by_text("open question", exact=True)).to_be_visible()
    beto.goto(f"{weekly.url}/unanswered?kind=post")
    beto.get_by_role("region", name="Everything").get_by_role("link", name=re.compile("alice.? asks")).click()
    beto.get_by_label("Your reply").fill("Slowly, without any hurry.")
    beto.get_by_role("button", name="Reply", exact=True).click()
    expect(beto.locator(".replies").get_by_text("Slowly, without any hurry.")).to_be_visible()
    open_news(alice, weekly, "beto answered your question")
    alice.get_by_role("button", name="This answered it").click()
    expect(alice.get_by_text("Glad it’s clear now")).to_be_visible()
    beto.goto(f"{weekly.url}{SONG}/thread")
    beto.get_by_text("What others asked (1)").click()
    expect(beto.locator(".known").get_by_text("Slowly, without any hurry.")).to_be_visible()
    expect(beto.get_by_text("clear now", exact=True)).to_be_visible()


def mend_a_sentence(alice: Page, beto: Page, weekly: Server) -> None:
    """Alice writes to the circle, Beto corrects it, she takes the correction."""
    alice.goto(f"{weekly.url}{SONG}/thread")
    alice.get_by_label("Your post").fill("Yo soy contento. Me gusta la luna.")
    alice.get_by_role("button", name="Post", exact=True).click()
    beto.goto(f"{weekly.url}{SONG}/thread")
    beto.locator(".post", has_text="Yo soy contento").get_by_role("link", name="Correct what alice wrote").click()
    beto.get_by_text("Suggest a correction", exact=True).first.click()
    beto.get_by_label("How you’d say it").first.fill("Estoy contenta.")
    beto.get_by_label("Grammar").first.check()
    beto.get_by_role("button", name="Send correction").first.click()
    expect(beto.get_by_text("1 sentence is corrected.")).to_be_visible()
    open_news(alice, weekly, "beto corrected one of your sentences")
    alice.get_by_role("button", name="Accept").click()
    expect(alice.get_by_text("accepted", exact=True)).to_be_visible()
    open_news(beto, weekly, "alice accepted your correction")


def test_a_week_of_two(alice: Page, beto: Page, weekly: Server, errors: list[str]) -> None:
    take = record_for_the_circle(alice, weekly)
    help_with_the_stress(beto, weekly, take)
    take_the_line_again(alice, weekly)
    open_news(beto, weekly, "alice thanks you")
    expect(beto.get_by_text("alice says: Thanks!")).to_be_visible()
    expect(beto.locator(".before-after audio")).to_have_count(2)
    sounds = beto.locator("#take-audio, .mark audio")
    old = [take, *(weekly.url + (sound.get_attribute("src") or "") for sound in sounds.all())]
    assert [beto.request.get(url).status for url in old] == [200] * 5

    clear_something_up(alice, beto, weekly)
    mend_a_sentence(alice, beto, weekly)

    alice.goto(take)
    alice.get_by_role("button", name="Only me").click()
    expect(alice.locator(".take-head .take-by .badge")).to_have_text("only me")
    beto.goto(f"{weekly.url}{SONG}/thread")
    expect(beto.get_by_text("This take isn’t shared any more.")).to_be_visible()
    for url in old:
        assert beto.request.get(url).status == 404
        assert beto.request.get(url, headers={"Range": "bytes=0-10"}).status == 404
        assert alice.request.get(url).status == 200
    assert errors == []
