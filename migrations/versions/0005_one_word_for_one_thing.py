"""One word for one thing: attempts become takes, challenges weeks, answers reviews.

Revision ID: 0005
Revises: 0004
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = {
    "attempts": "takes",
    "challenges": "weeks",
    "challenge_done": "week_steps",
    "answers": "reviews",
    "taken_notes": "exported_notes",
    "measures": "host_actions",
}
COLUMNS = [
    ("weeks", "week", "monday"),
    ("week_steps", "challenge_id", "week_id"),
    ("feedback", "attempt_id", "take_id"),
    ("posts", "attempt_id", "take_id"),
    ("entries", "challenge_id", "week_id"),
]
# Parts of constraint and index names, in the order in which they are replaced.
PARTS = [
    ("challenge_done", "week_steps"),
    ("challenge_id", "week_id"),
    ("challenges", "weeks"),
    ("attempt_id", "take_id"),
    ("attempts", "takes"),
    ("answers", "reviews"),
    ("taken_notes", "exported_notes"),
    ("measures", "host_actions"),
    ("uq_weeks_circle_id_week", "uq_weeks_circle_id_monday"),
]
# Tables that keep their name and hold a constraint or an index that does not.
REFERRING = ["feedback", "posts", "entries", "marks"]
ADDRESSES = [("/attempts/", "/takes/"), ("/practise", "/reviews"), ("/weeks/ideas", "/weeks/proposals")]


def upgrade() -> None:
    """Rename tables and columns, then the constraints and indexes that carry their names, then stored addresses."""
    _rename(TABLES, COLUMNS, PARTS)
    _rewrite(ADDRESSES, "/answer", "/unanswered", "attempt_id", "take_id")


def downgrade() -> None:
    """Give everything its old name again."""
    back = [(new, old) for old, new in reversed(PARTS[:-1])]
    columns = [(table, new, old) for table, old, new in COLUMNS]
    for column in columns:  # before the tables, whose new names are listed
        _rename_column(*column)
    names = [("uq_weeks_circle_id_monday", "uq_weeks_circle_id_week"), *back]
    _rename({new: old for old, new in TABLES.items()}, [], names)
    _rewrite([(new, old) for old, new in ADDRESSES], "/unanswered", "/answer", "take_id", "attempt_id")


def _postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _rename(tables: dict[str, str], columns: list[tuple[str, str, str]], parts: list[tuple[str, str]]) -> None:
    for old, new in tables.items():
        op.rename_table(old, new)
    for table, old, new in columns:
        _rename_column(table, old, new)
    for table in [*tables.values(), *REFERRING]:
        if _postgresql():
            _rename_constraints(table, parts)
        else:
            _rebuild(table, parts)


def _rename_column(table: str, old: str, new: str) -> None:
    op.execute(f'ALTER TABLE {table} RENAME COLUMN "{old}" TO "{new}"')


def _new(name: str, parts: list[tuple[str, str]]) -> str:
    for old, new in parts:
        name = name.replace(old, new)
    return name


def _rename_constraints(table: str, parts: list[tuple[str, str]]) -> None:
    """Rename a table's constraints, indexes and sequences (PostgreSQL)."""
    bind = op.get_bind()
    constraints = sa.text("SELECT conname FROM pg_constraint WHERE conrelid = CAST(:table AS regclass)")
    for name in bind.scalars(constraints, {"table": table}).all():
        if _new(name, parts) != name:
            op.execute(f'ALTER TABLE {table} RENAME CONSTRAINT "{name}" TO "{_new(name, parts)}"')
    indexes = sa.text("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = :table")
    for name in bind.scalars(indexes, {"table": table}).all():
        if _new(name, parts) != name:
            op.execute(f'ALTER INDEX "{name}" RENAME TO "{_new(name, parts)}"')
    sequence = bind.scalar(
        sa.text(
            "SELECT pg_get_serial_sequence(:table, 'id') FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = :table AND column_name = 'id'"
        ),
        {"table": table},
    )
    if sequence:
        name = sequence.rpartition(".")[2].strip('"')
        if _new(name, parts) != name:
            op.execute(f'ALTER SEQUENCE "{name}" RENAME TO "{_new(name, parts)}"')


def _rebuild(table: str, parts: list[tuple[str, str]]) -> None:
    """Make a table anew with renamed constraints and indexes (SQLite keeps their names in the table's text)."""
    found = sa.Table(table, sa.MetaData(), autoload_with=op.get_bind())
    for item in [*found.constraints, *found.indexes]:
        if item.name:
            item.name = _new(str(item.name), parts)
    with op.batch_alter_table(table, copy_from=found, recreate="always"):
        pass


def _rewrite(addresses: list[tuple[str, str]], old: str, new: str, old_key: str, new_key: str) -> None:
    """Put the new addresses into stored news and jobs, and the new key into the payload of jobs that wait."""
    bind = op.get_bind()
    for table in ("notices", "jobs"):
        rows = sa.table(table, sa.column("url", sa.Text))
        for before, after in addresses:
            found = sa.update(rows).where(rows.c.url.like(f"%{before}%"))
            bind.execute(found.values(url=sa.func.replace(rows.c.url, before, after)))
        bind.execute(sa.update(rows).where(rows.c.url == old).values(url=new))
    jobs = sa.table("jobs", sa.column("id", sa.String), sa.column("kind", sa.String), sa.column("payload", sa.JSON))
    for job_id, payload in bind.execute(sa.select(jobs.c.id, jobs.c.payload).where(jobs.c.kind == "playable")).all():
        values = json.loads(payload) if isinstance(payload, str) else dict(payload)
        if old_key in values:
            values[new_key] = values.pop(old_key)
            bind.execute(sa.update(jobs).where(jobs.c.id == job_id).values(payload=values))
