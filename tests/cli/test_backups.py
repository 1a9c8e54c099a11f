"""Backups of servers that are in use, put back; and backups that can't be."""

import shutil
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from canary import migrate
from canary.cli import backups
from canary.cli.backups import BackupFailed
from canary.config import Settings, secret_key
from canary.db import db, writing
from canary.learners.models import Learner
from canary.songs.models import Song
from canary.web.context import context_of
from tests.apps import another_app
from tests.factories import NOW, Factory


def furnished(settings: Settings) -> Flask:
    """An app with a circle, a learner and a song on a database of either kind."""
    migrate.upgrade(settings)
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app, app.app_context():
        make = Factory(app)
        make.learner("ana", make.circle())
        make.song("Luz")
        secret_key(settings)
        db.session.remove()
        db.engine.dispose()
    return app


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a learner and a song; copy what you change."""
    data = tmp_path_factory.mktemp("kept") / "data"
    furnished(Settings(data=data, rate_limits=False, background=False))
    return data


@pytest.fixture
def sqlite(kept: Path, tmp_path: Path) -> Settings:
    """Settings of a copy of that folder."""
    return Settings(data=Path(shutil.copytree(kept, tmp_path / "data")), rate_limits=False, background=False)


def names(settings: Settings) -> tuple[list[str], list[str], bool]:
    """The learners, the songs, and whether each song's sound is there."""
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app, app.app_context():
        learners = list(db.session.scalars(select(Learner.username).order_by(Learner.username)))
        rows = db.session.execute(select(Song.title, Song.audio_key).order_by(Song.title)).all()
        whole = all(context_of(app).store.path(key).is_file() for _, key in rows)
        db.session.remove()
        db.engine.dispose()
    return learners, [title for title, _ in rows], whole


def test_there_and_back(settings: Settings, tmp_path: Path) -> None:
    furnished(settings)
    before, key = names(settings), secret_key(settings)
    target = tmp_path / "safe" / "canary.tar"
    target.parent.mkdir()
    assert backups.save(settings, target, NOW) == target.stat().st_size
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(target.parent.iterdir()) == [target], "nothing half made is left beside it"
    assert backups.check(target)["revision"] == migrate.revision(settings)

    with another_app(
        settings.data, **({"database_url": settings.database_url} if settings.database_url else {})
    ) as app:
        with app.app_context(), writing():
            db.session.add(
                Learner(username="late", username_key="late", password="!", fs_uniquifier="late", created_at=NOW)
            )
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    with pytest.raises(BackupFailed, match="--replace"):
        backups.restore(settings, target, NOW, replace=False)
    aside = backups.restore(settings, target, NOW, replace=True)
    assert aside is not None
    assert (aside / "secret_key").is_file()
    assert names(settings) == before
    assert before == (["ana"], ["Luz"], True)
    assert secret_key(settings) == key
    if not settings.database_url:
        assert (settings.data / "canary.db").stat().st_mode & 0o777 == 0o600
        elsewhere = replace(settings, data=tmp_path / "another machine" / "data")
        assert backups.restore(elsewhere, target, NOW, replace=False) is None
        assert names(elsewhere) == before


def test_ten_backups_while_four_write_are_whole(sqlite: Settings, tmp_path: Path) -> None:
    settings = sqlite
    done, written = threading.Event(), [0] * 4

    def write(n: int) -> None:
        while not done.is_set():
            with app.app_context():
                path = tmp_path / f"{n}.bin"
                path.write_bytes(f"{n} {written[n]}".encode() * 2_000)
                with path.open("rb") as file:
                    key = context_of(app).store.put(file, ".mp3")
                Factory(app).song(f"{n}-{written[n]}", audio_key=key, audio_hash=f"{n}-{written[n]}")
                written[n] += 1
                db.session.remove()

    with another_app(settings.data) as app:
        writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
        for writer in writers:
            writer.start()
        try:
            for n in range(10):
                backups.save(settings, tmp_path / f"{n}.tar", NOW)
        finally:
            done.set()
            for writer in writers:
                writer.join()
    assert all(written), "they wrote all the time"
    counts = []
    for n in range(10):
        restored = replace(settings, data=tmp_path / f"restored {n}")
        backups.restore(restored, tmp_path / f"{n}.tar", NOW, replace=False)
        with closing(sqlite3.connect(restored.data / "canary.db")) as rows:
            assert rows.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            keys = [key for (key,) in rows.execute("SELECT audio_key FROM songs")]
        assert [key for key in keys if not (restored.data / "files" / key).is_file()] == []
        counts.append(len(keys))
    assert counts == sorted(counts)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda data: data[: len(data) // 2], "incomplete|damaged"),
        (lambda data: b"", "isn't a backup|incomplete"),
        (lambda data: b"hello", "isn't a backup"),
        (lambda data: data.replace(b"sound ", b"noise "), "damaged"),
    ],
)
def test_a_bad_backup_changes_nothing(
    sqlite: Settings, tmp_path: Path, spoil: Callable[[bytes], bytes], sentence: str
) -> None:
    settings = sqlite
    good, bad = tmp_path / "good.tar", tmp_path / "bad.tar"
    backups.save(settings, good, NOW)
    bad.write_bytes(spoil(good.read_bytes()))
    before = sorted(settings.data.rglob("*"))
    with pytest.raises(BackupFailed, match=sentence):
        backups.restore(settings, bad, NOW, replace=True)
    assert sorted(settings.data.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_nothing_to_keep_and_the_wrong_database(sqlite: Settings, tmp_path: Path) -> None:
    settings = replace(sqlite, data=tmp_path / "nothing")
    with pytest.raises(BackupFailed, match="There is no database at"):
        backups.save(settings, tmp_path / "x.tar", NOW)
    backups.save(sqlite, tmp_path / "x.tar", NOW)
    other = replace(settings, data=tmp_path / "new", database_url="postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(BackupFailed, match="This backup is for SQLite"):
        backups.restore(other, tmp_path / "x.tar", NOW, replace=False)


def test_nothing_is_written_outside_of_the_folder(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as archive:
        path = tmp_path / "x"
        path.write_text("x")
        archive.add(path, "../../outside")
    settings = Settings(data=tmp_path / "a" / "data", rate_limits=False, background=False)
    with pytest.raises(BackupFailed, match="isn't a backup"):
        backups.restore(settings, evil, NOW, replace=False)
    assert not (tmp_path / "outside").exists()
