"""Use cases of privacy: export a learner's data, and delete their account."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import JSON, Column, String, Table, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.content import kinds
from canary.db import Base, db, files_in_use, writing
from canary.learners import accounts
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.privacy.names import Left, patterns
from canary.problems import Invalid
from canary.sentences import N_
from canary.songs import service as songs
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
        _forget_name(learner_id)
        db.session.execute(delete(Learner).where(Learner.id == learner_id))
        _delete_empty_circles()
        return sorted(before - files_in_use())


def _forget_name(learner_id: int) -> None:
    """Take a leaving learner's names out of the rows that stay, in every table. Call this inside `writing()`.

    Mentions (`@ana`) go everywhere, and so do names that stand alone where a person is named. In the free texts of rows
    that refer to them (reports, what hosts did) their names go as well. Other texts are others' words and stay.
    """
    db.session.flush()
    learner = learners.find(learner_id)
    left = Left(learner.username, learner.display_name)
    wanted = patterns(learner.username, learner.display_name, [json.dumps])
    for table in Base.metadata.sorted_tables:
        if table.name != "learners":
            _forget_name_in(table, left, wanted, learner_id)
    db.session.expire_all()


def _forget_name_in(table: Table, left: Left, wanted: Collection[str], learner_id: int) -> None:
    texts = [column for column in table.columns if isinstance(column.type, (String, JSON)) and _is_said(column)]
    if not texts:
        return
    found = or_(*(cast(column, String).icontains(name, autoescape=True) for column in texts for name in wanted))
    people = [column.name for column in table.columns if column.references(Base.metadata.tables["learners"].c.id)]
    theirs = set(db.session.scalars(select(Membership.circle_id).where(Membership.learner_id == learner_id)))
    for row in db.session.execute(select(table).where(found)).mappings().all():
        about = table.name != "songs" and any(row[name] == learner_id for name in people)
        alone = _names_people(table.name, row, learner_id, theirs)
        new = {column.name: left.json(row[column.name], about=about, alone=alone) for column in texts}
        changed = {name: value for name, value in new.items() if value != row[name]}
        if changed:
            mine = [column == row[column.name] for column in table.primary_key]
            db.session.execute(update(table).where(*mine).values(changed))
            _show(table.name, row)


def _names_people(table: str, row: Any, learner_id: int, circle_ids: Collection[int]) -> bool:
    """Return whether a value of a row that is nothing but a leaving learner's name is about them."""
    if table == "songs":
        return row["owner_id"] == learner_id or row["circle_id"] in circle_ids
    return table == "jobs" or (table == "notices" and row["actor_id"] is None)


def _is_said(column: Column[Any]) -> bool:
    """Return whether people or messages say what is in a column; no key, address or secret."""
    return not (column.primary_key or column.unique or {"file", "secret"} & set(column.info))


def _show(table: str, row: Any) -> None:
    """Let pages that are kept show a change of a row."""
    if table == "songs":
        songs.bump(row["id"])
    elif row.get("song_id") and row.get("circle_id"):
        songs.touch(row["circle_id"], row["song_id"])


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
