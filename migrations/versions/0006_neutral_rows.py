"""Replace stored English by what it says: news, messages of jobs, measures of hosts, origins of lyrics."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

BATCH = 1000
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
NUMBERS = {"first", "last", "num"}
# What was written before. The first that matches counts: a take of several lines would also fit the pattern of one line.
NEWS = {
    "answered_question": "%(name)s answered your question about %(song)s.",
    "answered": "%(name)s answered you about %(song)s.",
    "answer_helped": "Your answer helped %(name)s: what they asked about %(song)s is clear now.",
    "mark_thanked": "%(name)s says thanks for what you heard in their take.",
    "mark_unclear": "%(name)s did not quite get a mark of yours. Say it in other words?",
    "mark_retaken": "%(name)s sang the line again that you helped with.",
    "mentioned": "%(name)s mentioned you in the talk about %(song)s.",
    "lines_heard": "%(name)s listened to your take of %(song)s, lines %(first)s to %(last)s.",
    "line_heard": "%(name)s listened to your take of %(song)s, line %(first)s.",
    "sentence_perfect": "%(name)s says a sentence of yours is perfect.",
    "sentence_corrected": "%(name)s corrected a sentence of yours.",
    "correction_taken": "%(name)s took your correction.",
    "correction_discussed": "%(name)s wrote about a correction.",
    "week_begins": "A new week in %(circle)s: %(song)s.",
    "week_ends": "The week of %(song)s ends today. What was new? Write it down while it is fresh.",
    "reported": "Something was reported. Please have a look.",
    "hidden": "A host has taken something of yours out of sight: “%(excerpt)s”",
    "warned": "A word from your host: %(words)s",
    "paused": "Your host asks you to pause until %(until)s. Until then you can read and listen.",
}
# The message ids of 0005 by what 0004 wrote.
JOBS = {
    "Reading %(name)s …": "Reading %(name)s …",
    "Looking for “%(title)s” …": "Looking for “%(title)s” …",
    "Found at %(source)s. Finding its words …": "Found at %(source)s. Drawing its words …",
    "The lyrics are here, from %(source)s. Read them through: they may be of another recording.":
        "The lyrics are here, from %(source)s. Read them through: they were found, not written for this take.",
    "Finding the words …": "Drawing the words …",
    "Pairing voice and accompaniment …": "Pairing voice and accompaniment …",
    "Preparing the sound …": "Preparing the sound …",
    "Your take is ready for every browser.": "Your take is ready for every browser.",
    "Something broke on the server. Try again; what you sent is kept.":
        "Something broke on the server. Try again; what you sent is kept.",
    "The server stopped twice over this. Try another copy of the file.":
        "The server stopped twice over this. Try another copy of the file.",
}
ORIGINS = {"in the file": "embedded", "lyrics file": "file"}
notices = sa.table(
    "notices", sa.column("id", sa.Integer), sa.column("sentence", sa.Text), sa.column("created_at", sa.DateTime),
    sa.column("event", sa.String), sa.column("params", sa.JSON),
)
jobs = sa.table(
    "jobs", sa.column("id", sa.String), sa.column("message", sa.Text), sa.column("note", sa.JSON)
)
host_actions = sa.table(
    "host_actions", sa.column("id", sa.Integer), sa.column("what", sa.String), sa.column("why", sa.Text),
    sa.column("days", sa.Integer),
)


def upgrade() -> None:
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.add_column(sa.Column('event', sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column('params', sa.JSON(), nullable=True))
    _change(notices, lambda row: _event(row.sentence, row.created_at))
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.alter_column('event', existing_type=sa.String(length=24), nullable=False)
        batch_op.alter_column('params', existing_type=sa.JSON(), nullable=False)
        batch_op.drop_column('sentence')

    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('note', sa.JSON(), nullable=True))
    _change(jobs, lambda row: {"note": _note(row.message)})
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.alter_column('note', existing_type=sa.JSON(), nullable=False)
        batch_op.drop_column('message')

    with op.batch_alter_table("host_actions", schema=None) as batch_op:
        batch_op.add_column(sa.Column('days', sa.Integer(), nullable=True))
    _change(host_actions, _days)
    _change_origins(_origin)


def downgrade() -> None:
    _change_origins(_old_origin)
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sentence', sa.Text(), nullable=True))
    _change(notices, lambda row: {"sentence": _sentence(row.event, row.params)})
    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.alter_column('sentence', existing_type=sa.Text(), nullable=False)
        batch_op.drop_column('params')
        batch_op.drop_column('event')

    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('message', sa.Text(), nullable=True))
    _change(jobs, lambda row: {"message": _message(row.note)})
    with op.batch_alter_table('jobs', schema=None) as batch_op:
        batch_op.alter_column('message', existing_type=sa.Text(), nullable=False)
        batch_op.drop_column('note')

    def why(row: Any) -> dict[str, Any]:
        return {"why": f"{row.days} day{'' if row.days == 1 else 's'}" if row.days else row.why}

    _change(host_actions, why)
    with op.batch_alter_table("host_actions", schema=None) as batch_op:
        batch_op.drop_column('days')


def _change(table: Any, values: Callable[[Any], dict[str, Any]]) -> None:
    """Update every row of a table with the values made from it."""
    connection = op.get_bind()
    there = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
    columns = [column for column in table.c if column.name in there]
    for rows in _batches(connection, sa.select(*columns).order_by(table.c.id), table.c.id):
        for row in rows:
            connection.execute(table.update().where(table.c.id == row.id).values(values(row)))


def _batches(connection: Any, query: Any, id: Any) -> Iterator[Any]:
    rows = connection.execute(query.limit(BATCH)).all()
    while rows:
        yield rows
        rows = connection.execute(query.where(id > rows[-1].id).limit(BATCH)).all()


def _change_origins(change: Callable[[str], str]) -> None:
    connection = op.get_bind()
    for name in ("lyrics", "lyrics_revisions"):
        source = sa.column("source", sa.String)
        table = sa.table(name, source)
        for before in connection.execute(sa.select(source).select_from(table).distinct()).scalars().all():
            connection.execute(table.update().where(source == before).values(source=change(before)))


def _origin(text: str) -> str:
    if text.endswith(", edited here"):
        return _origin(text.removesuffix(", edited here")) + "+edited"
    if version := re.fullmatch(r"version (\d+), brought back", text):
        return f"version:{version[1]}"
    return ORIGINS.get(text, f"found:{text[9:]}" if text.startswith("found at ") else text)


def _old_origin(origin: str) -> str:
    if origin.endswith("+edited"):
        return f"{_old_origin(origin.removesuffix('+edited'))[:60]}, edited here"
    if origin.startswith("version:"):
        return f"version {origin.removeprefix('version:')}, brought back"
    old = {new: text for text, new in ORIGINS.items()}
    return old.get(origin, f"found at {origin[6:]}"[:80] if origin.startswith("found:") else origin)


def _event(sentence: str, created_at: datetime) -> dict[str, Any]:
    for event, template in NEWS.items():
        params = _read(template, sentence)
        if params is not None and "until" in params:
            params = _with_date(params, created_at)
        if params is not None:
            return {"event": event, "params": params}
    return {"event": "text", "params": {"text": sentence}}


def _note(message: str) -> Any:
    for msgid, template in JOBS.items():
        params = _read(template, message)
        if params is not None:
            return {"msgid": msgid, "params": params} if params else {"msgid": msgid}
    return message


def _days(row: Any) -> dict[str, Any]:
    found = re.fullmatch(r"(\d+) days?", row.why) if row.what == "suspend" else None
    return {"days": int(found[1]), "why": ""} if found else {"days": None}


def _read(template: str, text: str) -> dict[str, Any] | None:
    """Return the parameters that make this text of the template; None where it is no such text."""
    pattern = re.sub(
        r"%\\\((\w+)\\\)s",
        lambda found: f"(?P<{found[1]}>{'[0-9]+' if found[1] in NUMBERS else '.*?'})",
        re.escape(template),
    )
    found = re.fullmatch(pattern, text, re.DOTALL)
    return found and {name: int(value) if name in NUMBERS else value for name, value in found.groupdict().items()}


def _with_date(params: dict[str, Any], created_at: datetime) -> dict[str, Any] | None:
    """Replace `30 November` by the first such day from then on; None for what is no day."""
    day, _, month = params["until"].partition(" ")
    if month not in MONTHS or not day.isdecimal():
        return None
    for year in (created_at.year, created_at.year + 1):
        try:
            until = date(year, MONTHS.index(month) + 1, int(day))
        except ValueError:
            continue
        if until >= created_at.date():
            return {"until": until.isoformat()}
    return None


def _sentence(event: str, params: dict[str, Any]) -> str:
    if event not in NEWS:
        return str(params["text"])
    if "until" in params:
        until = date.fromisoformat(params["until"])
        params = {"until": f"{until.day:02} {MONTHS[until.month - 1]}"}
    return NEWS[event] % params


def _message(note: Any) -> str:
    if isinstance(note, str):
        return note
    try:
        return JOBS.get(note["msgid"], note["msgid"]) % note.get("params", {})
    except (KeyError, TypeError):  # of sentences in sentences
        return str(note["msgid"])
