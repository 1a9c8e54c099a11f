"""Use cases of privacy: export a learner's data, and delete their account."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Column, Table, delete, exists, func, select
from sqlalchemy.orm import aliased

from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.content import kinds
from canary.db import Base, db, files_in_use, writing
from canary.learners import accounts
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.problems import Invalid
from canary.sentences import N_
from canary.viewer import Viewer


def export(viewer: Viewer) -> Iterator[tuple[str, bytes | str]]:
    """Yield the viewer's data: (file name, JSON) for each room, then (file name, storage key) for each recording."""
    rooms: dict[str, dict[str, list[dict[str, Any]]]] = {}
    files: list[tuple[str, str]] = []
    for table, rows in _rows(viewer.learner_id):
        values = [_plain(table, row) for row in rows]
        rooms.setdefault(_rooms()[table.name], {})[table.name] = values
        files += _files(table, rows)
    for room, tables in sorted(rooms.items()):
        if any(tables.values()):
            yield f"{room}.json", json.dumps(tables, ensure_ascii=False, indent=1).encode()
    yield from files


def delete_account(viewer: Viewer, password: str, now: datetime) -> list[str]:
    """Delete the viewer's account and what they made. Returns the keys of files that are no longer needed.

    Replies by others stay: a post with replies becomes a stub without text or name. Songs stay with their circle.
    Raises Invalid if the password is wrong, or if a circle with other members would have no host.
    """
    learner_id = viewer.learner_id
    if not accounts.matches(password, learners.find(learner_id)):
        raise Invalid({"password": N_("That isn’t your password.")})
    with writing():
        if names := _without_host(learner_id):
            raise Invalid(
                {
                    "password": N_(
                        "Nobody else hosts %(circles)s. Make another member a host first.", circles=", ".join(names)
                    )
                }
            )
        before = files_in_use()
        kinds.leave(learner_id, now)
        db.session.execute(delete(Learner).where(Learner.id == learner_id))
        _delete_empty_circles()
        return sorted(before - files_in_use())


def _rows(learner_id: int) -> Iterator[tuple[Table, Sequence[Any]]]:
    """Yield each table with the learner's rows: their account, rows that they own, and parts of those rows."""
    account = Base.metadata.tables["learners"]
    yield account, db.session.execute(select(account).where(account.c.id == learner_id)).all()
    for column in columns("mine"):
        yield column.table, _ordered(column.table, column == learner_id)
    for column in columns("part_of_mine"):
        whole = next(iter(column.foreign_keys)).column
        owner = next(one for one in whole.table.columns if "mine" in one.info)
        yield column.table, _ordered(column.table, column.in_(select(whole).where(owner == learner_id)))


def columns(info: str) -> list[Column[Any]]:
    """Return the columns of all tables that have this mark in their `info`, ordered by table."""
    tables = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    return [column for table in tables for column in table.columns if info in column.info]


def _ordered(table: Any, condition: Any) -> Sequence[Any]:
    return db.session.execute(select(table).where(condition).order_by(*table.primary_key)).all()


def _rooms() -> dict[str, str]:
    """Return the room of each table, by the table's name."""
    found = {}
    for mapper in Base.registry.mappers:
        found[str(mapper.local_table.description)] = mapper.class_.__module__.split(".")[1]
    return found


def _plain(table: Table, row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row._mapping.items()
        if "secret" not in table.c[name].info
    }


def _files(table: Table, rows: Sequence[Any]) -> list[tuple[str, str]]:
    names = [column.name for column in table.columns if "file" in column.info and "of_circle" not in column.info]
    found = []
    for row in rows:
        for name in names:
            if key := row._mapping[name]:
                ending = PurePosixPath(key).suffix
                found.append((f"recordings/{table.name}-{row.id}-{name.removesuffix('_key')}{ending}", key))
    return found


def _without_host(learner_id: int) -> list[str]:
    """Return the names of circles that have other members but no other host."""
    hosted = select(Circle.id).join(Membership, Membership.circle_id == Circle.id).order_by(Circle.id)
    mine = (Membership.learner_id == learner_id, Membership.role == "host")
    db.session.execute(
        hosted.where(*mine).with_for_update(key_share=True, of=Circle)
    )  # like `lock_row`, but for several rows
    other = aliased(Membership)
    others = (other.circle_id == Membership.circle_id, other.learner_id != learner_id)
    query = (
        select(Circle.name)
        .join(Membership, Membership.circle_id == Circle.id)
        .where(Membership.learner_id == learner_id, Membership.role == "host")
        .where(exists().where(*others), ~exists().where(*others, other.role == "host"))
    )
    return list(db.session.scalars(query))


def _delete_empty_circles() -> None:
    """Delete circles without members, except the server's first circle, which the server's next host takes over."""
    first = circles.first()
    empty = ~exists().where(Membership.circle_id == Circle.id)
    first_id = first.id if first else 0
    if db.session.scalar(select(func.count()).select_from(Circle).where(empty, Circle.id != first_id)):
        db.session.execute(delete(Circle).where(empty, Circle.id != first_id))
