"""A first start loads the songbook, and the server's process doesn't keep what that needs."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from canary.config import ROOT
from canary.imports import service as imports
from canary.vocab.analyse import tokens
from tests.apps import another_app
from tests.live import server

ANALYSERS = ("fugashi", "kiwipiepy", "rjieba", "numpy")


def libraries(pid: int) -> str:
    return Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")


def test_the_analysers_stay_out_of_the_server(tmp_path: Path) -> None:
    with server(tmp_path) as live, closing(sqlite3.connect(tmp_path / "canary.db")) as rows:
        (count,) = rows.execute("SELECT count(*) FROM songs WHERE source != ''").fetchone()
        assert count == len(list((ROOT / "songs").glob("*/song.toml")))
        assert [name for name in ANALYSERS if name in libraries(live.process.pid)] == []
    with another_app(tmp_path) as app, app.app_context():
        assert not imports.songbook_changed(ROOT / "songs")


def test_an_analyser_shows_in_the_maps_of_its_process() -> None:
    tokens("ただいま", "ja")
    assert "fugashi" in libraries(os.getpid()), "so the test above can fail"
