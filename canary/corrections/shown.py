"""Values that the page with a text's corrections shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from canary.content.paths import path_to
from canary.corrections.diff import Piece
from canary.sentences import Message

LONGEST_CARD = 200


@dataclass(frozen=True, slots=True)
class Text:
    """The current text of a post or a journal entry, to correct. Exactly one of the two ids is set."""

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
        """The path of the page with the text's corrections."""
        return (
            path_to("corrections.of_post", post_id=self.post_id)
            if self.post_id
            else path_to("corrections.of_entry", entry_id=self.entry_id)
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to a correction."""

    id: int
    author_id: int | None
    author: Message
    mine: bool
    body: str
    hidden: bool
    created_at: datetime


@dataclass(slots=True)
class ShownCorrection:
    """A correction of a sentence; `pieces` are the differences, empty if the sentence is perfect."""

    id: int
    author_id: int | None
    author: Message
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
    """A sentence with its corrections; `place` counts from 1 and is 0 if the text no longer has the sentence."""

    place: int
    text: str
    corrections: list[ShownCorrection] = field(default_factory=list)


def tally(found: Iterable[Sentence]) -> tuple[int, int]:
    """Return how many sentences are perfect, and how many have a correction."""
    kinds = [{each.kind for each in sentence.corrections if not each.hidden} for sentence in found]
    corrected = sum(bool(kind - {"perfect"}) for kind in kinds)
    return sum(kind == {"perfect"} for kind in kinds), corrected
