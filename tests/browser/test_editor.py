"""The editor in a real browser: a song is timed by tapping, survives a reload, is saved, brought back and fought over."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import at_rest, become_host, join_link, page_of, register, until
from tests.browser.test_pages import findings
from tests.conftest import DataOf
from tests.live import Scheme, Server, server
from tests.sounds import cut, tag_mp3

WORDS = "Canta conmigo\nla luna sube\ny nadie duerme"
LATE = 120  # ms between a key in this test and the song's clock read from outside the page


@pytest.fixture(scope="module")
def shared(data_of: DataOf) -> Iterator[Server]:
    """One server for all these tests."""
    with server(data_of("editor")) as started:
        yield started


@pytest.fixture(scope="module")
def state(shared: Server, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The host's cookies."""
    page = page_of(browser, errors=[])
    become_host(page, shared)
    path = tmp_path_factory.mktemp("state") / "host.json"
    page.context.storage_state(path=path)
    return path


def host_of(browser: Browser, state: Path, errors: list[str], **more: Any) -> Page:
    """The host's page; what the browser complains about is collected."""
    page = browser.new_context(storage_state=state, **{"viewport": {"width": 1100, "height": 800}} | more).new_page()
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page


def upload(page: Page, live: Server, sound: Path, title: str) -> str:
    """Bring a song without lyrics; the answer is its editor's address."""
    page.goto(f"{live.url}/songs/import")
    other = 2 * (ord(sound.stem) - ord("a"))  # the same sound is taken once only
    song = tag_mp3(cut(sound, seconds=20, skip=other), title, "Ana Ruiz")
    page.locator("input[type=file]").first.set_input_files(song)
    page.get_by_label("Licence").select_option("private")
    page.get_by_role("button", name="Add these songs").click()
    expect(page.locator(".upload.done")).to_have_count(1, timeout=90_000)
    return f"{live.url}/songs/{title.casefold()}/lyrics/edit"


def opened(page: Page, address: str) -> None:
    """Open an editor and wait for the picture of the sound."""
    page.goto(address)
    until(page, "() => document.querySelector('canary-timing').dataset.wave === 'drawn'")


def tab(page: Page, name: str) -> None:
    """Turn to words, times, translations or versions."""
    page.locator(".tabs").get_by_role("button", name=name).click()


def paste(page: Page, text: str) -> None:
    """Fill in the words and go on to the times."""
    page.get_by_label("Lyrics, one line per row").fill(text)
    page.get_by_role("button", name="Continue to the times").click()


def now(page: Page) -> float:
    """The song's own clock in ms."""
    return float(page.evaluate("document.querySelector('audio').currentTime * 1000"))


def sung(page: Page, ms: float) -> None:
    """Wait until the song has gone on so far."""
    until(page, f"() => document.querySelector('audio').currentTime * 1000 > {now(page) + ms}")


def times(page: Page) -> list[list[int | None]]:
    """Start and end of each line, then the starts of its words, as the draft has them."""
    page.evaluate("dispatchEvent(new Event('pagehide'))")  # a page that is left writes its draft at once
    lines = page.evaluate(
        "(() => { const key = Object.keys(localStorage).find(k => /^canary.lyrics.\\d+.\\d+$/.test(k));"
        " return key ? JSON.parse(localStorage.getItem(key)).document.lines : [] })()"
    )
    return [[line["start"], line["end"], *(word[1] for word in line["words"])] for line in lines]


def test_a_song_is_timed_saved_and_brought_back(shared: Server, browser: Browser, state: Path, tmp_path: Path) -> None:
    errors: list[str] = []
    page = host_of(browser, state, errors)
    editor = upload(page, shared, tmp_path / "a.mp3", "Luz")
    opened(page, editor)
    paste(page, WORDS)
    expect(page.locator("[data-part=lint]")).to_contain_text("No line is timed yet")

    page.keyboard.press("Escape")
    page.locator("[data-do=play]").click()
    page.evaluate("document.querySelector('audio').playbackRate = 2")
    taps = []
    for _ in range(3):
        sung(page, 900)
        before = now(page)
        page.keyboard.press("Space")
        taps.append((before, now(page)))
    expect(page.locator("canary-timing")).to_have_attribute("data-playing", "")  # Space was a tap, not the button
    page.locator("[data-do=play]").click()
    lines = times(page)
    for (before, after), line in zip(taps, lines, strict=True):
        assert line[0] is not None
        assert before - LATE <= line[0] <= after + LATE
    assert [line[1] for line in lines] == [lines[1][0], lines[2][0], None]
    expect(page.locator(".taps .timed")).not_to_have_count(0)

    page.get_by_role("button", name="Tap words").click()
    page.locator(".taps .when").first.click()  # plays from a little before the line
    until(page, f"() => document.querySelector('audio').currentTime * 1000 > {taps[0][0]}")
    page.keyboard.press("Space")
    sung(page, 400)
    begun = now(page)
    page.keyboard.down("Space")
    sung(page, 800)
    page.keyboard.up("Space")
    most = now(page) - begun + LATE
    page.keyboard.press("Escape")
    held = (
        page.evaluate(
            "JSON.parse(localStorage.getItem(Object.keys(localStorage).find(k => /^canary.lyrics/.test(k)))).document"
        )["lines"][0]["words"]
        if times(page)
        else []
    )
    assert held[0][2] == held[1][1], "a short tap lasts until the next"
    assert 800 - LATE <= held[1][2] - held[1][1] <= most, "a long one ends when it is let go"

    page.locator(".taps b").first.click()
    first = times(page)[0][2]
    for _ in range(2):
        page.get_by_role("button", name="Move 10 ms later").click()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Alt+Shift+ArrowRight")
    assert first is not None
    assert times(page)[0][2] == first + 110
    page.keyboard.press("Control+z")
    assert times(page)[0][2] == first + 10
    page.keyboard.press("Control+Shift+z")
    assert times(page)[0][2] == first + 110

    page.locator(".taps li").nth(1).locator("p").click()
    second, third = (line[0] for line in times(page)[1:])
    assert second is not None
    assert third is not None
    page.get_by_role("button", name="Move this and all that follows").click()
    page.get_by_role("button", name="Move 100 ms earlier").click()
    assert [line[0] for line in times(page)[1:]] == [second - 100, third - 100]

    kept = times(page)
    page.reload()
    expect(page.get_by_text("You have unsaved changes from just now.")).to_be_visible()
    page.get_by_role("button", name="Continue with these changes").click()
    tab(page, "Times")
    assert times(page) == kept
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-part=said]")).to_have_text("Saved as version 1.")
    assert times(page) == []
    opened(page, editor)
    expect(page.locator("[data-part=draft]")).to_be_hidden()

    tab(page, "Lyrics")
    page.get_by_label("Lyrics, one line per row").fill(WORDS.replace("nadie", "todo"))
    tab(page, "Translations")
    page.get_by_role("combobox", name="Add a translation").press_sequentially("allem")
    page.keyboard.press("Enter")
    page.get_by_label("Translation: Deutsch, line 1").fill("Sing mit mir")
    page.keyboard.press("Enter")
    page.keyboard.type("der Mond steigt auf")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-part=said]")).to_have_text("Saved as version 2.")
    tab(page, "Versions")
    page.get_by_role("link", name="Version 1").click()
    expect(page.get_by_text("y nadie duerme")).to_be_visible()
    page.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_text("Version 1 restored")).to_be_visible()
    tab(page, "Versions")
    expect(page.locator(".versions li")).to_have_count(3)
    page.goto(f"{shared.url}/songs/luz")
    expect(page.get_by_text("nadie")).to_be_visible()
    expect(page.get_by_text("todo")).to_have_count(0)
    assert errors == []


def test_two_people_edit_at_once(shared: Server, browser: Browser, state: Path, tmp_path: Path) -> None:
    errors: list[str] = []
    host, mia = host_of(browser, state, errors), page_of(browser, errors=errors)
    mia.goto(join_link(host, shared))
    mia.get_by_role("link", name="Create an account").click()
    register(mia, "mia")
    mia.get_by_role("button", name="Join the circle").click()
    editor = upload(mia, shared, tmp_path / "b.mp3", "Sol")
    opened(host, editor)
    opened(mia, editor)

    paste(mia, "de Mia")
    mia.get_by_role("button", name="Save", exact=True).click()
    expect(mia.locator("[data-part=said]")).to_have_text("Saved as version 1.")
    paste(host, "de Hanna\ny más")
    host.get_by_role("button", name="Save", exact=True).click()
    told = host.locator("[data-part=conflict]")
    expect(told).to_contain_text("mia saved version 1 just now")

    told.get_by_role("button", name="Load their version").click()
    expect(host.locator(".taps li")).to_have_count(1)
    expect(host.locator("[data-part=draft]")).to_contain_text("saved again since then")
    host.get_by_role("button", name="Continue with these changes").click()
    expect(host.locator(".taps li")).to_have_count(2)
    host.get_by_role("button", name="Save", exact=True).click()
    told.get_by_role("button", name="Save mine").click()
    expect(host.locator("[data-part=said]")).to_have_text("Saved as version 2.")
    tab(host, "Versions")
    expect(host.locator(".versions li")).to_have_count(2)
    host.get_by_role("link", name="Version 1").click()
    expect(host.get_by_text("de Mia")).to_be_visible()
    assert [error for error in errors if "409" not in error] == []
    assert findings(host) == []


def test_a_phone_a_dragged_line_and_no_picture(shared: Server, browser: Browser, state: Path, tmp_path: Path) -> None:
    page = host_of(browser, state, [], viewport={"width": 360, "height": 760})
    editor = upload(page, shared, tmp_path / "c.mp3", "Mar")
    opened(page, editor)
    paste(page, WORDS)
    tap = page.locator("[data-part=tap]")
    tap.click()
    until(page, "() => document.querySelector('audio').currentTime > 0.5")
    begun = now(page)
    tap.click(delay=400)
    most = now(page) - begun + LATE
    tap.click()
    page.locator("[data-do=play]").click()
    lines = times(page)
    assert lines[0][0] is not None
    assert lines[0][1] is not None
    assert lines[1][0] is not None
    assert 350 <= lines[0][1] - lines[0][0] <= most
    assert lines[1][0] >= lines[0][1]
    looks: list[tuple[Scheme, int]] = [("dark", 1280), ("light", 1280), ("dark", 360), ("light", 360)]
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 760})
        for name in ("Lyrics", "Translations", "Versions", "Times"):
            tab(page, name)
            assert findings(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    page.evaluate("document.querySelector('audio').currentTime = 0")
    until(page, "() => !document.querySelector('audio').seeking")
    region = at_rest(page.locator(".wave [part~=region]").first)
    page.mouse.move(region["x"] + region["width"] / 2, region["y"] + 40)
    page.mouse.down()
    page.mouse.move(region["x"] + region["width"] / 2 + 30, region["y"] + 40, steps=4)
    page.mouse.up()
    moved = times(page)[0]
    assert moved[0] is not None
    assert 300 <= moved[0] - lines[0][0] <= 700, "half a second at sixty pixels a second"

    page.route(re.compile("wavesurfer"), lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name="Continue with these changes").click()
    tab(page, "Times")
    expect(page.get_by_text("We can’t draw this song’s waveform")).to_be_visible()
    expect(page.locator(".taps .timed").first).to_be_visible()


def test_many_lines_fit_a_phone_that_is_turned(shared: Server, browser: Browser, state: Path, tmp_path: Path) -> None:
    page = host_of(browser, state, [])
    opened(page, upload(page, shared, tmp_path / "f.mp3", "Rio"))
    paste(page, "\n".join(f"línea {n} del mar y la luna que sube" for n in range(200)))
    expect(page.locator(".taps li")).to_have_count(200)
    at_rest(page.locator(".taps"))
    page.set_viewport_size({"width": 360, "height": 760})
    at_rest(page.locator(".taps"))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_words_can_be_saved_without_scripts(shared: Server, browser: Browser, state: Path, tmp_path: Path) -> None:
    editor = upload(host_of(browser, state, []), shared, tmp_path / "d.mp3", "Paz")
    plain = browser.new_context(java_script_enabled=False, storage_state=state).new_page()
    plain.goto(editor)
    plain.get_by_label("Lyrics, plain or with LRC times").fill("[00:01.00]la paz\n[00:03.00]del mar")
    plain.get_by_role("button", name="Save lyrics").click()
    expect(plain.get_by_text("Lyrics saved.")).to_be_visible()
    plain.goto(f"{shared.url}/songs/paz")
    assert plain.locator(".lyrics li").count() == 2


def test_a_machine_reads_until_a_person_knows_better(
    shared: Server, browser: Browser, state: Path, tmp_path: Path
) -> None:
    errors: list[str] = []
    page = host_of(browser, state, errors)
    editor = upload(page, shared, tmp_path / "e.mp3", "Jib")
    opened(page, editor)
    paste(page, "우리 집에 가자\n바다가 보여")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-part=said]")).to_have_text("Saved as version 1.")
    opened(page, editor)
    tab(page, "Translations")
    expect(page.get_by_text("This is a machine reading")).to_be_visible()
    first = page.locator("[data-part=columns] input").first
    expect(first).to_have_value("uri jibe gaja")
    first.fill("uri jib-e gaja")
    expect(page.get_by_text("This is a machine reading")).to_have_count(0)
    page.get_by_role("button", name="Remove this column").click()
    page.get_by_role("button", name="Add a reading: how it sounds").click()
    page.get_by_role("button", name="Start with a machine reading").click()
    expect(first).to_have_value("uri jibe gaja")
    page.locator("[data-do=undo]").click()
    expect(first).to_have_value("")
    assert errors == []
