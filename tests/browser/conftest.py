"""Servers with the songbook, each on a copy of one data folder, and a Chromium with a made-up microphone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.bench.clicks import served
from tests.browser.longer import Visits
from tests.browser.pairs import meet
from tests.browser.singing import more
from tests.conftest import DataOf
from tests.live import Server, chromium, server
from tools import pseudo

# Nothing passes by waiting longer, and beside a load of eight a page needs four times as long.
SECONDS = 30
expect.set_options(timeout=SECONDS * 1000)
MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each opens contexts of its own."""
    with chromium(MICROPHONE) as started:
        yield started


@pytest.fixture(scope="session", autouse=True)
def _longer_language(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Servers also speak the pseudo-language, and pages are looked at in it before their server stops."""
    folder, visits = tmp_path_factory.mktemp("languages"), Visits()
    pseudo.write(folder)
    visits.watch(browser)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANARY_TRANSLATIONS", str(folder))
        patch.setattr("tests.live.BEFORE_STOP", [visits.look])
        yield


@pytest.fixture
def live(data_of: DataOf) -> Iterator[Server]:
    """A server that nobody has used, with the songbook loaded."""
    with server(data_of("live")) as started:
        yield started


@pytest.fixture(scope="module")
def songs(data_of: DataOf) -> Iterator[Server]:
    """A server with the songs of `singing`, for all tests of a file."""
    with served(data_of("player"), more) as live:
        yield live


@pytest.fixture(scope="session")
def weekly(data_of: DataOf) -> Iterator[Server]:
    """A server in the middle of a week, with the pairs of `pairs`."""
    with served(data_of("weekly"), meet) as started:
        yield started


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that remembers nothing yet."""
    made = browser.new_context(viewport={"width": 1000, "height": 760})
    yield made
    made.close()
