"""Addresses that leave the site begin with CANARY_URL, and requests for names that aren't ours are refused."""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canary import config
from canary.config import PACKAGE, Settings, SettingsError
from canary.db import db
from canary.songs.models import Song
from tests.apps import another_app, logged_in
from tests.factories import Factory

URL = "https://songs.example"
EVIL = ("evil.com", "evil.com:443", "songs.example.evil.com", "evilsongs.example", "localhost.evil.com", "songs.example@evil.com")  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    """A site with an address, a circle of Ana's, and Bea in it."""
    with another_app(tmp_path, url=URL, hosts="www.songs.example, 10.0.0.7") as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            make = Factory(app)
            circle = make.circle()
            make.learner("ana", circle, role="host", is_host=True)
            make.learner("bea", circle)
            song = make.song("Song 1", circle)
            make.week(circle, song)
            db.session.remove()
        yield app


def ana(site: Flask) -> FlaskClient:
    return logged_in(site, "u-ana")


def asked(client: FlaskClient, path: str, host: str) -> str:
    """The page that a logged-in browser gets by another name of the server."""
    cookie = client.get_cookie("canary")
    assert cookie is not None
    bare = client.application.test_client(use_cookies=False)
    answer = bare.get(path, headers={"Host": host, "Cookie": f"canary={cookie.value}"})
    assert answer.status_code == 200
    return answer.text


def test_links_that_leave_the_site_begin_with_its_address(site: Flask) -> None:
    client = ana(site)
    client.post("/circle/feeds")
    for host in ("localhost", "songs.example", "10.0.0.7"):
        page = asked(client, "/circle", host)
        assert f'value="{URL}/join/' in page
        feed = re.findall(rf'value="{URL}(/feeds/[^"]+)"', page)
        assert [path.rpartition(".")[2] for path in feed] == ["ics", "atom"]
        assert f"http://{host}" not in page
        for path in feed:
            body = asked(client, path, host).replace("\r\n ", "")
            assert f"{URL}/weeks/" in body
            assert f"http://{host}" not in body


def test_a_password_link_of_a_host_begins_with_its_address(site: Flask) -> None:
    page = ana(site).post("/circle/members/2", data={"do": "password"}).text
    assert f"{URL}/password/new/" in page
    assert "http://localhost" not in page


@pytest.mark.parametrize("address", ["/", "/circle", "/login", "/songs/song-1", "/nowhere", "/songs/song-1/deck.apkg"])
def test_other_names_are_refused(site: Flask, address: str) -> None:
    for host, method in itertools.product(EVIL, ("GET", "POST")):
        answer = ana(site).open(address, method=method, headers={"Host": host})
        assert answer.status_code == 400
        assert f"This site isn’t at the address that you opened. Open {URL} instead." in answer.text
        assert "evil" not in answer.text
    answer = ana(site).get(address, headers={"Host": EVIL[0], "Accept": "application/json"})
    assert answer.get_json()["error"].startswith("This site isn’t at the address")


def test_a_proxy_that_passes_on_any_name(tmp_path: Path) -> None:
    with another_app(tmp_path, url=URL, proxies=1) as app:
        for name, status in (("songs.example", 200), ("evil.com", 400)):
            assert app.test_client().get("/login", headers={"X-Forwarded-Host": name}).status_code == status


@pytest.mark.parametrize("host", ["songs.example", "SONGS.example:8443", "www.songs.example", "10.0.0.7:8000", "localhost", "127.0.0.1:8000", "[::1]:8000"])  # fmt: skip
def test_names_of_ours(site: Flask, host: str) -> None:
    assert site.test_client().get("/login", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["canary.local", "192.168.1.7:8000", "localhost:8000"])
def test_without_an_address_any_name_works(app: Flask, make: Factory, host: str) -> None:
    learner = make.learner("ana", make.circle(), role="host")
    page = asked(make.client(learner), "/circle", host)
    assert f'value="http://{host}/join/' in page


def test_a_deck_leads_to_the_site(site: Flask) -> None:
    client = ana(site)
    with site.app_context():
        word = Factory(site).word(db.session.scalars(select(Song)).one())
        word_id = word.id
        db.session.remove()
    client.post("/songs/song-1/words/keep", data={"word": str(word_id)})
    deck = zipfile.ZipFile(io.BytesIO(client.get("/songs/song-1/deck.apkg").data))
    cards = b"".join(deck.read(name) for name in deck.namelist() if name.startswith("collection"))
    assert f"{URL}/songs/song-1".encode() in cards
    assert b"http://localhost" not in cards


def test_only_one_file_makes_absolute_addresses() -> None:
    makers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r" _external=True|request\.(host_url|url_root|base_url|url)\b", path.read_text())
    }
    assert makers == {"web/hosts.py", "web/guard.py"}, "guard.py compares addresses, and makes none"


@pytest.mark.parametrize(
    ("url", "hosts", "allowed"),
    [
        ("", "", set()),
        ("https://Songs.Example:8443", "", {"songs.example"}),
        ("https://bücher.example", "", {"xn--bcher-kva.example"}),
        ("", "a.example b.example", {"a.example", "b.example"}),
    ],
)
def test_allowed_hosts(tmp_path: Path, url: str, hosts: str, allowed: set[str]) -> None:
    found = Settings(data=tmp_path, url=url, hosts=hosts).allowed_hosts
    assert found == (allowed | {"127.0.0.1", "localhost", "::1"} if allowed else set())


@pytest.mark.parametrize(
    "values",
    [{"CANARY_URL": "songs.example"}, {"CANARY_URL": "https://songs.example/"}, {"CANARY_URL": "https://"}, {"CANARY_HOSTS": "https://a"}, {"CANARY_HOSTS": "*"}],
)  # fmt: skip
def test_settings_that_name_no_site(values: dict[str, str]) -> None:
    (name,) = values
    with pytest.raises(SettingsError, match=f"{name}: write"):
        config.load(values)
