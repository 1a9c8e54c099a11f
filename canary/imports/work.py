"""Background jobs of imports."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from canary.audio import media
from canary.content.paths import path_to
from canary.imports import service as imports
from canary.jobs import service as jobs
from canary.jobs.service import Step
from canary.lyrics import service as lyrics
from canary.sentences import N_, joined
from canary.songs import service as songs
from canary.storage.local import LocalStore

log = logging.getLogger(__name__)


def remove(*paths: str | None) -> None:
    """Delete uploads that are no longer needed. None stands for no file."""
    for path in filter(None, paths):
        Path(path).unlink(missing_ok=True)


def sweep(data: Path, before: datetime) -> int:
    """Delete uploads from before a time that no waiting import needs, and return how many.

    They're left behind by a server that was killed.
    """
    needed = {payload.get(name) for payload in jobs.waiting("import") for name in ("path", "sidecar")}
    old = [path for path in (data / "incoming").glob("*") if path.stat().st_mtime < before.timestamp()]
    gone = [str(path) for path in old if str(path) not in needed]
    remove(*gone)
    return len(gone)


def handlers(
    store: LocalStore, put_job: Callable[[str], None], clock: Callable[[], datetime]
) -> dict[str, jobs.Handler]:
    """Return this room's job handlers by kind of job, bound to an app's storage, queue and clock."""

    def receive(step: Step, path: str, name: str, sidecar: str | None, wishes: dict[str, Any], look_up: bool) -> str:
        step(5, N_("Reading %(name)s …", name=name))
        words = Path(sidecar).read_bytes() if sidecar and Path(sidecar).is_file() else None
        options = imports.Options(**wishes)
        try:
            made = imports.receive(Path(path), name, store, clock(), options, words)
        finally:
            remove(path, sidecar)
        step(95, joined(made.warnings))
        if look_up and not made.has_lyrics:
            jobs.ask(put_job, "look up", options.owner_id, clock(), song_id=made.song.id)
        return path_to("player.show", slug=songs.get(made.song.id).slug)

    def look_up_lyrics(step: Step, song_id: int) -> str:
        source = imports.look_up(song_id, step, clock())
        step(
            95,
            N_(
                "Lyrics found at %(source)s. Please check them: they may belong to another recording.",
                source=source,
            ),
        )
        return path_to("player.show", slug=songs.get(song_id).slug)

    def draw_words(step: Step, song_id: int) -> str:
        step(5, N_("Finding the words …"))
        lyrics.redraw(song_id)
        return ""

    def make_stems(step: Step, folder: str) -> str:
        step(5, N_("Combining voice and accompaniment …"))
        try:
            imports.make_stems(Path(folder), store)
        except media.AudioError as error:
            log.warning("%s: %s It plays without a separate voice.", folder, error)
        return path_to("player.show", slug=Path(folder).name)

    return {"import": receive, "look up": look_up_lyrics, "draw words": draw_words, "stems": make_stems}
