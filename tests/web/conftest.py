"""An app that asks for tokens and counts requests, as a server does."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.apps import another_app, empty
from tests.factories import Factory


@pytest.fixture(scope="module")
def strict_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with CSRF tokens on, on a SQLite file."""
    with another_app(tmp_path_factory.mktemp("strict"), upload_bytes=100_000) as app:
        yield app


@pytest.fixture
def strict(strict_app: Flask) -> Iterator[Flask]:
    """The same with an empty database and nothing counted yet."""
    with strict_app.app_context():
        yield strict_app
        empty()


@pytest.fixture
def people(strict: Flask) -> Factory:
    """Makes things in the strict app."""
    return Factory(strict)
