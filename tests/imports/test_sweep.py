"""Uploads that nobody needs any more go; those that wait for their turn, or are on their way in, stay."""

import os
from datetime import timedelta
from pathlib import Path

from flask import Flask

from canary.imports import work
from canary.jobs import service as jobs
from canary.web.clock import now


def test_old_uploads_go(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    for name in ("left", "left.lyrics", "waits", "waits.lyrics", "new"):
        (folder / name).write_bytes(b"x")
        if name != "new":
            os.utime(folder / name, (0, 0))
    waits = str(folder / "waits")
    jobs.ask(lambda _id: None, "import", None, now(), path=waits, sidecar=f"{waits}.lyrics")
    assert work.sweep(tmp_path, now() - timedelta(hours=1)) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["new", "waits", "waits.lyrics"]
    assert work.sweep(tmp_path / "nowhere", now()) == 0
