"""A fresh server and a Chromium with a made-up microphone, for each test that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

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
