"""Values that pages of threads show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from canary.sentences import Message
from canary.takes.models import Take
from canary.threads.models import Post

Sees = Callable[[Post], bool]  # tells whether the reader may read a post that a host has hidden


@dataclass(slots=True)
class Shown:
    """A post as a thread shows it.

    `signs` counts its reactions by sign, and `givers` holds the first few names for each. `earlier` tells whether it
    has more replies than `replies`. `by_host` is whether a host has hidden it, `hidden` whether the reader therefore
    sees only a stub. `lost_take` is whether its take is gone or private again.
    """

    id: int
    client_id: str
    parent_id: int | None
    author: Message
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
    """A page of a thread, oldest post first.

    `older` and `newer` are the ids to continue from, or None if there are no more posts.
    """

    posts: Sequence[Shown]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """A settled question with the answer that helped, or a culture note."""

    id: int
    kind: str
    line: int | None
    word: int | None
    author: Message
    html: str
    answer_author: Message
    answer_html: str


@dataclass(frozen=True, slots=True)
class Where:
    """Which page of a thread: the newest posts, or those before, after or around a post's id.

    With `line` it has posts about that line only, with `still_open` open questions only.
    """

    before: int | None = None
    after: int | None = None
    around: int | None = None
    line: int | None = None
    still_open: bool = False


NEWEST = Where()
