"""Sending words to a running Anki, in a real browser: a real collection stands behind AnkiConnect's actions."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV
from playwright.sync_api import Browser, Page, expect

from tests.anki.connect import Desk, running
from tests.anki.test_deck import bring
from tests.browser.people import page_of, register
from tests.browser.test_pages import findings
from tests.conftest import DataOf
from tests.live import FLAGS, Server, free_port, server

SONG = "/songs/el-pan-de-la-abuela"
WORDS = 6
# Copies of one card, so that the newest learner has many.
COPIED = (
    'learner_id, song_id, language, reading, sense, pos, level, meaning, credit, note, line, start, "end", '
    "line_text, line_translation, created_at"
)
MANY = f"""
    WITH RECURSIVE n(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 1100)
    INSERT INTO cards (lemma, {COPIED}) SELECT 'many' || n, {COPIED} FROM n, (SELECT * FROM cards ORDER BY id DESC LIMIT 1)
"""


@pytest.fixture(scope="module")
def live(data_of: DataOf) -> Iterator[Server]:
    """One server for all these tests; each has a learner of its own. The song's voice is there: with it sounds change."""
    with server(data_of("sending")) as started:
        end = monotonic() + 90
        while not _answers(f"{started.url}{SONG}/stems"):
            assert monotonic() < end, "the voice was not paired"
            sleep(0.2)
        yield started


@pytest.fixture(scope="module")
def port() -> int:
    """Where the tests' AnkiConnect listens: its own port may belong to a real one."""
    return free_port()


@pytest.fixture(scope="module")
def chrome(browser: Browser, port: int) -> Iterator[Browser]:
    """A Chromium for which AnkiConnect's port is ours."""
    no_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    rules = f"--host-resolver-rules=MAP 127.0.0.1:8765 127.0.0.1:{port}"
    started = browser.browser_type.launch(executable_path=_path(), args=[*FLAGS, rules, *no_sandbox])
    yield started
    started.close()


@pytest.fixture
def errors() -> list[str]:
    """What the browser complains about."""
    return []


@pytest.fixture
def page(live: Server, chrome: Browser, errors: list[str], request: pytest.FixtureRequest) -> Page:
    """Somebody who keeps six words and looks at what to take home."""
    page = page_of(chrome, errors=errors)
    page.goto(f"{live.url}/register")
    register(page, f"l{abs(hash(request.node.name)) % 10**9}")
    page.goto(f"{live.url}{SONG}/words")
    for n in range(WORDS):
        page.locator(".word .keep").nth(n).click()
        expect(page.locator(".word.kept")).to_have_count(n + 1)
    page.goto(f"{live.url}/deck")
    page.locator("canary-anki[data-ready]").wait_for()
    return page


@pytest.fixture
def desk(tmp_path: Path, port: int) -> Iterator[Desk]:
    """An Anki that is open."""
    (tmp_path / "anki").mkdir()
    with running(tmp_path / "anki", port) as opened:
        yield opened


def _answers(address: str) -> bool:
    with suppress(HTTPError), urlopen(address) as answer:
        return bool(answer.status == 200)
    return False


def _path() -> str:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))


def send(page: Page, sentence: str) -> str:
    """Press the button and wait for what it says at last."""
    page.get_by_role("button", name="Send to Anki").click()
    state = page.locator("[data-part=state]")
    expect(state).to_contain_text(sentence, timeout=30_000)
    return state.inner_text()


def test_all_arrive_with_their_sounds_and_twice_is_once(page: Page, desk: Desk, errors: list[str]) -> None:
    page.get_by_label("Hear the line, recall the meaning").check()
    assert send(page, "6 words added") == "6 words added. 0 words updated."
    collection = desk.collection
    assert collection.note_count() == 6
    media = collection.media.check()
    assert list(Path(collection.media.dir()).glob("*.mp3"))
    assert (list(media.missing), list(media.unused)) == ([], [])
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        assert card.question()
        assert card.answer()
    assert collection.card_count() == 18
    assert {deck.name for deck in collection.decks.all_names_and_ids()} >= {"Canary::El pan de la abuela"}
    assert send(page, "up to date") == "0 words added. 0 words updated. 6 words were up to date."
    assert findings(page) == []
    assert errors == []


def test_a_changed_meaning_is_updated_and_the_schedule_stays(page: Page, desk: Desk, live: Server) -> None:
    send(page, "6 words added")
    collection = desk.collection
    card = collection.get_card(collection.find_cards("card:1")[0])
    card.type, card.queue = CARD_TYPE_REV, QUEUE_TYPE_REV
    card.ivl, card.due = 40, 99
    collection.update_card(card)
    word = card.note()["Word"]
    page.goto(f"{live.url}/reviews/free")
    questions = page.evaluate("JSON.parse(document.querySelector('[data-part=questions]').textContent)")
    page.goto(live.url + next(q["card_url"] for q in questions if q["lemma"] == word))
    page.get_by_label("Meaning in this line").fill("in my own words")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{live.url}/deck")
    assert send(page, "1 word updated") == "0 words added. 1 word updated. 5 words were up to date."
    after = collection.get_card(card.id)
    assert (after.ivl, after.due, after.note()["Meaning"]) == (40, 99, "in my own words")


def test_after_the_deck_file_nothing_comes_twice(page: Page, desk: Desk, tmp_path: Path) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Anki deck").click()
    download.value.save_as(tmp_path / "canary.apkg")
    assert bring(desk.collection, tmp_path / "canary.apkg") == (6, 0)
    assert send(page, "up to date") == "0 words added. 0 words updated. 6 words were up to date."


def test_before_the_deck_file_nothing_comes_twice(page: Page, desk: Desk, tmp_path: Path) -> None:
    assert send(page, "added").startswith("6 words added. 0 words updated")
    assert "addNote" not in desk.asked
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Anki deck").click()
    download.value.save_as(tmp_path / "canary.apkg")
    assert bring(desk.collection, tmp_path / "canary.apkg") == (0, 0)
    assert desk.collection.note_count() == 6
    assert not list(Path(desk.collection.media.dir()).glob("*.apkg"))


def test_an_older_add_on_takes_word_by_word(page: Page, desk: Desk) -> None:
    desk.imports = False
    assert send(page, "added").startswith("6 words added. 0 words updated")
    assert desk.asked.count("addNote") == 6
    desk.imports = True
    assert send(page, "up to date") == "0 words added. 0 words updated. 6 words were up to date."
    page.get_by_label("Words", exact=True).select_option("known")
    send(page, "None of your words match")


def test_anki_is_not_running(page: Page) -> None:
    assert "Open Anki on this computer" in send(page, "doesn’t answer")
    expect(page.get_by_role("button", name="Send to Anki")).to_be_enabled()
    assert findings(page) == []


def test_anki_refuses_this_page(page: Page, desk: Desk) -> None:
    desk.permission = "denied"
    assert "webCorsOriginList" in send(page, "didn’t allow this page")
    assert desk.asked == ["requestPermission"]
    desk.permission = "granted"
    send(page, "6 words added")


def test_anki_asks_for_a_key(page: Page, desk: Desk) -> None:
    desk.api_key = "a secret"
    send(page, "needs a key")
    page.get_by_label("AnkiConnect key").fill("wrong")
    send(page, "needs a key")
    page.get_by_label("AnkiConnect key").fill("a secret")
    send(page, "6 words added")


def test_a_note_that_is_refused_is_named_and_comes_next_time(page: Page, desk: Desk) -> None:
    word = page.evaluate("fetch('/deck.json').then(r => r.json()).then(d => d.notes[2].values[0])")
    desk.refuses, desk.imports = {word}, False
    assert send(page, "refused").startswith("5 words added")
    expect(page.locator("[data-part=failed] li")).to_have_text([f"{word}: this note cannot be taken today"])
    assert findings(page) == []
    desk.refuses = set()
    assert send(page, "1 word added") == "1 word added. 0 words updated. 5 words were up to date."
    expect(page.locator("[data-part=failed] li")).to_have_count(0)


def test_stopping_half_way_loses_nothing(page: Page, desk: Desk) -> None:
    desk.slow = 0.5
    page.get_by_role("button", name="Send to Anki").click()
    expect(page.locator("[data-part=state]")).to_contain_text("Sending words", timeout=20_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-part=state]")).to_contain_text("Stopped.")
    desk.slow = 0
    send(page, "added. 0 words updated")
    expect(page.locator("[data-part=state]")).not_to_contain_text("Stopped")
    assert desk.collection.note_count() == 6
    assert not list(Path(desk.collection.media.dir()).glob("*.apkg"))


def test_only_what_is_chosen(page: Page, desk: Desk) -> None:
    page.get_by_label("Kept since").fill("2999-01-01")
    send(page, "None of your words match")
    assert desk.asked == []


def test_no_other_page_may_speak_to_anki(page: Page, desk: Desk, live: Server) -> None:
    page.goto(f"{live.url}/songs")
    assert page.evaluate("fetch('http://127.0.0.1:8765', {method: 'POST'}).then(() => 'in', () => 'out')") == "out"


def test_many_words_are_written_while_the_page_waits(page: Page, live: Server) -> None:
    with closing(sqlite3.connect(live.data / "canary.db", timeout=20)) as base, base:
        base.execute(MANY)
    page.get_by_role("button", name="Download Anki deck").click()
    with page.expect_download() as loaded:
        page.get_by_role("link", name="Download", exact=True).click()
    assert loaded.value.suggested_filename == "canary.apkg"
    assert findings(page) == []
