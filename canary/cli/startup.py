"""Start-up tasks that run before the server handles requests."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import click

from canary import migrate
from canary.circles import service as circles
from canary.config import ROOT, Settings
from canary.imports import service as imports
from canary.jobs import service as jobs
from canary.learners import service as learners
from canary.storage.local import LocalStore
from canary.vocab import service as vocab
from canary.weeks import service as weeks


def migrate_or_fail(settings: Settings) -> None:
    """Bring the database up to date, or end the command with a message."""
    with _or_fail(settings):
        migrate.upgrade(settings)


def check_or_fail(settings: Settings) -> None:
    """End the command with a message unless the database is up to date. For commands that only read."""
    with _or_fail(settings):
        migrate.check(settings)


@contextmanager
def _or_fail(settings: Settings) -> Iterator[None]:
    try:
        yield
    except migrate.DatabaseUnusable as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"Can't use the data folder {settings.data}: {error.strerror}.") from error


def load_songbook_apart(settings: Settings) -> None:
    """Load new songs from the songbook in a process of its own, or end the command if that fails.

    Loading needs every analyser, and a process that has loaded them keeps 350 MB for as long as it runs.
    """
    if not imports.songbook_changed(ROOT / "songs"):
        return
    environment = {**os.environ, "CANARY_DATA": str(settings.data)}
    code = subprocess.run([sys.executable, "-m", "canary", "songs", "load"], env=environment, check=False).returncode
    if code != 0:
        raise click.ClickException("The songbook couldn't be loaded. The reason is above.")


def fill(store: LocalStore, put_job: Callable[[str], None], settings: Settings, now: datetime) -> None:
    """Create the first circle, load new songs from the songbook, plan weeks, and queue jobs for words and stems."""
    circle = circles.create_first("Our circle", settings.time_zone, now)
    for sentence in imports.load_songbook(ROOT / "songs", store, now):
        click.echo(sentence, err=True)
    vocab.unload()
    weeks.fill(circle.id, now)
    drawing = [payload["song_id"] for payload in jobs.waiting("draw words")]
    for song_id in vocab.without_tokens():
        if song_id not in drawing:
            jobs.ask(put_job, "draw words", None, now, song_id=song_id)
    waiting = [payload["folder"] for payload in jobs.waiting("stems")]
    for path in imports.without_stems(ROOT / "songs"):
        if str(path) not in waiting:
            jobs.ask(put_job, "stems", None, now, folder=str(path))


def host_link(now: datetime) -> str | None:
    """Return a new token for the link that makes whoever opens it the host, or None if there is a host."""
    return learners.new_host_link(now)
