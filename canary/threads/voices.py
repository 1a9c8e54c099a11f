"""Storage of short spoken messages."""

from pathlib import Path

from canary.audio import media
from canary.content.files import discard
from canary.problems import Invalid
from canary.sentences import N_
from canary.storage.local import LocalStore
from canary.threads.drafts import VOICE_SECONDS, Voice


def save(path: Path, store: LocalStore) -> Voice:
    """Save an uploaded message of up to VOICE_SECONDS. Raises Invalid if it isn't audio or is too long."""
    try:
        info = media.probe(path)
    except media.AudioError as error:
        raise Invalid({"voice": error.sentence}) from error
    if info.duration_ms > (VOICE_SECONDS + 3) * 1000:
        raise Invalid(
            {"voice": N_("Keep it under %(seconds)s seconds, or split it into two messages.", seconds=VOICE_SECONDS)}
        )
    with path.open("rb") as file:
        return Voice(store.put(file, info.extension), info.mime, info.duration_ms)


def discard_unused(voice: Voice, store: LocalStore) -> None:
    """Delete a spoken message if no post uses it, because its post was rejected or had been sent before."""
    discard(store, voice.key)
