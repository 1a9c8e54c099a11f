"""The database: migrations on SQLite and PostgreSQL, the queue of writers, the loop on both."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    Index,
    PrimaryKeyConstraint,
    UniqueConstraint,
    bindparam,
    cast,
    create_engine,
    delete,
    event,
    exists,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from canary import migrate
from canary.circles import service as circles
from canary.circles.models import Circle
from canary.config import ROOT, Settings
from canary.db import Base, UtcDateTime, WriteOutsideTransaction, db, read, writing, writing_once
from tests.apps import another_app
from tests.factories import NOW, Factory

Cuts = Callable[[str], Path]


def test_migrations_make_what_the_models_say(settings: Settings) -> None:
    assert migrate.upgrade(settings)
    assert not migrate.upgrade(settings)  # twice is once
    engine = create_engine(settings.database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    engine.dispose()


def test_altering_a_table_keeps_what_hangs_on_it(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    command.upgrade(migrate.configuration(settings.database), "0003")
    engine = create_engine(settings.database)
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    rows: list[tuple[str, dict[str, Any]]] = [
        ("learners", {"username": "ana", "username_key": "ana", "password": "!", "fs_uniquifier": "u", "active": True,
                      "display_name": "", "is_host": False, "theme": "auto", "learns": "[]", "speaks": "[]"}),
        ("circles", {"slug": "c", "name": "C", "time_zone": "UTC", "join_code": "code"}),
        ("memberships", {"circle_id": 1, "learner_id": 1, "role": "host", "joined_at": moment}),
        ("songs", {"slug": "s", "title": "S", "artist": "", "album": "", "language": "es", "level": "", "licence": "",
                   "credits": "[]", "notes": "{}", "duration_ms": 1, "audio_key": "a", "audio_mime": "m", "audio_hash": "h",
                   "cover_key": "", "visibility": "public", "source": "", "original_name": "", "version": 1}),
        ("attempts", {"learner_id": 1, "song_id": 1, "client_id": "c", "first": 1, "last": 1, "note": "",
                      "visibility": "me", "file_key": "f", "mime": "m", "duration_ms": 1}),
        ("posts", {"circle_id": 1, "song_id": 1, "author_id": 1, "client_id": "c", "body": "b", "html": "b",
                   "attempt_id": 1}),
        ("posts", {"circle_id": 1, "song_id": 1, "author_id": 1, "client_id": "d", "body": "b", "html": "b",
                   "parent_id": 1}),
    ]  # fmt: skip
    with engine.begin() as connection:
        for table, values in rows:
            row = values if table == "memberships" else values | {"created_at": moment}
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(row)})"), row)
    assert migrate.upgrade(settings)
    with engine.connect() as connection:
        for table in {table for table, _ in rows}:
            now = {"attempts": "takes"}.get(table, table)
            there = connection.execute(text(f"SELECT count(*) FROM {now}")).scalar_one()
            assert there == sum(name == table for name, _ in rows), table
        assert connection.execute(text("SELECT take_id FROM posts ORDER BY id LIMIT 1")).scalar_one() == 1
        assert connection.execute(text("SELECT kind, voice_ms FROM posts LIMIT 1")).one() == ("post", 0)
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


def test_constraints_and_indexes_are_named_after_their_tables(settings: Settings) -> None:
    migrate.upgrade(settings)
    engine = create_engine(settings.database)
    with engine.connect() as connection:
        found = inspect(connection)
        for name, table in Base.metadata.tables.items():
            # SQLite keeps no name for a primary key that counts up by itself.
            assert found.get_pk_constraint(name)["name"] in {table.primary_key.name, None}
            wanted = {constraint.name for constraint in table.foreign_key_constraints}
            assert {key["name"] for key in found.get_foreign_keys(name)} == wanted
    engine.dispose()


def test_old_addresses_and_waiting_jobs_are_renamed(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    command.upgrade(migrate.configuration(settings.database), "0004")
    engine = create_engine(settings.database)
    learner = {"username": "ana", "username_key": "ana", "password": "!", "fs_uniquifier": "u", "active": True,
               "display_name": "", "is_host": False, "theme": "auto", "learns": "[]", "speaks": "[]", "levels": "{}",
               "mails": "[]"}  # fmt: skip
    job = {"id": "j", "kind": "playable", "payload": '{"attempt_id": 7}', "state": "queued", "progress": 0,
           "message": "", "url": "/attempts/7"}  # fmt: skip
    news = {"learner_id": 1, "name": "n", "kind": "answer", "sentence": "Bea answered.", "url": "/answer"}
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    with engine.begin() as connection:
        for table, values in (("learners", learner), ("jobs", job), ("notices", news)):
            row = values | {"created_at": moment}
            names = ", ".join(f'"{name}"' for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(row)})"), row)
    assert migrate.upgrade(settings)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT url FROM notices")).scalar_one() == "/unanswered"
        assert connection.execute(text("SELECT url FROM jobs")).scalar_one() == "/takes/7"
        payload = connection.execute(text("SELECT payload FROM jobs")).scalar_one()
        assert (json.loads(payload) if isinstance(payload, str) else payload) == {"take_id": 7}
    engine.dispose()


def test_ids_of_songs_are_never_given_twice(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    migrate.upgrade(settings)
    with closing(sqlite3.connect(tmp_path / "canary.db")) as file:
        (sql,) = file.execute("SELECT sql FROM sqlite_master WHERE name='songs'").fetchone()
    assert "AUTOINCREMENT" in sql


def test_every_foreign_key_is_indexed_and_says_what_becomes_of_it() -> None:
    for table in Base.metadata.tables.values():
        unique = [side for side in table.constraints if isinstance(side, UniqueConstraint)]
        sides: list[Index | PrimaryKeyConstraint | UniqueConstraint] = [*table.indexes, table.primary_key, *unique]
        led = {next(iter(side.columns)).name for side in sides if len(side.columns)}
        for key in table.foreign_keys:
            assert key.ondelete in {"CASCADE", "SET NULL"}, (table.name, key.parent.name)
            assert key.parent.name in led, (table.name, key.parent.name)


def test_a_copy_is_put_aside_before_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path / "data")
    migrate.upgrade(settings)
    assert not (settings.data / "backups").exists()  # an empty database has nothing to lose
    with closing(sqlite3.connect(settings.data / "canary.db")) as file:
        file.execute("INSERT INTO host_links (token_hash, created_at) VALUES ('kept', '2026-01-01')")
        file.commit()
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    head = max(path.name.split("_")[0] for path in (ROOT / "migrations" / "versions").glob("0*.py"))
    (tmp_path / "migrations" / "versions" / "9999_next.py").write_text(
        f"from alembic import op\nrevision, down_revision = '9999', '{head}'\n"
        "branch_labels = depends_on = None\n\n\ndef upgrade():\n    op.execute('DELETE FROM host_links')\n"
    )
    monkeypatch.setattr(migrate, "ROOT", tmp_path)
    assert migrate.upgrade(settings)
    for name, rows in (("canary.db", []), ("backups/before-9999.db", [("kept",)])):
        with closing(sqlite3.connect(settings.data / name)) as file:
            assert file.execute("SELECT token_hash FROM host_links").fetchall() == rows


def test_a_database_from_a_newer_canary_is_left_alone(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    migrate.upgrade(settings)
    with closing(sqlite3.connect(tmp_path / "canary.db")) as file:
        file.execute("UPDATE alembic_version SET version_num='from-the-future'")
        file.commit()
    with pytest.raises(migrate.DatabaseUnusable, match=r"made by a newer Canary"):
        migrate.upgrade(settings)


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="postgresql://canary:secret@127.0.0.1:9/canary")
    with pytest.raises(migrate.DatabaseUnusable) as problem:
        migrate.upgrade(settings)
    assert "secret" not in str(problem.value)
    (tmp_path / "canary.db").write_text("This is no database, whatever its name says. " * 50)
    with pytest.raises(migrate.DatabaseUnusable):
        migrate.upgrade(Settings(data=tmp_path))


def test_nothing_is_written_outside_writing(app: Flask, make: Factory) -> None:
    circle_id = make.circle().id
    db.session.add(Circle(slug="x", name="x", time_zone="UTC", join_code="x", created_at=NOW))
    with pytest.raises(WriteOutsideTransaction):
        db.session.flush()
    db.session.rollback()
    db.session.get_one(Circle, circle_id).name = "Stolen"
    with pytest.raises(WriteOutsideTransaction):
        db.session.execute(select(Circle)).all()
    db.session.rollback()
    db.session.delete(db.session.get_one(Circle, circle_id))
    with pytest.raises(WriteOutsideTransaction):
        db.session.commit()
    db.session.rollback()
    for statement in (
        update(Circle).values(name="Stolen"),
        delete(Circle),
        insert(Circle).values(slug="y", name="y", time_zone="UTC", join_code="y", created_at=NOW),
    ):
        with pytest.raises(WriteOutsideTransaction):
            db.session.execute(statement)
        db.session.rollback()
    assert db.session.scalar(select(func.count(Circle.id))) == 1


def test_writing_all_or_nothing(app: Flask, make: Factory) -> None:
    make.circle()

    def half() -> None:
        with writing():
            db.session.execute(update(Circle).values(name="Half"))
            with writing():  # joins the outer one
                db.session.execute(update(Circle).values(time_zone="Half"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert db.session.scalar(select(func.count(Circle.id)).where(Circle.name == "Half")) == 0
    with pytest.raises(WriteOutsideTransaction):
        db.session.execute(delete(Circle))
    db.session.rollback()


def test_a_moment_needs_its_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(NOW.replace(tzinfo=None), None)  # type: ignore[arg-type]


OLD_NEWS = [
    ("answer", "Ana answered you about Luz. Y más.", "answered", {"name": "Ana", "song": "Luz. Y más"}),
    ("answer", "Ana answered your question about Luz.", "answered_question", {"name": "Ana", "song": "Luz"}),
    ("answer", "Your answer helped Ana: what they asked about Luz is clear now.", "answer_helped",
     {"name": "Ana", "song": "Luz"}),
    ("answer", "Ana says thanks for what you heard in their take.", "mark_thanked", {"name": "Ana"}),
    ("answer", "Ana did not quite get a mark of yours. Say it in other words?", "mark_unclear", {"name": "Ana"}),
    ("answer", "Ana sang the line again that you helped with.", "mark_retaken", {"name": "Ana"}),
    ("mention", "Ana 100% mentioned you in the talk about Luz.", "mentioned", {"name": "Ana 100%", "song": "Luz"}),
    ("feedback", "Ana listened to your take of Luz, line 3.", "line_heard", {"name": "Ana", "song": "Luz", "first": 3}),
    ("feedback", "Ana listened to your take of Luz, lines 3 to 5.", "lines_heard",
     {"name": "Ana", "song": "Luz", "first": 3, "last": 5}),
    ("correction", "Ana says a sentence of yours is perfect.", "sentence_perfect", {"name": "Ana"}),
    ("correction", "Ana corrected a sentence of yours.", "sentence_corrected", {"name": "Ana"}),
    ("correction", "Ana took your correction.", "correction_taken", {"name": "Ana"}),
    ("correction", "Ana wrote about a correction.", "correction_discussed", {"name": "Ana"}),
    ("week", "A new week in Club: Luz.", "week_begins", {"circle": "Club", "song": "Luz"}),
    ("week", "The week of Luz ends today. What was new? Write it down while it is fresh.", "week_ends", {"song": "Luz"}),
    ("host", "Something was reported. Please have a look.", "reported", {}),
    ("host", "A host has taken something of yours out of sight: “Two\nlines”", "hidden", {"excerpt": "Two\nlines"}),
    ("host", "A word from your host: Please: be kind.", "warned", {"words": "Please: be kind."}),
    ("host", "Your host asks you to pause until 31 December. Until then you can read and listen.", "paused",
     {"until": "2026-12-31"}),
    ("host", "Your host asks you to pause until 02 January. Until then you can read and listen.", "paused",
     {"until": "2027-01-02"}),
    ("host", "Your host asks you to pause until tomorrow. Until then you can read and listen.", "text",
     {"text": "Your host asks you to pause until tomorrow. Until then you can read and listen."}),
    ("host", "Of a version that nobody knows, 100%.", "text", {"text": "Of a version that nobody knows, 100%."}),
]  # fmt: skip
OLD_JOBS = [
    ("", ""),
    ("Reading una canción.mp3 …", {"msgid": "Reading %(name)s …", "params": {"name": "una canción.mp3"}}),
    ("Preparing the sound …", {"msgid": "Preparing the sound …"}),
    ("This file is 100% empty.", "This file is 100% empty."),
]
OLD_ORIGINS = [("typed", "typed"), ("in the file", "embedded"), ("lyrics file, edited here", "file+edited"),
               ("found at LRCLIB, edited here", "found:LRCLIB+edited"), ("songbook", "songbook"), ("?", "?")]  # fmt: skip
OLD_MEASURES = [("suspend", "7 days", 7, ""), ("suspend", "1 day", 1, ""), ("warn", "7 days", None, "7 days")]


def test_stored_sentences_become_kinds_with_parameters(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    configuration = migrate.configuration(settings.database)
    command.upgrade(configuration, "0004")
    engine = create_engine(settings.database)
    moment = datetime(2026, 12, 20, 9, tzinfo=UTC)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO learners (username, username_key, password, fs_uniquifier, active, display_name, is_host, theme,"
                " learns, speaks, levels, mails, created_at) VALUES ('ana', 'ana', '!', 'u', true, '', false, 'auto', '[]',"
                " '[]', '{}', '[]', :at)"
            ),
            {"at": moment},
        )
        for n, (kind, sentence, *_) in enumerate(OLD_NEWS):
            connection.execute(
                text(
                    "INSERT INTO notices (learner_id, name, kind, sentence, url, created_at) VALUES (1, :n, :k, :s, '/', :at)"
                ),
                {"n": str(n), "k": kind, "s": sentence, "at": moment},
            )
        for n, (message, _) in enumerate(OLD_JOBS):
            connection.execute(
                text("INSERT INTO jobs (id, kind, payload, state, progress, message, url, created_at)"
                     " VALUES (:n, 'k', '{}', 'done', 100, :m, '', :at)"),
                {"n": str(n), "m": message, "at": moment},
            )  # fmt: skip
        for what, why, *_ in OLD_MEASURES:
            connection.execute(
                text("INSERT INTO measures (what, subject, why, created_at) VALUES (:what, '', :why, :at)"),
                {"what": what, "why": why, "at": moment},
            )
        connection.execute(
            text("INSERT INTO songs (slug, title, artist, album, language, level, licence, credits, notes, duration_ms,"
                 " audio_key, audio_mime, audio_hash, cover_key, visibility, source, original_name, version, created_at)"
                 " VALUES ('s', 'S', '', '', 'es', '', '', '[]', '{}', 1, 'a', 'm', 'h', '', 'public', '', '', 1, :at)"),
            {"at": moment},
        )  # fmt: skip
        for n, (origin, _) in enumerate(OLD_ORIGINS):
            connection.execute(
                text("INSERT INTO lyrics_revisions (song_id, version, document, source, created_at)"
                     " VALUES (1, :n, '{}', :source, :at)"),
                {"n": n, "source": origin, "at": moment},
            )  # fmt: skip
        before = _stored(connection)
    command.upgrade(configuration, "head")
    with engine.connect() as connection:
        notices = Base.metadata.tables["notices"]
        news = connection.execute(
            select(notices.c.kind, notices.c.event, notices.c.params).order_by(notices.c.id)
        ).all()
        assert [tuple(row) for row in news] == [(kind, event, params) for kind, _, event, params in OLD_NEWS]
        jobs = Base.metadata.tables["jobs"]
        assert list(connection.scalars(select(jobs.c.note).order_by(jobs.c.id))) == [note for _, note in OLD_JOBS]
        measures = Base.metadata.tables["host_actions"]
        done = connection.execute(select(measures.c.days, measures.c.why).order_by(measures.c.id)).all()
        assert [tuple(row) for row in done] == [(days, why) for _, _, days, why in OLD_MEASURES]
        kept = connection.execute(text("SELECT source FROM lyrics_revisions ORDER BY version")).scalars()
        assert list(kept) == [origin for _, origin in OLD_ORIGINS]
    command.downgrade(configuration, "0004")
    with engine.connect() as connection:
        assert _stored(connection) == before
    engine.dispose()


def _stored(connection: Connection) -> list[list[str]]:
    queries = (
        "SELECT sentence FROM notices ORDER BY id",
        "SELECT message FROM jobs ORDER BY id",
        "SELECT why FROM measures ORDER BY id",
        "SELECT source FROM lyrics_revisions ORDER BY version",
    )
    return [list(connection.execute(text(query)).scalars()) for query in queries]


def test_read_sees_what_was_committed_and_its_own_changes(tmp_path: Path) -> None:
    names = select(Circle.name).where(Circle.slug == bindparam("slug"))
    with another_app(tmp_path) as app, app.app_context():
        assert read(names, slug="circle") == []
        circles.create_first("One", "UTC", NOW)
        db.session.rollback()
        assert read(names, slug="circle") == [("One",)]
        with writing():
            db.session.execute(update(Circle).values(name="Two"))
            assert read(names, slug="circle") == [("Two",)], "not committed yet"
        db.session.rollback()
        assert read(names, slug="circle") == [("Two",)]
        with pytest.raises(OperationalError):
            read(select(sqlalchemy.table("nowhere", sqlalchemy.column("nothing"))))
        assert read(names, slug="circle") == [("Two",)], "after an error too"
        db.engine.dispose()
        assert read(names, slug="circle") == [("Two",)], "over a new connection"


@pytest.mark.parametrize("with_list", [False, True])
def test_read_converts_values_as_the_session_does(tmp_path: Path, with_list: bool) -> None:
    late = (NOW + timedelta(days=1)).astimezone(timezone(timedelta(hours=-5)))
    monday = date(2026, 3, 2)
    asked = select(
        Circle.id, Circle.created_at, exists().where(Circle.name == "One"), Circle.name == "Two",
        bindparam("moment", type_=UtcDateTime()), bindparam("day", type_=Date()), cast(None, Boolean),
    ).where(Circle.created_at < bindparam("moment"), Circle.slug != bindparam("not", "two")).limit(3)  # fmt: skip
    if with_list:
        asked = asked.where(Circle.id.in_([1, 2]))
    by_sqlalchemy = []
    with another_app(tmp_path) as app, app.app_context():
        circles.create_first("One", "UTC", NOW)
        db.session.rollback()
        event.listen(db.engine, "before_cursor_execute", lambda *said: by_sqlalchemy.append(said[2]))
        (row,) = read(asked, moment=late, day=monday)
        assert bool(by_sqlalchemy) == with_list
        (same,) = db.session.execute(asked, {"moment": late, "day": monday})
    assert row == tuple(same) == (1, NOW, True, False, late, monday, None)
    assert row[2] is True
    assert row[3] is False
    assert row[1].tzinfo is UTC


def test_writing_once_loses_without_an_error(app: Flask, make: Factory) -> None:
    make.circle(slug="one")
    with writing_once() as outcome:
        db.session.add(Circle(slug="two", name="Two", time_zone="UTC", join_code="two", created_at=NOW))
    assert not outcome.lost
    with writing_once() as outcome:
        db.session.add(Circle(slug="two", name="Again", time_zone="UTC", join_code="three", created_at=NOW))
    assert outcome.lost
    assert db.session.scalars(select(Circle.name).where(Circle.slug == "two")).all() == ["Two"]


def test_errors_do_not_say_what_people_typed(make: Factory) -> None:
    row = {"author_id": make.learner("ana").id, "body": "Nobody may read this."}
    with pytest.raises(IntegrityError) as caught, writing():
        db.session.execute(insert(Base.metadata.tables["entries"]), [row])
    assert "entries" in str(caught.value)
    assert "Nobody may read" not in str(caught.value)
