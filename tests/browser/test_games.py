"""Every game is played to its end in a real browser: with a song that has its voice, with clips, and in silence."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from canary.circles import service as circles
from canary.learners import service as learners
from canary.lyrics.model import Line, Lyrics
from canary.vocab import service as vocab
from canary.web.context import context_of
from tests.bench.clicks import served, sound
from tests.browser.people import until
from tests.browser.test_pages import findings
from tests.conftest import DataOf
from tests.factories import NOW, Factory
from tests.live import PASSWORD, Scheme, Server

TEXTS = (
    "La luna sube despacio", "canta la abuela en la cocina", "el café está caliente", "mi hermano compra naranjas",
    "la calle duerme tranquila", "un perro ladra en la puerta", "la canción termina mañana",
)  # fmt: skip
# The game's sounds are in no element of the page: they are collected where they are made.
HEAR = "const A = window.Audio; window.sounds = []; window.Audio = class extends A { constructor(s) { super(s); window.sounds.push(this); } };"
SOUND = "window.sounds[0]"


def lyrics(*, timed: bool) -> Lyrics:
    """Seven lines, a second each with half a second between them."""
    lines = (Line(t, 1000 + 1500 * n, 2000 + 1500 * n) if timed else Line(t) for n, t in enumerate(TEXTS))
    return Lyrics(tuple(lines), timing="line" if timed else "none")


def scene(make: Factory, key: str) -> None:
    """A song with its voice in it, one with stems, one without times, and ana, who has an account."""
    stems = context_of(make.app).store.put(sound(stems=True), ".wav")
    values: dict[str, Any] = {"audio_key": key, "audio_mime": "audio/wav"}
    glossary = [
        vocab.Meaning("luna", "NOUN", {"en": "moon"}),
        vocab.Meaning("abuela", "NOUN", {"en": "grandmother"}),
        vocab.Meaning("café", "NOUN", {"en": "coffee"}),
    ]
    for title, more in (("Voice", {}), ("Stems", {"stems_key": stems}), ("Silence", {})):
        text = lyrics(timed=title != "Silence")
        song_id = make.song(title, text=text, audio_hash=title, **values | more).id
        vocab.keep_glossary(song_id, glossary)
        vocab.keep(song_id, vocab.draw(text, "es", glossary))
    circle_id = make.circle().id
    circles.join(learners.register("ana", PASSWORD, "", NOW).id, circle_id, NOW)


@pytest.fixture(scope="module")
def live(data_of: DataOf) -> Iterator[Server]:
    """A server with these songs."""
    with served(data_of("games"), scene) as started:
        yield started


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must not complain."""
    wrong: list[str] = []
    context.add_init_script(HEAR)
    page = context.new_page()
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []


def dealt(page: Page, live: Server, song: str, game: str, level: int = 2, seed: int = 5) -> dict[str, Any]:
    """Open a game and read what was dealt."""
    page.goto(f"{live.url}/songs/{song}/play?game={game}&level={level}&seed={seed}")
    page.locator("canary-game[data-ready]").wait_for()
    return dict(json.loads(page.locator("canary-game script").text_content() or "{}"))


def start(page: Page) -> None:
    page.get_by_role("button", name="Start").click()


def gaps_of(deal: dict[str, Any]) -> list[tuple[int, str]]:
    return [(item["n"], p["answer"]) for item in deal["items"] for p in item["parts"] if isinstance(p, dict)]


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def results(page: Page) -> str:
    page.locator("[data-part=results]").wait_for(state="visible")
    return page.locator("[data-part=did]").inner_text()


@pytest.mark.parametrize("song", ["voice", "stems"])
def test_gaps_are_filled_while_the_song_plays_and_waits(live: Server, page: Page, song: str) -> None:
    deal = dealt(page, live, song, "gaps", 1)
    assert deal["sound"] == {"voice": "song", "stems": "lines"}[song]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    start(page)
    for n, answer in gaps_of(deal):
        choice = page.get_by_role("button", name=answer, exact=True)
        choice.wait_for()
        expect(page.locator("[data-part=said]")).to_have_text("The song is waiting for your answer.", timeout=9000)
        if song == "voice":
            at = page.evaluate(f"{SOUND}.currentTime * 1000")
            assert abs(at - deal["lines"][str(n)]["end"]) < 150, "it waits at the end of the line"
        assert page.evaluate(f"{SOUND}.paused || {SOUND}.ended")
        choice.click()
        expect(page.locator("[data-part=said]")).to_contain_text("Right.")
    count = len(gaps_of(deal))
    done = results(page)
    assert done.startswith(f"You worked on {count} words. You got {count} right on the first try.")
    assert done.endswith(f"You earned {10 * count} points, which only you can see.")
    assert ("Longest streak: 3." in done) == (count == 3)


def test_the_line_that_is_heard(live: Server, page: Page) -> None:
    deal = dealt(page, live, "stems", "listen")
    clips: list[int] = []
    page.on("response", lambda r: clips.append(r.status) if r.url.endswith("/sound") else None)
    start(page)
    for k, item in enumerate(deal["items"]):
        until(page, f"() => {SOUND}.src.endsWith('/lines/{item['n'] + 1}/sound')")
        right = item["options"].index(item["n"])
        if k == 0:
            wrong = (right + 1) % len(item["options"])
            page.keyboard.press(str(wrong + 1))
            expect(page.locator("[data-part=said]")).to_contain_text("Not yet.")
        page.keyboard.press(str(right + 1))
        expect(page.locator("[data-part=said]")).to_contain_text("Right.")
        page.keyboard.press("Enter")
    assert f"You worked on {len(deal['items'])} lines" in results(page)
    assert clips
    assert set(clips) <= {200, 206, 304}


def test_a_line_is_put_in_order_with_the_keyboard(live: Server, page: Page) -> None:
    deal = dealt(page, live, "silence", "order")
    start(page)
    for k, item in enumerate(deal["items"]):
        bank, row = page.locator(".bank .chip"), page.locator(".answer-row .chip")
        expect(bank).to_have_count(len(item["pieces"]))
        if k == 0:  # two the wrong way round, then put right with an arrow
            last = page.locator(".bank").get_by_text(item["answer"][1], exact=True)
            last.press("Enter")
            page.locator(".bank").get_by_text(item["answer"][0], exact=True).press("Enter")
            row.nth(1).press("ArrowLeft")
            assert row.all_inner_texts() == item["answer"][:2]
        for text in item["answer"][2 if k == 0 else 0 :]:
            page.locator(".bank").get_by_text(text, exact=True).first.press("Enter")
        expect(page.locator("[data-part=said]")).to_contain_text("Right.")
        page.keyboard.press("Enter")
    assert f"{len(deal['items'])} right on the first try" in results(page)


def test_pieces_are_dragged(live: Server, page: Page) -> None:
    item = dealt(page, live, "silence", "order")["items"][0]
    start(page)
    row = page.locator(".answer-row")
    for text in reversed(item["answer"]):
        before = row.locator(".chip").first
        chip = page.locator(".bank").get_by_text(text, exact=True).first
        if before.count():
            chip.drag_to(before, target_position={"x": 2, "y": 10})
        else:
            chip.drag_to(row)
    expect(page.locator("[data-part=said]")).to_contain_text("Right.")


def test_the_word_that_is_not_sung(live: Server, page: Page) -> None:
    deal = dealt(page, live, "voice", "swap")
    start(page)
    for k, item in enumerate(deal["items"]):
        words = page.locator(".pick-word")
        expect(words).to_have_count(len(item["parts"]) // 2)
        assert page.locator(".sung-line").inner_text() == "".join(item["parts"])
        right = item["wrong"] // 2
        if k == 0:  # twice wrong: then it is shown
            for n in [n for n in range(words.count()) if n != right][:2]:
                words.nth(n).click()
            expect(page.locator("[data-part=said]")).to_have_text(f"The answer is “{item['sung']}”.")
        else:
            words.nth(right).click()
            expect(page.locator("[data-part=said]")).to_have_text(f"Right. “{item['sung']}” is sung.")
        go_on(page)
    assert f"You worked on {len(deal['items'])} lines" in results(page)
    expect(page.get_by_role("link", name="Log in").last).to_be_visible()


def test_a_dictation_is_slow_and_marks_what_is_there(live: Server, page: Page) -> None:
    deal = dealt(page, live, "voice", "dictation", 2)
    start(page)
    for k, item in enumerate(deal["items"]):
        until(page, f"() => !{SOUND}.paused && {SOUND}.playbackRate === 0.75")
        text = deal["lines"][str(item["n"])]["text"]
        field = page.get_by_label("What you hear")
        if k == 0:
            field.fill(text.rsplit(" ", 1)[0])
            page.keyboard.press("Enter")
            count = len(item["words"])
            expect(page.locator("[data-part=said]")).to_have_text(f"Not yet. {count - 1} of {count} words are right.")
        field.fill(text)
        page.keyboard.press("Enter")
        expect(page.locator("[data-part=said]")).to_contain_text("Right.")
        page.keyboard.press("Enter")
    results(page)


def test_a_song_without_times_says_what_works(live: Server, page: Page) -> None:
    page.goto(f"{live.url}/songs/silence/play")
    expect(page.locator(".choose button")).to_have_count(2)
    expect(page.locator(".flash")).to_contain_text("Nobody has timed this song’s lines yet")
    page.goto(f"{live.url}/songs/silence/play?game=listen")
    expect(page.get_by_role("heading", name="This game needs the sound of each line")).to_be_visible()


def test_a_missed_word_is_kept_as_a_card(live: Server, page: Page) -> None:
    page.goto(f"{live.url}/login")
    page.get_by_label("Username", exact=True).fill("ana")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)
    deal = dealt(page, live, "silence", "gaps", 2)
    start(page)
    for _ in gaps_of(deal):
        page.get_by_role("button", name="Show answer").click()
        go_on(page)
    results(page)
    lemma = page.locator(".care .lemma").first.inner_text()
    page.locator(".care button").first.click()
    expect(page.locator(".care button").first).to_have_text("Saved ✓")
    expect(page.locator("[data-part=told]")).to_have_text(f"{lemma} is saved as a card.")
    page.reload()
    assert json.loads(page.locator("canary-game script").text_content() or "{}")["cards"][lemma]["kept"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
@pytest.mark.parametrize("game", ["", "gaps", "listen", "order", "swap", "dictation"])
def test_axe_finds_nothing(live: Server, browser: Browser, game: str, scheme: Scheme, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 780}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{live.url}/songs/voice/play" + (f"?game={game}&level=3&seed=1" if game else ""))
    assert findings(page) == []
    if game:
        start(page)
        page.locator("[data-part=stage] :is(button, input)").first.wait_for()
        assert findings(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    context.close()


def test_without_scripts_the_gaps_are_on_paper(live: Server, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live.url}/songs/voice/play?game=gaps&level=2&seed=1")
    expect(page.get_by_text("The missing words")).to_be_visible()
    expect(page.locator("canary-game")).to_be_hidden()
