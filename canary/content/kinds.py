"""What a kind of thing is, and the registry of all kinds. Each room describes its own in `kinds.py`; `app.py` registers
them; reports, the list of what waits, first-day limits and the deletion of accounts ask here and name no kind.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from canary.sentences import Message, Sentence
from canary.viewer import Viewer

EXCERPT = 400  # characters of a thing that hosts read in a report


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands: the circle whose hosts act on it, and the song whose thread shows it; None for neither."""

    circle_id: int | None = None
    song_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Something that nobody has answered yet, as the list of what waits shows it.

    `heading` says who wants what ("Ana asks about Luz"), `text` is its own words, `asks` what its author wants to hear
    about. `speaks` and `levels` are the author's languages; `since` is when others could first answer.
    """

    id: int
    author_id: int
    author: str
    speaks: Sequence[str]
    levels: Mapping[str, str]
    language: str
    heading: Sentence
    text: str
    asks: Sequence[Message] = ()
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How things of a kind wait for an answer; described by the room that holds the answers.

    - `kind` is the name of the kind that waits.
    - `label` names one of them, `plural` all of them, `icon` is a name from templates/components/icons.html.
    - `waiting(viewer, own, most)` returns those that the viewer may see and nobody has answered, oldest first; with
      `own` only the viewer's.
    - `waits(circle_ids, since, most)` returns when things shared in these circles since then could first be answered,
      paired with when they first were.
    """

    kind: str
    label: Sentence
    plural: Sentence
    icon: str
    waiting: Callable[[Viewer, bool, int], Sequence[Unanswered]]
    waits: Callable[[Sequence[int], datetime, int], Sequence[tuple[datetime, datetime]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing that people make.

    - `name` stands in rows and forms, `label` is what a report calls one of them.
    - `model` is its table; the column `author` names who made it. A model with `hidden_at` can be hidden by hosts.
    - `may_see(viewer, row)` says whether a logged-in viewer sees it, hidden and blocked ones considered.
    - `excerpt(row)` is its text as hosts read it, `place(row)` where it stands.
    - `page` is the endpoint of its page and the name of the argument that takes its id; `stands_on(row)` names another
      thing, as (kind, id), for a thing that has no page of its own.
    - `first_day` is how many of them an account may make in its first day, with the sentence for more; None: no limit.
    - `leave(learner_id, now)` removes what a learner made when they delete their account; None: rows are deleted with
      the learner's row by the database.
    - `answers(learner_ids, begins, ends)` selects (learner_id, kind, thing) of what learners answered in that time.
    """

    name: str
    label: Sentence
    model: type[Any]
    author: str = "author_id"
    may_see: Callable[[Viewer, Any], bool]
    excerpt: Callable[[Any], str]
    place: Callable[[Any], Place]
    page: tuple[str, str] | None = None
    stands_on: Callable[[Any], tuple[str, int]] | None = None
    first_day: tuple[int, Sentence] | None = None
    leave: Callable[[int, datetime], None] | None = None
    answers: Callable[[Any, datetime, datetime], Any] | None = None

    @property
    def can_be_hidden(self) -> bool:
        """Whether hosts can take one out of sight."""
        return hasattr(self.model, "hidden_at")


_kinds: dict[str, Kind] = {}
_askings: dict[str, Asking] = {}
_leaving: dict[str, Callable[[int, datetime], None]] = {}
_sharing: dict[str, Callable[[Viewer, Any, int, datetime], None]] = {}


def register(kinds: Iterable[Kind], askings: Iterable[Asking] = ()) -> None:
    """Make kinds, and how they wait for answers, known by their names; registering one again replaces it."""
    _kinds.update((kind.name, kind) for kind in kinds)
    _askings.update((asking.kind, asking) for asking in askings)


def unregister(name: str) -> None:
    """Forget a kind."""
    _kinds.pop(name, None)
    _askings.pop(name, None)


def when_leaving(room: str, act: Callable[[int, datetime], None]) -> None:
    """Have a room clean up rows that aren't a kind's own when a learner deletes their account."""
    _leaving[room] = act


def when_shared(name: str, act: Callable[[Viewer, Any, int, datetime], None]) -> None:
    """Have a room act when something of the kind `name` is shared with a circle."""
    _sharing[name] = act


def shared(name: str, viewer: Viewer, row: Any, circle_id: int, now: datetime) -> None:
    """Tell the room that wants to know that a thing is shared with a circle. The caller holds `writing()`."""
    if name in _sharing:
        _sharing[name](viewer, row, circle_id, now)


def all_kinds() -> Sequence[Kind]:
    """Return every kind, in the order in which they were registered."""
    return list(_kinds.values())


def askings() -> Sequence[Asking]:
    """Return how each kind that waits for an answer does so."""
    return list(_askings.values())


def kind_of(name: str) -> Kind | None:
    """Return the kind of that name; None when there is none."""
    return _kinds.get(name)


def leave(learner_id: int, now: datetime) -> None:
    """Remove what a learner made, kind by kind, the last registered first. The caller holds `writing()`."""
    for kind in reversed(_kinds.values()):
        if kind.leave is not None:
            kind.leave(learner_id, now)
    for act in _leaving.values():
        act(learner_id, now)
