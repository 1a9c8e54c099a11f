"""A fresh server and a Chromium with a made-up microphone, for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.bench.clicks import served
from tests.browser.pairs import meet
from tests.browser.singing import more
from tests.live import Server, chromium, server

MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each opens contexts of its own."""
    with chromium(MICROPHONE) as started:
        yield started


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Server]:
    """A server on an empty data folder."""
    with server(tmp_path / "data") as started:
        yield started


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the songs of `singing`, for all tests of a file."""
    with served(tmp_path_factory.mktemp("player") / "data", more) as live:
        yield live


@pytest.fixture(scope="session")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in the middle of a week, with the pairs of `pairs`."""
    with served(tmp_path_factory.mktemp("weekly") / "data", meet) as started:
        yield started


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing yet."""
    made = browser.new_context(viewport={"width": 1000, "height": 760})
    yield made
    made.close()
