"""The whole loop in a real browser, from an empty data folder to a second person who hears the take."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from playwright.sync_api import Browser, Page, expect

from tests.browser import people
from tests.browser.people import become_host, join_link, lit, page_of, register, until, words_of
from tests.live import Server, server

TOLERANCE = 60  # ms: a frame, and the step in which an audio element tells its time


def expected(words: list[tuple[int, int, int, str]], at: float) -> set[tuple[int, str]]:
    """What may be lit around `at`: the word being sung, or the one before it until the next begins."""
    found = set()
    for moment in (at - TOLERANCE, at, at + TOLERANCE):
        begun = [word for word in words if word[1] <= moment]
        if begun and moment < begun[-1][2]:
            found.add((begun[-1][0], begun[-1][3]))
        else:
            found.add((0, ""))
    return found


def seek(page: Page, at: float) -> None:
    """Put the song somewhere, in ms, and wait until it is there."""
    page.evaluate(
        "at => new Promise(done => { const a = document.querySelector('audio');"
        " a.addEventListener('seeked', done, { once: true }); a.currentTime = at / 1000; })",
        at,
    )


def sing(page: Page, lrc: Path) -> None:
    """The song plays by itself after one click; look at moments picked by chance which word is lit, then while it rests."""
    words = words_of(lrc)
    chance = random.Random(7)
    until(page, "() => document.querySelector('audio')?.currentTime > 0.2")
    for _ in range(10):
        _, start, end, _ = chance.choice([word for word in words if word[2] - word[1] > 250])
        at = chance.uniform(start, end - 200)
        seek(page, at)
        for _ in range(200):  # a machine that has much to do lights it late, and it is the song's turn again
            now, line, word = lit(page)
            if (line, word) in expected(words, now):
                break
        assert (line, word) in expected(words, now), f"at {now:.0f} ms"
    page.evaluate("document.querySelector('audio').pause()")
    until(page, "() => document.querySelector('audio').paused")
    for _ in range(5):
        number, start, end, text = chance.choice([word for word in words if word[2] - word[1] > 250])
        seek(page, (start + end) / 2)
        page.locator(f"#line-{number} b.on").get_by_text(text, exact=True).wait_for()
        assert lit(page)[1:] == (number, text)


def import_deck(path: Path, folder: Path) -> tuple[int, int]:
    """Import a deck into a real Anki collection, twice; (new the first time, new the second)."""
    collection = Collection(str(folder / "collection.anki2"))
    try:
        request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        first = collection.import_anki_package(request).log
        second = collection.import_anki_package(request).log
        media = collection.media.check()
        assert not list(media.missing)
        assert not list(media.unused)
        for card in collection.find_cards(""):
            assert "[sound:" in collection.get_card(card).answer() or collection.get_card(card).answer_av_tags()
        return len(first.new), len(second.new)
    finally:
        collection.close()


def record(page: Page) -> None:
    """Sing the passage to the made-up microphone, keep the take and let the circle hear it."""
    page.get_by_role("button", name="Record", exact=True).click()
    people.sing(page)
    page.get_by_label("My circle").check()
    page.get_by_role("button", name="Save this take").click()
    expect(page.locator(".takes .take")).to_have_count(1)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Server]:
    """A server on an empty data folder."""
    with server(tmp_path / "data") as started:
        yield started


def test_the_weekly_song_end_to_end(live: Server, browser: Browser, songbook: Path, tmp_path: Path) -> None:
    errors: list[str] = []
    host = page_of(browser, errors=errors)
    become_host(host, live)
    host.goto(live.url)
    host.get_by_role("link", name="Sing it").click()
    slug = host.url.split("/songs/")[1].split("#")[0].split("?")[0]
    sing(host, songbook / slug / "lyrics.lrc")

    host.goto(f"{live.url}/songs/{slug}/words")
    for n in range(5):
        host.locator(".word:not(.kept) button.keep").first.click()
        expect(host.locator(".word.kept")).to_have_count(n + 1)
    with host.expect_download() as download:
        host.get_by_role("link", name="deck").first.click()
    deck = tmp_path / "deck.apkg"
    download.value.save_as(deck)
    assert import_deck(deck, tmp_path) == (5, 0)

    host.goto(f"{live.url}/songs/{slug}/record")
    record(host)
    invitation = join_link(host, live)

    friend = page_of(browser, errors=errors)
    friend.goto(invitation)
    friend.get_by_role("link", name="Create an account").click()
    register(friend, "mia")
    friend.get_by_role("button", name="Join the circle").click()
    friend.goto(f"{live.url}/songs/{slug}/thread")
    expect(friend.get_by_text("hanna").first).to_be_visible()
    friend.evaluate("document.querySelector('.post audio').play()")
    until(friend, "() => document.querySelector('.post audio')?.currentTime > 0.5")
    address = friend.evaluate("document.querySelector('.post audio').src")

    assert friend.request.get(address).status == 200
    stranger = page_of(browser, errors=errors)
    stranger.goto(f"{live.url}/register")
    register(stranger, "sam")
    assert stranger.request.get(address).status == 404
    assert stranger.request.get(address, headers={"Range": "bytes=0-10"}).status == 404
    assert errors == []
