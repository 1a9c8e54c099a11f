"""One app for all tests, on SQLite in memory; its rows go after each test. Nothing leaves this machine."""

import fcntl
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from canary.app import create_app
from canary.config import Settings
from canary.db import Base, db
from canary.web.context import context_of
from tests.apps import Browser, Snapshot
from tests.factories import Factory
from tests.live import furnish
from tests.music import cut
from tests.postgres import postgres

DataOf = Callable[[str], Path]
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files of browser tests among the others: they wait for songs while the others compute."""
    files = list(dict.fromkeys(item.path for item in items))
    browser = [path for path in files if path.parent.name == "browser"]
    others = [path for path in files if path.parent.name != "browser"]
    share = len(others) / (len(browser) + 1)
    place = {path: float(n) for n, path in enumerate(others)} | {path: n * share for n, path in enumerate(browser)}
    items.sort(key=lambda item: place[item.path])


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Sockets to anywhere but this machine fail at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
            raise OSError(f"tests may not connect to {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def whole_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app itself; tests ask for `app`, which cleans up behind them."""
    data = tmp_path_factory.mktemp("data")
    app = create_app(Settings(data=data, database_url="sqlite:///:memory:", rate_limits=False, background=False))
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
        app.extensions["tests.empty"] = Snapshot(app)
    return app


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The app with an empty database."""
    with whole_app.app_context():
        context_of(whole_app).fragments.clear()  # ids begin anew with each test
        yield whole_app
        whole_app.extensions["tests.empty"].restore()


@pytest.fixture
def make(app: Flask) -> Factory:
    """Makes circles, learners, songs and what hangs on them."""
    return Factory(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser."""
    return app.test_client()


@pytest.fixture(scope="session")
def songbook() -> Path:
    """The folder of the songs that come with Canary."""
    return Path(__file__).resolve().parent.parent / "songs"


@pytest.fixture(scope="session")
def cuts(songbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Three seconds of the songbook by format ("mp3"); made once, so copy what you change."""
    folder = tmp_path_factory.mktemp("cuts")

    def get(kind: str) -> Path:
        path = folder / f"cut.{kind}"
        return path if path.exists() else cut(next(songbook.glob("*/backing.mp3")), path)

    return get


@pytest.fixture
def sound(cuts: Callable[[str], Path], tmp_path: Path) -> Callable[..., Path]:
    """A fresh copy of such a piece: `sound("mp3", "name.mp3")`."""

    def get(kind: str = "mp3", name: str = "") -> Path:
        return Path(shutil.copyfile(cuts(kind), tmp_path / (name or f"song.{kind}")))

    return get


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the songbook in it, made once for all workers: making it takes a server ten seconds."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "furnished"
    with (shared / "furnished.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            furnish(shared / "furnishing")
            (shared / "furnishing").rename(folder)
    return folder


@pytest.fixture(scope="session")
def data_of(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> DataOf:
    """Makes a data folder with the songbook in it, for a server of that name."""
    lent = shutil.ignore_patterns("static")  # see `tests.published`
    return lambda name: Path(shutil.copytree(furnished, tmp_path_factory.mktemp(name) / "data", ignore=lent))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL that tests share; `settings` empties it for each."""
    with postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty database of each kind."""
    if request.param == "sqlite":
        return Settings(data=tmp_path / "data", rate_limits=False, background=False)
    address = request.getfixturevalue("postgres_server")
    found = Settings(data=tmp_path / "data", database_url=address, rate_limits=False, background=False)
    engine = create_engine(found.database)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return found
