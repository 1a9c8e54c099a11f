"""What somebody chose to download: which of their cards, which questions, and the format."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

KINDS = {
    "apkg": "application/octet-stream",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of cards. Empty values choose all cards.

    Attributes:
        kind: a key of KINDS. "json" is for the script that sends notes to a running Anki.
        name: the file's name without its ending.
        song_ids: ids of songs.
        language: a language code, which includes its regional forms.
        since: an ISO time; only cards kept since then.
        status: "known", "learning" or "".
        asks: question types, some of `note.ASKS`.
    """

    kind: str
    name: str
    song_ids: Sequence[int]
    language: str
    since: str
    status: str
    asks: Sequence[str]

    @property
    def moment(self) -> datetime | None:
        """`since` as a time; None if it's empty."""
        return datetime.fromisoformat(self.since) if self.since else None

    def to_json(self) -> dict[str, Any]:
        """Return the choice as a job's payload holds it."""
        return asdict(self) | {"song_ids": list(self.song_ids), "asks": list(self.asks)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return the choice in a job's payload."""
        return cls(**values)
