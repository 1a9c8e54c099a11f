"""What the background worker does of takes, and the daily tidying of files. Bound to the app's files by `bind`."""

from collections.abc import Callable
from datetime import datetime, timedelta

from canary.db import files_in_use
from canary.jobs import service as jobs
from canary.jobs.queue import Step, handler
from canary.sentences import N_, NN_
from canary.storage.local import LocalStore
from canary.takes import transcoding

TIDY = "tidy"
# A file is on disk before the row that names it: what is younger may still be waiting for its row.
YOUNG = timedelta(hours=1)


def bind(store: LocalStore, put_job: Callable[[str], None], clock: Callable[[], datetime]) -> None:
    """Register the work with the files and the clock that it needs."""

    @handler(transcoding.TRANSCODE)
    def _playable(step: Step, take_id: int) -> str:
        step(2, transcoding.PREPARING)
        transcoding.make_playable(take_id, step, store)
        step(100, N_("Your take is ready for every browser."))
        return ""

    @handler(TIDY)
    def _tidy(step: Step) -> str:
        transcoding.transcode_left(put_job, clock())
        count = tidy(store, clock() - YOUNG)
        step(95, NN_("%(num)s unused file was removed.", "%(num)s unused files were removed.", count))
        return ""


def ask_to_tidy(put_job: Callable[[str], None], now: datetime) -> None:
    """Have the files tidied soon, unless that waits already."""
    jobs.ask_once(put_job, TIDY, None, now)


def tidy(store: LocalStore, before: datetime) -> int:
    """Remove files that were put before that moment and that no row names; how many."""
    moment = before.timestamp()
    old = list(store.older_than(moment))
    unused: list[str] = []
    for at in range(0, len(old), 500):
        part = old[at : at + 500]
        unused += set(part) - files_in_use(part)
    # Asked once more: one of them may have been sent again while we looked.
    wanted = set(store.older_than(moment)) if unused else set()
    gone = [key for key in unused if key in wanted]
    for key in gone:
        store.delete(key)
    return len(gone) + store.sweep(moment)
