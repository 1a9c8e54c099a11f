"""The background job that writes large files of cards."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from canary.anki import exports
from canary.anki.choice import Choice
from canary.content.paths import path_to
from canary.jobs import service as jobs
from canary.jobs.service import Step
from canary.learners import service as learners
from canary.sentences import N_
from canary.storage.local import LocalStore

DECK = "deck"
KEPT_FOR = timedelta(days=1)


def handlers(store: LocalStore, data: Path, clock: Callable[[], datetime]) -> dict[str, jobs.Handler]:
    """Return this room's job handlers by kind of job, bound to an app's storage, data folder and clock."""

    def write(step: Step, learner_id: int, choice: dict[str, Any], site: str) -> str:
        wanted, percent = Choice.from_json(choice), -1

        def progress(done: int, total: int) -> None:
            nonlocal percent
            now_at = 5 + 60 * done // max(1, total)
            if now_at != percent:
                percent = now_at
                step(percent, N_("Preparing your words …"))

        def page_of(slug: str) -> str:
            return site + path_to("player.show", slug=slug)

        exports.sweep(data, (clock() - KEPT_FOR).timestamp())
        file = exports.write(learner_id, learners.find(learner_id).username, wanted, store, page_of, clock(), progress)
        name = exports.keep(data, learner_id, file, wanted.kind)
        step(95, N_("Your file is ready. You can download it for a day."))
        return path_to("anki.made", name=name)

    return {DECK: write}
