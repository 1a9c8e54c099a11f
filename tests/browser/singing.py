"""Songs for the tests of the player, and what its learners do."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

from canary.lyrics import timing
from canary.lyrics.model import Layer, Line, Lyrics, Syllable, Word
from tests.bench.clicks import WORDS, starts
from tests.browser.people import painted, until
from tests.factories import Factory
from tests.live import Server

AUDIO = "document.querySelector('audio')"
LIT = """() => {
    const light = document.querySelector(".lyrics .light").getBoundingClientRect();
    const pane = document.querySelector(".lyrics .pane").getBoundingClientRect();
    const across = pane.top === light.top;
    return 100 * (across ? pane.right - light.left : pane.bottom - light.top) / (across ? light.width : light.height);
}"""


def duet() -> Lyrics:
    """Four lines, three times, two voices, two translations, two readings, one of them made by a machine."""
    texts = (("夕焼け", "の"), ("坂道",), ("ただいま", "と"), ("おかえり",)) * 3
    lines = []
    for n, words in enumerate(texts):
        start = 1000 + 3000 * n
        row = tuple(Word(w, start + 1000 * k, start + 1000 * k + 900, "") for k, w in enumerate(words))
        lines.append(Line("".join(words), start, start + 2500, row, ("F", "M", "M", "D")[n % 4]))
    layers = (
        Layer("translation", "fr", ("le soir", "la côte", "me voilà", "te voilà") * 3),
        Layer("translation", "en", ("evening glow", "the hill", "I am home", "welcome home") * 3),
        Layer("reading", "ja", ("ゆうやけ の", "さかみち", "ただいま と", "おかえり") * 3, name="kana"),
        Layer("reading", "ja", ("yūyake no", "sakamichi", "tadaima to", "okaeri") * 3, machine=True, name="romaji"),
    )
    return Lyrics(tuple(lines), layers, {"F": "Hana"}, "word")


def lines_only() -> Lyrics:
    """Arabic, timed by the line only."""
    texts = ("صباح الخير يا جاري", "صباح النور يا داري", "القهوة على النار")
    return Lyrics(tuple(Line(t, 1000 + 2000 * n, 2800 + 2000 * n) for n, t in enumerate(texts)), timing="line")


def syllables() -> Lyrics:
    """One word of two syllables, the second of which comes late."""
    parts = (Syllable("lu", 1000, 1200), Syllable("na", 2800, 3000))
    return Lyrics((Line("luna", 1000, 3000, (Word("luna", 1000, 3000, "", parts),)),), timing="word")


def torn() -> Lyrics:
    """A word that a narrow screen shows in two rows."""
    words = (Word("我们一起唱歌在这个美丽的夜", 1000, 3000, ""), Word("在听", 3500, 4500, ""))
    return Lyrics((Line("".join(w.text for w in words), 1000, 4500, words),), timing="word")


def long_line() -> Lyrics:
    """One line of eighty words, and a last one that is sung to the very end of the song."""
    words = tuple(Word(f"palabra{n}", 1000 + 300 * n, 1290 + 300 * n) for n in range(80))
    last = Line("fin", 25_000, 120_000, (Word("fin", 25_000, 120_000, ""),))
    return Lyrics((Line(" ".join(w.text for w in words), 1000, 25_000, words), last), timing="word")


def more(make: Factory, key: str) -> None:
    """The songs that these tests need beside the clicks."""
    values: dict[str, Any] = {"audio_key": key, "audio_mime": "audio/wav"}
    make.song("Duet", text=duet(), language="ja", audio_hash="duet", **values)
    make.song("Lines", text=lines_only(), language="ar", audio_hash="lines", **values)
    make.song("Syllables", text=syllables(), audio_hash="syllables", **values)
    make.song("Torn", text=torn(), language="zh", audio_hash="torn", **values)
    make.song("Guessed", text=timing.estimate(lines_only(), "ar", 9000), language="ar", audio_hash="guessed", **values)
    make.song("Long", text=long_line(), audio_hash="long", **values)
    make.song("Missing", audio_key="no/such-file.mp3")
    make.song("Broken")  # its file is a text


def visit(context: BrowserContext, songs: Server, name: str) -> Page:
    """The page of a song, come to life."""
    page = context.new_page()
    page.goto(f"{songs.url}/songs/{name}")
    page.locator("canary-player[data-ready]").wait_for()
    if "broken" not in name and "missing" not in name:
        until(page, f"() => {AUDIO}.readyState >= 1")
    return page


def lit(page: Page) -> float:
    """How far the light has come through the word or the mark that it is in, in %."""
    return float(page.evaluate(LIT))


def play(page: Page) -> None:
    page.locator("[data-do=play]").click()
    until(page, f"() => !{AUDIO}.paused && {AUDIO}.readyState >= 3 && !{AUDIO}.seeking")


def place(page: Page) -> float:
    """Where the audio is, in ms."""
    return float(page.evaluate(f"{AUDIO}.currentTime * 1000"))


def go(page: Page, ms: float) -> None:
    """Put the audio somewhere and wait until it is there and shown."""
    page.evaluate(
        f"ms => new Promise(done => {{ {AUDIO}.addEventListener('seeked', done, {{once: true}});"
        f" {AUDIO}.currentTime = ms / 1000 }})",
        ms,
    )
    painted(page, 3)


def line(page: Page) -> str | None:
    """The current line's number."""
    return page.locator("canary-player").get_attribute("data-line")


def line_starts() -> list[int]:
    return starts()[::WORDS]
