"""Background jobs of takes, and the daily removal of unused files."""

from collections.abc import Callable
from datetime import datetime, timedelta

from canary.db import files_in_use
from canary.jobs import service as jobs
from canary.jobs.service import Step
from canary.sentences import N_, NN_
from canary.storage.local import LocalStore
from canary.takes import transcoding

TIDY = "tidy"
# A file is stored before the row that refers to it, so a new file may still be waiting for its row.
YOUNG = timedelta(hours=1)


def handlers(
    store: LocalStore, put_job: Callable[[str], None], clock: Callable[[], datetime]
) -> dict[str, jobs.Handler]:
    """Return this room's job handlers by kind of job, bound to an app's storage, queue and clock."""

    def make_playable(step: Step, take_id: int) -> str:
        step(2, transcoding.PREPARING)
        transcoding.make_playable(take_id, step, store)
        step(100, N_("Your take now plays in every browser."))
        return ""

    def remove_unused(step: Step) -> str:
        transcoding.transcode_remaining(put_job, clock())
        count = tidy(store, clock() - YOUNG)
        step(95, NN_("%(num)s unused file was removed.", "%(num)s unused files were removed.", count))
        return ""

    return {transcoding.TRANSCODE: make_playable, TIDY: remove_unused}


def request_tidy(put_job: Callable[[str], None], now: datetime) -> None:
    """Queue the removal of unused files, unless it's queued already."""
    jobs.ask_once(put_job, TIDY, None, now)


def tidy(store: LocalStore, before: datetime) -> int:
    """Delete files that no row refers to, if they were stored before `before`. Returns how many."""
    moment = before.timestamp()
    old = list(store.older_than(moment))
    unused: list[str] = []
    for at in range(0, len(old), 500):
        part = old[at : at + 500]
        unused += set(part) - files_in_use(part)
    # Check the age again: somebody may have uploaded the same content in the meantime.
    wanted = set(store.older_than(moment)) if unused else set()
    gone = [key for key in unused if key in wanted]
    for key in gone:
        store.delete(key)
    return len(gone) + store.sweep(moment)
