"""Background conversion of takes into playable copies, in a format that every browser plays."""

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
from canary.takes.service import unprepared

TRANSCODE = "playable"  # the kind of the jobs that make playable copies
PREPARING = N_("Preparing the sound …")


def transcode(take_id: int, put_job: Callable[[str], None], now: datetime) -> None:
    """Queue the job that makes a take's playable copy, unless there is a copy, a queued job or a failure."""
    take = db.session.get(Take, take_id)
    if take is None or take.playable_key is not None:
        return
    jobs.ask_once(put_job, TRANSCODE, take.learner_id, now, take_id=take_id)


def transcode_remaining(put_job: Callable[[str], None], now: datetime) -> None:
    """Queue the takes that have no playable copy yet. Takes whose job failed are marked as failed instead."""
    for take_id in {payload["take_id"] for payload in jobs.failed(TRANSCODE)}:
        _save(take_id, "")
    for take_id in unprepared():
        transcode(take_id, put_job, now)


def make_playable(take_id: int, step: Step, store: LocalStore) -> None:
    """Make a take's playable copy. Raises Problem if the sound can't be converted; the original file stays."""
    take = db.session.get(Take, take_id)
    if take is None or take.playable_key is not None:
        return
    source, length = store.path(take.file_key), max(1, take.duration_ms)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"take{playable.EXTENSION}"
        try:
            playable.write(source, out, lambda ms: step(min(95, 95 * ms // length), PREPARING))
        except media.AudioError as error:
            _save(take_id, "")
            raise Problem(
                N_(
                    "This take only plays in some browsers, since we couldn’t convert it. Your original recording is"
                    " safe."
                )
            ) from error
        with out.open("rb") as file:
            key = store.put(file, playable.EXTENSION)
    if not _save(take_id, key):  # the take was deleted meanwhile, or another worker was faster
        discard(store, key)


def _save(take_id: int, key: str) -> bool:
    """Save the key of a take's playable copy, or "" for a failure. Returns False if the take is gone or has a key."""
    with writing():
        take = db.session.get(Take, take_id)
        if take is None or take.playable_key is not None:
            return False
        take.playable_key, take.playable_mime = key, playable.MIME if key else ""
        return True
