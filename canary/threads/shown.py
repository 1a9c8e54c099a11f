"""What a thread shows, and to whom of it. Plain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from canary.takes.models import Take
from canary.threads.models import Post

Sees = Callable[[Post], bool]  # whether the reader sees the words of a post that a host hid


@dataclass(slots=True)
class Shown:
    """A post as a thread shows it: `signs` are its reactions with how many gave each, `givers` the first few names of
    those, `earlier` whether there are more replies than these. A host hid it where `by_host`; it is a stub to the
    reader where `hidden`.
    """

    id: int
    client_id: str
    parent_id: int | None
    author: str
    author_id: int | None
    html: str
    kind: str
    line: int | None
    word: int | None
    at_ms: int | None
    created_at: datetime
    edited: bool
    removed: bool
    by_host: bool
    hidden: bool
    settled: bool
    answer_id: int | None
    voice_ms: int
    take: Take | None
    lost_take: bool
    signs: dict[str, int] = field(default_factory=dict)
    givers: dict[str, list[str]] = field(default_factory=dict)
    replies: list["Shown"] = field(default_factory=list)
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a thread, the oldest first: `older` and `newer` are the ids to go on from, None at an end."""

    posts: Sequence[Shown]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """What became clear about a place of the song: a question with the answer that helped, or a culture note."""

    id: int
    kind: str
    line: int | None
    word: int | None
    author: str
    html: str
    answer_author: str
    answer_html: str


@dataclass(frozen=True, slots=True)
class Where:
    """Which stretch: the newest, or before, after or around a post; `about` a line, or only what is still open."""

    before: int | None = None
    after: int | None = None
    around: int | None = None
    line: int | None = None
    still_open: bool = False


NEWEST = Where()
