"""What somebody sends with a recording, and what may be wrong with it. Plain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOTE_LONGEST, SOUND_LONGEST = 1000, 40
# What a singer can ask a listener to listen for, in the words of the page.
ASKS: Mapping[str, str] = {
    "stress": "word stress",
    "connected": "connected speech",
    "intonation": "intonation",
    "sound": "a sound",
    "hello": "just say hello",
}


@dataclass(frozen=True, slots=True)
class TakeDraft:
    """A recording of lines `first` to `last` (1-based). `asks` are keys of ASKS, `sound` which sound is meant;
    `retake_of_id` is the take of one's own that this one sings a line of again.
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
    """A take as it is kept: what is too long is cut, what nobody can ask is left out."""
    wanted = tuple(ask for ask in ASKS if ask in asks)
    named = " ".join(sound.split())[:SOUND_LONGEST] if "sound" in wanted else ""
    return TakeDraft(client_id, first, last, note.strip()[:NOTE_LONGEST], wanted, named, retake_of_id)


def problems(sent: TakeDraft) -> dict[str, str]:
    """What is wrong with it, by field."""
    if not 8 <= len(sent.client_id) <= 64:
        return {"client_id": "Reload the page and send the recording again; it is kept in your browser."}
    return {}


def asked(asks: Sequence[str], sound: str) -> str:
    """What a singer wants to hear about, in words: "word stress and a sound (rr)"; "" for nothing."""
    words = [f"a sound ({sound})" if ask == "sound" and sound else ASKS[ask] for ask in asks if ask in ASKS]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
