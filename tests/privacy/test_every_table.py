"""A learner with a row in every table: all of it comes along, and all of it goes. A new table joins by itself."""

import json
from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, String, insert, select

from canary.circles import service as circles
from canary.config import Settings
from canary.db import Base, UtcDateTime, db, writing
from canary.learners import accounts
from canary.privacy import service as privacy
from tests.apps import another_app
from tests.factories import NOW, Factory

PASSWORD, MARK = "a short sentence", "anas"
TABLES = Base.metadata.tables
VALUES: dict[str, Any] = {
    "takes.visibility": "circle",
    "corrections.entry_id": None,  # it is about a post or about an entry
    "jobs.id": "0" * 32,
    "memberships.role": "member",
    "posts.take_id": None,
    "reports.reason": "spam",
    "reports.subject": "post",
}
# What fits into a column that is not text.
PLAIN: dict[type, Any] = {Boolean: False, Integer: 1, Float: 1.0, JSON: [], Date: date(2026, 3, 2), UtcDateTime: NOW}
# What stays although she wrote it, with the reason.
STAYS = {
    "songs": "a song stays with its circle",
    "lyrics": "so do its lyrics",
    "lyrics_revisions": "and what they were before",
    "song_words": "and its words",
    "song_lemmas": "and its words",
    "song_tokens": "and its words",
    "glosses": "and its glossary",
    "word_corrections": "and the corrections of its words that hold for everybody, without her name",
    "weeks": "a week is the circle's",
    "circle_songs": "counts only",
    "dictionaries": "the server's",
    "dictionary_entries": "the server's",
    "host_links": "the server's",
    "host_actions": "what hosts did, without her name",
}


def value_of(column: Column[Any], made: dict[str, Any], ana: int) -> Any:
    """Something that fits: ana where a learner is named, her words where there is room for words."""
    name = f"{column.table.name}.{column.name}"
    if name in VALUES:
        return VALUES[name]
    for key in column.foreign_keys:
        target = key.column.table
        return ana if target.name == "learners" else None if target is column.table else made[target.name]
    if isinstance(column.type, String):
        return f"{MARK} {name}"[: column.type.length or 100]
    kind = next((kind for kind in PLAIN if isinstance(column.type, kind)), None)
    assert kind, f"{name}: say here what fits into a {column.type}"
    return PLAIN[kind]


def fill(circle_id: int, ana: int) -> None:
    """One row in each table."""
    made: dict[str, Any] = {"circles": circle_id, "learners": ana}
    with writing():
        for table in Base.metadata.sorted_tables:
            if table.name in {"learners", "circles", "memberships"}:
                continue
            skipped = {"id"} if isinstance(table.c.get("id", Column(String)).type, Integer) else set()
            row = {c.name: value_of(c, made, ana) for c in table.columns if c.name not in skipped}
            (made[table.name], *_) = db.session.execute(
                insert(table).values(row).returning(*table.primary_key.columns)
            ).one()


def left() -> dict[str, list[Any]]:
    """The rows of each table that has some."""
    found = {name: [tuple(row) for row in db.session.execute(select(table))] for name, table in TABLES.items()}
    return {name: rows for name, rows in found.items() if rows}


def test_a_row_in_every_table(settings: Settings) -> None:
    values = {"database_url": settings.database_url} if settings.database_url else {}
    with another_app(settings.data, **values) as app, app.app_context():
        make = Factory(app)
        circle = make.circle()
        make.learner("hanna", circle, "host")
        ana = make.learner("ana", circle, password=accounts.hashed(PASSWORD), email="anas@example.org")
        fill(circle.id, ana.id)
        assert set(left()) == set(TABLES)
        viewer = circles.viewer_by("u-ana")
        rooms = {name: json.loads(data) for name, data in privacy.export(viewer) if isinstance(data, bytes)}
        taken = {name: rows for room in rooms.values() for name, rows in room.items() if rows}
        assert set(taken) >= {
            column.table.name for info in ("mine", "part_of_mine") for column in privacy.columns(info)
        }
        assert "u-ana" not in json.dumps(rooms)
        privacy.delete_account(viewer, PASSWORD, NOW)
        assert circles.viewer_by("u-ana").id is None
        kept = {name for name, rows in left().items() if MARK in str(rows)}
        assert kept <= set(STAYS), kept - set(STAYS)
        db.session.remove()
