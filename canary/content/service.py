"""Use cases for content of any kind: find, hide and delete it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from canary.content.kinds import EXCERPT, Happening, Kind, happenings, kind_of
from canary.db import db
from canary.viewer import Viewer

Model = TypeVar("Model")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of any kind, with its author (None once they left), its place, and the start of its text.

    `page` is the kind and id of the thing whose page shows it, often the thing itself.
    """

    kind: str
    id: int
    author_id: int | None
    circle_id: int | None
    song_id: int | None
    excerpt: str
    page: tuple[str, int]
    hidden: bool


def happened(viewer: Viewer, circle_id: int, begins: datetime, ends: datetime) -> list[tuple[Happening, int]]:
    """Return how often each thing happened in a circle between two moments, with one query; never what or by whom."""
    found = happenings()
    if not found:
        return []
    counts = [each.count(viewer, circle_id, begins, ends).scalar_subquery() for each in found]
    return list(zip(found, db.session.execute(select(*counts)).one(), strict=True))


def sees(viewer: Viewer, name: str, id: int) -> bool:
    """Return whether a logged-in viewer may see a thing; False if the kind or the thing doesn't exist."""
    kind, row = _row(name, id)
    return kind is not None and row is not None and kind.may_see(viewer, row)


def is_open(viewer: Viewer, author_id: int | None, row: Any) -> bool:
    """Return whether a row is the viewer's own, or is neither hidden nor removed nor by anybody in `viewer.blocked`."""
    if author_id == viewer.id:
        return True
    hidden = row.hidden_at is not None or getattr(row, "removed_at", None) is not None
    return author_id not in viewer.blocked and not hidden


def sent_before(model: type[Model], author: InstrumentedAttribute[Any], viewer: Viewer, client_id: str) -> Model | None:
    """Return the row that the viewer already sent with a client id, or None. `author` is the column of its author."""
    row: Model | None = db.session.scalar(
        select(model).where(author == viewer.id, author.class_.client_id == client_id)
    )
    return row


def find(name: str, id: int) -> Thing | None:
    """Return a thing without checking permission; None if it's gone."""
    kind, row = _row(name, id)
    if kind is None or row is None:
        return None
    place = kind.place(row)
    page = kind.stands_on(row) if kind.stands_on else (name, id)
    hidden = getattr(row, "hidden_at", None) is not None
    author_id = getattr(row, kind.author)
    return Thing(name, id, author_id, place.circle_id, place.song_id, kind.excerpt(row)[:EXCERPT], page, hidden)


def set_hidden(name: str, id: int, when: datetime | None) -> bool:
    """Hide a thing, or show it again if `when` is None. Returns False if it's gone or can't be hidden.

    Call this inside `writing()`, after checking permission, and increment the version of the thread that shows it.
    """
    kind, row = _row(name, id)
    if kind is None or row is None or not kind.can_be_hidden:
        return False
    row.hidden_at = when
    return True


def _row(name: str, id: int) -> tuple[Kind | None, Any]:
    kind = kind_of(name)
    return kind, db.session.get(kind.model, id) if kind else None
