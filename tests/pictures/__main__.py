"""`python -m tests.pictures`: the main pages at 360 and 1280 px, light and dark, in tests/pictures/; song.png is the README's."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.people import become_host, page_of, until, words_of
from tests.live import chromium, server

FOLDER = Path(__file__).resolve().parent
SONGS = FOLDER.parent.parent / "songs"
SONG, JAPANESE = "/songs/el-pan-de-la-abuela", "/songs/tadaima"
VISITOR = {"welcome": "/", "songs": "/songs", "login": "/login", "lost": "/nowhere"}
HOST = {
    "home": "/", "song": SONG, "song-ja": JAPANESE, "words": f"{SONG}/words", "thread": f"{SONG}/thread",
    "record": f"{SONG}/record", "import": "/songs/import", "weeks": "/weeks", "circle": "/circle", "account": "/account",
}  # fmt: skip


def talk(page: Page, url: str) -> None:
    """Fill the thread a little, and keep some words."""
    for text in (
        "**Sobremesa** has no word in English. We say “sitting around the table”, but nobody has a name for the best part.",
        "In Seville it can last longer than the meal. ¿Y en tu casa?",
    ):
        page.goto(f"{url}{SONG}/thread")
        page.get_by_label("Your post").fill(text)
        page.get_by_role("button", name="Post").click()
        page.wait_for_load_state()
    page.goto(f"{url}{SONG}/words")
    for _ in range(3):
        page.locator(".word:not(.kept) button.keep").first.click()
        page.wait_for_timeout(200)


def sing(page: Page, slug: str) -> None:
    """Sing into the middle of the sixth line, and stay there."""
    words = [word for word in words_of(SONGS / slug / "lyrics.lrc") if word[0] == 6]
    at = words[len(words) // 2][1] + 60
    until(page, "() => document.querySelector('canary-player').dataset.ready !== undefined")
    page.locator("[data-do=play]").click()
    page.evaluate(f"document.querySelector('audio').currentTime = {(at - 900) / 1000}")
    until(page, f"() => document.querySelector('audio').currentTime > {at / 1000}")
    page.locator("[data-do=play]").click()
    page.wait_for_timeout(500)


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as folder, server(Path(folder) / "data") as live, chromium() as browser:
        first = page_of(browser, errors=[])
        become_host(first, live, "Ana")
        talk(first, live.url)
        state = Path(folder) / "ana.json"
        first.context.storage_state(path=state)
        for width, height in ((360, 760), (1280, 820)):
            for scheme in ("light", "dark"):
                for pages, who in ((VISITOR, None), (HOST, state)):
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, color_scheme=scheme, storage_state=who
                    )
                    page = context.new_page()
                    for name, address in pages.items():
                        page.goto(live.url + address)
                        page.wait_for_load_state("networkidle")
                        if name.startswith("song") and name != "songs":
                            sing(page, address.split("/")[2])
                        whole = not name.startswith("song") or name == "songs"
                        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png", full_page=whole)
                    context.close()
        page = browser.new_context(viewport={"width": 1180, "height": 720}, device_scale_factor=1.5).new_page()
        page.goto(live.url + SONG)
        sing(page, "el-pan-de-la-abuela")
        page.screenshot(path=FOLDER / "song.png")


if __name__ == "__main__":
    main()
