"""What a page shows of a text and its corrections. Plain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from canary.content.paths import path_to
from canary.corrections.diff import Piece
from canary.sentences import Message

LONGEST_CARD = 200


@dataclass(frozen=True, slots=True)
class Text:
    """What can be corrected: a post or a journal entry (one of both ids), as it stands now."""

    post_id: int | None
    entry_id: int | None
    author_id: int | None
    author: Message
    language: str
    sentences: Sequence[str]
    circle_id: int | None
    shared: bool

    @property
    def url(self) -> str:
        """Where its corrections are."""
        return (
            path_to("corrections.of_post", post_id=self.post_id)
            if self.post_id
            else path_to("corrections.of_entry", entry_id=self.entry_id)
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a correction."""

    id: int
    author: str
    mine: bool
    body: str
    hidden: bool
    created_at: datetime


@dataclass(slots=True)
class Said:
    """What somebody says of a sentence; `pieces` is how it became their wording, none where it is perfect."""

    id: int
    author: str
    mine: bool
    kind: str
    wording: str
    pieces: Sequence[Piece]
    why: str
    accepted: bool
    hidden: bool
    replies: list[Reply] = field(default_factory=list)

    @property
    def fits_card(self) -> bool:
        """Whether the wording can become a card."""
        return 0 < len(self.wording) <= LONGEST_CARD


@dataclass(slots=True)
class Sentence:
    """A sentence with what was said of it; `place` counts from 1, 0 for one that the text no longer has."""

    place: int
    text: str
    said: list[Said] = field(default_factory=list)


def tally(found: Iterable[Sentence]) -> tuple[int, int]:
    """How many sentences somebody found perfect, and how many somebody would say differently."""
    kinds = [{said.kind for said in sentence.said if not said.hidden} for sentence in found]
    changed = sum(bool(kind - {"perfect"}) for kind in kinds)
    return sum(kind == {"perfect"} for kind in kinds), changed
