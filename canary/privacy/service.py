"""Use cases of what is one's own: to take all of it along, and to leave for good."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Column, Table, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from canary.circles import service as circles
from canary.circles.models import Circle, Membership
from canary.corrections.models import Correction, CorrectionReply
from canary.db import Base, db, files_in_use, writing
from canary.learners import accounts
from canary.learners import service as learners
from canary.learners.models import Learner
from canary.privacy.tables import MINE, PARTS, SECRET, WITHOUT_FILES
from canary.problems import Invalid
from canary.safety.models import Report
from canary.songs import service as songs
from canary.songs.models import Song
from canary.takes.feedback.models import Feedback
from canary.takes.models import Take
from canary.threads.models import Edit, Post
from canary.viewer import Viewer
from canary.weeks.models import Proposal


def export(viewer: Viewer) -> Iterator[tuple[str, bytes | str]]:
    """All of the viewer's: (name, JSON) for each room, then (name, key in the store) for each recording."""
    rooms: dict[str, dict[str, list[dict[str, Any]]]] = {}
    files: list[tuple[str, str]] = []
    for table, rows in _rows(viewer.learner_id):
        kept = [_plain(table, row) for row in rows]
        rooms.setdefault(_rooms()[table.name], {})[table.name] = kept
        if table.name not in WITHOUT_FILES:
            files += _files(table, rows)
    for room, tables in sorted(rooms.items()):
        if any(tables.values()):
            yield f"{room}.json", json.dumps(tables, ensure_ascii=False, indent=1).encode()
    yield from files


def delete_account(viewer: Viewer, password: str, now: datetime) -> list[str]:
    """Delete the viewer's account and what they made; returns the keys of files that nothing needs any more.

    What others answered stays readable: a post with replies becomes a stub without words or name. Songs stay with
    their circle. Raises Invalid for a wrong password, and while a circle would be left without a host.
    """
    learner_id = viewer.learner_id
    if not accounts.matches(password, learners.find(learner_id)):
        raise Invalid({"password": "That is not your password."})
    with writing():
        if names := _without_host(learner_id):
            raise Invalid({"password": f"Nobody else hosts {', '.join(names)}. Make another member host there first."})
        before = files_in_use()
        _count_changes(learner_id)
        _clear_posts(learner_id, now)
        for model in (Feedback, Correction, CorrectionReply):
            db.session.execute(delete(model).where(model.author_id == learner_id))
        db.session.execute(update(Report).where(Report.reporter_id == learner_id).values(words=""))
        db.session.execute(update(Report).where(Report.person_id == learner_id).values(excerpt=""))
        db.session.execute(update(Proposal).where(Proposal.learner_id == learner_id).values(why=""))
        db.session.execute(update(Song).where(Song.owner_id == learner_id).values(original_name=""))
        db.session.execute(delete(Learner).where(Learner.id == learner_id))
        _end_empty_circles()
        return sorted(before - files_in_use())


def _rows(learner_id: int) -> Iterator[tuple[Table, Sequence[Any]]]:
    tables, ids = Base.metadata.tables, {}
    account = tables["learners"]
    yield account, db.session.execute(select(account).where(account.c.id == learner_id)).all()
    for name in MINE:
        table, column = _column(name)
        rows = db.session.execute(select(table).where(column == learner_id).order_by(*table.primary_key)).all()
        ids[table.name] = [row.id for row in rows] if "id" in table.c else []
        yield table, rows
    for name, of in PARTS.items():
        table, column = _column(name)
        mine = select(_column(next(entry for entry in MINE if entry.startswith(f"{of}.")))[0].c.id)
        owner = _column(next(entry for entry in MINE if entry.startswith(f"{of}.")))[1]
        rows = db.session.execute(select(table).where(column.in_(mine.where(owner == learner_id)))).all()
        yield table, rows


def _column(name: str) -> tuple[Table, Column[Any]]:
    table_name, _, column = name.partition(".")
    table = Base.metadata.tables[table_name]
    return table, table.c[column]


def _rooms() -> dict[str, str]:
    """Table -> the room whose it is."""
    found = {}
    for mapper in Base.registry.mappers:
        found[str(mapper.local_table.description)] = mapper.class_.__module__.split(".")[1]
    return found


def _plain(table: Table, row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row._mapping.items()
        if f"{table.name}.{name}" not in SECRET
    }


def _files(table: Table, rows: Sequence[Any]) -> list[tuple[str, str]]:
    columns = [column.name for column in table.columns if "file" in column.info]
    found = []
    for row in rows:
        for name in columns:
            if key := row._mapping[name]:
                ending = PurePosixPath(key).suffix
                found.append((f"recordings/{table.name}-{row.id}-{name.removesuffix('_key')}{ending}", key))
    return found


def _without_host(learner_id: int) -> list[str]:
    """Names of the circles with other members that nobody else hosts."""
    hosted = select(Circle.id).join(Membership, Membership.circle_id == Circle.id).order_by(Circle.id)
    mine = (Membership.learner_id == learner_id, Membership.role == "host")
    db.session.execute(hosted.where(*mine).with_for_update(key_share=True, of=Circle))  # as `hold`, for all of them
    other = aliased(Membership)
    others = (other.circle_id == Membership.circle_id, other.learner_id != learner_id)
    query = (
        select(Circle.name)
        .join(Membership, Membership.circle_id == Circle.id)
        .where(Membership.learner_id == learner_id, Membership.role == "host")
        .where(exists().where(*others), ~exists().where(*others, other.role == "host"))
    )
    return list(db.session.scalars(query))


def _count_changes(learner_id: int) -> None:
    """Threads and notes are kept ready-made by version; this ends the versions that show the learner."""
    written = select(Post.circle_id, Post.song_id).where(
        or_(
            Post.author_id == learner_id,
            Post.take_id.in_(select(Take.id).where(Take.learner_id == learner_id)),
            Post.id.in_(select(Correction.post_id).where(Correction.author_id == learner_id)),
        )
    )
    for circle_id, song_id in {(row[0], row[1]) for row in db.session.execute(written)}:
        songs.touch(circle_id, song_id)


def _clear_posts(learner_id: int, now: datetime) -> None:
    reply = aliased(Post)
    answered = exists().where(and_(reply.parent_id == Post.id, reply.author_id.is_distinct_from(learner_id)))
    stubs = list(db.session.scalars(select(Post.id).where(Post.author_id == learner_id, answered)))
    db.session.execute(delete(Edit).where(Edit.post_id.in_(stubs)))
    db.session.execute(delete(Post).where(Post.author_id == learner_id, Post.id.not_in(stubs)))
    empty = {"body": "", "html": "", "voice_key": None, "voice_mime": "", "voice_ms": 0, "take_id": None}
    db.session.execute(update(Post).where(Post.id.in_(stubs)).values(removed_at=now, author_id=None, **empty))


def _end_empty_circles() -> None:
    """Circles that nobody is in any more go, but the server's first, which comes back with its next host."""
    first = circles.first()
    empty = ~exists().where(Membership.circle_id == Circle.id)
    kept = first.id if first else 0
    if db.session.scalar(select(func.count()).select_from(Circle).where(empty, Circle.id != kept)):
        db.session.execute(delete(Circle).where(empty, Circle.id != kept))
