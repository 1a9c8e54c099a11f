"""Short spoken messages: from an upload into the store, and out of it where no post took them."""

from pathlib import Path

from canary.audio import media
from canary.content.files import discard
from canary.problems import Invalid
from canary.storage.local import LocalStore
from canary.threads.drafts import VOICE_SECONDS, Voice


def keep(path: Path, store: LocalStore) -> Voice:
    """Keep a message of up to VOICE_SECONDS; raises Invalid for what is no sound or too long."""
    try:
        info = media.probe(path)
    except media.AudioError as error:
        raise Invalid({"voice": error.sentence}) from error
    if info.duration_ms > (VOICE_SECONDS + 3) * 1000:
        raise Invalid({"voice": f"That is longer than {VOICE_SECONDS} seconds. Say it in two messages."})
    with path.open("rb") as file:
        return Voice(store.put(file, info.extension), info.mime, info.duration_ms)


def sweep(voice: Voice, store: LocalStore) -> None:
    """Delete a message that no post uses: its post was refused, or had been sent before."""
    discard(store, voice.key)
