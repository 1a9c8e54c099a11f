"""The form of a take that every browser plays: asked for, made in the background, noted."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from canary.audio import media, playable
from canary.content.files import discard
from canary.db import db, writing
from canary.jobs import service as jobs
from canary.jobs.service import Step
from canary.problems import Problem
from canary.sentences import N_
from canary.storage.local import LocalStore
from canary.takes.models import Take
from canary.takes.service import unready

TRANSCODE = "playable"  # the kind of job
PREPARING = N_("Preparing the sound …")


def transcode(take_id: int, put_job: Callable[[str], None], now: datetime) -> None:
    """Have the playable form of a take made, unless it is there, tried, or on its way."""
    take = db.session.get(Take, take_id)
    if take is None or take.playable_key is not None:
        return
    jobs.ask_once(put_job, TRANSCODE, take.learner_id, now, take_id=take_id)


def transcode_left(put_job: Callable[[str], None], now: datetime) -> None:
    """Begin again what never ended, but for those that ended badly."""
    for take_id in {payload["take_id"] for payload in jobs.failed(TRANSCODE)}:
        _made(take_id, "")
    for take_id in unready():
        transcode(take_id, put_job, now)


def make_playable(take_id: int, step: Step, store: LocalStore) -> None:
    """Make the form of a take that every browser plays. Raises Problem where it cannot be made; the original stays."""
    take = db.session.get(Take, take_id)
    if take is None or take.playable_key is not None:
        return
    source, length = store.path(take.file_key), max(1, take.duration_ms)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"take{playable.EXTENSION}"
        try:
            playable.write(source, out, lambda ms: step(min(95, 95 * ms // length), PREPARING))
        except media.AudioError as error:
            _made(take_id, "")
            raise Problem(
                "This recording plays in some browsers only: it could not be brought into the form that all of them"
                " play. What you sent is kept as it was."
            ) from error
        with out.open("rb") as file:
            key = store.put(file, playable.EXTENSION)
    if not _made(take_id, key):  # deleted meanwhile, or done by another worker
        discard(store, key)


def _made(take_id: int, key: str) -> bool:
    """Note what became of a take's playable form; False when there was nothing to note any more."""
    with writing():
        take = db.session.get(Take, take_id)
        if take is None or take.playable_key is not None:
            return False
        take.playable_key, take.playable_mime = key, playable.MIME if key else ""
        return True
