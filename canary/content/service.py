"""Use cases for things of any kind: find one, say whose it is and where it stands, hide it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from canary.content.kinds import EXCERPT, Kind, kind_of
from canary.db import db
from canary.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of some kind: who made it (None once they left), where it stands, its first words.

    `page` is the kind and id of the thing on whose page it stands, often itself.
    """

    kind: str
    id: int
    author_id: int | None
    circle_id: int | None
    song_id: int | None
    excerpt: str
    page: tuple[str, int]
    hidden: bool


def sees(viewer: Viewer, name: str, id: int) -> bool:
    """Whether a logged-in viewer sees the thing; False for kinds and things that don't exist."""
    kind, row = _row(name, id)
    return kind is not None and row is not None and kind.may_see(viewer, row)


def is_open(viewer: Viewer, author_id: int | None, row: Any) -> bool:
    """Whether a row is neither hidden nor removed nor by somebody blocked; authors always see their own."""
    if author_id == viewer.id:
        return True
    hidden = row.hidden_at is not None or getattr(row, "removed_at", None) is not None
    return author_id not in viewer.blocked and not hidden


def find(name: str, id: int) -> Thing | None:
    """Return the thing, whoever asks; None when it's gone."""
    kind, row = _row(name, id)
    if kind is None or row is None:
        return None
    place = kind.place(row)
    page = kind.stands_on(row) if kind.stands_on else (name, id)
    hidden = getattr(row, "hidden_at", None) is not None
    author_id = getattr(row, kind.author)
    return Thing(name, id, author_id, place.circle_id, place.song_id, kind.excerpt(row)[:EXCERPT], page, hidden)


def set_hidden(name: str, id: int, when: datetime | None) -> bool:
    """Hide a thing, or show it again (`when` None); False when it's gone or can't be hidden.

    The caller holds `writing()`, has asked for permission, and counts the change for the thread it stands in.
    """
    kind, row = _row(name, id)
    if kind is None or row is None or not kind.can_be_hidden:
        return False
    row.hidden_at = when
    return True


def delete_by(kind_model: type[Any], author: str, learner_id: int) -> None:
    """Delete all rows of a model that a learner made. The caller holds `writing()`."""
    db.session.execute(delete(kind_model).where(getattr(kind_model, author) == learner_id))


def _row(name: str, id: int) -> tuple[Kind | None, Any]:
    kind = kind_of(name)
    return kind, db.session.get(kind.model, id) if kind else None
