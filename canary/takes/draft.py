"""Drafts of takes and their validation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canary.client_ids import is_client_id
from canary.sentences import N_, Message

NOTE_LONGEST, SOUND_LONGEST = 1000, 40
# What a singer can ask for feedback on.
ASKS: Mapping[str, Message] = {
    "stress": N_("Word stress"),
    "connected": N_("Connected speech"),
    "intonation": N_("Intonation"),
    "sound": N_("A sound"),
    "hello": N_("Just say hello"),
}


@dataclass(frozen=True, slots=True)
class TakeDraft:
    """A recording of lines `first` to `last` (from 1), before it is saved.

    `asks` are keys of ASKS; if "sound" is one of them, `sound` says which sound is meant. If this is a retake,
    `retake_of_id` is the singer's earlier take.
    """

    client_id: str
    first: int
    last: int
    note: str = ""
    asks: tuple[str, ...] = ()
    sound: str = ""
    retake_of_id: int | None = None


def take_draft(
    client_id: str, first: int, last: int, note: str, asks: Sequence[str], sound: str, retake_of_id: int | None = None
) -> TakeDraft:
    """Return a draft with texts cut to their maximum length and without unknown asks."""
    known = tuple(ask for ask in ASKS if ask in asks)
    named = " ".join(sound.split())[:SOUND_LONGEST] if "sound" in known else ""
    return TakeDraft(client_id, first, last, note.strip()[:NOTE_LONGEST], known, named, retake_of_id)


def problems(draft: TakeDraft) -> dict[str, Message]:
    """Return what is wrong with a draft: a sentence per field."""
    if not is_client_id(draft.client_id):
        return {"client_id": N_("Reload the page and send the recording again. It’s saved in your browser.")}
    return {}


def labels(asks: Sequence[str], sound: str) -> list[Message]:
    """Return labels for what a singer wants feedback on, such as "Word stress" or "A sound: rr"."""
    return [
        N_("A sound: %(sound)s", sound=sound) if ask == "sound" and sound else ASKS[ask] for ask in asks if ask in ASKS
    ]
