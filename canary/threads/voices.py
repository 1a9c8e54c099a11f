"""Storage of short spoken messages."""

import tempfile
from pathlib import Path

from canary.audio import media, playable
from canary.content.files import discard
from canary.problems import Invalid
from canary.sentences import N_
from canary.storage.local import LocalStore
from canary.threads.drafts import VOICE_SECONDS, Voice


def save(path: Path, store: LocalStore) -> Voice:
    """Save an uploaded message of up to VOICE_SECONDS in a format that every browser plays.

    Raises Invalid if it isn't audio or is too long.
    """
    try:
        info = media.probe(path)
        _check_length(info)
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / f"voice{playable.EXTENSION}"
            length = playable.write(path, out)
            with out.open("rb") as file:
                return Voice(store.put(file, playable.EXTENSION), playable.MIME, length)
    except media.AudioError as error:
        raise Invalid({"voice": error.sentence}) from error


def _check_length(info: media.AudioInfo) -> None:
    if info.duration_ms > (VOICE_SECONDS + 3) * 1000:
        raise Invalid(
            {"voice": N_("Keep it under %(seconds)s seconds, or split it into two messages.", seconds=VOICE_SECONDS)}
        )


def discard_unused(voice: Voice, store: LocalStore) -> None:
    """Delete a spoken message if no post uses it, because its post was rejected or had been sent before."""
    discard(store, voice.key)
