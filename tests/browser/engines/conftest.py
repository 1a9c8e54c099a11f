"""One server for all three engines, behind a gate that can be shut; one browser an engine, in which two people sit."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from canary.circles import service as circles
from canary.learners import service as learners
from canary.lyrics.model import Line, Lyrics
from canary.vocab import service as vocab
from tests.bench.clicks import served
from tests.browser.engines.drivers import driving
from tests.browser.engines.gate import Gate
from tests.browser.engines.seat import Seat
from tests.conftest import DataOf
from tests.factories import NOW, Factory
from tests.live import PASSWORD

ENGINES = ("chromium", "firefox", "webkit")
LINES = ("La luna sube", "canta la abuela", "el café está caliente")


def scene(make: Factory, key: str) -> None:
    """A circle of two for each engine, and a short song whose words have meanings."""
    text = Lyrics(tuple(Line(t, 400 + 900 * n, 1100 + 900 * n) for n, t in enumerate(LINES)), timing="line")
    values: dict[str, Any] = {"audio_key": key, "audio_mime": "audio/wav", "audio_hash": "short"}
    glossary = [
        vocab.Meaning(lemma, "NOUN", {"en": meaning}) for lemma, meaning in (("luna", "moon"), ("abuela", "granny"))
    ]
    song_id = make.song("Short", text=text, **values).id
    vocab.keep_glossary(song_id, glossary)
    vocab.keep(song_id, vocab.draw(text, "es", glossary))
    for engine in ENGINES:
        circle_id = make.circle(name=f"The circle in {engine}").id
        for name in ("ana", "bruno"):
            circles.join(learners.register(f"{name}.{engine}", PASSWORD, "", NOW).id, circle_id, NOW)


@pytest.fixture(scope="module")
def gate(data_of: DataOf) -> Iterator[Gate]:
    """The way to the server."""
    with served(data_of("engines"), scene, CANARY_BACKGROUND="yes") as live, Gate(live.url) as gate:
        yield gate


@pytest.fixture(scope="module", params=ENGINES)
def seat(
    request: pytest.FixtureRequest, gate: Gate, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seat]:
    """A browser with one engine, at which people take turns."""
    engine = str(request.param)
    try:
        with driving(engine, tmp_path_factory.mktemp(engine), browser) as driver:
            driver.size(1280, 960)
            yield Seat(driver, gate.url, engine)
    except FileNotFoundError as missing:
        sentence = f"This needs {missing}: run `sh tests/engines.sh` as root, or install it."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
