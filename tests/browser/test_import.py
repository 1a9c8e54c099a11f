"""Songs dropped on the page in a real browser: one with lyrics in its tags, one with a lyrics file beside it."""

from pathlib import Path

from playwright.sync_api import Browser, Route, expect

from tests.browser.people import become_host, lit, page_of, until
from tests.live import Server
from tests.sounds import cut, tag_mp3

EMBEDDED = "[00:01.00]La luna sube despacio\n[00:03.00]y la ciudad se duerme\n[00:05.00]nadie cierra la ventana\n"
BESIDE = "[00:01.00]<00:01.00>Uno <00:01.60>dos <00:02.20>tres<00:02.80>\n[00:04.00]<00:04.00>cuatro <00:05.00>cinco<00:06.00>\n"


def test_songs_with_lyrics_inside_and_beside(live: Server, browser: Browser, tmp_path: Path) -> None:
    inside = tag_mp3(cut(tmp_path / "a.mp3"), "La luna", "Ana Ruiz", EMBEDDED)
    beside = tag_mp3(cut(tmp_path / "Contar.mp3", skip=20), "Contar", "Luis")
    lyrics = tmp_path / "Contar.lrc"
    lyrics.write_text(BESIDE)
    broken = tmp_path / "broken.mp3"
    broken.write_text("this is a text")

    errors: list[str] = []
    page = page_of(browser, errors=errors)
    become_host(page, live)
    page.goto(f"{live.url}/songs/import")
    page.locator("input[type=file]").first.set_input_files([inside, beside, lyrics, broken])
    page.get_by_label("Licence").select_option("private")
    page.get_by_role("button", name="Add these songs").click()
    expect(page.locator(".upload.done")).to_have_count(2, timeout=90_000)
    expect(page.locator(".upload.failed")).to_have_count(1, timeout=90_000)

    page.goto(f"{live.url}/songs/la-luna")
    expect(page.get_by_text("Ana Ruiz").first).to_be_visible()
    expect(page.locator(".lyrics li")).to_have_count(3)
    expect(page.get_by_text("estimated").first).to_be_visible()

    page.goto(f"{live.url}/songs/contar#play")
    page.evaluate("document.querySelector('audio').play()")
    until(page, "() => document.querySelector('audio').currentTime > 1.7")
    page.evaluate("document.querySelector('audio').pause()")
    page.evaluate("document.querySelector('audio').currentTime = 1.8")
    until(page, "() => document.querySelector('.lyrics b.on')?.textContent.trim() === 'dos'")
    assert lit(page)[1:] == (1, "dos")
    assert errors == []


def test_a_collection_waits_its_turn_behind_one_bar(live: Server, browser: Browser, tmp_path: Path) -> None:
    files = [tag_mp3(cut(tmp_path / f"{n}.mp3", skip=40 + n), f"Song {n}", "Luis", EMBEDDED) for n in range(3)]
    errors: list[str] = []
    page = page_of(browser, errors=errors)
    become_host(page, live)
    page.goto(f"{live.url}/songs/import")
    asked = []

    def refuse_once(route: Route) -> None:
        asked.append(route.request.method)
        if len(asked) == 2:
            route.fulfill(status=429, headers={"Retry-After": "2"}, json={"error": "That was a lot."})
        else:
            route.continue_()

    page.route("**/songs/import", refuse_once)
    page.locator("input[type=file]").first.set_input_files(files)
    page.get_by_label("Licence").select_option("private")
    page.get_by_role("button", name="Add these songs").click()
    expect(page.get_by_text("The server is busy.")).to_be_visible()
    whole = page.get_by_role("progressbar", name="All songs")
    expect(whole).to_have_attribute("max", "3")
    expect(page.locator(".upload.done")).to_have_count(3, timeout=90_000)
    expect(page.get_by_text("3 of 3 songs", exact=True)).to_be_visible()
    assert len(asked) == 4
    assert [error for error in errors if "429" not in error] == []
