"""Files of a learner's cards. Small ones are written while the browser waits, large ones by the worker.

50,000 cards take a processor six seconds and 200 MB, which the worker gives back afterwards.
"""

import json
import secrets
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from canary.anki import plain, sending
from canary.anki import service as anki
from canary.anki.choice import Choice
from canary.anki.service import Step
from canary.cards import service as cards
from canary.cards.models import Card
from canary.content.paths import path_to
from canary.problems import Problem
from canary.sentences import N_
from canary.storage.local import LocalStore

MANY = 1_000  # more cards than this are written by the worker
NOTHING = N_("None of your words match, so there’s nothing to download.")


def is_large(learner_id: int, choice: Choice) -> bool:
    """Return whether a choice is left to the worker, judged by its songs and its language."""
    wanted = set(choice.song_ids)
    return (
        sum(
            count
            for song_id, language, count in cards.kept_from(learner_id)
            if (not wanted or song_id in wanted)
            and (not choice.language or language.split("-")[0] == choice.language.split("-")[0])
        )
        > MANY
    )


def chosen(learner_id: int, choice: Choice) -> Sequence[Card]:
    """Return the chosen cards, song by song."""
    ids: Sequence[int | None] = choice.song_ids or [None]
    found = [c for song_id in ids for c in cards.kept(learner_id, song_id, choice.language, choice.moment)]
    return anki.of_status(found, learner_id, choice.status)


def write(
    learner_id: int,
    username: str,
    choice: Choice,
    store: LocalStore,
    page_of: Callable[[str], str],
    now: datetime,
    step: Step = anki.no_step,
) -> Path:
    """Write the chosen cards to a temporary file and return its path; the caller deletes it.

    `page_of` returns a song's address by its slug. Raises Problem if there are no cards (but JSON may have none).
    """
    kept = chosen(learner_id, choice)
    name = username.casefold()  # never change this: it's part of the notes' ids
    if choice.kind == "apkg":
        return anki.of_cards(kept, name, store, page_of, now, choice.asks, step, learner_id)
    if choice.kind == "json":
        decks = anki.notes_of(kept, name, store, page_of, step, sound_of)
        text = json.dumps(sending.as_json(decks, choice.asks))
    elif kept:
        decks = anki.notes_of(kept, name, None, page_of, step)
        text = plain.table(decks, "\t" if choice.kind == "tsv" else ",", tuple(choice.asks))
    else:
        raise Problem(NOTHING)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", delete=False) as file:
        file.write(text)
    return Path(file.name)


def sound_of(slug: str, line: int) -> str:
    """Return the address of a line's sound. Lines count from 0."""
    return path_to("lyrics.line_sound", slug=slug, n=line + 1)


def folder_of(data: Path, learner_id: int) -> Path:
    """Return the folder of a learner's files that the worker has written, in the data folder."""
    return data / "exports" / str(learner_id)


def keep(data: Path, learner_id: int, file: Path, kind: str) -> str:
    """Move a file to its learner's folder, in place of earlier ones, and return its new name."""
    folder = folder_of(data, learner_id)
    folder.mkdir(parents=True, exist_ok=True)
    earlier = list(folder.iterdir())
    name = f"{secrets.token_hex(12)}.{kind}"
    shutil.move(file, folder / name)  # the temporary folder may be on another disk
    for one in earlier:
        one.unlink(missing_ok=True)
    return name


def sweep(data: Path, seconds: float) -> None:
    """Delete the files that were written before a time, given in seconds since 1970."""
    for file in (data / "exports").glob("*/*"):
        if file.stat().st_mtime < seconds:
            file.unlink(missing_ok=True)
