"""Kinds of content and their registry.

Each room describes its kinds in its own `kinds.py`, and `app.py` registers them. Reports, the list of what needs an
answer, first-day limits and the deletion of accounts look kinds up in this registry, so they don't name any kind
themselves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from canary.sentences import Message, Sentence
from canary.viewer import Viewer

EXCERPT = 400  # a report quotes at most this many characters of a thing


@dataclass(frozen=True, slots=True)
class Place:
    """The circle whose hosts are responsible for a thing, and the song whose thread shows it; None if there is none."""

    circle_id: int | None = None
    song_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Something that nobody has answered yet, as the page /unanswered shows it.

    `heading` says who wants what ("Ana asks about Luz"), `text` is what they wrote, and `asks` is what they want
    feedback on. `speaks` lists the languages that the author speaks, `levels` their levels in those they learn. `since`
    is when others could first answer.
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
    """How things of a kind wait for an answer, as described by the room that keeps the answers.

    - `kind` is the name of the kind.
    - `label` is the word for one thing, `plural` for several; `icon` is a name from templates/components/icons.html.
    - `waiting(viewer, own, most)` returns unanswered things that the viewer may see, oldest first; with `own`, the
      viewer's own instead.
    - `waits(circle_ids, since, most)` returns the times (shared, first answered) of things that were shared in these
      circles after `since` and have been answered.
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

    - `name` identifies the kind in rows and forms; `label` is what a report calls one thing of the kind.
    - `model` is its table, and `author` the column with the author's id. Hosts can hide rows that have `hidden_at`.
    - `may_see(viewer, row)` returns whether a logged-in viewer may see it, given hiding and blocks.
    - `excerpt(row)` returns its text for reports, `place(row)` its circle and song.
    - `page` is the endpoint of its page and the name of the argument that takes its id; without a page of its own,
      `stands_on(row)` returns the (kind, id) of the thing whose page shows it.
    - `first_day` is how many a new account may make on its first day, and the sentence shown for any more; None for no
      limit.
    - `leave(learner_id, now)` is called when a learner deletes their account, and removes what they made; None if the
      database deletes the rows with the learner's row.
    - `answers(learner_ids, begins, ends)` selects (learner_id, kind, thing) of what learners answered in that period.
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
        """Whether hosts can hide things of this kind."""
        return hasattr(self.model, "hidden_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happens in a circle's week, as the room that keeps it counts it.

    - `name` identifies it, `words(number)` says how often it happened; `icon` is a name from
      templates/components/icons.html.
    - `count(viewer, circle_id, begins, ends)` selects the number of times in that period, of those that the viewer and
      the whole circle may know of.
    """

    name: str
    words: Callable[[int], Sentence]
    icon: str
    count: Callable[[Viewer, int, datetime, datetime], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """What others made of a song, as the room that keeps it lets it stay when somebody deletes the song.

    - `name` identifies it, `words(number)` says how much of it there is.
    - `count(song_id, learner_id)` selects how many of them others than that learner made.
    - `move(song_id, learner_id, to_id, now)` gives them to another song, which has nothing of the deleted one. None if
      they need no song: the database then takes the song's id out of their rows.
    """

    name: str
    words: Callable[[int], Sentence]
    count: Callable[[int, int], Any]
    move: Callable[[int, int, int, datetime], None] | None = None


_kinds: dict[str, Kind] = {}
_staying: dict[str, Staying] = {}
_happenings: dict[str, Happening] = {}
_askings: dict[str, Asking] = {}
_leaving: dict[str, Callable[[int, datetime], None]] = {}
_sharing: dict[str, Callable[[Viewer, Any, int, datetime], None]] = {}


def register(
    kinds: Iterable[Kind], askings: Iterable[Asking] = (), happenings: Iterable[Happening] = ()
) -> None:  # fmt: skip
    """Register kinds, how they wait for answers, and what happens in a week. Registering a name again replaces it."""
    _happenings.update((happening.name, happening) for happening in happenings)
    _kinds.update((kind.name, kind) for kind in kinds)
    _askings.update((asking.kind, asking) for asking in askings)


def stay(things: Iterable[Staying]) -> None:
    """Register what stays when somebody deletes a song. Everything else about the song goes with its row."""
    _staying.update((thing.name, thing) for thing in things)


def staying() -> Sequence[Staying]:
    """Return what stays of a deleted song, in order of registration."""
    return list(_staying.values())


def unregister(name: str) -> None:
    """Remove a kind from the registry."""
    _kinds.pop(name, None)
    _askings.pop(name, None)


def when_leaving(room: str, act: Callable[[int, datetime], None]) -> None:
    """Register a room's function to call when a learner deletes their account, for rows that belong to no kind."""
    _leaving[room] = act


def when_shared(name: str, act: Callable[[Viewer, Any, int, datetime], None]) -> None:
    """Register a function to call when something of the kind `name` is shared with a circle."""
    _sharing[name] = act


def shared(name: str, viewer: Viewer, row: Any, circle_id: int, now: datetime) -> None:
    """Run the function registered for `name`, after `row` was shared with a circle. Call this inside `writing()`."""
    if name in _sharing:
        _sharing[name](viewer, row, circle_id, now)


def all_kinds() -> Sequence[Kind]:
    """Return every kind in order of registration."""
    return list(_kinds.values())


def askings() -> Sequence[Asking]:
    """Return one Asking for each kind of content that can wait for an answer."""
    return list(_askings.values())


def happenings() -> Sequence[Happening]:
    """Return what happens in circles, in order of registration."""
    return list(_happenings.values())


def kind_of(name: str) -> Kind | None:
    """Return the kind with a name; None if there is none."""
    return _kinds.get(name)


def leave(learner_id: int, now: datetime) -> None:
    """Remove what a learner made, kind by kind, last registered first. Call this inside `writing()`."""
    for kind in reversed(_kinds.values()):
        if kind.leave is not None:
            kind.leave(learner_id, now)
    for act in _leaving.values():
        act(learner_id, now)
